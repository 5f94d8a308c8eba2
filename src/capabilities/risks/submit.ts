import type { DomainEvent } from '../../kernel/capability.ts';
import type { ReviewStep } from '../../kernel/chain.ts';
import { bareScore } from '../../kernel/grade.ts';
import {
  type By,
  type Decided,
  type DeclareRefusal,
  entry,
  eventOf,
  isUntouched,
  refuse,
} from './declare.ts';
import type { Hint, RiskBody, RiskDoc } from './model.ts';
import { openStep, type Given as StepGiven } from './open-step.ts';
import type { Responsible } from './responsible.ts';
import { closed, nextKey, withTrail } from './trail.ts';

/** Sending on the way, taking back, asking to retire. Pure. */
export type Submitting = By &
  StepGiven & {
    readonly rev: number;
    readonly title: string;
    readonly measure: string;
    /** undefined: as the draft has it. */
    readonly responsible?: Responsible;
    readonly hints: readonly Hint[];
    readonly chain: readonly ReviewStep[];
  };
const namesOf = (steps: readonly ReviewStep[]): string => steps.map((s) => s.name).join(',');

/** What the ledger keeps of a chain: its steps, and which of them went up or have nobody at all. */
const wayOf = (body: RiskBody): DomainEvent['data'] => ({
  steps: namesOf(body.chain),
  wentUp: namesOf(body.chain.filter((s) => s.wentUp && s.holders.length > 0)) || undefined,
  stuck: namesOf(body.chain.filter((s) => s.holders.length === 0)) || undefined,
  returns: body.returns,
  replaces: body.replaces?.id,
  how: body.replaces?.how,
});

function obstacleToSubmit({ body, rev }: RiskDoc, given: Submitting): DeclareRefusal | undefined {
  if (body.declarer !== given.by) return 'notYours';
  if (body.status === 'inReview') return 'alreadyDone';
  if (body.status !== 'draft' && body.status !== 'returned') return 'alreadySubmitted';
  return rev === given.rev ? undefined : 'changedSinceCard';
}

/** Sends a draft on its way, or a returned one back to the first step of its chain (S69, S72). */
export function submit(before: RiskDoc | undefined, given: Submitting): Decided {
  if (!before?.sealed) return refuse('gone');
  const obstacle = obstacleToSubmit(before, given);
  if (obstacle) return refuse(obstacle);
  const again = before.body.status === 'returned';
  const { chain, hints, now, by } = given;
  const { ownerPost: _owner, leader: _leader, ...derived } = before.body;
  const trailed = withTrail(given.responsible ? { ...derived, ...given.responsible } : before.body, {
    ...entry(again ? 'resubmitted' : 'submitted', given),
    ...{ to: String(before.body.self.grade), score: bareScore(before.body.self) },
  });
  const body = openStep({ ...trailed, chain, hints, signers: [], submittedAt: now, lastBy: by }, 0, given);
  const type = again ? 'risk.resubmitted' : 'risk.submitted';
  return {
    ok: true,
    body,
    texts: { ...before.sealed, title: given.title, measure: given.measure },
    event: eventOf(type, before.id, body, given, wayOf({ ...body, chain })),
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

export type Retiring = By &
  StepGiven & {
    readonly id: string;
    readonly reason: string;
    readonly chainOf: (risk: RiskBody) => readonly ReviewStep[];
  };
const BLANK = {
  signers: [],
  recused: [],
  cosigned: [],
  returns: 0,
  trail: [],
  step: 0,
  chain: [],
  hints: [],
} as const;

/** A new item that asks to take a risk in force out of the catalogue, for the stated reason (short review). */
export function askRetirement(of: RiskDoc, given: Retiring): Decided {
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
  const asked: RiskBody = {
    ...closed(kept),
    ...BLANK,
    declarer: given.by,
    replaces: { id: of.id, how: 'retire' },
    submittedAt: given.now,
  };
  const trailed = withTrail(asked, entry('submitted', given));
  const body = openStep({ ...trailed, chain: given.chainOf(asked) }, 0, given);
  const { returned: _returned, ...texts } = of.sealed;
  return {
    ok: true,
    body,
    texts: { ...texts, comments: { [nextKey(asked)]: given.reason } },
    event: eventOf('risk.submitted', given.id, body, given, wayOf(body)),
  };
}
