import type { Card } from '../../../cards/kit/card.ts';
import { closedCard } from '../../../cards/risks/closed.ts';
import { divertedCard } from '../../../cards/risks/diverted.ts';
import { reviewCard } from '../../../cards/risks/review.ts';
import type { Answer, CardRenderer, Shown, World } from '../../kernel/capability.ts';
import type { Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import { actorsOf, type RiskBody, type RiskDoc, type RiskTexts } from './model.ts';
import { lastAct, policyObjectOf, reviewView } from './review-view.ts';

export const loadRisk = (world: World, id: string): Promise<RiskDoc | undefined> =>
  world.read.get<RiskBody, RiskTexts>({ kind: 'risk', id });

/** Whoever recused himself stays out of it altogether; what was taken back into a draft is its declarer's alone. */
export const mayView = (doc: RiskDoc, viewer: Person, world: World): boolean =>
  (doc.body.status !== 'draft' || doc.body.declarer === viewer.id) &&
  !doc.body.recused.includes(viewer.id) &&
  may(viewer, 'risk.view', world.org, policyObjectOf(doc.body, world));

/** How many other items wait for the viewer, by the index: no document is loaded for a number on a button. */
async function othersFor(world: World, doc: RiskDoc, viewer: Person): Promise<number> {
  const tally = await world.read.tally('risk', { index: 'reviewer', prefix: `${viewer.id}|` });
  const all = Object.values(tally).reduce((a, b) => a + b, 0);
  return Math.max(
    0,
    all - (actorsOf(doc.body).includes(viewer.id) && doc.body.status === 'inReview' ? 1 : 0),
  );
}

/** The risk as this viewer may see it now: with buttons, without, or only the line that it is with others. */
export async function drawReview(world: World, doc: RiskDoc, viewer: Person): Promise<Card> {
  const others = await othersFor(world, doc, viewer);
  const { replaces } = doc.body;
  const inForce = replaces?.how === 'correct' ? await loadRisk(world, replaces.id) : undefined;
  return mayView(doc, viewer, world)
    ? reviewCard(reviewView(doc, viewer, world, others, inForce?.sealed))
    : closedCard(lastAct(doc.body, viewer, world), others);
}

/** The message that shows a risk follows it from now on, so that a later change turns it too. */
export const showsRisk = (id: string): Shown => ({ card: 'risks.review', about: `risk:${id}` });

export async function answerReview(world: World, id: string, viewer: Person): Promise<Answer> {
  const doc = await loadRisk(world, id);
  return doc ? { card: await drawReview(world, doc, viewer), shows: showsRisk(id) } : {};
}

/** `risks.review`, about `risk:R-…`. */
export const renderReview: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await loadRisk(world, id);
  return doc && viewer ? drawReview(world, doc, viewer) : undefined;
};

/** `risks.diverted`, for the declarer of a risk that a reviewer moved out. */
export const renderDiverted: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await loadRisk(world, id);
  if (doc?.body.status !== 'diverted' || viewer?.id !== doc.body.declarer) return undefined;
  const moved = doc.body.trail.findLast((t) => t.what === 'diverted');
  return divertedCard({
    place: same(world.org.placeName(doc.body.place)),
    spot: `${doc.body.powerItem} · ${doc.body.stepName}`,
    at: moved ? localDateTime(moved.at, world.settings.zone) : '',
    channel: world.settings.reportChannel,
  });
};
