import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SandboxChat, SandboxMessage, SandboxState } from '../../protocol.ts';
import { markSeen } from '../actions.ts';
import type { Question } from '../card/context.ts';
import { Icon } from '../icons.tsx';
import { useView } from '../store.ts';
import { fullDate, isoDate, weekday } from '../times.ts';
import { say } from '../words.ts';
import { Message } from './message.tsx';

/** Closer to the end than this counts as being there (px). */
const NEAR_END = 80;
const NONE: readonly SandboxMessage[] = [];

/**
 * Follows new messages: at the end of the chat the first new one comes into view with as much as fits below it;
 * further up, a button tells that something came.
 */
function useFollowing(chatId: string, openId: string, messages: readonly SandboxMessage[]) {
  const list = useRef<HTMLDivElement>(null);
  const known = useRef({ chatId: '', count: 0, atEnd: true });
  const [waiting, setWaiting] = useState(false);
  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    known.current.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
    if (known.current.atEnd) setWaiting(false);
  };
  const toEnd = () => {
    list.current?.scrollTo({ top: list.current.scrollHeight, behavior: 'smooth' });
    setWaiting(false);
  };
  useLayoutEffect(() => {
    const box = list.current;
    const last = known.current;
    if (!box) return;
    const entered = last.chatId !== chatId || last.count === 0;
    const grown = messages.length > last.count;
    const first = messages[last.count];
    known.current = { chatId, count: messages.length, atEnd: last.atEnd };
    if (entered) box.scrollTop = box.scrollHeight;
    else if (grown && first && (last.atEnd || first.from === openId)) {
      const node = box.querySelector<HTMLElement>(`[data-message="${CSS.escape(first.messageId)}"]`);
      box.scrollTop = node ? node.offsetTop - 12 : box.scrollHeight;
    } else if (grown) setWaiting(true);
    if (entered || grown) onScroll();
  });
  return { list, waiting, onScroll, toEnd };
}

type Props = {
  readonly openId: string;
  readonly chat: SandboxChat;
  readonly state: SandboxState;
  readonly ask: (question: Question) => void;
};

/** The messages of one chat as one person sees them, with a line wherever a new day begins. */
export function Conversation({ openId, chat, state, ask }: Props) {
  const { messages, lang } = useView();
  const all = messages[chat.chatId] ?? NONE;
  const { list, waiting, onScroll, toEnd } = useFollowing(chat.chatId, openId, all);
  const last = all.at(-1)?.messageId;
  useEffect(() => markSeen(openId, chat.chatId), [openId, chat.chatId, last]);
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
        {all.length === 0 ? <p class="system-line">{say(lang, 'noMessages')}</p> : null}
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
