import { type AskView, askCard, type ResultView, resultCard } from '../../../cards/ratings/ask.ts';
import { nothingToRate, type RateView, rateCard } from '../../../cards/ratings/rate.ts';
import type { Answer, CardRenderer, Shown, World } from '../../kernel/capability.ts';
import { degreeChoices, gradeOf, gradeWord, scoreText } from '../../kernel/grade.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Person, PersonId } from '../../kernel/people.ts';
import { may, type PolicyObject } from '../../kernel/policy.ts';
import { joinTexts, listComma, same, type Text, text } from '../../kernel/text.ts';
import { deadline } from '../../kernel/workdays.ts';
import { excludedOf, gradeFacts, policyObjectOf, type RiskDoc, riskOf } from '../risks/index.ts';
import { outcomeOf } from './decide.ts';
import { type RatingBody, type RatingDoc, type RatingTexts, waitingFor } from './model.ts';

/** Options on the form that asks: two tagged objects each. */
const MAX_PEOPLE = 40;

export const rateSubject = (person: PersonId): string => `rate:${person}`;
const showsRate = (person: PersonId): Shown => ({ card: 'ratings.rate', about: rateSubject(person) });
export const showsResult = (id: string): Shown => ({ card: 'ratings.result', about: `rating:${id}` });

export const ratingOf = ({ read }: Pick<World, 'read'>, id: string): Promise<RatingDoc | undefined> =>
  read.get<RatingBody, RatingTexts>({ kind: 'rating', id });
/** All joint ratings of a risk, newest first. */
export async function ratingsOf({ read }: Pick<World, 'read'>, risk: string): Promise<readonly RatingDoc[]> {
  const items = await allOf<RatingBody, RatingTexts>(read, 'rating', { index: 'risk', from: risk, to: risk });
  return items.toSorted((a, b) => (a.body.at < b.body.at ? 1 : -1));
}
export async function waitingOf(
  { read }: Pick<World, 'read'>,
  person: PersonId,
): Promise<readonly RatingDoc[]> {
  const awaited = { index: 'waiting', from: person, to: person };
  const items = await allOf<RatingBody, RatingTexts>(read, 'rating', awaited);
  return items.toSorted((a, b) => (a.body.due < b.body.due ? -1 : 1));
}

/** Cards that show this rating as the one to answer now: they must not stay a form that leads nowhere. */
export async function rateSubjects(world: Pick<World, 'read'>, doc: RatingDoc): Promise<readonly string[]> {
  const people = waitingFor(doc.body);
  const first = await Promise.all(people.map(async (p) => (await waitingOf(world, p))[0]?.id === doc.id));
  return people.filter((_, i) => first[i]).map(rateSubject);
}

export const mayDecide = (viewer: Person, risk: RiskDoc, world: World): boolean =>
  risk.body.status === 'inReview' && may(viewer, 'risk.review', world.org, policyObjectOf(risk.body, world));
export const maySeeResult = (viewer: Person, risk: RiskDoc, world: World): boolean =>
  may(viewer, 'rating.view', world.org, policyObjectOf(risk.body, world));
/** What the policy has to know about an assessor of this risk. */
export const assessing = (rating: RatingBody, risk: RiskDoc, world: World): PolicyObject => ({
  ...policyObjectOf(risk.body, world),
  holders: rating.asked,
});

/** Who may be asked: the division's people first, then the unit's, never those whose own it is, nor the asker. */
export function candidates(risk: RiskDoc, asker: Person, { org }: World): readonly Person[] {
  const { place } = risk.body;
  const out = [...excludedOf(risk.body, org), asker.id];
  const near = (p: Person): number => (p.division === place.division ? 0 : 1);
  const officers = org.granted('discipline_officer', place.unit);
  const there = org.data.people.filter((p) => p.active && p.unit === place.unit);
  return [...there.toSorted((a, b) => near(a) - near(b)), ...officers]
    .filter((p, i, all) => !out.includes(p.id) && all.findIndex((q) => q.id === p.id) === i)
    .slice(0, MAX_PEOPLE);
}

const titleOf = (risk: RiskDoc): string => risk.sealed?.title ?? risk.body.stepName;
const placeOf = (risk: RiskDoc, { org }: World): Text => same(org.placeName(risk.body.place));

export function askView(risk: RiskDoc, asker: Person, world: World): AskView {
  const { settings, calendar, now } = world;
  return {
    risk: risk.id,
    rev: risk.rev,
    title: titleOf(risk),
    place: placeOf(risk, world),
    people: candidates(risk, asker, world).map((p) => ({
      value: p.id,
      label: same([p.name, world.org.divisions.get(p.division ?? '')?.name].filter(Boolean).join(' · ')),
    })),
    due: deadline(now, settings.grading.joint.days, calendar, settings.zone),
    rule: settings.grading.joint.rule,
  };
}
export const askAnswer = (risk: RiskDoc, acting: World & { readonly actor: Person }): Answer => ({
  card: askCard(askView(risk, acting.actor, acting)),
  shows: { card: 'risks.review', about: `risk:${risk.id}` },
});

const named = (people: readonly PersonId[], { org }: World): Text =>
  joinTexts(
    people.map((id) => {
      const p = org.people.get(id);
      return text(p?.name ?? id, p?.enName ?? p?.name ?? id);
    }),
    listComma,
  );

/** What each gave stays unseen while it is open. */
function linesOf({ body, sealed }: RatingDoc, risk: RiskDoc, world: World): ResultView['lines'] {
  if (body.status !== 'closed') return [];
  const rules = world.settings.grading;
  return body.answers.map((a) => {
    const { grade } = gradeOf({ ...gradeFacts(risk.body), ...a }, rules);
    return {
      who: named([a.by], world),
      score: joinTexts([scoreText(rules, a), gradeWord[grade]], text('，', ', ')),
      reason: sealed?.reasons[a.by] ?? '',
    };
  });
}
const spreadText = (n: number): Text =>
  n === 0
    ? text('各人意见一致。', 'All agree.')
    : text(`意见相差最多 ${n} 档。`, `They are up to ${n} degree(s) apart.`);

export function resultView(doc: RatingDoc, risk: RiskDoc, viewer: Person, world: World): ResultView {
  const { body } = doc;
  const rules = world.settings.grading;
  const outcome = body.status === 'closed' ? outcomeOf(body, gradeFacts(risk.body), rules) : undefined;
  const words =
    outcome &&
    joinTexts([scoreText(rules, outcome.proposal), gradeWord[outcome.proposal.grade]], text('，', ', '));
  return {
    id: doc.id,
    rev: doc.rev,
    risk: risk.id,
    riskRev: risk.rev,
    title: titleOf(risk),
    place: placeOf(risk, world),
    open: body.status === 'open',
    asked: body.asked.length - body.declined.length,
    answered: body.answers.length,
    waiting: named(waitingFor(body), world),
    due: body.due,
    lines: linesOf(doc, risk, world),
    ...(outcome && words
      ? {
          spread: spreadText(outcome.spread),
          proposal: { words, likelihood: outcome.proposal.likelihood, harm: outcome.proposal.harm },
        }
      : {}),
    decides: mayDecide(viewer, risk, world),
  };
}
export const renderResult: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await ratingOf(world, id);
  const risk = doc && (await riskOf(world.read, doc.body.risk));
  return doc && risk && viewer && maySeeResult(viewer, risk, world)
    ? resultCard(resultView(doc, risk, viewer, world))
    : undefined;
};

const rateView = (doc: RatingDoc, risk: RiskDoc, world: World, others: number): RateView => ({
  id: doc.id,
  rev: doc.rev,
  title: titleOf(risk),
  place: placeOf(risk, world),
  spot: `${risk.body.powerItem} · ${risk.body.stepName}`,
  content: risk.sealed?.content ?? '',
  manifestation: risk.sealed?.manifestation ?? '',
  measure: risk.sealed?.measure ?? '',
  anchors: degreeChoices(world.settings.grading),
  due: doc.body.due,
  others,
});

/** The next risk this person was asked to rate. Rights are asked again: who moved or holds the post now is passed over. */
export async function rateAnswer(world: World, person: PersonId): Promise<Answer> {
  const viewer = world.org.active(person);
  const waiting = await waitingOf(world, person);
  for (const [i, doc] of waiting.entries()) {
    const risk = await riskOf(world.read, doc.body.risk);
    if (!viewer || !risk || !may(viewer, 'rating.give', world.org, assessing(doc.body, risk, world)))
      continue;
    const card = rateCard(rateView(doc, risk, world, waiting.length - 1 - i));
    return { card, shows: showsRate(person) };
  }
  return { card: nothingToRate(), shows: showsRate(person) };
}
export const renderRate: CardRenderer = async (world, id, _params, viewer) =>
  viewer?.id === id ? (await rateAnswer(world, id)).card : undefined;
