import type { Grade } from '../../kernel/grade.ts';
import type { PersonId, Place } from '../../kernel/people.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';
import type { Found } from '../risks/index.ts';

/**
 * When the next re-check of a risk in force falls due (S78). One document a risk, under its id. What was found stands
 * in the risk's own history, so that it is in the file of the matter; here is only what the calendar needs.
 */
export type RecheckBody = {
  readonly place: Place;
  /** The grade in force: how often. */
  readonly grade: Grade;
  /** Whose duty it is: 1 principal, 2 branch leader, 3 division head; the grade's unless the risk names another. */
  readonly leader: Grade;
  /** First day of the next one; absent when the risk is no longer in force. */
  readonly opens?: LocalDate;
  readonly checks: number;
  readonly last?: { readonly found: Found; readonly by: PersonId; readonly at: Instant };
  /** The measure was not carried out: `owner` has until `due` to put it right. */
  readonly rectify?: { readonly owner: Owner; readonly due: LocalDate };
};
export type RecheckDoc = Doc<RecheckBody>;

/** Who answers for a measure: `post|P1`, `division|D1`, `unit|U1`. */
export type Owner = string;
export const ownerOfPlace = ({ level, unit, division, post }: Place): Owner =>
  level === 'post'
    ? `post|${post ?? ''}`
    : level === 'division'
      ? `division|${division ?? ''}`
      : `unit|${unit}`;

/** Everything that decides who has to do it, so that a count by key needs no document. */
const dueKey = (opens: LocalDate, { leader, grade, place }: RecheckBody): string =>
  [opens, grade, leader, place.level, place.unit, place.division ?? '', place.post ?? ''].join('|');

/** Re-checks of one key: the same day, leader and place. */
export type Due = {
  readonly key: string;
  readonly opens: LocalDate;
  readonly grade: Grade;
  readonly leader: Grade;
  readonly place: Place;
  readonly count: number;
};
const gradeFrom = (value: string | undefined): Grade => (value === '1' ? 1 : value === '2' ? 2 : 3);
export function readDue(key: string, count: number): Due {
  const [opens = '', grade, leader, level, unit = '', division = '', post = ''] = key.split('|');
  const place: Place = {
    level: level === 'unit' || level === 'division' ? level : 'post',
    unit,
    ...(division === '' ? {} : { division }),
    ...(post === '' ? {} : { post }),
  };
  return { key, opens, grade: gradeFrom(grade), leader: gradeFrom(leader), place, count };
}

export const recheckKind: KindSpec = {
  kind: 'recheck',
  schema: 1,
  indexes: {
    /** By the day it falls due: what is due is read, never the register. */
    due: (r: RecheckBody) => (r.opens === undefined ? undefined : dueKey(r.opens, r)),
    /** `<owner>` of what has to be put right. */
    rectify: (r: RecheckBody) => (r.opens === undefined ? undefined : r.rectify?.owner),
  },
};

/** One document: how far the risks that came in by another door were walked through. */
export const adoptionKind: KindSpec = { kind: 'adoption', schema: 1, indexes: {} };
