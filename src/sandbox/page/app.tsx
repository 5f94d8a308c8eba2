import { useEffect, useState } from 'preact/hooks';
import { start } from './actions.ts';
import { TopBar } from './bar/bar.tsx';
import { Picker } from './bar/picker.tsx';
import { Phone } from './phone/phone.tsx';
import { bare, useView } from './store.ts';
import { say } from './words.ts';

/** The whole page: a bar for the bureau and its clock, and the phones of the people one is. */
export function App() {
  const { open, front, lang, state } = useView();
  const [picking, setPicking] = useState(false);
  useEffect(start, []);
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    if (state) document.title = `${state.botName} · ${state.bureau}`;
  }, [lang, state]);
  return (
    <div class={bare ? 'page page-bare' : 'page'}>
      {bare ? null : <TopBar openPicker={() => setPicking(true)} />}
      <main class="stage">
        {open.map((id) => (
          <Phone key={id} openId={id} front={id === front} />
        ))}
        {open.length === 0 ? (
          <button type="button" class="nobody" onClick={() => setPicking(true)}>
            {state ? say(lang, 'empty') : say(lang, 'loading')}
          </button>
        ) : null}
      </main>
      {picking ? <Picker close={() => setPicking(false)} /> : null}
    </div>
  );
}
