import type { Change, DomainEvent, World } from '../../kernel/capability.ts';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';
import type { Reviewed } from './review-events.ts';
import { withTrail } from './trail.ts';

/** What a correction may change of the risk in force: its facts and ratings, never place, declarer or history. */
const corrected = (original: RiskBody, by: RiskBody): RiskBody => {
  const { stepId: _s, area: _a, reviewer: _r, floor: _f, ...kept } = original;
  const { source, powerItem, stepName, tripleMajor, assets, confirmedCase, self, grade, hints, textHash } =
    by;
  return {
    ...kept,
    ...{ source, powerItem, stepName, tripleMajor, assets, confirmedCase, self, grade, hints, textHash },
    ...(by.stepId === undefined ? {} : { stepId: by.stepId }),
    ...(by.area === undefined ? {} : { area: by.area }),
    ...(by.reviewer === undefined ? {} : { reviewer: by.reviewer }),
    ...(by.floor === undefined ? {} : { floor: by.floor }),
    ...(by.final === undefined ? {} : { final: by.final }),
  };
};

function correctedTexts(original: RiskTexts | undefined, by: RiskTexts | undefined): RiskTexts | undefined {
  if (!original || !by) return original;
  const { rootCause: _cause, ...kept } = original;
  const { title, content, manifestation, measure, rootCause } = by;
  return {
    ...kept,
    title,
    content,
    manifestation,
    measure,
    ...(rootCause === undefined ? {} : { rootCause }),
  };
}

/**
 * Applies an approved correction or retirement to the risk in force. undefined when the document replaces nothing or
 * the original is not in force any more (then only its own status ends).
 */
export async function replacedBy(
  world: World,
  doc: RiskDoc,
  { body, texts }: Reviewed,
): Promise<Pick<Change, 'events' | 'put'> | undefined> {
  if (!doc.body.replaces) return undefined;
  const { id, how } = doc.body.replaces;
  const original = await world.read.get<RiskBody, RiskTexts>({ kind: 'risk', id });
  if (original?.body.status !== 'effective') return undefined;
  const by = body.lastBy ?? 'system';
  const what = how === 'correct' ? 'corrected' : 'retired';
  const grades = { from: String(original.body.grade), to: String(body.grade) };
  const logged = withTrail(original.body, { what, by, at: world.now, ...(how === 'correct' ? grades : {}) });
  const next: RiskBody =
    how === 'correct' ? corrected(logged, body) : { ...logged, status: 'retired', retiredAt: world.now };
  const sealed = how === 'correct' ? correctedTexts(original.sealed, texts) : original.sealed;
  const event: DomainEvent = {
    type: `risk.${what}`,
    about: `risk:${id}`,
    by,
    at: world.now,
    data: {
      unit: original.body.place.unit,
      replacedBy: doc.id,
      from: original.body.grade,
      grade: next.grade,
    },
  };
  return {
    events: [event],
    put: [{ kind: 'risk', id, rev: original.rev, body: next, ...(sealed === undefined ? {} : { sealed }) }],
  };
}
