import type { Organization, PersonId } from '../../kernel/people.ts';
import type { Settings } from '../../kernel/settings.ts';
import { handsNow, holdersNow, resolveStep, signerIds } from './holders.ts';
import type { RiskBody, Signature, Vote } from './model.ts';
import type { ReviewEvent } from './review-events.ts';

/** A vote of the leading group on one item: who counts, who signed, how many are needed. */
export type Ballot = {
  readonly rule: 'all' | 'majority';
  readonly members: readonly PersonId[];
  readonly signed: readonly Vote[];
  readonly needed: number;
};
type Given = { readonly org: Organization; readonly settings: Settings };

/** The group's own step with more than one holder; what somebody chose a holder for is decided by that person. */
const isVoted = (risk: RiskBody, { org, settings }: Given): boolean =>
  risk.status === 'inReview' &&
  risk.chain[risk.step]?.name === 'group' &&
  risk.assigned === undefined &&
  !resolveStep(risk, risk.step, org, settings.review.chains).wentUp &&
  holdersNow(risk, org, settings.review.chains).length > 1;

/**
 * The vote on the open step, undefined where one signature decides. Members count while they hold the step: whoever
 * left or is recused doesn't, whoever is away does through a stand-in only.
 */
export function ballotOf(risk: RiskBody, given: Given): Ballot | undefined {
  const { org, settings } = given;
  const rule = settings.review.group;
  if (rule === 'any' || !isVoted(risk, given)) return undefined;
  const votes = risk.votes ?? [];
  const stoodInFor = handsNow(risk, org, settings.review.chains).flatMap((h) => h.for ?? []);
  const members = holdersNow(risk, org, settings.review.chains).filter(
    (m) => votes.some((v) => v.member === m) || org.standInsFor(m).length === 0 || stoodInFor.includes(m),
  );
  return {
    rule,
    members,
    signed: votes.filter((v) => members.includes(v.member)),
    needed: rule === 'all' ? members.length : Math.floor(members.length / 2) + 1,
  };
}

/** The members' signatures as the item keeps them. */
export const ballotSignatures = (votes: readonly Vote[]): readonly Signature[] =>
  votes.map(({ member, by, at, hash }) => ({
    person: by,
    step: 'group',
    at,
    ...(by === member ? {} : { for: member }),
    ...(hash === undefined ? {} : { hash }),
  }));

/** The signature that ends the review, unless a grade-1 risk would have only one signer. */
export const isLastSignature = (risk: RiskBody, more: readonly PersonId[]): boolean =>
  risk.step >= risk.chain.length - 1 &&
  (risk.grade !== 1 || new Set([...signerIds(risk), ...more]).size >= 2);

/** What follows as soon as enough members have signed; nothing before. */
export function ballotCloses(
  risk: RiskBody,
  stamp: Pick<ReviewEvent, 'by' | 'at'>,
  given: Given,
): readonly ReviewEvent[] {
  const ballot = ballotOf(risk, given);
  if (!ballot || ballot.signed.length === 0 || ballot.signed.length < ballot.needed) return [];
  const passed: ReviewEvent = { type: 'risk.stepApproved', ...stamp, votes: ballot.signed };
  return isLastSignature(
    risk,
    ballot.signed.map((v) => v.by),
  )
    ? [passed, { type: 'risk.approved', ...stamp }]
    : [passed];
}
