import type { Grade } from './grade.ts';
import type { Organization, Person, PersonId, Place } from './people.ts';
import { type Text, text } from './text.ts';

/** Steps of level-by-level review (逐级审核, domain.md §2.5). `superior` starts a division-level chain. */
export type StepName = 'head' | 'superior' | 'branch' | 'discipline' | 'tender' | 'group';
export type Chains = Readonly<Record<`${Grade}`, readonly StepName[]>>;

export const stepWord: Readonly<Record<StepName, Text>> = {
  head: text('部门负责人审核', 'Review by the division head'),
  superior: text('上级负责人审核', 'Review by the superior'),
  branch: text('分管领导审核', 'Review by the branch leader'),
  discipline: text('纪检审核', 'Review by the discipline officer'),
  tender: text('招投标监察委员会会审', 'Review by the tendering oversight committee'),
  group: text('领导小组审定', 'Approval by the leading group'),
};

export type ReviewStep = {
  readonly name: StepName;
  /** Any one of them decides. Never empty: a step without a holder goes up. */
  readonly holders: readonly PersonId[];
  /** The step's own holders were missing, so it went up: the office admin is told. */
  readonly wentUp: boolean;
};
export type ChainRequest = {
  readonly place: Place;
  readonly grade: Grade;
  readonly chains: Chains;
  /** Nobody reviews their own: the declarer, the holders of the post (subject), the recused. */
  readonly excluded: readonly PersonId[];
  /** Those of the excluded who recused themselves: their step is missing its holder, so it goes up and that is told. */
  readonly recused?: readonly PersonId[];
  /** A matter of tendering or procurement: its oversight committee reviews it too (S7). */
  readonly tender?: boolean;
};

/** The committee looks last, before the leading group if the chain has it. */
const withCommittee = (names: readonly StepName[]): readonly StepName[] =>
  names.includes('tender')
    ? names
    : [...names.filter((n) => n !== 'group'), 'tender', ...names.filter((n) => n === 'group')];

/** The names of a chain for a place: a division-level risk starts above its head, a unit-level one at the branch leader (S69). */
export function stepNames({
  place,
  grade,
  chains,
  tender,
}: Pick<ChainRequest, 'place' | 'grade' | 'chains' | 'tender'>): readonly StepName[] {
  const names = tender ? withCommittee(chains[`${grade}`]) : chains[`${grade}`];
  if (place.level === 'division') return names.map((n) => (n === 'head' ? 'superior' : n));
  if (place.level === 'unit') return ['branch', ...names.filter((n) => n !== 'head' && n !== 'branch')];
  return names;
}

/** Who holds a step by the organisation as it is now, before anybody is excluded. */
export function naturalHolders(name: StepName, place: Place, org: Organization): readonly Person[] {
  const unit = org.units.get(place.unit);
  const division = place.division === undefined ? undefined : org.divisions.get(place.division);
  switch (name) {
    case 'head':
      return org.actives([division?.head]);
    case 'superior':
      // In an affiliated unit the head's superior is the unit's leader, in the bureau itself the branch leader.
      return unit?.kind === 'affiliated'
        ? org.actives([unit.leader])
        : org.actives([org.branchLeaderOf(place)?.id]);
    case 'branch':
      return org.actives([org.branchLeaderOf(place)?.id]);
    case 'discipline':
      return org.granted('discipline_officer', place.unit);
    case 'tender':
      return org.granted('tender_committee');
    case 'group':
      return org.granted('leading_group');
  }
}

/** Where a step goes when nobody can hold it, nearest first. */
function ladder(place: Place, org: Organization): readonly (readonly Person[])[] {
  return [
    org.actives([org.units.get(place.unit)?.leader]),
    org.actives([org.branchLeaderOf(place)?.id]),
    org.actives([org.principal()?.id]),
    org.granted('leading_group'),
  ];
}

/** Discipline review is a profession of its own: it goes to another discipline officer before it goes up. */
function ladderOf(name: StepName, place: Place, org: Organization): readonly (readonly Person[])[] {
  return name === 'discipline'
    ? [org.granted('discipline_officer'), ...ladder(place, org)]
    : ladder(place, org);
}

/** Who reviews instead of a head or superior whose own risk it is. */
const ABOVE: Readonly<Partial<Record<StepName, StepName>>> = { head: 'superior', superior: 'branch' };

/**
 * Who holds a step. A head whose own post or declaration it is isn't missing: the step is the superior's then, and has
 * that name.
 */
export function stepHolders(name: StepName, request: ChainRequest, org: Organization): ReviewStep {
  const next = ABOVE[name];
  const own = request.excluded.filter((id) => !request.recused?.includes(id));
  if (next && naturalHolders(name, request.place, org).some((p) => own.includes(p.id)))
    return { ...stepHolders(next, request, org), name: 'superior' };
  const allowed = (people: readonly Person[]): readonly PersonId[] =>
    people.map((p) => p.id).filter((id) => !request.excluded.includes(id));
  const natural = allowed(naturalHolders(name, request.place, org));
  if (natural.length > 0) return { name, holders: natural, wentUp: false };
  const above = ladderOf(name, request.place, org)
    .map(allowed)
    .find((ids) => ids.length > 0);
  return { name, holders: above ?? [], wentUp: true };
}

/**
 * The whole chain. When one person alone holds two following steps the earlier falls away; a grade-1 chain keeps at
 * least two distinct signers besides the declarer, adding the principal or the group when it would have fewer.
 * A step nobody at all can hold stays with empty holders: it is stuck and the office admin must re-route it.
 */
export function reviewChain(request: ChainRequest, org: Organization): readonly ReviewStep[] {
  const steps = stepNames(request).map((name) => stepHolders(name, request, org));
  const collapsed = steps.filter((step, i) => {
    const next = steps[i + 1];
    return !(
      next &&
      step.holders.length === 1 &&
      next.holders.length === 1 &&
      step.holders[0] === next.holders[0]
    );
  });
  if (request.grade !== 1) return collapsed;
  const single = new Set(collapsed.flatMap((s) => s.holders));
  if (single.size >= 2 && collapsed.length >= 2) return collapsed;
  const others = (people: readonly Person[]): readonly PersonId[] =>
    people.map((p) => p.id).filter((id) => !request.excluded.includes(id) && !single.has(id));
  const second = [
    others(org.actives([org.principal()?.id])),
    others(org.granted('leading_group')),
    others(org.granted('discipline_officer')),
  ].find((ids) => ids.length > 0);
  return [...collapsed, { name: 'group', holders: second ?? [], wentUp: true }];
}
