import { cleanText } from '../../../cards/kit/clean.ts';
import {
  degreeChoices,
  type GradingRules,
  type Score,
  scoreOf,
  TRIPLE_MAJOR,
  type TripleMajor,
} from '../../kernel/grade.ts';
import type { Step } from '../../kernel/people.ts';
import { ASSETS, type Asset, SOURCES, type Source } from './model.ts';
import { saysNothing } from './quality.ts';

/** Reads what the form sent. Everything in it came through a client: nothing is believed, nothing throws. */
export type FormField =
  | 'source'
  | 'step'
  | 'stepOther'
  | 'content'
  | 'manifestation'
  | 'likelihood'
  | 'harm'
  | 'triple'
  | 'assets'
  | 'power'
  | 'cause'
  | 'title'
  | 'measure'
  | 'reason';
export type FormFault = {
  readonly field: FormField;
  readonly fault: 'missing' | 'empty' | 'tooLong' | 'badChoice';
};

export type Draft = Score & {
  readonly source: Source;
  readonly stepId?: string;
  readonly stepName: string;
  readonly powerItem: string;
  readonly area?: string;
  readonly tripleMajor: readonly TripleMajor[];
  readonly assets: readonly Asset[];
  readonly confirmedCase: boolean;
  readonly content: string;
  readonly manifestation: string;
  readonly rootCause?: string;
};
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: FormFault };

/** The choice of a step that is not in the list. */
export const OTHER = 'other';
/** 50 characters are asked for (phone card, domain.md §7.1); four times that is taken. */
export const MAX = {
  content: 200,
  manifestation: 200,
  cause: 200,
  power: 40,
  stepOther: 40,
  title: 40,
  measure: 200,
  reason: 200,
} as const;

type Form = Readonly<Record<string, unknown>>;
const fail = (field: FormField, fault: FormFault['fault']): { ok: false; fault: FormFault } => ({
  ok: false,
  fault: { field, fault },
});

/** An empty field may come as undefined, null, '' or [] (feishu.md §2.2). */
export const typed = (value: unknown): string => (typeof value === 'string' ? cleanText(value) : '');
const chosen = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.filter((v): v is string => typeof v === 'string')
    : typeof value === 'string' && value !== ''
      ? [value]
      : [];
const ticked = (value: unknown): boolean => value === true || value === 'true' || value === 1;
const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((x) => x === chosen(value)[0]);
const allOf = <T extends string>(list: readonly T[], value: unknown): readonly T[] | undefined => {
  const values = chosen(value);
  return values.every((v) => list.some((x) => x === v)) ? list.filter((x) => values.includes(x)) : undefined;
};

/** A required free text: there, within its length, and saying something. */
export function readText(
  form: Form,
  field: keyof typeof MAX & FormField,
  empties: readonly string[],
): Reading<string> {
  const value = typed(form[field]);
  if (value === '') return fail(field, 'missing');
  if ([...value].length > MAX[field]) return fail(field, 'tooLong');
  if (saysNothing(value, { empty: [...empties] })) return fail(field, 'empty');
  return { ok: true, value };
}
/** An optional free text: '' when it was left out or says nothing. */
function readOptional(
  form: Form,
  field: keyof typeof MAX & FormField,
  empties: readonly string[],
): Reading<string> {
  const value = typed(form[field]);
  if ([...value].length > MAX[field]) return fail(field, 'tooLong');
  return { ok: true, value: value === '' || saysNothing(value, { empty: [...empties] }) ? '' : value };
}

type Place = Pick<Draft, 'stepId' | 'stepName' | 'powerItem' | 'area' | 'tripleMajor'>;
/** A step that is not in the list, in words; its area is that of the place's other steps. */
function otherStep(
  form: Form,
  steps: readonly Step[],
  power: string,
  empties: readonly string[],
): Reading<Place> {
  const other = readText(form, 'stepOther', empties);
  if (!other.ok) return other;
  const area = steps.find((s) => s.area !== undefined)?.area;
  const value = { stepName: other.value, powerItem: power || other.value, tripleMajor: [] };
  return { ok: true, value: { ...value, ...(area === undefined ? {} : { area }) } };
}
function listedStep({ id, name, powerItem, area, tripleMajor }: Step, power: string): Place {
  const value = { stepId: id, stepName: name, powerItem: power || powerItem, tripleMajor };
  return { ...value, ...(area === undefined ? {} : { area }) };
}

/** Step and power item. The step brings its major matters along: they cannot be left out by not ticking them. */
function readStep(form: Form, steps: readonly Step[], empties: readonly string[]): Reading<Place> {
  const major = allOf(TRIPLE_MAJOR, form.triple);
  if (!major) return fail('triple', 'badChoice');
  const power = readOptional(form, 'power', empties);
  if (!power.ok) return power;
  const choice = steps.length === 0 ? OTHER : chosen(form.step)[0];
  if (choice === undefined) return fail('step', 'missing');
  const listed = steps.find((s) => s.id === choice);
  if (!listed && choice !== OTHER) return fail('step', 'badChoice');
  const place: Reading<Place> = listed
    ? { ok: true, value: listedStep(listed, power.value) }
    : otherStep(form, steps, power.value, empties);
  if (!place.ok) return place;
  const tripleMajor = TRIPLE_MAJOR.filter((m) => major.includes(m) || place.value.tripleMajor.includes(m));
  return { ok: true, value: { ...place.value, tripleMajor } };
}

/** Likelihood and harm on the scale in use; an answer of a form older than the scale has to be given anew. */
function readScore(form: Form, rules: GradingRules): Reading<Score> {
  const { likelihood } = degreeChoices(rules);
  const [l, h] = [chosen(form.likelihood)[0], chosen(form.harm)[0]];
  const value = scoreOf(rules, l, h);
  if (value) return { ok: true, value };
  return fail(likelihood.some((d) => d.value === l) ? 'harm' : 'likelihood', 'missing');
}

/** What a form is read against: the steps of its place, the words that say nothing, how the office grades. */
export type FormRules = {
  readonly steps: readonly Step[];
  readonly empties: readonly string[];
  readonly rules: GradingRules;
};

/** The whole declaration form; the first fault in the order of the form. */
export function readDraft(form: Form, { steps, empties, rules }: FormRules): Reading<Draft> {
  const source = oneOf(SOURCES, form.source);
  if (!source) return fail('source', 'missing');
  const step = readStep(form, steps, empties);
  if (!step.ok) return step;
  const content = readText(form, 'content', empties);
  if (!content.ok) return content;
  const manifestation = readText(form, 'manifestation', empties);
  if (!manifestation.ok) return manifestation;
  const score = readScore(form, rules);
  if (!score.ok) return score;
  const assets = allOf(ASSETS, form.assets);
  if (!assets) return fail('assets', 'badChoice');
  const cause = readOptional(form, 'cause', empties);
  if (!cause.ok) return cause;
  return {
    ok: true,
    value: {
      source,
      ...step.value,
      assets,
      confirmedCase: ticked(form.confirmedCase),
      ...score.value,
      content: content.value,
      manifestation: manifestation.value,
      ...(cause.value === '' ? {} : { rootCause: cause.value }),
    },
  };
}

/** Everything free that a form carries, for the look at what must not enter: known fields or not. */
export const freeTexts = (form: Form): readonly string[] =>
  Object.values(form)
    .map(typed)
    .filter((v) => v !== '');
