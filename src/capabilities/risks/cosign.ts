import { type Decision, record, refuse } from '../../kernel/decision.ts';
import type { Organization, PersonId } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { ballotOf } from './ballot.ts';
import { canHold, policyObject, relativesIn, signerIds, subjectsOf } from './holders.ts';
import type { RiskBody } from './model.ts';
import { type GivenBy, obstacle, type ReviewRefusal, type Subject, stampOf } from './review.ts';
import type { ReviewEvent } from './review-events.ts';
import { signedHash } from './signature.ts';

type CosignDecision = Decision<ReviewEvent, ReviewRefusal>;

/** Who can be asked for one more signature (加签): those who lead or oversee near the place and have no part in it yet. */
export function askable(body: RiskBody, org: Organization, by: PersonId): readonly PersonId[] {
  const { unit } = body.place;
  const holders = body.chain[body.step]?.holders ?? [];
  const near = [
    ...org.divisionsOf(unit).map((d) => d.head),
    org.units.get(unit)?.leader,
    org.branchLeaderOf(body.place)?.id,
    ...org.granted('discipline_officer', unit).map((p) => p.id),
    ...org.granted('leading_group').map((p) => p.id),
    ...org.granted('tender_committee').map((p) => p.id),
    ...org.granted('discipline_officer').map((p) => p.id),
  ];
  const out = new Set([by, ...holders, ...signerIds(body)]);
  return org.actives(near).flatMap((p) => (!out.has(p.id) && canHold(body, p.id, org) ? [p.id] : []));
}

/** Asks one more person to sign before the step is decided; one at a time, with a reason that is sealed. */
export function askSigner(
  risk: Subject,
  wish: { readonly rev: number; readonly to: PersonId; readonly reason: string },
  given: GivenBy,
): CosignDecision {
  const no = obstacle(risk, wish.rev, given);
  if (no) return refuse(no);
  if (risk.body.asked) return refuse('signerPending');
  if (ballotOf(risk.body, given)) return refuse('noCosignInVote');
  if (wish.reason === '') return refuse('commentMissing');
  if (!askable(risk.body, given.org, given.by.id).includes(wish.to)) return refuse('cannotTakeIt');
  return record<ReviewEvent>({
    type: 'risk.signerAsked',
    ...stampOf(risk.body, given),
    to: wish.to,
    comment: wish.reason,
  });
}

/** The one who was asked agrees, or objects in words. Whoever holds the step decides either way. */
export function answerAsked(
  risk: Subject,
  wish: { readonly rev: number; readonly agreed: boolean; readonly comment: string },
  given: GivenBy,
): CosignDecision {
  const { body } = risk;
  const { by, org, now } = given;
  if (risk.rev !== wish.rev) return refuse(body.lastBy === by.id ? 'alreadyDone' : 'changedSinceCard');
  if (by.id === body.declarer || subjectsOf(body.place, org).includes(by.id)) return refuse('ownRisk');
  if (relativesIn(body, org).includes(by.id)) return refuse('related');
  if (!may(by, 'risk.cosign', org, policyObject(body, org, given.settings.review.chains)))
    return refuse('notAsked');
  if (!wish.agreed && wish.comment === '') return refuse('commentMissing');
  const hash = signedHash(risk);
  return record<ReviewEvent>({
    type: 'risk.signerAnswered',
    by: by.id,
    at: now,
    agreed: wish.agreed,
    ...(hash === undefined ? {} : { hash }),
    ...(wish.comment === '' ? {} : { comment: wish.comment }),
  });
}

/** Takes the request back, so that the step can be decided without an answer. */
export function withdrawAsked(risk: Subject, rev: number, given: GivenBy): CosignDecision {
  const no = obstacle(risk, rev, given);
  if (no) return refuse(no);
  if (!risk.body.asked) return refuse('notAsked');
  return record<ReviewEvent>({ type: 'risk.signerWithdrawn', ...stampOf(risk.body, given) });
}
