import { divertCard } from '../../../cards/risks/divert.ts';
import { faultWord } from '../../../cards/risks/text.ts';
import type { Acting, Outcome } from '../../kernel/capability.ts';
import type { PostKind } from '../../kernel/grade.ts';
import { fieldText } from './click.ts';
import { type DivertFacts, divertOf, hasPersonalData } from './divert.ts';
import { type FormFault, freeTexts, typed } from './draft.ts';

/** The look at everything typed before anything is kept (domain.md §6.1, §6.3, §6.5). */
type Form = Readonly<Record<string, unknown>>;

/** Shorter names are parts of ordinary words too often to be looked for alone. */
const NAME_MIN = 3;
/** The field that names somebody of the directory: risks are published by post, never by name (domain.md §6.8). */
function fieldWithName(form: Form, names: readonly string[]): string | undefined {
  const long = names.filter((n) => n.length >= NAME_MIN);
  return Object.keys(form).find((field) => {
    const said = typed(form[field]);
    return said !== '' && long.some((n) => said.includes(n));
  });
}

export type Seen =
  | { readonly what: 'accusation' | 'secret' }
  | { readonly what: 'personal' | 'named'; readonly field: string };
/** What speaks against keeping these texts, gravest first; undefined: nothing. Pure. */
export function look(form: Form, facts: DivertFacts): Seen | undefined {
  const kind = divertOf(freeTexts(form), facts);
  if (kind === undefined) {
    const field = fieldWithName(form, facts.names);
    return field === undefined ? undefined : { what: 'named', field };
  }
  if (kind !== 'personal') return { what: kind };
  return {
    what: kind,
    field: Object.keys(form).find((name) => hasPersonalData(typed(form[name]))) ?? 'content',
  };
}

/** undefined: nothing in the form speaks against keeping it. No text of a diverted form gets into the outcome. */
export function screen(acting: Acting, form: Form): Outcome | undefined {
  const { org, settings } = acting;
  const names = [...org.people.values()].map((p) => p.name);
  const seen = look(form, { secretMarks: settings.quality.secretMarks, names });
  if (seen === undefined) return undefined;
  if ('field' in seen) return { kind: 'invalid', why: faultWord[seen.what](fieldText(seen.field)) };
  // Nothing is committed: not the words, not a hash of them, not who wrote them.
  return {
    kind: 'show',
    answer: { card: divertCard({ kind: seen.what, channel: settings.reportChannel }) },
  };
}

/** The toast for a faulty form; on leadership and key posts "none" gets an answer of its own (S65). */
export function faultOutcome({ field, fault }: FormFault, postKind: PostKind | undefined): Outcome {
  const key = fault === 'empty' && (postKind === 'leadership' || postKind === 'key');
  return { kind: 'invalid', why: faultWord[key ? 'emptyOnKeyPost' : fault](fieldText(field)) };
}
