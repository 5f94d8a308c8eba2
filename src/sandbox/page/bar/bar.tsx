import { bringToFront, setLang } from '../actions.ts';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { Badge } from '../phone/chat-strip.tsx';
import { personName, unreadOf } from '../select.ts';
import { useView } from '../store.ts';
import { say } from '../words.ts';
import { Clock } from './clock.tsx';

/** Faces of the people in view; on a narrow screen they choose whose phone is shown. */
function Switcher() {
  const view = useView();
  const { state, lang, open, front } = view;
  if (!state) return null;
  return (
    <nav class="switcher" aria-label={say(lang, 'people')}>
      {open.map((id) => {
        const name = personName(state, id, lang);
        const unread = unreadOf(view, id);
        return (
          <button
            key={id}
            type="button"
            class={id === front ? 'face face-on' : 'face'}
            aria-current={id === front ? 'true' : undefined}
            aria-label={unread > 0 ? `${name}, ${unread} ${say(lang, 'unread')}` : name}
            title={name}
            onClick={() => bringToFront(id)}
          >
            <Avatar id={id} name={personName(state, id, 'zh')} size={32} />
            <Badge count={unread} />
          </button>
        );
      })}
    </nav>
  );
}

export function TopBar({ openPicker }: { readonly openPicker: () => void }) {
  const { state, lang, up } = useView();
  const other = lang === 'zh' ? 'en' : 'zh';
  return (
    <header class="top-bar">
      <h1>
        <span class="bureau">{state?.bureau ?? ''}</span>
        <span class="product">{state?.botName ?? ''}</span>
      </h1>
      <Switcher />
      <Clock />
      {up ? null : (
        <span class="offline" role="status">
          {say(lang, 'offline')}
        </span>
      )}
      <span class="spacer" />
      <button
        type="button"
        class="cb cb-primary cb-small add"
        onClick={openPicker}
        aria-label={say(lang, 'addPerson')}
      >
        <Icon name="plus" size={16} />
        <span>{say(lang, 'addPerson')}</span>
      </button>
      <button
        type="button"
        class="cb cb-default cb-small lang"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        onClick={() => setLang(other)}
      >
        {other === 'zh' ? '中文' : 'English'}
      </button>
    </header>
  );
}
