import { naturalHolders } from '../../kernel/chain.ts';
import { type Decision, record, refuse } from '../../kernel/decision.ts';
import { bareScore, type Grade, gradeOf, type Score, sameScore } from '../../kernel/grade.ts';
import type { Person, PersonId } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { localDate } from '../../kernel/time.ts';
import { gradeFacts } from './declare.ts';
import { aboveStep, canHold, policyObject, signerIds, subjectsOf } from './holders.ts';
import type { ReturnReason, RiskBody, RiskDoc } from './model.ts';
import type { Given } from './open-step.ts';
import type { ReviewEvent } from './review-events.ts';

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
  | 'commentMissing';
/** A risk as the store holds it; only revision and body matter for a decision. */
export type Subject = Pick<RiskDoc, 'id' | 'rev' | 'body'>;
export type GivenBy = Given & { readonly by: Person };
export type ReviewDecision = Decision<ReviewEvent, ReviewRefusal>;

/** A rectification may take at most this many days by the calendar: longer is no deadline. */
const MAX_RETURN_DAYS = 60;

const allowed = (risk: RiskBody, given: GivenBy, action: 'risk.review' | 'risk.divert'): boolean =>
  may(given.by, action, given.org, policyObject(risk, given.org, given.settings.review.chains));

/** Why this person can't decide the open step with this card, or undefined. */
export function obstacle({ rev, body }: Subject, cardRev: number, given: GivenBy): ReviewRefusal | undefined {
  const { by, org } = given;
  if (cardRev !== rev) return body.lastBy === by.id ? 'alreadyDone' : 'changedSinceCard';
  if (body.status !== 'inReview') return 'notUnderReview';
  if (by.id === body.declarer || subjectsOf(body.place, org).includes(by.id)) return 'ownRisk';
  return allowed(body, given, 'risk.review') ? undefined : 'notYourStep';
}

/** Signs the open step. The last signature approves, but a grade-1 risk never with fewer than two signers. */
export function approve(risk: Subject, cardRev: number, given: GivenBy): ReviewDecision {
  const no = obstacle(risk, cardRev, given);
  if (no) return refuse(no);
  const { body } = risk;
  const stamp = { by: given.by.id, at: given.now };
  const last = body.step >= body.chain.length - 1;
  const signers = new Set([...signerIds(body), given.by.id]);
  return last && (body.grade !== 1 || signers.size >= 2)
    ? record<ReviewEvent>({ type: 'risk.stepApproved', ...stamp }, { type: 'risk.approved', ...stamp })
    : record<ReviewEvent>({ type: 'risk.stepApproved', ...stamp });
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
  const no = obstacle(risk, rev, given);
  if (no) return refuse(no);
  if (reason === 'other' && comment === '') return refuse('commentMissing');
  const day = due ?? returnDue(risk.body.returns, given);
  const today = localDate(given.now, given.settings.zone);
  const latest = given.calendar.addWorkdays(today, MAX_RETURN_DAYS);
  if (day <= today || day > latest) return refuse('badDeadline');
  return record<ReviewEvent>({
    type: 'risk.returned',
    by: given.by.id,
    at: given.now,
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
  const no = obstacle(risk, wish.rev, given);
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
    by: given.by.id,
    at: given.now,
    ...score,
    to,
    byOfficer,
    comment: wish.reason,
  });
}

/** To whom the open step can be handed: others who hold the same step, or those above it. */
export function successors(body: RiskBody, { by, org }: Pick<GivenBy, 'by' | 'org'>): readonly PersonId[] {
  const name = body.chain[body.step]?.name;
  if (!name) return [];
  const peers = [
    ...naturalHolders(name, body.place, org),
    ...(name === 'discipline' ? org.granted('discipline_officer') : []),
  ];
  const all = [...peers.map((p) => p.id), ...aboveStep(body, org)];
  return [...new Set(all)].filter((id) => id !== by.id && canHold(body, id, org));
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
    by: given.by.id,
    at: given.now,
    to: wish.to,
    comment: wish.reason,
  });
}

/** Stays out of it: near relative, own interest, other circumstances (domain.md §6.2). The reason is sealed. */
export function recuse(risk: Subject, wish: { rev: number; reason: string }, given: GivenBy): ReviewDecision {
  const no = obstacle(risk, wish.rev, given);
  if (no) return refuse(no);
  if (wish.reason === '') return refuse('commentMissing');
  return record<ReviewEvent>({ type: 'risk.recused', by: given.by.id, at: given.now, comment: wish.reason });
}

/** Moves what does not belong into the register out of it; its text is erased. */
export function divert({ rev, body }: Subject, cardRev: number, given: GivenBy): ReviewDecision {
  if (cardRev !== rev) return refuse(body.lastBy === given.by.id ? 'alreadyDone' : 'changedSinceCard');
  if (!['inReview', 'returned', 'approved'].includes(body.status)) return refuse('notUnderReview');
  if (!allowed(body, given, 'risk.divert')) return refuse('notYoursToDivert');
  return record<ReviewEvent>({ type: 'risk.diverted', by: given.by.id, at: given.now });
}
