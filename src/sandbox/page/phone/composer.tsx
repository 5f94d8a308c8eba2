import { useRef, useState } from 'preact/hooks';
import type { SandboxChat, SandboxState } from '../../protocol.ts';
import { attempt } from '../actions.ts';
import { pressMenu, sayText, uploadFile } from '../api.ts';
import { Icon } from '../icons.tsx';
import { useView } from '../store.ts';
import { type Lang, say } from '../words.ts';

type Props = { readonly openId: string; readonly chat: SandboxChat; readonly state: SandboxState };

/** Unsent lines by person and chat; they stay while one looks elsewhere. */
const unsent = new Map<string, string>();

export function BotMenu({
  openId,
  state,
  lang,
}: {
  readonly openId: string;
  readonly state: SandboxState;
  readonly lang: Lang;
}) {
  if (state.menu.length === 0) return null;
  return (
    <nav class="bot-menu" aria-label={say(lang, 'menu')}>
      {state.menu.map((entry) => (
        <button
          key={entry.key}
          type="button"
          onClick={() => void attempt(openId, () => pressMenu(openId, entry.key))}
        >
          {lang === 'zh' ? entry.name : entry.enName}
        </button>
      ))}
    </nav>
  );
}

function Attach({
  openId,
  chat,
  lang,
}: {
  readonly openId: string;
  readonly chat: SandboxChat;
  readonly lang: Lang;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const onFile = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = '';
    if (file) void attempt(openId, () => uploadFile(openId, chat.chatId, file));
  };
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={say(lang, 'attach')}
        onChange={(event) => onFile(event.currentTarget)}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={say(lang, 'attach')}
        title={say(lang, 'attach')}
        onClick={() => picker.current?.click()}
      >
        <Icon name="attach" size={20} />
      </button>
    </>
  );
}

/** The unsent line of a person in a chat: its text, and how it is changed, addressed to the bot, and sent. */
function useLine({ openId, chat, state }: Props) {
  const key = `${openId}/${chat.chatId}`;
  const [, redraw] = useState(0);
  const text = unsent.get(key) ?? '';
  const setText = (value: string) => {
    unsent.set(key, value);
    redraw((n) => n + 1);
  };
  const mention = `@${state.botName} `;
  const addMention = () => (text.includes(mention) ? undefined : setText(mention + text));
  const send = async () => {
    const words = text.replaceAll(`@${state.botName}`, '@bot').trim();
    if (words === '') return;
    setText('');
    const said = await attempt(openId, () => sayText(openId, chat.chatId, words));
    // What could not be sent stays in the line.
    if (said === undefined) setText(text);
  };
  return { text, setText, addMention, send };
}

/** The input line. In a group the @ button puts a mention of the bot in front; Enter sends. */
export function Composer(props: Props) {
  const { openId, chat } = props;
  const { lang } = useView();
  const { text, setText, addMention, send } = useLine(props);
  const field = useRef<HTMLInputElement>(null);
  const mentionBot = () => {
    addMention();
    field.current?.focus();
  };
  const canMention = chat.type === 'group' && chat.botInside;
  const label = say(lang, 'mentionBot');
  return (
    <div class="composer">
      <Attach openId={openId} chat={chat} lang={lang} />
      {canMention ? (
        <button
          type="button"
          class="icon-button at-button"
          aria-label={label}
          title={label}
          onClick={mentionBot}
        >
          @
        </button>
      ) : null}
      <input
        ref={field}
        type="text"
        value={text}
        placeholder={say(lang, 'write')}
        aria-label={say(lang, 'write')}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => (event.key === 'Enter' && !event.isComposing ? void send() : undefined)}
      />
      <button
        type="button"
        class="icon-button send"
        aria-label={say(lang, 'send')}
        disabled={text.trim() === ''}
        onClick={() => void send()}
      >
        <Icon name="send" size={20} />
      </button>
    </div>
  );
}
