import { confirmCard } from '../../../cards/risks/confirm.ts';
import type { Acting, Outcome, World } from '../../kernel/capability.ts';
import type { Place } from '../../kernel/people.ts';
import { type Click, isRiskId, refused, settle, showsRisk } from './click.ts';
import { type Drafting, obstacleToEdit, saveDraft } from './declare.ts';
import { type Draft, readDraft } from './draft.ts';
import type { FindMethod, Hint, RiskBody, RiskDoc } from './model.ts';
import { openChangeOf, riskOf, twinOf } from './own.ts';
import { mayDeclareAt, placeOf } from './places.ts';
import { hintsOf } from './quality.ts';
import { faultOutcome, screen } from './screen.ts';
import { confirmView, mayMaintain } from './view-own.ts';

/** What the office wrote about a place, for the rule about topics that lie outside of it. */
export function ownWordsOf({ org }: World, place: Place): string {
  const post = place.post === undefined ? undefined : org.posts.get(place.post);
  const steps = org.stepsAt(place).flatMap((s) => [s.powerItem, s.name, s.title]);
  return [org.placeName(place), post?.duty, ...steps].filter((w) => w !== undefined).join('\n');
}

/** Hints for a text at a place: the rules of its words, and whether somebody else already wrote it. */
export async function hintsFor(
  world: World,
  at: {
    readonly id: string;
    readonly place: Place;
    readonly area: string;
    readonly replaces?: string | undefined;
  },
  texts: { readonly content: string; readonly manifestation: string; readonly measure: string },
): Promise<readonly Hint[]> {
  const twin = await twinOf(world, {
    id: at.id,
    area: at.area,
    content: texts.content,
    replaces: at.replaces,
  });
  return hintsOf(texts, {
    words: world.settings.quality,
    ownWords: ownWordsOf(world, at.place),
    similar: twin !== undefined,
  });
}

type Target = {
  readonly place: Place;
  readonly method: FindMethod;
  readonly replaces?: RiskBody['replaces'];
  readonly source?: RiskDoc;
};
const methodOf = (value: string): FindMethod => (value === 'leader' || value === 'peer' ? value : 'self');

/** Where the form belongs: a kept risk knows it itself; for a new one the button's ids are looked up and allowed. */
async function targetOf(
  acting: Acting,
  click: Click,
  before: RiskDoc | undefined,
): Promise<Target | Outcome> {
  if (before) {
    const obstacle = obstacleToEdit(before.body, acting.actor.id);
    if (obstacle) return refused(acting, obstacle, before);
    // A request to retire has a reason, not a form.
    if (before.body.replaces?.how === 'retire') return refused(acting, 'alreadySubmitted', before);
    return {
      place: before.body.place,
      method: before.body.method,
      ...(before.body.replaces ? { replaces: before.body.replaces } : {}),
    };
  }
  if (click.replaces !== '') return correctionTarget(acting, click.replaces);
  const place = placeOf(click, acting.org);
  if (!place) return refused(acting, 'placeGone');
  const method = methodOf(click.method);
  return mayDeclareAt(acting.actor, place, method, acting.org)
    ? { place, method }
    : refused(acting, 'placeNotYours');
}

async function correctionTarget(acting: Acting, id: string): Promise<Target | Outcome> {
  const source = await riskOf(acting.read, id);
  if (!source || !mayMaintain(acting.actor, source.body, acting.org)) return refused(acting, 'notInForce');
  if (await openChangeOf(acting.read, id)) return refused(acting, 'changeOpen');
  return { place: source.body.place, method: source.body.method, replaces: { id, how: 'correct' }, source };
}

/** Title and measure offered: what stood there before on the same step, else the step's own. */
function offered(
  { org }: World,
  draft: Draft,
  before: RiskDoc | undefined,
): { title: string; measure: string } {
  const kept = before?.sealed;
  if (kept && before.body.stepId === draft.stepId && before.body.stepName === draft.stepName)
    return { title: kept.title, measure: kept.measure };
  const step = draft.stepId === undefined ? undefined : org.steps.get(draft.stepId);
  return { title: step?.title ?? draft.stepName, measure: step?.measure ?? kept?.measure ?? '' };
}

const postKindOf = ({ org }: World, place: Place) =>
  place.post === undefined ? undefined : org.posts.get(place.post)?.kind;

/** The draft as it will be kept: with what the step offers and what the rules noticed. */
async function draftingOf(
  acting: Acting,
  id: string,
  draft: Draft,
  target: Target,
  before: RiskDoc | undefined,
): Promise<Drafting> {
  const { place, method, replaces } = target;
  const offer = offered(acting, draft, before ?? target.source);
  const at = { id, place, area: draft.area ?? draft.powerItem, replaces: replaces?.id };
  const hints = await hintsFor(acting, at, { ...draft, measure: offer.measure });
  const who = { by: acting.actor.id, now: acting.now };
  const rules = acting.settings.grading;
  return { id, ...who, place, postKind: postKindOf(acting, place), method, replaces, hints, rules, ...offer };
}

/** The form came in: divert, faults, hints, then the draft is kept and the confirm card answers. */
export async function receiveForm(acting: Acting, click: Click): Promise<Outcome> {
  if (!isRiskId(click.id)) return refused(acting, 'gone');
  const before = await riskOf(acting.read, click.id);
  const target = await targetOf(acting, click, before);
  if ('kind' in target) return target;
  const stopped = screen(acting, click.form);
  if (stopped) return stopped;
  const { grading: rules, quality } = acting.settings;
  const steps = acting.org.stepsAt(target.place);
  const reading = readDraft(click.form, { steps, empties: quality.empty, rules });
  if (!reading.ok) return faultOutcome(reading.fault, postKindOf(acting, target.place));
  const drafting = await draftingOf(acting, click.id, reading.value, target, before);
  return settle(acting, click.id, before, saveDraft(before, reading.value, drafting), async (after, doc) => ({
    card: confirmCard(await confirmView(after, doc)),
    shows: showsRisk(doc.id),
  }));
}
