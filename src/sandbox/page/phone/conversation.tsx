import { useEffect } from 'preact/hooks';
import type { SandboxChat, SandboxMessage, SandboxState } from '../../protocol.ts';
import { markSeen } from '../actions.ts';
import type { Question } from '../card/context.ts';
import { Icon } from '../icons.tsx';
import { useView } from '../store.ts';
import { fullDate, isoDate, weekday } from '../times.ts';
import { say } from '../words.ts';
import { useFollowing } from './following.ts';
import { Message } from './message.tsx';

const NONE: readonly SandboxMessage[] = [];

type Props = {
  readonly openId: string;
  readonly chat: SandboxChat;
  readonly state: SandboxState;
  readonly ask: (question: Question) => void;
};

/** The messages of one chat as one person sees them, with a line wherever a new day begins. */
export function Conversation({ openId, chat, state, ask }: Props) {
  const { messages, lang, front } = useView();
  const all = messages[chat.chatId] ?? NONE;
  const { list, waiting, onScroll, toEnd } = useFollowing(chat.chatId, openId, all);
  const last = all.at(-1)?.messageId;
  // On a narrow screen the phones behind the front one are drawn but not seen.
  useEffect(() => {
    if (last !== undefined && front !== undefined && list.current?.clientHeight)
      markSeen(openId, chat.chatId);
  }, [openId, chat.chatId, last, front, list]);
  const dayOf = (m: SandboxMessage | undefined) => (m ? isoDate(m.createdAt, state.zone) : '');
  return (
    <div class="conversation">
      <div
        ref={list}
        class="messages"
        role="log"
        aria-label={chat.name || state.botName}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {all.length === 0 ? (
          <p class="system-line">{say(lang, chat.type === 'p2p' ? 'start' : 'noMessages')}</p>
        ) : null}
        {all.flatMap((message, i) => [
          dayOf(message) === dayOf(all[i - 1]) ? null : (
            <p key={`day-${message.messageId}`} class="day-line">
              {`${fullDate(message.createdAt, lang, state.zone)} ${weekday(message.createdAt, lang, state.zone)}`}
            </p>
          ),
          <Message
            key={message.messageId}
            message={message}
            openId={openId}
            state={state}
            lang={lang}
            ask={ask}
          />,
        ])}
      </div>
      {waiting ? (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={16} />
          {say(lang, 'newMessages')}
        </button>
      ) : null}
    </div>
  );
}
