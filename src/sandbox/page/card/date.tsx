import { useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { getView } from '../store.ts';
import { isDate, isoDate } from '../times.ts';
import { say } from '../words.ts';
import { Calendar } from './calendar.tsx';
import { type ElementProps, useCard } from './context.ts';
import { contentOf, objectAt } from './json.ts';
import { fieldName } from './label.ts';

/** A date, typed as `2026-03-05` or taken from the calendar. Only a whole, real date counts as a value. */
export function DatePicker({ node, path }: ElementProps) {
  const { lang, state, read, write, isMissing, press, inForm } = useCard();
  const value = String(read(path, node));
  const [typed, setTyped] = useState<string | undefined>();
  const [open, setOpen] = useState(false);
  const pick = (date: string) => {
    setTyped(undefined);
    setOpen(false);
    write(path, date);
    if (!inForm(path) && date !== '') press(path, node, date);
  };
  const type = (text: string) => {
    const clean = text.trim();
    if (isDate(clean) || clean === '') pick(clean);
    else {
      setTyped(text);
      write(path, '');
    }
  };
  return (
    <div class="unfolding">
      <div class="field-box date">
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={typed ?? value}
          placeholder={contentOf(objectAt(node, 'placeholder'), lang) || say(lang, 'dateHint')}
          aria-label={fieldName(node, lang)}
          aria-invalid={isMissing(path) || typed !== undefined}
          aria-required={node.required === true}
          title={say(lang, 'dateHint')}
          disabled={node.disabled === true}
          data-path={path}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <button
          type="button"
          aria-label={say(lang, 'chooseDate')}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="calendar" size={18} />
        </button>
      </div>
      {open ? (
        <Calendar
          lang={lang}
          today={isoDate(getView().state?.now ?? 0, state.zone)}
          chosen={value}
          pick={pick}
        />
      ) : null}
    </div>
  );
}
