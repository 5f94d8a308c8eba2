import type { Flow, GradeNumbers, Numbers } from '../../../cards/digests/summary.ts';
import { SHOWN_STATUSES, type ShownStatus } from '../../../cards/digests/text.ts';
import type { Grade } from '../../kernel/grade.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Json, KindSpec } from '../../store/store.ts';

export type { Flow } from '../../../cards/digests/summary.ts';

/** A digest line that waits for its person's next digest; the runtime writes them from `Change.notices`. */
export type PendingBody = {
  readonly to: string;
  readonly line: string;
  readonly about: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly at: Instant;
};

/** One posted summary with its numbers: the card of a slot never changes, and the next one compares with it. */
export type SummaryBody = {
  readonly kind: 'weekly' | 'monthly' | 'chief';
  /** Unit id, or `*` for the whole bureau. */
  readonly scope: string;
  readonly day: LocalDate;
  readonly at: Instant;
  readonly late: boolean;
  readonly numbers: Numbers;
  readonly before?: Past;
  /** The group it was made for: what it may be shown is asked again at every drawing. */
  readonly chat?: string;
  /** What changed in the whole days of the period. */
  readonly period?: Period;
  readonly flow?: Flow;
  /** Grades by unit, only where the group may see them. */
  readonly units?: readonly UnitNumbers[];
};
/** Whole local days, `to` not included. */
export type Period = { readonly from: LocalDate; readonly to: LocalDate };
export type Past = { readonly day: LocalDate; readonly numbers: Numbers };
export type UnitNumbers = { readonly unit: string; readonly grades: Numbers['grades'] };
/** Points to the newest summary of a scope. `previous`: what a second group of the same day compares with. */
export type LatestBody = Past & { readonly previous?: Past };
/** The state at the end of a month, `2026-11`, unit by unit: a year of them draws the trend. */
export type MonthBody = { readonly at: Instant; readonly units: readonly UnitNumbers[] };

export const summaryKind: KindSpec = { kind: 'summary', schema: 1, indexes: {} };
export const latestKind: KindSpec = { kind: 'latestSummary', schema: 1, indexes: {} };
export const monthKind: KindSpec = { kind: 'monthFigures', schema: 1, indexes: {} };

/** Counts added up, cell by cell: the only way a total is made from its parts. */
export const sumGrades = (parts: readonly Numbers['grades'][]): Numbers['grades'] =>
  parts.reduce(
    (sum, part) => ({
      1: addStatuses(sum[1], part[1]),
      2: addStatuses(sum[2], part[2]),
      3: addStatuses(sum[3], part[3]),
    }),
    gradesOf({}),
  );
const addStatuses = (a: GradeNumbers, b: GradeNumbers): GradeNumbers => ({
  inReview: a.inReview + b.inReview,
  returned: a.returned + b.returned,
  approved: a.approved + b.approved,
  effective: a.effective + b.effective,
});

const noStatus: GradeNumbers = { inReview: 0, returned: 0, approved: 0, effective: 0 };
const isShown = (status: string): status is ShownStatus =>
  (SHOWN_STATUSES as readonly string[]).includes(status);
const isGrade = (grade: number): grade is Grade => grade === 1 || grade === 2 || grade === 3;

/** Counts of `<unit>|<grade>|<status>` as grade × status; other statuses are of no interest to a summary. */
export function gradesOf(tally: Readonly<Record<string, number>>): Numbers['grades'] {
  const grades: Record<Grade, Record<ShownStatus, number>> = {
    1: { ...noStatus },
    2: { ...noStatus },
    3: { ...noStatus },
  };
  for (const [key, n] of Object.entries(tally)) {
    const [, grade, status = ''] = key.split('|');
    if (isGrade(Number(grade)) && isShown(status)) grades[Number(grade) as Grade][status] += n;
  }
  return grades;
}

/** How many there are in each status that is shown, of one post or division. */
export const countStatuses = (counts: Readonly<Record<string, number>>): GradeNumbers =>
  Object.fromEntries(SHOWN_STATUSES.map((status) => [status, counts[status] ?? 0])) as GradeNumbers;
