import {
  type GradeFacts,
  type GradingRules,
  gradeOf,
  proposalOf,
  type Score,
  spreadOf,
} from '../../kernel/grade.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Instant } from '../../kernel/time.ts';
import { ASKED, type RatingBody, waitingFor } from './model.ts';

/** Decisions of a joint rating. Pure. */
export type RatingRefusal =
  | 'gone'
  | 'notYours'
  | 'alreadyAnswered'
  | 'alreadyClosed'
  | 'alreadyAsked'
  | 'noAnswers';
type Decided =
  | { readonly ok: true; readonly body: RatingBody }
  | { readonly ok: false; readonly refusal: RatingRefusal };

/** The people chosen: two to four of those who may be asked; undefined otherwise. */
export function chosenPeople(value: unknown, allowed: readonly PersonId[]): readonly PersonId[] | undefined {
  const all = Array.isArray(value) ? [...new Set(value)] : [];
  const people = allowed.filter((p) => all.includes(p));
  return people.length === all.length && people.length >= ASKED.least && people.length <= ASKED.most
    ? people
    : undefined;
}

const close = (body: RatingBody, now: Instant): RatingBody => ({ ...body, status: 'closed', closedAt: now });
/** Closed with the last answer; without any answer at all there is nothing to show. */
const settled = (body: RatingBody, now: Instant): RatingBody =>
  waitingFor(body).length > 0
    ? body
    : body.answers.length > 0
      ? close(body, now)
      : { ...body, status: 'dropped', closedAt: now };

function obstacle(body: RatingBody, by: PersonId): RatingRefusal | undefined {
  if (!body.asked.includes(by)) return 'notYours';
  if (body.answers.some((a) => a.by === by) || body.declined.includes(by)) return 'alreadyAnswered';
  return body.status === 'open' ? undefined : 'alreadyClosed';
}

/** One answer; the last one closes it. */
export function give(body: RatingBody, score: Score, by: PersonId, now: Instant): Decided {
  const refusal = obstacle(body, by);
  if (refusal) return { ok: false, refusal };
  return { ok: true, body: settled({ ...body, answers: [...body.answers, { ...score, by, at: now }] }, now) };
}
export function decline(body: RatingBody, by: PersonId, now: Instant): Decided {
  const refusal = obstacle(body, by);
  if (refusal) return { ok: false, refusal };
  return { ok: true, body: settled({ ...body, declined: [...body.declined, by] }, now) };
}
/** Closed before everybody has answered, with what there is. */
export function closeEarly(body: RatingBody, now: Instant): Decided {
  if (body.status !== 'open') return { ok: false, refusal: 'alreadyClosed' };
  return body.answers.length === 0
    ? { ok: false, refusal: 'noAnswers' }
    : { ok: true, body: close(body, now) };
}
/** Its time is over. */
export const timeOver = (body: RatingBody, now: Instant): RatingBody =>
  body.answers.length > 0 ? close(body, now) : { ...body, status: 'dropped', closedAt: now };

export type Outcome = {
  readonly proposal: Score & { readonly grade: ReturnType<typeof gradeOf>['grade'] };
  /** Degrees between the lightest and the gravest answer. */
  readonly spread: number;
};
/** What the answers amount to by config; those on another scale than the last one are left out of it. */
export function outcomeOf(
  { answers }: Pick<RatingBody, 'answers'>,
  facts: GradeFacts,
  rules: GradingRules & { readonly joint: { readonly rule: 'median' | 'gravest' } },
): Outcome | undefined {
  const scale = answers.at(-1)?.scale;
  const comparable = answers.filter((a) => a.scale === scale);
  const proposal = proposalOf(
    rules,
    comparable.map(({ by: _by, at: _at, ...score }) => score),
    rules.joint.rule,
  );
  if (!proposal) return undefined;
  const { scale: _scale, ...rest } = facts;
  const { grade } = gradeOf({ ...rest, ...proposal }, rules);
  return { proposal: { ...proposal, grade }, spread: spreadOf(rules, comparable) };
}
