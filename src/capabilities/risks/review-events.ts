import { type StepName, stepHolders } from '../../kernel/chain.ts';
import { bareScore, type Grade, gradeOf, type Score } from '../../kernel/grade.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import { deadline } from '../../kernel/workdays.ts';
import { ballotSignatures } from './ballot.ts';
import { cosigned } from './cosign-events.ts';
import { gradeFacts } from './declare.ts';
import { chainOf, excludedOf, secondStep } from './holders.ts';
import type { ReturnReason, RiskBody, RiskTexts, Signature, Vote } from './model.ts';
import { type Given, openStep } from './open-step.ts';
import { logged } from './review-logged.ts';
import { closed, nextKey, withTrail } from './trail.ts';

/** What happened in review. `comment` is free text: it goes to the sealed part, never into the ledger's events. */
export type ReviewEvent = {
  readonly by: PersonId | 'system';
  /** The absent person in whose place `by` acted. */
  readonly for?: PersonId;
  readonly at: Instant;
  readonly comment?: string;
} /** `hash`: what was signed (signature.ts). `votes`: the members' signatures when the leading group voted. */ & (
  | { readonly type: 'risk.stepApproved'; readonly hash?: string; readonly votes?: readonly Vote[] }
  | { readonly type: 'risk.voted'; readonly member: PersonId; readonly hash?: string }
  | { readonly type: 'risk.opposed' }
  | { readonly type: 'risk.signerAsked'; readonly to: PersonId }
  | { readonly type: 'risk.signerAnswered'; readonly agreed: boolean; readonly hash?: string }
  | { readonly type: 'risk.signerWithdrawn' }
  | { readonly type: 'risk.approved' }
  | { readonly type: 'risk.returned'; readonly reason: ReturnReason; readonly due: LocalDate }
  | (Score & { readonly type: 'risk.gradeChanged'; readonly to: Grade; readonly byOfficer: boolean })
  | { readonly type: 'risk.handedOver'; readonly to: PersonId }
  | { readonly type: 'risk.recused' }
  | { readonly type: 'risk.escalated'; readonly to: readonly PersonId[] }
  | { readonly type: 'risk.diverted' }
);
export type EventOf<T extends ReviewEvent['type']> = Extract<ReviewEvent, { type: T }>;
export type Reviewed = { readonly body: RiskBody; readonly texts: RiskTexts | undefined };

/** The one who signs, or all members of the leading group whose votes passed it. */
function signaturesOf(risk: RiskBody, e: EventOf<'risk.stepApproved'>): readonly Signature[] {
  const step = risk.chain[risk.step];
  if (e.votes) return ballotSignatures(e.votes);
  if (!step || e.by === 'system') return [];
  const stood = e.for === undefined ? {} : { for: e.for };
  return [
    { person: e.by, step: step.name, at: e.at, ...stood, ...(e.hash === undefined ? {} : { hash: e.hash }) },
  ];
}

function signStep(risk: RiskBody, e: EventOf<'risk.stepApproved'>, given: Given): RiskBody {
  const signatures = signaturesOf(risk, e);
  if (signatures.length === 0) return risk;
  const signed: RiskBody = {
    ...logged(risk, 'approvedStep', e),
    signers: [...risk.signers, ...signatures],
  };
  if (risk.step + 1 < risk.chain.length) return openStep(signed, risk.step + 1, given);
  // `approved` follows in the same decision unless a grade-1 risk still lacks its second signer.
  const more: RiskBody = { ...signed, chain: [...signed.chain, secondStep(signed, given.org)] };
  return needsSecond(signed) ? openStep(more, risk.step + 1, given) : signed;
}
const needsSecond = (risk: RiskBody): boolean =>
  risk.grade === 1 && new Set(risk.signers.map((s) => s.person)).size < 2;

function finish(risk: RiskBody, e: ReviewEvent): RiskBody {
  const { grade: _, ...rating } = risk.reviewer ?? risk.self;
  const by = e.by === 'system' ? rating.by : e.by;
  return {
    ...closed(logged(risk, 'approved', e, { to: String(risk.grade), score: bareScore(rating) })),
    status: risk.replaces ? 'merged' : 'approved',
    final: { ...rating, grade: risk.grade, by, at: e.at },
    approvedAt: e.at,
  };
}

function sendBack(risk: RiskBody, e: EventOf<'risk.returned'>): RiskBody {
  const by = e.by === 'system' ? risk.declarer : e.by;
  return {
    ...closed(logged(risk, 'returned', e, { reason: e.reason })),
    status: 'returned',
    returns: risk.returns + 1,
    lastReturn: { reason: e.reason, by, at: e.at, due: e.due },
    due: e.due,
  };
}

/** The rating itself: self-rating kept, the floor that holds for the new one, a line in the history. */
function rate(risk: RiskBody, e: EventOf<'risk.gradeChanged'>, given: Given): RiskBody {
  const by = e.by === 'system' ? risk.self.by : e.by;
  const { floor: _floor, ...bare } = risk;
  const score = bareScore(e);
  const { floor } = gradeOf({ ...gradeFacts(risk), ...score }, given.settings.grading);
  return {
    ...(floor === undefined ? {} : { floor }),
    ...logged(bare, 'gradeChanged', e, { from: String(risk.grade), to: String(e.to), score }),
    reviewer: { ...score, grade: e.to, by, at: e.at },
    grade: e.to,
  };
}

/** The new grade's chain. Lowered by anybody but a discipline officer it keeps a discipline step (S75). */
function chainAfter(
  rated: RiskBody,
  lowered: boolean,
  e: EventOf<'risk.gradeChanged'>,
  { org, settings }: Given,
) {
  const { chains, tender } = settings.review;
  const made = chainOf(rated, e.to, { org, chains, tender: tender.areas });
  if (!lowered || e.byOfficer || made.some((s) => s.name === 'discipline')) return made;
  const request = { place: rated.place, grade: e.to, chains, excluded: excludedOf(rated, org) };
  return [...made, stepHolders('discipline', request, org)];
}

/** Goes on at the first unsigned step of the new chain: a raised risk visits the steps it had skipped. */
function regrade(risk: RiskBody, e: EventOf<'risk.gradeChanged'>, given: Given): RiskBody {
  const rated = rate(risk, e, given);
  const current = risk.chain[risk.step];
  if (e.to === risk.grade || risk.replaces || !current) return rated;
  const made = chainAfter(rated, e.to > risk.grade, e, given);
  const signed = risk.signers.map((s) => s.step);
  const open = made.findIndex((s) => !signed.includes(s.name));
  const chain = open < 0 ? [...made, current] : made;
  const index = open < 0 ? chain.length - 1 : open;
  // The same step goes on with its holders and its deadline.
  if (chain[index]?.name === current.name)
    return { ...rated, chain: chain.map((s, i) => (i === index ? current : s)), step: index };
  return openStep({ ...rated, chain }, index, given);
}

const handTo = (risk: RiskBody, to: readonly PersonId[], how: 'handedOver' | 'escalated'): RiskBody => ({
  ...risk,
  assigned: how,
  chain: risk.chain.map((s, i) =>
    i === risk.step ? { ...s, holders: to, wentUp: s.wentUp || how === 'escalated' } : s,
  ),
});

function escalate(risk: RiskBody, e: EventOf<'risk.escalated'>, given: Given): RiskBody {
  const step = risk.chain[risk.step];
  if (!step) return risk;
  const from = step.holders.join(',');
  const moved = handTo(logged(risk, 'escalated', e, { from, to: e.to.join(',') }), e.to, 'escalated');
  const { settings, calendar } = given;
  const due = deadline(e.at, settings.review.days[step.name], calendar, settings.zone);
  return { ...moved, due, stepSince: e.at, overdueTold: [] };
}

function vote(risk: RiskBody, e: EventOf<'risk.voted'>): RiskBody {
  const by = e.by === 'system' ? e.member : e.by;
  const given: Vote = { member: e.member, by, at: e.at, ...(e.hash === undefined ? {} : { hash: e.hash }) };
  return { ...logged(risk, 'voted', e), votes: [...(risk.votes ?? []), given] };
}

/** A member wants to discuss it: nobody's signature counts any more, and the meeting cycle starts again. */
function discuss(risk: RiskBody, e: EventOf<'risk.opposed'>, given: Given): RiskBody {
  const step = risk.chain[risk.step];
  const by = e.for ?? e.by;
  if (!step || by === 'system') return risk;
  const { votes: _votes, ...bare } = risk;
  const { settings, calendar } = given;
  return {
    ...logged(bare, 'opposed', e),
    discussed: { by, at: e.at, key: nextKey(risk) },
    due: deadline(e.at, settings.review.days[step.name], calendar, settings.zone),
    stepSince: e.at,
    overdueTold: [],
  };
}

/** Steps that somebody signed, himself or through a stand-in, in the order of the chain. */
export const stepsSignedBy = ({ chain, signers }: RiskBody, person: ReviewEvent['by']): readonly StepName[] =>
  chain
    .map((s) => s.name)
    .filter((n) => signers.some((s) => s.step === n && (s.person === person || s.for === person)));

/**
 * Whoever stays out of a matter never decided on it: what he signed while it was open counts no more, and the review
 * goes on from the first of these steps with everybody after it (ADR 0012).
 */
function unsigned(risk: RiskBody, e: EventOf<'risk.recused'>, given: Given): RiskBody | undefined {
  const [first] = stepsSignedBy(risk, e.by);
  if (first === undefined) return undefined;
  const index = risk.chain.findIndex((s) => s.name === first);
  const kept = risk.chain.slice(0, index).map((s) => s.name);
  const logged: RiskBody = withTrail(risk, {
    what: 'voided',
    by: 'system',
    at: e.at,
    step: first,
    from: String(e.by),
  });
  return openStep({ ...logged, signers: risk.signers.filter((s) => kept.includes(s.step)) }, index, given);
}

/** One member staying out leaves what the others signed. */
const withBallot = (before: RiskBody, after: RiskBody): RiskBody => ({
  ...after,
  ...(before.votes ? { votes: before.votes } : {}),
  ...(before.discussed ? { discussed: before.discussed } : {}),
});

function nextBody(risk: RiskBody, e: ReviewEvent, given: Given): RiskBody {
  switch (e.type) {
    case 'risk.stepApproved':
      return signStep(risk, e, given);
    case 'risk.approved':
      return finish(risk, e);
    case 'risk.returned':
      return sendBack(risk, e);
    case 'risk.gradeChanged':
      return regrade(risk, e, given);
    case 'risk.handedOver':
      return handTo(logged(risk, 'handedOver', e, { to: e.to }), [e.to], 'handedOver');
    case 'risk.recused': {
      const recused = e.by === 'system' ? risk.recused : [...risk.recused, e.by];
      const out: RiskBody = { ...logged(risk, 'recused', e), recused };
      return unsigned(out, e, given) ?? withBallot(risk, openStep(out, risk.step, given));
    }
    case 'risk.voted':
      return vote(risk, e);
    case 'risk.opposed':
      return discuss(risk, e, given);
    case 'risk.signerAsked':
    case 'risk.signerAnswered':
    case 'risk.signerWithdrawn':
      return cosigned(risk, e);
    case 'risk.escalated':
      return escalate(risk, e, given);
    case 'risk.diverted':
      // What could be traced to the words goes too: hints and the hash of the text.
      return { ...closed(logged(risk, 'diverted', e)), status: 'diverted', hints: [], textHash: '' };
  }
}

const shown = ({ title, content, manifestation, rootCause, measure }: RiskTexts) => ({
  title,
  content,
  manifestation,
  ...(rootCause === undefined ? {} : { rootCause }),
  measure,
});

/** The risk after one event. A diverted risk has no texts any more. */
export function applyReview({ body, texts }: Reviewed, e: ReviewEvent, given: Given): Reviewed {
  const next = nextBody(body, e, given);
  if (e.type === 'risk.diverted') return { body: next, texts: undefined };
  if (!texts || !(e.comment || e.type === 'risk.returned')) return { body: next, texts };
  const comments = e.comment ? { ...texts.comments, [nextKey(body)]: e.comment } : texts.comments;
  const returned = e.type === 'risk.returned' ? { returned: shown(texts) } : {};
  return { body: next, texts: { ...texts, comments, ...returned } };
}
