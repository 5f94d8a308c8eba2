import { type Decision, record, refuse } from '../../kernel/decision.ts';
import type { Organization, Person, PersonId, StandIn } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { type LocalDate, plusDays } from '../../kernel/time.ts';

export type StandInRefusal =
  | 'standInNotYours'
  | 'noStandIn'
  | 'standInSelf'
  | 'standInOwnHand'
  | 'standInDays'
  | 'standInBasis'
  | 'standInTaken'
  | 'standInBusy'
  | 'standInAway';
export type Naming = {
  readonly absent: PersonId;
  readonly person: PersonId;
  readonly from: LocalDate | undefined;
  readonly to: LocalDate | undefined;
  readonly basis: string;
};
export type Named = Omit<StandIn, 'id'> & { readonly basis: string };
type Given = {
  readonly by: Person;
  readonly org: Organization;
  readonly today: LocalDate;
  /** Everything that has not ended. */
  readonly standing: readonly StandIn[];
};

/** Longer than any leave: whoever is away longer leaves the post. */
export const MAX_DAYS = 183;

const overlaps = (a: Pick<StandIn, 'from' | 'to'>, b: Pick<StandIn, 'from' | 'to'>): boolean =>
  a.from <= b.to && b.from <= a.to;

/**
 * Names who decides for an absent person (代理): by that person or the office admin, on days from today on, with a
 * basis. One stand-in a person and one person a stand-in at a time, and nobody who is away: so it never chains.
 */
export function nameStandIn(
  wish: Naming,
  { by, org, today, standing }: Given,
): Decision<Named, StandInRefusal> {
  const { absent, person, from, to, basis } = wish;
  if (!may(by, 'standIn.name', org, { person: absent })) return refuse('standInNotYours');
  if (!org.active(absent) || !org.active(person)) return refuse('noStandIn');
  if (absent === person) return refuse('standInSelf');
  // Nobody gives himself somebody else's signature.
  if (person === by.id) return refuse('standInOwnHand');
  if (
    from === undefined ||
    to === undefined ||
    from < today ||
    to < from ||
    to > plusDays(from, MAX_DAYS - 1)
  )
    return refuse('standInDays');
  if (basis === '') return refuse('standInBasis');
  const then = standing.filter((s) => overlaps(s, { from, to }));
  if (then.some((s) => s.absent === absent)) return refuse('standInTaken');
  if (then.some((s) => s.person === person)) return refuse('standInBusy');
  if (then.some((s) => s.absent === person)) return refuse('standInAway');
  return record({ absent, person, from, to, basis });
}
