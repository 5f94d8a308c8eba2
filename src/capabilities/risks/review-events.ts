import { stepHolders } from '../../kernel/chain.ts';
import { bareScore, type Grade, gradeOf, type Score } from '../../kernel/grade.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import { deadline } from '../../kernel/workdays.ts';
import { gradeFacts } from './declare.ts';
import { chainOf, excludedOf, secondStep } from './holders.ts';
import type { ReturnReason, RiskBody, RiskTexts, TrailEntry } from './model.ts';
import { type Given, openStep } from './open-step.ts';
import { closed, nextKey, withTrail } from './trail.ts';

/** What happened in review. `comment` is free text: it goes to the sealed part, never into the ledger's events. */
export type ReviewEvent = {
  readonly by: PersonId | 'system';
  readonly at: Instant;
  readonly comment?: string;
} & (
  | { readonly type: 'risk.stepApproved' }
  | { readonly type: 'risk.approved' }
  | { readonly type: 'risk.returned'; readonly reason: ReturnReason; readonly due: LocalDate }
  | (Score & { readonly type: 'risk.gradeChanged'; readonly to: Grade; readonly byOfficer: boolean })
  | { readonly type: 'risk.handedOver'; readonly to: PersonId }
  | { readonly type: 'risk.recused' }
  | { readonly type: 'risk.escalated'; readonly to: readonly PersonId[] }
  | { readonly type: 'risk.diverted' }
);
type EventOf<T extends ReviewEvent['type']> = Extract<ReviewEvent, { type: T }>;
export type Reviewed = { readonly body: RiskBody; readonly texts: RiskTexts | undefined };

const stepName = (risk: RiskBody): Pick<TrailEntry, 'step'> => {
  const step = risk.chain[risk.step];
  return step ? { step: step.name } : {};
};
const logged = (
  risk: RiskBody,
  what: TrailEntry['what'],
  e: ReviewEvent,
  more: Partial<TrailEntry> = {},
): RiskBody => withTrail(risk, { what, by: e.by, at: e.at, ...stepName(risk), ...more });

function signStep(risk: RiskBody, e: ReviewEvent, given: Given): RiskBody {
  const step = risk.chain[risk.step];
  if (!step || e.by === 'system') return risk;
  const signed: RiskBody = {
    ...logged(risk, 'approvedStep', e),
    signers: [...risk.signers, { person: e.by, step: step.name, at: e.at }],
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
  const { chains } = settings.review;
  const made = chainOf(rated, e.to, { org, chains });
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
      return openStep({ ...logged(risk, 'recused', e), recused }, risk.step, given);
    }
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
  if (!texts) return { body: next, texts };
  const comments = e.comment ? { ...texts.comments, [nextKey(body)]: e.comment } : texts.comments;
  const returned = e.type === 'risk.returned' ? { returned: shown(texts) } : {};
  return { body: next, texts: { ...texts, comments, ...returned } };
}
