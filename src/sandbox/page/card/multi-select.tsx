import { useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { say } from '../words.ts';
import { type ElementProps, useCard } from './context.ts';
import { contentOf, objectAt } from './json.ts';
import { fieldName } from './label.ts';
import { type Choice, choicesOf } from './select.tsx';

type ListProps = {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly toggle: (value: string) => void;
};

const CheckList = ({ choices, chosen, toggle }: ListProps) => (
  <div class="check-list">
    {choices.map((choice) => (
      <label key={choice.value} class="check-row">
        <input
          type="checkbox"
          value={choice.value}
          checked={chosen.includes(choice.value)}
          onChange={() => toggle(choice.value)}
        />
        <span>{choice.label}</span>
      </label>
    ))}
  </div>
);

/** Several choices: a box with the chosen ones as tags that unfolds into a list of ticks. */
export function MultiSelect({ node, path }: ElementProps) {
  const use = useCard();
  const { lang, read, write, isMissing } = use;
  const [open, setOpen] = useState(false);
  const value = read(path, node);
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  const choices = choicesOf(node, use);
  const shown = choices.filter((c) => chosen.includes(c.value));
  const toggle = (v: string) =>
    write(
      path,
      chosen.includes(v)
        ? chosen.filter((x) => x !== v)
        : choices.map((c) => c.value).filter((x) => x === v || chosen.includes(x)),
    );
  return (
    <div class={`field-box unfolding${isMissing(path) ? ' missing' : ''}`} data-path={path}>
      <button
        type="button"
        class="box"
        aria-expanded={open}
        aria-label={[fieldName(node, lang), ...shown.map((c) => c.label)].join(' ')}
        disabled={node.disabled === true}
        onClick={() => setOpen(!open)}
      >
        <span class="tags">
          {shown.length === 0 ? (
            <span class="placeholder">
              {contentOf(objectAt(node, 'placeholder'), lang) || say(lang, 'choose')}
            </span>
          ) : (
            shown.map((c) => (
              <span key={c.value} class="chip">
                {c.label}
              </span>
            ))
          )}
        </span>
        <Icon name="down" size={16} />
      </button>
      {open ? <CheckList choices={choices} chosen={chosen} toggle={toggle} /> : null}
    </div>
  );
}
