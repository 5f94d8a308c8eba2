import {
  type Chains,
  naturalHolders,
  type ReviewStep,
  reviewChain,
  type StepName,
  stepHolders,
} from '../../kernel/chain.ts';
import type { Grade } from '../../kernel/grade.ts';
import type { Organization, Person, PersonId, Place } from '../../kernel/people.ts';
import type { PolicyObject } from '../../kernel/policy.ts';
import type { RiskBody } from './model.ts';

/** Whom the risk is about: the post's holders, the division's head, the unit's leader. They never review it. */
export function subjectsOf(place: Place, org: Organization): readonly PersonId[] {
  if (place.level === 'post')
    return place.post === undefined ? [] : (org.posts.get(place.post)?.holders ?? []);
  const head =
    place.level === 'unit'
      ? org.units.get(place.unit)?.leader
      : place.division === undefined
        ? undefined
        : org.divisions.get(place.division)?.head;
  return head === undefined ? [] : [head];
}

/** Nobody reviews their own: declarer, subjects and the recused (domain.md §6.2, §6.4). */
export const excludedOf = (
  risk: Pick<RiskBody, 'declarer' | 'place' | 'recused'>,
  org: Organization,
): readonly PersonId[] => [...new Set([risk.declarer, ...subjectsOf(risk.place, org), ...risk.recused])];

/** The chain a risk has by the organisation as it is now. */
export const chainOf = (
  risk: Pick<RiskBody, 'declarer' | 'place' | 'recused'>,
  grade: Grade,
  given: { readonly org: Organization; readonly chains: Chains },
): readonly ReviewStep[] =>
  reviewChain(
    {
      place: risk.place,
      grade,
      chains: given.chains,
      excluded: excludedOf(risk, given.org),
      recused: risk.recused,
    },
    given.org,
  );

export const signerIds = (risk: RiskBody): readonly PersonId[] => [
  ...new Set(risk.signers.map((s) => s.person)),
];

const without = (people: readonly Person[], out: readonly PersonId[]): readonly PersonId[] =>
  people.map((p) => p.id).filter((id) => !out.includes(id));

/** Somebody else for the second signature of a grade-1 risk, nearest to the top first. */
function secondSigners(out: readonly PersonId[], org: Organization): readonly PersonId[] {
  const ladder = [
    org.actives([org.principal()?.id]),
    org.granted('leading_group'),
    org.granted('discipline_officer'),
  ];
  return ladder.map((people) => without(people, out)).find((ids) => ids.length > 0) ?? [];
}

/** A step that gives a grade-1 risk its second distinct signer; stuck (no holders) when there is nobody at all. */
export const secondStep = (risk: RiskBody, org: Organization): ReviewStep => ({
  name: 'group',
  holders: secondSigners([...excludedOf(risk, org), ...signerIds(risk)], org),
  wentUp: true,
});

/** The last signature of a grade-1 risk must be somebody else's when only one person signed so far. */
const needsAnother = (risk: RiskBody, index: number): boolean =>
  risk.grade === 1 && index === risk.chain.length - 1 && signerIds(risk).length === 1;

/** A step with the holders that the organisation gives it now. */
export function resolveStep(risk: RiskBody, index: number, org: Organization, chains: Chains): ReviewStep {
  const step = risk.chain[index];
  if (!step) return { name: 'group', holders: [], wentUp: true };
  const barred = [...excludedOf(risk, org), ...(needsAnother(risk, index) ? signerIds(risk) : [])];
  if (needsAnother(risk, index) && without(naturalHolders(step.name, risk.place, org), barred).length === 0)
    return { ...secondStep(risk, org), name: step.name };
  const { place, grade, recused } = risk;
  return stepHolders(step.name, { place, grade, chains, excluded: barred, recused }, org);
}

/**
 * Who may decide the open step at this moment. Asked at every click, so that a moved, dismissed or recused person
 * loses the step at once. Chosen holders (hand-over, escalation, re-route) stand while at least one of them may.
 */
export function holdersNow(risk: RiskBody, org: Organization, chains: Chains): readonly PersonId[] {
  if (risk.status !== 'inReview') return [];
  if (risk.assigned !== undefined) {
    const barred = [...excludedOf(risk, org), ...(needsAnother(risk, risk.step) ? signerIds(risk) : [])];
    const still = without(org.actives(risk.chain[risk.step]?.holders ?? []), barred);
    if (still.length > 0) return still;
  }
  return resolveStep(risk, risk.step, org, chains).holders;
}

/** What the policy needs to know about a risk. */
export const policyObject = (risk: RiskBody, org: Organization, chains: Chains): PolicyObject => ({
  place: risk.place,
  declarer: risk.declarer,
  subjects: subjectsOf(risk.place, org),
  holders: holdersNow(risk, org, chains),
  signers: signerIds(risk),
});

/** May this person be given the open step? Active, and neither declarer, subject nor recused. */
export const canHold = (risk: RiskBody, person: PersonId, org: Organization): boolean =>
  org.active(person) !== undefined && !excludedOf(risk, org).includes(person);

/** Who stands above a step's holders, nearest first: told when it is overdue, given it when it stays so. */
export function aboveStep(risk: RiskBody, org: Organization): readonly PersonId[] {
  const step = risk.chain[risk.step];
  if (!step) return [];
  const top = [org.actives([org.principal()?.id]), org.granted('leading_group')];
  const branch = org.actives([org.branchLeaderOf(risk.place)?.id]);
  const ladders: Readonly<Record<StepName, readonly (readonly Person[])[]>> = {
    head: [naturalHolders('superior', risk.place, org), branch, ...top],
    superior: [branch, ...top],
    branch: top,
    discipline: [org.granted('discipline_officer'), ...top],
    group: top,
  };
  const barred = [
    ...excludedOf(risk, org),
    ...step.holders,
    ...(needsAnother(risk, risk.step) ? signerIds(risk) : []),
  ];
  return ladders[step.name].map((people) => without(people, barred)).find((ids) => ids.length > 0) ?? [];
}
