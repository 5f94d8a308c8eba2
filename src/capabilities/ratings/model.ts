import type { Score } from '../../kernel/grade.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';

/** How many are asked: one alone is no joint rating, more than four is a meeting. */
export const ASKED = { least: 2, most: 4 } as const;

/**
 * Several people rate one risk apart from each other (S74). Kept as a record of its own: the risk's history says that
 * it happened and what was proposed, here stands who gave what and why.
 * open     answers are still taken, nobody sees another's
 * closed   all answered, time over, or closed by whoever decides
 * dropped  the risk went on or away before
 */
export type RatingBody = {
  readonly status: 'open' | 'closed' | 'dropped';
  readonly risk: string;
  readonly unit: string;
  readonly askedBy: PersonId;
  readonly at: Instant;
  readonly due: LocalDate;
  readonly asked: readonly PersonId[];
  /** Said that they would rather not, in place of an answer. */
  readonly declined: readonly PersonId[];
  readonly answers: readonly (Score & { readonly by: PersonId; readonly at: Instant })[];
  readonly closedAt?: Instant;
};
/** Why each gave what they gave, sealed, by person. */
export type RatingTexts = { readonly reasons: Readonly<Record<PersonId, string>> };
export type RatingDoc = Doc<RatingBody, RatingTexts>;

/** Who still has to answer. */
export const waitingFor = ({ status, asked, declined, answers }: RatingBody): readonly PersonId[] =>
  status === 'open' ? asked.filter((p) => !declined.includes(p) && !answers.some((a) => a.by === p)) : [];

export const ratingKind: KindSpec = {
  kind: 'rating',
  schema: 1,
  indexes: {
    /** People whose answer is awaited. */
    waiting: (r: RatingBody) => waitingFor(r),
    /** `<risk>` of all of them. */
    risk: (r: RatingBody) => r.risk,
    /** The last day of open ones. */
    due: (r: RatingBody) => (r.status === 'open' ? r.due : undefined),
  },
};
