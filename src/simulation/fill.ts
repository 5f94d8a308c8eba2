import type { Field, Press } from './card-reading.ts';
import { DAY, dateAt } from './days.ts';
import type { Dice } from './dice.ts';
import { sentence } from './phrases.ts';

/** The field that asks people to rate a risk together. */
const ASKED = 'people';
const someOf = (options: readonly string[], n: number, dice: Dice): readonly string[] => {
  const left = [...options];
  return Array.from(
    { length: Math.min(n, left.length) },
    () => left.splice(dice.int(left.length), 1)[0] ?? '',
  );
};

/** What the client would send for one field: what stands there already, or something new. */
function fieldValue(field: Field, now: number, dice: Dice): unknown {
  const { tag, options, value, required, name } = field;
  const filled = value !== undefined && value !== '' && value !== false;
  if (filled && dice.chance(0.75)) return tag === 'date_picker' ? `${String(value)} +0800` : value;
  // A number is answered with a number.
  if (typeof value === 'string' && /^\d+$/.test(value)) return String(1 + dice.int(9));
  switch (tag) {
    case 'checker':
      return dice.chance(0.05);
    case 'date_picker':
      return `${dateAt(now + (1 + dice.int(12)) * DAY)} +0800`;
    case 'select_static':
      return options.length > 0 ? dice.pick(options) : undefined;
    case 'multi_select_static':
      // Two to four are asked to rate: ticked one by one at random it would hardly ever be enough.
      if (name === ASKED) return someOf(options, 2 + dice.int(2), dice);
      return options.filter(() => dice.chance(0.1));
    default:
      return required || dice.chance(0.6) ? sentence(name, dice) : '';
  }
}

/** A form as somebody fills it; now and then something required is left out. */
export function fillForm(press: Press, now: number, dice: Dice): Record<string, unknown> | undefined {
  if (!press.fields) return undefined;
  const filled = press.fields.map((f) => [f.name, fieldValue(f, now, dice)] as const);
  const form = Object.fromEntries(filled.filter(([, v]) => v !== undefined));
  if (form.step === 'other') form.stepOther = `其他环节${dice.int(9)}`;
  const forgotten = dice.chance(0.03) ? dice.pick(press.fields).name : undefined;
  if (forgotten !== undefined) delete form[forgotten];
  return form;
}
