import { Component } from 'preact';
import type { SandboxMessage, SandboxState } from '../../protocol.ts';
import { fileHref } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import { CardView } from '../card/card.tsx';
import type { Question } from '../card/context.ts';
import { Icon } from '../icons.tsx';
import { personName } from '../select.ts';
import { clockTime } from '../times.ts';
import { type Lang, say } from '../words.ts';

type Props = {
  readonly message: SandboxMessage;
  readonly openId: string;
  readonly state: SandboxState;
  readonly lang: Lang;
  readonly ask: (question: Question) => void;
};

const kilobytes = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function FileBubble({ message, lang }: Props) {
  const file = message.file;
  if (!file) return null;
  return (
    <a
      class="file"
      href={fileHref(file.key)}
      download={file.name}
      aria-label={`${say(lang, 'download')} ${file.name}`}
    >
      <span class="file-icon">
        <Icon name="file" size={22} />
      </span>
      <span class="file-words">
        <span class="file-name">{file.name}</span>
        <span class="file-size">
          {kilobytes(file.bytes)} · {say(lang, 'download')}
        </span>
      </span>
    </a>
  );
}

/** Text of a message with mentions of the bot in the client's blue. */
function MessageText({ text, botName }: { readonly text: string; readonly botName: string }) {
  const parts = text.split(/(@bot|@_user_1)(?![\w])/);
  return (
    <>
      {parts.map((part, i) =>
        part === '@bot' || part === '@_user_1' ? <span key={i} class="md-at">{`@${botName}`}</span> : part,
      )}
    </>
  );
}

function Content(props: Props) {
  const { message, state } = props;
  if (message.type === 'interactive') return <CardView {...props} />;
  if (message.type === 'file') return <FileBubble {...props} />;
  return (
    <div class="bubble">
      <MessageText text={message.text ?? ''} botName={state.botName} />
    </div>
  );
}

/** One message. Redrawn only when it, the language or the people change: others' news must not disturb typing. */
export class Message extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const now = this.props;
    return next.message !== now.message || next.lang !== now.lang || next.state.people !== now.state.people;
  }

  override render(props: Props) {
    const { message, openId, state, lang } = props;
    const time = clockTime(message.createdAt, lang, state.zone);
    if (message.recalled) return <p class="system-line">{say(lang, 'recalled')}</p>;
    if (message.type === 'system') return <p class="system-line">{message.text}</p>;
    const fromBot = message.from === 'bot' || message.from === state.botOpenId;
    const name = personName(state, message.from, lang);
    const mine = message.from === openId;
    return (
      <div class={`message${mine ? ' mine' : ''}`} data-message={message.messageId}>
        <div class="byline">
          {mine ? null : (
            <Avatar
              id={message.from}
              name={personName(state, message.from, 'zh')}
              kind={fromBot ? 'bot' : 'person'}
              size={22}
            />
          )}
          {mine ? null : <span class="byline-name">{name}</span>}
          {fromBot ? <span class="bot-mark">{say(lang, 'bot')}</span> : null}
          <time>{time}</time>
        </div>
        <Content {...props} />
      </div>
    );
  }
}
