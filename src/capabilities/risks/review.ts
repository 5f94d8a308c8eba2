import { type Decision, record, refuse } from '../../kernel/decision.ts';
import { bareScore, type Grade, gradeOf, type Score, sameScore } from '../../kernel/grade.ts';
import type { Person, PersonId } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { localDate } from '../../kernel/time.ts';
import { ballotOf, isLastSignature } from './ballot.ts';
import { gradeFacts } from './declare.ts';
import { handsNow, policyObject, relativesIn, subjectsOf, takersOf } from './holders.ts';
import type { ReturnReason, RiskBody, RiskDoc } from './model.ts';
import type { Given } from './open-step.ts';
import type { ReviewEvent } from './review-events.ts';
import { signedHash } from './signature.ts';

export type ReviewRefusal =
  | 'alreadyDone'
  | 'changedSinceCard'
  | 'notUnderReview'
  | 'ownRisk'
  | 'notYourStep'
  | 'notYoursToDivert'
  | 'lowerNeedsOfficer'
  | 'gradeUnchanged'
  | 'cannotTakeIt'
  | 'badDeadline'
  | 'commentMissing'
  | 'alreadyVoted'
  | 'signerPending'
  | 'notAsked'
  | 'noCosignInVote'
  | 'noVote'
  | 'discussFirst'
  | 'related';
/** A risk as the store holds it: revision and body matter for a decision, the texts for what is signed. */
export type Subject = Pick<RiskDoc, 'id' | 'rev' | 'body' | 'sealed'>;
export type GivenBy = Given & { readonly by: Person };
export type ReviewDecision = Decision<ReviewEvent, ReviewRefusal>;

/** A rectification may take at most this many days by the calendar: longer is no deadline. */
const MAX_RETURN_DAYS = 60;

const allowed = (risk: RiskBody, given: GivenBy, action: 'risk.review' | 'risk.divert'): boolean =>
  may(given.by, action, given.org, policyObject(risk, given.org, given.settings.review.chains));

/** A card drawn before others voted still shows what is voted on: each vote is one revision and one line. */
const onlyVotedSince = (body: RiskBody, revisions: number): boolean =>
  revisions > 0 &&
  revisions <= (body.votes?.length ?? 0) &&
  body.trail.slice(-revisions).every((t) => t.what === 'voted');

/** Why this person can't decide the open step with this card, or undefined. */
export function obstacle({ rev, body }: Subject, cardRev: number, given: GivenBy): ReviewRefusal | undefined {
  const { by, org } = given;
  if (cardRev !== rev && !(body.lastBy !== by.id && onlyVotedSince(body, rev - cardRev)))
    return body.lastBy === by.id ? 'alreadyDone' : 'changedSinceCard';
  if (body.status !== 'inReview') return 'notUnderReview';
  if (by.id === body.declarer || subjectsOf(body.place, org).includes(by.id)) return 'ownRisk';
  if (relativesIn(body, org).includes(by.id)) return 'related';
  if (body.votes?.some((v) => v.member === by.id || v.by === by.id)) return 'alreadyVoted';
  return allowed(body, given, 'risk.review') ? undefined : 'notYourStep';
}

/** Who acts, for whom, and when: a stand-in's act names the absent person as well. */
export function stampOf(
  body: RiskBody,
  { by, org, settings, now }: GivenBy,
): Pick<ReviewEvent, 'at' | 'for'> & { readonly by: PersonId } {
  const hand = handsNow(body, org, settings.review.chains).find((h) => h.person === by.id);
  return { by: by.id, ...(hand?.for === undefined ? {} : { for: hand.for }), at: now };
}

/** Like obstacle, and nothing is decided while somebody was asked to sign as well. */
const obstacleToDecide = (risk: Subject, rev: number, given: GivenBy): ReviewRefusal | undefined =>
  obstacle(risk, rev, given) ?? (risk.body.asked ? 'signerPending' : undefined);

/**
 * Signs the open step, with the hash of what was signed. The last signature approves, but a grade-1 risk never with
 * fewer than two signers. Where the leading group votes it is one member's vote: the last needed one decides.
 */
export function approve(risk: Subject, cardRev: number, given: GivenBy): ReviewDecision {
  const no = obstacleToDecide(risk, cardRev, given);
  if (no) return refuse(no);
  const { body } = risk;
  const stamp = stampOf(body, given);
  const hash = signedHash(risk);
  const signed = { ...stamp, ...(hash === undefined ? {} : { hash }) };
  if (ballotOf(body, given))
    return record<ReviewEvent>({ type: 'risk.voted', ...signed, member: stamp.for ?? stamp.by });
  const step: ReviewEvent = { type: 'risk.stepApproved', ...signed };
  return isLastSignature(body, [stamp.by])
    ? record<ReviewEvent>(step, { type: 'risk.approved', ...stamp })
    : record<ReviewEvent>(step);
}

/** A member of the leading group is against passing it now: it goes back to discussion, with the reason (ADR 0010). */
export function oppose(
  risk: Subject,
  wish: { readonly rev: number; readonly reason: string },
  given: GivenBy,
): ReviewDecision {
  const no = obstacleToDecide(risk, wish.rev, given);
  if (no) return refuse(no);
  if (!ballotOf(risk.body, given)) return refuse('noVote');
  if (wish.reason === '') return refuse('commentMissing');
  return record<ReviewEvent>({
    type: 'risk.opposed',
    ...stampOf(risk.body, given),
    comment: wish.reason,
  });
}

/** The day until which the declarer has time by default: fewer days from the second return on (S72). */
export const returnDue = (returns: number, { now, settings, calendar }: Given): LocalDate =>
  calendar.addWorkdays(
    localDate(now, settings.zone),
    returns === 0 ? settings.review.returnDays.first : settings.review.returnDays.later,
  );

export type ReturnIt = {
  readonly rev: number;
  readonly reason: ReturnReason;
  readonly comment: string;
  readonly due?: LocalDate;
};
/** Back to the declarer with a reason; 「其他」 needs words. The deadline is a later day within 60 days. */
export function sendBack(
  risk: Subject,
  { rev, reason, comment, due }: ReturnIt,
  given: GivenBy,
): ReviewDecision {
  const no = obstacleToDecide(risk, rev, given);
  if (no) return refuse(no);
  if (ballotOf(risk.body, given) && !risk.body.discussed) return refuse('discussFirst');
  if (reason === 'other' && comment === '') return refuse('commentMissing');
  const day = due ?? returnDue(risk.body.returns, given);
  const today = localDate(given.now, given.settings.zone);
  const latest = given.calendar.addWorkdays(today, MAX_RETURN_DAYS);
  if (day <= today || day > latest) return refuse('badDeadline');
  return record<ReviewEvent>({
    type: 'risk.returned',
    ...stampOf(risk.body, given),
    reason,
    due: day,
    ...(comment ? { comment } : {}),
  });
}

export type Regrade = Score & {
  readonly rev: number;
  /** undefined: what the table and the floors give. */
  readonly grade?: Grade;
  readonly reason: string;
};
/** The reviewer's own rating. Below the table or a floor only a discipline officer may sign (S75). */
export function changeGrade(risk: Subject, wish: Regrade, given: GivenBy): ReviewDecision {
  const no = obstacleToDecide(risk, wish.rev, given);
  if (no) return refuse(no);
  if (wish.reason === '') return refuse('commentMissing');
  const { body } = risk;
  const score = bareScore(wish);
  const { grade: byRule } = gradeOf({ ...gradeFacts(body), ...score }, given.settings.grading);
  const to = wish.grade ?? byRule;
  const byOfficer = given.org.hasRole(given.by, 'discipline_officer', body.place.unit);
  if (to > byRule && !byOfficer) return refuse('lowerNeedsOfficer');
  const before = body.reviewer ?? body.self;
  if (to === body.grade && sameScore(score, before)) return refuse('gradeUnchanged');
  return record<ReviewEvent>({
    type: 'risk.gradeChanged',
    ...stampOf(risk.body, given),
    ...score,
    to,
    byOfficer,
    comment: wish.reason,
  });
}

/** To whom the open step can be handed: others who hold the same step, or those above it. */
export function successors(body: RiskBody, { by, org, settings }: GivenBy): readonly PersonId[] {
  // A vote is not handed on: whoever can't cast it recuses himself or has a stand-in.
  if (ballotOf(body, { org, settings })) return [];
  return takersOf(body, org).filter((id) => id !== by.id);
}

/** Gives the open step to one of `successors`; the deadline stays. Needs a reason, which is sealed. */
export function handOver(
  risk: Subject,
  wish: { rev: number; to: PersonId; reason: string },
  given: GivenBy,
): ReviewDecision {
  const no = obstacle(risk, wish.rev, given);
  if (no) return refuse(no);
  if (wish.reason === '') return refuse('commentMissing');
  if (!successors(risk.body, given).includes(wish.to)) return refuse('cannotTakeIt');
  return record<ReviewEvent>({
    type: 'risk.handedOver',
    ...stampOf(risk.body, given),
    to: wish.to,
    comment: wish.reason,
  });
}

/** Stays out of it: near relative, own interest, other circumstances (domain.md §6.2). The reason is sealed. */
export function recuse(risk: Subject, wish: { rev: number; reason: string }, given: GivenBy): ReviewDecision {
  const no = obstacle(risk, wish.rev, given);
  if (no) return refuse(no);
  if (wish.reason === '') return refuse('commentMissing');
  return record<ReviewEvent>({
    type: 'risk.recused',
    ...stampOf(risk.body, given),
    comment: wish.reason,
  });
}

/** Moves what does not belong into the register out of it; its text is erased. */
export function divert({ rev, body }: Subject, cardRev: number, given: GivenBy): ReviewDecision {
  if (cardRev !== rev) return refuse(body.lastBy === given.by.id ? 'alreadyDone' : 'changedSinceCard');
  if (!['inReview', 'returned', 'approved'].includes(body.status)) return refuse('notUnderReview');
  if (!allowed(body, given, 'risk.divert')) return refuse('notYoursToDivert');
  return record<ReviewEvent>({ type: 'risk.diverted', ...stampOf(body, given) });
}
