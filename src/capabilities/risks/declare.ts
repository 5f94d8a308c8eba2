import type { DomainEvent } from '../../kernel/capability.ts';
import {
  bareScore,
  type GradeFacts,
  type GradingRules,
  gradeOf,
  type PostKind,
  sameScore,
} from '../../kernel/grade.ts';
import type { PersonId, Place } from '../../kernel/people.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Draft } from './draft.ts';
import type { FindMethod, Hint, RiskBody, RiskDoc, RiskTexts, TrailEntry } from './model.ts';
import { textHash } from './similar.ts';
import { closed, withTrail } from './trail.ts';

/** Decisions of the declarer: draft, submit, edit, withdraw, correct, retire. Pure: state and facts in, state out. */
export type DeclareRefusal =
  | 'notYours'
  | 'alreadySubmitted'
  | 'alreadyDone'
  | 'changedSinceCard'
  | 'reviewStarted'
  | 'notReturned'
  | 'notInForce'
  | 'changeOpen'
  | 'placeNotYours'
  | 'placeGone'
  | 'gone'
  | 'notSubmitted';
export type Decided =
  | { readonly ok: true; readonly body: RiskBody; readonly texts: RiskTexts; readonly event: DomainEvent }
  | { readonly ok: false; readonly refusal: DeclareRefusal };

export type By = { readonly by: PersonId; readonly now: Instant };
export type Drafting = By & {
  readonly id: string;
  readonly place: Place;
  readonly postKind?: PostKind | undefined;
  readonly method: FindMethod;
  readonly replaces?: RiskBody['replaces'] | undefined;
  readonly rules: GradingRules;
  readonly hints: readonly Hint[];
  /** Offered by the step; what stood on an earlier confirm card is kept. */
  readonly title: string;
  readonly measure: string;
};

export const refuse = (refusal: DeclareRefusal): { ok: false; refusal: DeclareRefusal } => ({
  ok: false,
  refusal,
});
export const eventOf = (
  type: string,
  id: string,
  body: RiskBody,
  given: By,
  data: DomainEvent['data'] = {},
): DomainEvent => ({
  type,
  about: `risk:${id}`,
  by: given.by,
  at: given.now,
  data: {
    unit: body.place.unit,
    division: body.place.division,
    level: body.level,
    grade: body.grade,
    method: body.method,
    ...data,
  },
});
export const entry = (what: TrailEntry['what'], given: By): Omit<TrailEntry, 'key'> => ({
  what,
  by: given.by,
  at: given.now,
});

/** The facts the grade follows from. */
export const gradeFacts = (
  body: Pick<RiskBody, 'self' | 'level' | 'postKind' | 'tripleMajor' | 'confirmedCase'>,
): GradeFacts => ({
  ...bareScore(body.self),
  level: body.level,
  postKind: body.postKind,
  tripleMajor: body.tripleMajor,
  confirmedCase: body.confirmedCase,
});

/** Entries of the history that mean that a reviewer has looked at it. */
const REVIEWED: readonly TrailEntry['what'][] = [
  'approvedStep',
  'approved',
  'returned',
  'gradeChanged',
  'reopened',
];

/** No reviewer has decided anything yet: the declarer may still edit and withdraw. */
export const isUntouched = ({ status, signers, trail }: RiskBody): boolean =>
  status === 'inReview' && signers.length === 0 && !trail.some((t) => REVIEWED.includes(t.what));

/** Why this person may not change this risk now; undefined when he may. */
export function obstacleToEdit(body: RiskBody, by: PersonId): DeclareRefusal | undefined {
  if (body.declarer !== by) return 'notYours';
  if (body.status === 'draft' || body.status === 'returned' || isUntouched(body)) return undefined;
  return body.status === 'inReview' ? 'reviewStarted' : 'alreadySubmitted';
}

const FRESH = {
  status: 'draft',
  chain: [],
  step: 0,
  overdueTold: [],
  signers: [],
  recused: [],
  returns: 0,
  trail: [],
} as const;

/** A draft that replaces review state: pulled back from an untouched review, kept while it is being put right. */
function ground(before: RiskDoc | undefined, drafting: Drafting) {
  if (!before) return FRESH;
  if (before.body.status !== 'inReview') return before.body;
  const { submittedAt: _submitted, ...pulled } = closed(withTrail(before.body, entry('edited', drafting)));
  return { ...pulled, status: 'draft' as const, chain: [], step: 0 };
}

const sameFacts = (a: GradeFacts, b: GradeFacts): boolean =>
  sameScore(a, b) &&
  a.level === b.level &&
  a.postKind === b.postKind &&
  a.confirmedCase === b.confirmedCase &&
  a.tripleMajor.join() === b.tripleMajor.join();

/** The self-rating; a reviewer's change stands as long as the facts it was made on are the same (S74). */
function graded(draft: Draft, drafting: Drafting, before: RiskBody | undefined) {
  const facts: GradeFacts = { ...draft, level: drafting.place.level, postKind: drafting.postKind };
  const { grade, floor } = gradeOf(facts, drafting.rules);
  const self = {
    ...bareScore(draft),
    grade,
    by: drafting.by,
    at: drafting.now,
  };
  const reviewer = before?.reviewer && sameFacts(facts, gradeFacts(before)) ? before.reviewer : undefined;
  return {
    self,
    grade: reviewer?.grade ?? grade,
    ...(floor === undefined ? {} : { floor }),
    ...(reviewer ? { reviewer } : {}),
  };
}

function draftBody(before: RiskDoc | undefined, draft: Draft, drafting: Drafting): RiskBody {
  const { content, manifestation: _m, rootCause: _c, likelihood: _l, harm: _h, scale: _s, ...facts } = draft;
  const { by, place, postKind, method, hints, replaces } = drafting;
  const base = ground(before, drafting) as RiskBody;
  // What the new words may no longer have must not stay from the old ones.
  const { floor: _floor, stepId: _step, area: _area, reviewer: _reviewer, final: _final, ...kept } = base;
  return {
    ...kept,
    ...facts,
    ...graded(draft, drafting, before?.body),
    ...{ level: place.level, place, declarer: by, method, hints, lastBy: by },
    ...(postKind === undefined ? {} : { postKind }),
    textHash: textHash(content),
    ...(replaces ? { replaces } : {}),
  };
}

const draftTexts = (
  sealed: RiskTexts | undefined,
  draft: Draft,
  { title, measure }: Drafting,
): RiskTexts => ({
  ...(sealed?.returned ? { returned: sealed.returned } : {}),
  ...(sealed?.paper ? { paper: sealed.paper } : {}),
  title,
  content: draft.content,
  manifestation: draft.manifestation,
  ...(draft.rootCause === undefined ? {} : { rootCause: draft.rootCause }),
  measure,
  comments: sealed?.comments ?? {},
});

/** Keeps what the form said. A new id makes a draft; one's own draft, untouched or returned risk is written over. */
export function saveDraft(before: RiskDoc | undefined, draft: Draft, drafting: Drafting): Decided {
  const obstacle = before && obstacleToEdit(before.body, drafting.by);
  if (obstacle) return refuse(obstacle);
  const body = draftBody(before, draft, drafting);
  const type = before?.body.status === 'inReview' ? 'risk.edited' : 'risk.drafted';
  return {
    ok: true,
    body,
    texts: draftTexts(before?.sealed, draft, drafting),
    event: eventOf(type, drafting.id, body, drafting),
  };
}
