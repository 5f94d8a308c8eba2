import type { DomainEvent } from '../../kernel/capability.ts';
import type { ReviewStep } from '../../kernel/chain.ts';
import { type GradeFacts, type GradeTable, gradeOf, type PostKind } from '../../kernel/grade.ts';
import type { PersonId, Place } from '../../kernel/people.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Draft } from './draft.ts';
import type { FindMethod, Hint, RiskBody, RiskDoc, RiskTexts, TrailEntry } from './model.ts';
import { openStep, type Given as StepGiven } from './open-step.ts';
import { textHash } from './similar.ts';
import { closed, nextKey, withTrail } from './trail.ts';

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
  readonly table: GradeTable;
  readonly hints: readonly Hint[];
  /** Offered by the step; what stood on an earlier confirm card is kept. */
  readonly title: string;
  readonly measure: string;
};

const refuse = (refusal: DeclareRefusal): { ok: false; refusal: DeclareRefusal } => ({ ok: false, refusal });
const eventOf = (
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
const entry = (what: TrailEntry['what'], given: By): Omit<TrailEntry, 'key'> => ({
  what,
  by: given.by,
  at: given.now,
});

/** The facts the grade follows from. */
export const gradeFacts = (
  body: Pick<RiskBody, 'self' | 'level' | 'postKind' | 'tripleMajor' | 'confirmedCase'>,
): GradeFacts => ({
  likelihood: body.self.likelihood,
  harm: body.self.harm,
  level: body.level,
  postKind: body.postKind,
  tripleMajor: body.tripleMajor,
  confirmedCase: body.confirmedCase,
});

/** Nobody has signed yet: the declarer may still edit and withdraw. */
export const isUntouched = (body: RiskBody): boolean =>
  body.status === 'inReview' && body.signers.length === 0 && body.step === 0;

/** Why this person may not change this risk now; undefined when he may. */
export function obstacleToEdit(body: RiskBody, by: PersonId): DeclareRefusal | undefined {
  if (body.declarer !== by) return 'notYours';
  if (body.status === 'draft' || body.status === 'returned' || isUntouched(body)) return undefined;
  return body.status === 'inReview' ? 'reviewStarted' : 'alreadySubmitted';
}

const fresh = (
  _drafting: Drafting,
): Pick<
  RiskBody,
  'chain' | 'step' | 'overdueTold' | 'signers' | 'recused' | 'returns' | 'trail' | 'status'
> => ({
  status: 'draft',
  chain: [],
  step: 0,
  overdueTold: [],
  signers: [],
  recused: [],
  returns: 0,
  trail: [],
});

/** A draft that replaces review state: pulled back from an untouched review, kept while it is being put right. */
function ground(before: RiskDoc | undefined, drafting: Drafting) {
  if (!before) return fresh(drafting);
  if (before.body.status !== 'inReview') return before.body;
  const { submittedAt: _submitted, ...pulled } = closed(withTrail(before.body, entry('edited', drafting)));
  return { ...pulled, status: 'draft' as const, chain: [], step: 0 };
}

const sameFacts = (a: GradeFacts, b: GradeFacts): boolean =>
  a.likelihood === b.likelihood &&
  a.harm === b.harm &&
  a.level === b.level &&
  a.postKind === b.postKind &&
  a.confirmedCase === b.confirmedCase &&
  a.tripleMajor.join() === b.tripleMajor.join();

/** The self-rating; a reviewer's change stands as long as the facts it was made on are the same (S74). */
function graded(draft: Draft, drafting: Drafting, before: RiskBody | undefined) {
  const facts: GradeFacts = { ...draft, level: drafting.place.level, postKind: drafting.postKind };
  const { grade, floor } = gradeOf(facts, drafting.table);
  const self = {
    likelihood: draft.likelihood,
    harm: draft.harm,
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

/** Keeps what the form said. A new id makes a draft; one's own draft, untouched or returned risk is written over. */
export function saveDraft(before: RiskDoc | undefined, draft: Draft, drafting: Drafting): Decided {
  const obstacle = before && obstacleToEdit(before.body, drafting.by);
  if (obstacle) return refuse(obstacle);
  const { content, manifestation, rootCause, likelihood: _l, harm: _h, ...facts } = draft;
  const {
    floor: _floor,
    stepId: _step,
    area: _area,
    reviewer: _reviewer,
    final: _final,
    ...kept
  } = ground(before, drafting) as RiskBody;
  const body: RiskBody = {
    ...kept,
    ...facts,
    ...graded(draft, drafting, before?.body),
    level: drafting.place.level,
    place: drafting.place,
    ...(drafting.postKind === undefined ? {} : { postKind: drafting.postKind }),
    declarer: drafting.by,
    method: drafting.method,
    hints: drafting.hints,
    textHash: textHash(content),
    lastBy: drafting.by,
    ...(drafting.replaces ? { replaces: drafting.replaces } : {}),
  };
  const texts: RiskTexts = {
    ...(before?.sealed?.returned ? { returned: before.sealed.returned } : {}),
    title: drafting.title,
    content,
    manifestation,
    ...(rootCause === undefined ? {} : { rootCause }),
    measure: drafting.measure,
    comments: before?.sealed?.comments ?? {},
  };
  const pulledBack = before?.body.status === 'inReview';
  return {
    ok: true,
    body,
    texts,
    event: eventOf(pulledBack ? 'risk.edited' : 'risk.drafted', drafting.id, body, drafting),
  };
}

export type Submitting = By &
  StepGiven & {
    readonly rev: number;
    readonly title: string;
    readonly measure: string;
    readonly hints: readonly Hint[];
    readonly chain: readonly ReviewStep[];
  };
const namesOf = (steps: readonly ReviewStep[]): string => steps.map((s) => s.name).join(',');

/** Sends a draft on its way, or a returned one back to the first step of its chain (S69, S72). */
export function submit(before: RiskDoc | undefined, given: Submitting): Decided {
  if (!before?.sealed) return refuse('gone');
  const { body } = before;
  if (body.declarer !== given.by) return refuse('notYours');
  if (body.status === 'inReview') return refuse('alreadyDone');
  if (body.status !== 'draft' && body.status !== 'returned') return refuse('alreadySubmitted');
  if (before.rev !== given.rev) return refuse('changedSinceCard');
  const again = body.status === 'returned';
  const trailed = withTrail(body, entry(again ? 'resubmitted' : 'submitted', given));
  const ready: RiskBody = {
    ...trailed,
    chain: given.chain,
    signers: [],
    hints: given.hints,
    submittedAt: given.now,
    lastBy: given.by,
  };
  const opened = openStep(ready, 0, given);
  const wentUp = namesOf(given.chain.filter((s) => s.wentUp && s.holders.length > 0)) || undefined;
  const stuck = namesOf(given.chain.filter((s) => s.holders.length === 0)) || undefined;
  const data = {
    wentUp,
    stuck,
    steps: namesOf(given.chain),
    returns: body.returns,
    replaces: body.replaces?.id,
    how: body.replaces?.how,
  };
  return {
    ok: true,
    body: opened,
    texts: { ...before.sealed, title: given.title, measure: given.measure },
    event: eventOf(again ? 'risk.resubmitted' : 'risk.submitted', before.id, opened, given, data),
  };
}

/** Takes an untouched risk back for good. Its history stays. */
export function withdraw(before: RiskDoc | undefined, given: By & { readonly rev: number }): Decided {
  if (!before?.sealed) return refuse('gone');
  if (before.body.declarer !== given.by) return refuse('notYours');
  if (before.body.status === 'withdrawn') return refuse('alreadyDone');
  if (before.body.status !== 'inReview') return refuse('notSubmitted');
  if (!isUntouched(before.body)) return refuse('reviewStarted');
  if (before.rev !== given.rev) return refuse('changedSinceCard');
  const body: RiskBody = {
    ...closed(withTrail(before.body, entry('withdrawn', given))),
    status: 'withdrawn',
    lastBy: given.by,
  };
  return { ok: true, body, texts: before.sealed, event: eventOf('risk.withdrawn', before.id, body, given) };
}

/** A new item that asks to take a risk in force out of the catalogue, for the stated reason (short review). */
export function askRetirement(
  of: RiskDoc,
  given: By &
    StepGiven & {
      readonly id: string;
      readonly reason: string;
      readonly chainOf: (risk: RiskBody) => readonly ReviewStep[];
    },
): Decided {
  if (!of.sealed || of.body.status !== 'effective') return refuse('notInForce');
  const {
    notice: _n,
    effectiveAt: _e,
    approvedAt: _a,
    final: _f,
    reviewer: _r,
    lastReturn: _l,
    ...kept
  } = of.body;
  const bare: RiskBody = {
    ...closed(kept),
    ...blank,
    declarer: given.by,
    replaces: { id: of.id, how: 'retire' },
    submittedAt: given.now,
  };
  const key = nextKey(bare);
  const trailed: RiskBody = { ...withTrail(bare, entry('submitted', given)), chain: given.chainOf(bare) };
  const body = openStep(trailed, 0, given);
  const { returned: _returned, ...texts } = of.sealed;
  const stuck = namesOf(body.chain.filter((s) => s.holders.length === 0)) || undefined;
  const wentUp = namesOf(body.chain.filter((s) => s.wentUp && s.holders.length > 0)) || undefined;
  return {
    ok: true,
    body,
    texts: { ...texts, comments: { [key]: given.reason } },
    event: eventOf('risk.submitted', given.id, body, given, {
      wentUp,
      stuck,
      steps: namesOf(body.chain),
      replaces: of.id,
      how: 'retire',
    }),
  };
}
const blank = { signers: [], recused: [], returns: 0, trail: [], step: 0, chain: [], hints: [] } as const;
