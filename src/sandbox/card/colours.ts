import { fail, type Rule } from './judge.ts';
import { oneOf } from './rules.ts';

/** Header templates. */
export const headerTemplate = oneOf(
  ...['blue', 'wathet', 'turquoise', 'green', 'yellow', 'orange', 'red', 'carmine'],
  ...['violet', 'purple', 'indigo', 'grey', 'default'],
);

const BASE = [
  'blue',
  'carmine',
  'green',
  'indigo',
  'lime',
  'grey',
  'orange',
  'purple',
  'red',
  'sunflower',
  'turquoise',
  'violet',
  'wathet',
  'yellow',
];
const STEPS = ['50', '100', '200', '300', '350', '400', '500', '600', '700', '800', '900'];
const COLOURS: ReadonlySet<string> = new Set([
  ...['default', 'white', 'bg-white'],
  ...BASE.flatMap((base) => [base, ...STEPS.map((s) => `${base}-${s}`)]),
  ...['grey-00', 'grey-650', 'grey-950', 'grey-1000'],
]);

/** A colour word, or a key that config.style.color defines; hex and rgba are refused here. */
export const colour: Rule = (value, at, judge) => {
  if (typeof value !== 'string' || !(COLOURS.has(value) || judge.customColours.has(value)))
    fail(at, `invalid color: ${String(value)}`);
};

/** Tags know fewer colours and no steps. */
export const tagColour = oneOf(
  ...['neutral', 'blue', 'turquoise', 'lime', 'orange', 'violet', 'indigo'],
  ...['wathet', 'green', 'yellow', 'red', 'purple', 'carmine'],
);
