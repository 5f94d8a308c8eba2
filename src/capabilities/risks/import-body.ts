import type { Acting, DomainEvent } from '../../kernel/capability.ts';
import { bareScore, gradeOf } from '../../kernel/grade.ts';
import { instantOf } from '../../kernel/time.ts';
import { eventOf } from './declare.ts';
import type { GoodRisk } from './import-judge.ts';
import type { Hint, RiskBody, RiskTexts } from './model.ts';
import { openStep } from './open-step.ts';
import { chainFor } from './route.ts';
import { textHash } from './similar.ts';
import { nextKey, withTrail } from './trail.ts';

/** How imported rows are taken: decided on paper before, or on their way from here. */
export const WAYS = ['effective', 'review', 'draft'] as const;
export type Way = (typeof WAYS)[number];
export type Taking = { readonly way: Way; readonly basis: string; readonly hints: readonly Hint[] };

/** Everything on paper was approved at some hour of its day; noon keeps the date in every zone. */
const NOON = '12:00';

function bare(acting: Acting, good: GoodRisk, hints: readonly Hint[]): RiskBody {
  const { draft, place, postKind, responsible } = good;
  const { content, manifestation: _m, rootCause: _c, likelihood: _l, harm: _h, scale: _s, ...facts } = draft;
  const { grade, floor } = gradeOf({ ...draft, level: place.level, postKind }, acting.settings.grading);
  const by = acting.actor.id;
  return {
    status: 'draft',
    level: place.level,
    place,
    ...(postKind === undefined ? {} : { postKind }),
    declarer: good.declarer ?? by,
    method: good.method,
    ...facts,
    ...responsible,
    self: { ...bareScore(draft), grade, by, at: acting.now },
    ...(floor === undefined ? {} : { floor }),
    grade,
    hints,
    textHash: textHash(content),
    chain: [],
    step: 0,
    overdueTold: [],
    signers: [],
    recused: [],
    returns: 0,
    trail: [],
  };
}

type Made = { readonly body: RiskBody; readonly texts: RiskTexts };

/** Taken over as decided: the paper's grade is final, with its reason when it is not the table's. */
function decided(
  acting: Acting,
  body: RiskBody,
  good: GoodRisk,
  basis: string,
): Omit<Made, 'texts'> & { comments: Record<string, string> } {
  const { now, actor } = acting;
  const comments: Record<string, string> = { [nextKey(body)]: basis };
  let next = withTrail(body, { what: 'imported', by: actor.id, at: now });
  if (good.reason !== undefined) {
    comments[nextKey(next)] = good.reason;
    next = withTrail(next, {
      what: 'gradeChanged',
      by: actor.id,
      at: now,
      from: String(body.grade),
      to: String(good.grade),
    });
  }
  const { floor, ...rest } = withTrail(next, { what: 'effective', by: actor.id, at: now });
  const approvedAt = good.approvedOn && instantOf(good.approvedOn, NOON, acting.settings.zone);
  return {
    comments,
    body: {
      ...rest,
      ...(floor !== undefined && good.grade === body.grade ? { floor } : {}),
      status: 'effective',
      grade: good.grade,
      final: { ...bareScore(good.draft), grade: good.grade, by: actor.id, at: now },
      effectiveAt: now,
      ...(approvedAt === undefined ? {} : { approvedAt }),
    },
  };
}

/** What reviewers should know of the paper: that it graded otherwise, and why. */
const remark = (good: GoodRisk, basis: string): string =>
  [basis, good.reason === undefined ? '' : `原表等级 ${good.grade} 级：${good.reason}`]
    .filter((s) => s !== '')
    .join('；');

function onItsWay(acting: Acting, body: RiskBody, good: GoodRisk, taking: Taking) {
  const said = remark(good, taking.basis);
  const comments: Record<string, string> = said === '' ? {} : { [nextKey(body)]: said };
  const logged = withTrail(body, { what: 'imported', by: acting.actor.id, at: acting.now });
  if (taking.way === 'draft') return { body: logged, comments };
  const chain = chainFor(logged, acting);
  return { body: openStep({ ...logged, chain, submittedAt: acting.now }, 0, acting), comments };
}

/** A row as the document it becomes. */
export function riskFrom(acting: Acting, good: GoodRisk, taking: Taking): Made {
  const first = bare(acting, good, taking.hints);
  const { body, comments } =
    taking.way === 'effective'
      ? decided(acting, first, good, taking.basis)
      : onItsWay(acting, first, good, taking);
  const { content, manifestation, rootCause } = good.draft;
  return {
    body,
    texts: {
      title: good.title,
      content,
      manifestation,
      ...(rootCause === undefined ? {} : { rootCause }),
      measure: good.measure,
      ...(Object.keys(good.paper).length > 0 ? { paper: good.paper } : {}),
      comments,
    },
  };
}

/** One event a risk, for the ledger and for whoever reacts to what came into the register. */
export const importedEvent = (acting: Acting, id: string, body: RiskBody): DomainEvent =>
  eventOf('risk.imported', id, body, { by: acting.actor.id, now: acting.now }, { status: body.status });
