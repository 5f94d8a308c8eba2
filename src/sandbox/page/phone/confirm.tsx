import { useEffect, useId, useRef } from 'preact/hooks';
import type { Question } from '../card/context.ts';
import { useView } from '../store.ts';
import { say } from '../words.ts';

type Props = { readonly question: Question; readonly close: () => void };

/** The client's confirm dialogue, within one phone. Escape and Cancel leave everything as it was. */
export function Confirm({ question, close }: Props) {
  const { lang } = useView();
  const first = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    first.current?.focus();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    if (event.key !== 'Tab') return;
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons.at((at + (event.shiftKey ? -1 : 1)) % buttons.length)?.focus();
    event.preventDefault();
  };
  const go = () => {
    close();
    question.go();
  };
  return (
    <div class="veil">
      <div
        ref={box}
        class="dialog"
        role="dialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        onKeyDown={onKey}
      >
        <h3 id={`${id}-title`}>{question.title}</h3>
        <p id={`${id}-text`}>{question.text}</p>
        <div class="dialog-buttons">
          <button type="button" class="cb cb-default cb-medium" onClick={close}>
            {say(lang, 'cancel')}
          </button>
          <button ref={first} type="button" class="cb cb-primary_filled cb-medium" onClick={go}>
            {say(lang, 'confirm')}
          </button>
        </div>
      </div>
    </div>
  );
}
