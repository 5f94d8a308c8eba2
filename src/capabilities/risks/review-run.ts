import { reviewRefusals, trailWord } from '../../../cards/risks/text-review.ts';
import type { Acting, Outcome } from '../../kernel/capability.ts';
import { stepWord } from '../../kernel/chain.ts';
import { type Text, text } from '../../kernel/text.ts';
import type { RiskBody, RiskDoc } from './model.ts';
import type { GivenBy, ReviewDecision, ReviewRefusal } from './review.ts';
import { drawReview, loadRisk, showsRisk } from './review-cards.ts';
import { reviewChange } from './review-change.ts';
import type { ReviewEvent } from './review-events.ts';
import { lastAct } from './review-view.ts';

/** Faults of a form: a toast only, since a new card would wipe what was typed. */
const FORM_FAULTS: ReadonlySet<ReviewRefusal> = new Set([
  'lowerNeedsOfficer',
  'gradeUnchanged',
  'cannotTakeIt',
  'badDeadline',
  'commentMissing',
]);

export const givenOf = (acting: Acting): GivenBy => ({ ...acting, by: acting.actor });

/** Says who did what when, where the card came too late. */
export function whyNot(refusal: ReviewRefusal, doc: RiskDoc, acting: Acting): Text {
  const words = reviewRefusals[refusal];
  if (refusal !== 'alreadyDone' && refusal !== 'changedSinceCard') return words;
  const last = lastAct(doc.body, acting.actor, acting);
  return text(`${words['zh-CN']}（${last['zh-CN']}）`, `${words['en-US']} (${last['en-US']})`);
}

/** Who tried counts: a refused attempt goes into the ledger with the name of its obstacle. */
export const attempt = (doc: RiskDoc, acting: Acting, what: string, refusal: string) => ({
  type: `risk.${what}Refused`,
  about: `risk:${doc.id}`,
  by: acting.actor.id,
  at: acting.now,
  data: { refusal, unit: doc.body.place.unit },
});

/** What the decision led to, in one sentence. */
function doneText(events: readonly ReviewEvent[], after: RiskBody): Text {
  const last = after.trail.at(-1)?.what;
  if (last === 'approved' || after.status === 'merged')
    return after.status === 'merged'
      ? text('已同意，审核完成，变更已生效。', 'Approved. The change is in force.')
      : text('已同意，审核完成，将进入公示。', 'Approved. Review is complete; publicity comes next.');
  const step = after.chain[after.step];
  if (events.some((e) => e.type === 'risk.stepApproved') && step)
    return text(
      `已同意，下一环节：${stepWord[step.name]['zh-CN']}。`,
      `Approved. Next: ${stepWord[step.name]['en-US']}.`,
    );
  const what = trailWord[after.trail.at(-1)?.what ?? 'edited'];
  return text(`已${what['zh-CN']}。`, `Done: ${what['en-US']}.`);
}

/** Loads, decides, and turns the decision into an outcome: the one path of every review command. */
export async function runReview(
  acting: Acting,
  id: string,
  what: string,
  decide: (doc: RiskDoc, given: GivenBy) => ReviewDecision,
): Promise<Outcome> {
  const doc = await loadRisk(acting, id);
  if (!doc) return { kind: 'refused', why: reviewRefusals.gone };
  const decision = decide(doc, givenOf(acting));
  if (!decision.ok) {
    const why = whyNot(decision.refusal, doc, acting);
    if (FORM_FAULTS.has(decision.refusal)) return { kind: 'invalid', why };
    return {
      kind: 'refused',
      why,
      card: await drawReview(acting, doc, acting.actor),
      record: attempt(doc, acting, what, decision.refusal),
    };
  }
  const { events } = decision;
  return {
    kind: 'done',
    change: await reviewChange(acting, doc, events),
    answer: async (after) => {
      const now = await loadRisk(after, id);
      if (!now) return {};
      return {
        card: await drawReview(after, now, after.actor),
        shows: showsRisk(id),
        toast: { type: 'success', text: doneText(events, now.body) },
      };
    },
  };
}
