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
import { actorsOf, type RiskBody } from './model.ts';

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

/** Near relatives of the declarer and of whom it is about: out by rule, as if they had recused themselves. */
export const relativesIn = (
  risk: Pick<RiskBody, 'declarer' | 'place'>,
  org: Organization,
): readonly PersonId[] =>
  [risk.declarer, ...subjectsOf(risk.place, org)].flatMap((id) => org.relativesOf(id));

/** Nobody reviews their own: declarer, subjects, their relatives and the recused (domain.md §6.2, §6.4). */
export const excludedOf = (
  risk: Pick<RiskBody, 'declarer' | 'place' | 'recused'>,
  org: Organization,
): readonly PersonId[] => [
  ...new Set([risk.declarer, ...subjectsOf(risk.place, org), ...relativesIn(risk, org), ...risk.recused]),
];

/** Stayed out by wish or by rule: their step lacks its holder, it is not their own risk. */
const stayedOut = (
  risk: Pick<RiskBody, 'declarer' | 'place' | 'recused'>,
  org: Organization,
): readonly PersonId[] => {
  const own = [risk.declarer, ...subjectsOf(risk.place, org)];
  return [...risk.recused, ...relativesIn(risk, org).filter((id) => !own.includes(id))];
};

/** Does the tendering oversight committee review it too? Only where it has members. */
const isTender = (
  { area, powerItem }: Pick<RiskBody, 'area' | 'powerItem'>,
  areas: readonly string[],
  org: Organization,
): boolean =>
  org.granted('tender_committee').length > 0 && areas.some((a) => area?.includes(a) || powerItem.includes(a));

/** The chain a risk has by the organisation as it is now. */
export const chainOf = (
  risk: Pick<RiskBody, 'declarer' | 'place' | 'recused' | 'area' | 'powerItem'>,
  grade: Grade,
  given: {
    readonly org: Organization;
    readonly chains: Chains;
    /** `review.tender.areas` of the settings. */
    readonly tender?: readonly string[];
  },
): readonly ReviewStep[] =>
  reviewChain(
    {
      place: risk.place,
      grade,
      chains: given.chains,
      excluded: excludedOf(risk, given.org),
      recused: stayedOut(risk, given.org),
      tender: isTender(risk, given.tender ?? [], given.org),
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
  const { place, grade } = risk;
  const recused = stayedOut(risk, org);
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

/** Whose hand decides the open step: a holder's own, or a stand-in's `for` an absent holder. */
export type Hand = { readonly person: PersonId; readonly for?: PersonId };

/**
 * The one place that says who can decide the open step today: its holders, and who stands in for them (代理). A
 * stand-in never decides on the own declaration or post, nor signs where he recused himself, signed an earlier step or
 * holds the step himself; a member of the leading group who voted is through.
 */
export function handsNow(risk: RiskBody, org: Organization, chains: Chains): readonly Hand[] {
  const known = asked.get(risk);
  if (known?.org === org && known.chains === chains) return known.hands;
  const hands = handsOf(risk, org, chains);
  asked.set(risk, { org, chains, hands });
  return hands;
}

/** Drawing one card asks five times for the same risk; another organisation or revision is asked anew. */
const asked = new WeakMap<
  RiskBody,
  { readonly org: Organization; readonly chains: Chains; readonly hands: readonly Hand[] }
>();

function handsOf(risk: RiskBody, org: Organization, chains: Chains): readonly Hand[] {
  const votes = risk.votes ?? [];
  const holders = holdersNow(risk, org, chains);
  const open = holders.filter((id) => !votes.some((v) => v.member === id));
  const barred = [...excludedOf(risk, org), ...signerIds(risk), ...holders, ...votes.map((v) => v.by)];
  const standing = open.flatMap((absent) =>
    org
      .standInsFor(absent)
      .filter((id) => !barred.includes(id))
      .map((person): Hand => ({ person, for: absent })),
  );
  return [...open.map((person) => ({ person })), ...standing];
}

/** Who must act now, and who may do it today in their place: whom a message or a digest about it concerns. */
export const actingFor = (risk: RiskBody, org: Organization): readonly PersonId[] => {
  const actors = actorsOf(risk);
  if (risk.status !== 'inReview') return actors;
  const standing = actors.filter((p) => p !== risk.asked?.person).flatMap((p) => org.standInsFor(p));
  if (standing.length === 0) return actors;
  const barred = [...excludedOf(risk, org), ...signerIds(risk)];
  return [...new Set([...actors, ...standing.filter((p) => !barred.includes(p))])];
};

/** What the policy needs to know about a risk. */
export const policyObject = (risk: RiskBody, org: Organization, chains: Chains): PolicyObject => ({
  place: risk.place,
  declarer: risk.declarer,
  subjects: subjectsOf(risk.place, org),
  holders: handsNow(risk, org, chains).map((h) => h.person),
  signers: [
    ...signerIds(risk),
    ...(risk.votes ?? []).map((v) => v.by),
    ...(risk.cosigned ?? []).map((c) => c.person),
  ],
  asked: risk.status === 'inReview' && risk.asked ? [risk.asked.person] : [],
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
    tender: top,
    group: top,
  };
  const barred = [
    ...excludedOf(risk, org),
    ...step.holders,
    ...(needsAnother(risk, risk.step) ? signerIds(risk) : []),
  ];
  return ladders[step.name].map((people) => without(people, barred)).find((ids) => ids.length > 0) ?? [];
}

/** Whom the rules let take the open step: others who hold the same office, or those above it. */
export function takersOf(risk: RiskBody, org: Organization): readonly PersonId[] {
  const name = risk.chain[risk.step]?.name;
  if (!name) return [];
  const peers = [
    ...naturalHolders(name, risk.place, org),
    ...(name === 'discipline' ? org.granted('discipline_officer') : []),
  ];
  const all = [...peers.map((p) => p.id), ...aboveStep(risk, org)];
  return [...new Set(all)].filter((id) => canHold(risk, id, org));
}
