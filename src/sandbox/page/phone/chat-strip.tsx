import type { SandboxChat } from '../../protocol.ts';
import { chooseChat } from '../actions.ts';
import { Avatar } from '../avatar.tsx';
import { chatsOf, unreadIn } from '../select.ts';
import { useView } from '../store.ts';
import { say } from '../words.ts';

/** More unread messages than this read as "99+". */
const MAX_BADGE = 99;

/** With more chats than this their names stand below the faces, else beside them. */
const BESIDE = 2;

export const Badge = ({ count }: { readonly count: number }) =>
  count === 0 ? null : (
    <span class="badge" aria-hidden="true">
      {count > MAX_BADGE ? `${MAX_BADGE}+` : count}
    </span>
  );

type Props = { readonly openId: string; readonly current: SandboxChat | undefined };

/** A person's chats side by side: the bot first, then groups; badges tell what waits. */
export function ChatStrip({ openId, current }: Props) {
  const view = useView();
  const { state, lang } = view;
  if (!state) return null;
  const chats = chatsOf(state, openId);
  return (
    <nav class={chats.length > BESIDE ? 'strip strip-many' : 'strip'} aria-label={say(lang, 'chats')}>
      {chats.map((chat) => {
        const isBot = chat.type === 'p2p';
        const name = isBot ? state.botName : chat.name;
        const unread = unreadIn(view, openId, chat.chatId);
        const chosen = chat.chatId === current?.chatId;
        return (
          <button
            key={chat.chatId}
            type="button"
            class={`tab${chosen ? ' tab-on' : ''}`}
            aria-current={chosen ? 'true' : undefined}
            aria-label={unread > 0 ? `${name}, ${unread} ${say(lang, 'unread')}` : name}
            title={name}
            onClick={() => void chooseChat(openId, chat)}
          >
            <span class="tab-face">
              <Avatar id={chat.chatId} name={name} kind={isBot ? 'bot' : 'group'} size={26} />
              <Badge count={unread} />
            </span>
            <span class="tab-name">{name}</span>
          </button>
        );
      })}
    </nav>
  );
}
