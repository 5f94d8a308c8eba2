import { Icon } from '../icons.tsx';
import { personName } from '../select.ts';
import { say } from '../words.ts';
import { type CardUse, type ElementProps, useCard } from './context.ts';
import { contentOf, type Json, listAt, objectAt, textAt } from './json.ts';
import { fieldName } from './label.ts';

export type Choice = { readonly value: string; readonly label: string };

/** The options in the client's language; a person select without words shows names. */
export function choicesOf(node: Json, { lang, state }: Pick<CardUse, 'lang' | 'state'>): readonly Choice[] {
  return listAt(node, 'options').map((option) => {
    const value = textAt(option, 'value') ?? '';
    return { value, label: contentOf(objectAt(option, 'text'), lang) || personName(state, value, lang) };
  });
}

/** A single choice. Outside a form choosing calls back at once and the shown choice stays until the card changes. */
export function Select({ node, path }: ElementProps) {
  const use = useCard();
  const { lang, read, write, isMissing, press, busy, inForm } = use;
  const value = String(read(path, node));
  const placeholder = contentOf(objectAt(node, 'placeholder'), lang) || say(lang, 'choose');
  const choose = (chosen: string) => {
    write(path, chosen);
    if (!inForm(path) && chosen !== '') press(path, node, chosen);
  };
  return (
    <div class={`field-box select${value === '' ? ' unset' : ''}`}>
      <select
        value={value}
        disabled={node.disabled === true || busy !== undefined}
        aria-label={fieldName(node, lang)}
        aria-invalid={isMissing(path)}
        aria-required={node.required === true}
        data-path={path}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{placeholder}</option>
        {choicesOf(node, use).map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {busy === path ? <span class="spinner" aria-hidden="true" /> : <Icon name="down" size={16} />}
    </div>
  );
}
