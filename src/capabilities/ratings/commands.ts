import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import { resultCard } from '../../../cards/ratings/ask.ts';
import { MAX_REASON, ratingRefusals, ratingWords as words } from '../../../cards/ratings/text.ts';
import type {
  Acting,
  Answer,
  AnyCommand,
  Change,
  ChatWord,
  Command,
  Message,
  Outcome,
} from '../../kernel/capability.ts';
import { scoreOf } from '../../kernel/grade.ts';
import { may } from '../../kernel/policy.ts';
import type { Text } from '../../kernel/text.ts';
import { deadline } from '../../kernel/workdays.ts';
import { type RiskDoc, riskOf, saysNothing, screenTexts } from '../risks/index.ts';
import { chosenPeople, closeEarly, decline, give, type RatingRefusal } from './decide.ts';
import type { RatingBody, RatingDoc, RatingTexts } from './model.ts';
import { moved } from './moved.ts';
import {
  askAnswer,
  assessing,
  candidates,
  mayDecide,
  rateAnswer,
  rateSubject,
  rateSubjects,
  ratingOf,
  ratingsOf,
  resultView,
  showsResult,
  waitingOf,
} from './view.ts';

const show = (answer: Answer): Outcome => ({ kind: 'show', answer });
const invalid = (why: Text): Outcome => ({ kind: 'invalid', why });
const refused = (why: RatingRefusal, answer: Answer = {}): Outcome => ({
  kind: 'refused',
  why: ratingRefusals[why],
  ...(answer.card ? { card: answer.card } : {}),
});

/** The risk under review, for whoever decides on it now. */
async function decided(acting: Acting, id: string): Promise<RiskDoc | undefined> {
  const risk = await riskOf(acting.read, id);
  return risk && mayDecide(acting.actor, risk, acting) ? risk : undefined;
}
const resultAnswer = (acting: Acting, doc: RatingDoc, risk: RiskDoc): Answer => ({
  card: resultCard(resultView(doc, risk, acting.actor, acting)),
  shows: showsResult(doc.id),
});
const ofRisk = z.object({ id: z.string() });

/** From the review card: how far it is, its result, or the form that asks. */
const open: Command<{ id: string }> = {
  input: ofRisk,
  action: 'risk.review',
  run: async (acting, { id }) => {
    const risk = await decided(acting, id);
    if (!risk) return refused('notYours');
    const doc = (await ratingsOf(acting, id)).find((r) => r.body.status !== 'dropped');
    return show(doc ? resultAnswer(acting, doc, risk) : askAnswer(risk, acting));
  },
};
const again: Command<{ id: string }> = {
  input: ofRisk,
  action: 'risk.review',
  run: async (acting, { id }) => {
    const risk = await decided(acting, id);
    return risk ? show(askAnswer(risk, acting)) : refused('notYours');
  },
};

/** One card each; who already has one to answer finds the next on it. */
async function cardsTo(acting: Acting, people: readonly string[]): Promise<readonly Message[]> {
  const free: string[] = [];
  for (const person of people) if ((await waitingOf(acting, person)).length === 0) free.push(person);
  return free.map((person) => ({
    to: { person },
    card: 'ratings.rate',
    about: rateSubject(person),
    when: 'working',
  }));
}

async function asked(acting: Acting, risk: RiskDoc, id: string, people: readonly string[]): Promise<Change> {
  const { actor, now, settings, calendar } = acting;
  const body: RatingBody = {
    status: 'open',
    risk: risk.id,
    unit: risk.body.place.unit,
    askedBy: actor.id,
    at: now,
    due: deadline(now, settings.grading.joint.days, calendar, settings.zone),
    asked: people,
    declined: [],
    answers: [],
  };
  return {
    events: [
      { type: 'rating.asked', about: `rating:${id}`, by: actor.id, at: now, data: { risk: risk.id, people } },
    ],
    put: [{ kind: 'rating', id, rev: 0, body, sealed: { reasons: {} } satisfies RatingTexts }],
    // Two taps at once make one of it.
    unique: [`rating:${risk.id}:${(await ratingsOf(acting, risk.id)).length}`],
    messages: await cardsTo(acting, people),
  };
}

const form = z.record(z.string(), z.unknown()).catch({});
const ask: Command<{ id: string; form: Record<string, unknown> }> = {
  input: z.object({ id: z.string(), form }),
  action: 'risk.review',
  run: async (acting, { id, form: typed }) => {
    const risk = await decided(acting, id);
    if (!risk) return refused('notYours');
    const before = (await ratingsOf(acting, id)).find((r) => r.body.status === 'open');
    if (before) return refused('alreadyAsked', resultAnswer(acting, before, risk));
    const people = chosenPeople(
      typed.people,
      candidates(risk, acting.actor, acting).map((p) => p.id),
    );
    if (!people) return invalid(words.choosePeople);
    const rating = acting.newId('J');
    return {
      kind: 'done',
      change: await asked(acting, risk, rating, people),
      answer: async (after) => {
        const [doc] = await ratingsOf(after, id);
        return {
          toast: { type: 'success', text: words.asked },
          ...(doc ? resultAnswer(after, doc, risk) : {}),
        };
      },
    };
  },
};

/** A rating that this person was asked for, or why not. */
async function mine(
  acting: Acting,
  id: string,
): Promise<{ doc: RatingDoc; risk: RiskDoc } | { stop: Outcome }> {
  const doc = await ratingOf(acting, id);
  const risk = doc && (await riskOf(acting.read, doc.body.risk));
  if (!doc || !risk) return { stop: refused('gone', await rateAnswer(acting, acting.actor.id)) };
  return may(acting.actor, 'rating.give', acting.org, assessing(doc.body, risk, acting))
    ? { doc, risk }
    : { stop: refused('notYours') };
}
const nextOne =
  (said: Text) =>
  async (after: Acting): Promise<Answer> => ({
    toast: { type: 'success', text: said },
    ...(await rateAnswer(after, after.actor.id)),
  });

function readReason(acting: Acting, value: unknown): { readonly said: string } | { readonly fault: Text } {
  const said = typeof value === 'string' ? cleanText(value) : '';
  if ([...said].length > MAX_REASON) return { fault: words.tooLong };
  return said === '' || saysNothing(said, acting.settings.quality)
    ? { fault: words.reasonMissing }
    : { said };
}
const giveCommand: Command<{ id: string; form: Record<string, unknown> }> = {
  input: z.object({ id: z.string(), form }),
  action: 'rating.give',
  run: async (acting, { id, form: typed }) => {
    const found = await mine(acting, id);
    if ('stop' in found) return found.stop;
    const score = scoreOf(acting.settings.grading, typed.likelihood, typed.harm);
    if (!score) return invalid(words.scoreMissing);
    const reason = readReason(acting, typed.reason);
    if ('fault' in reason) return invalid(reason.fault);
    const stopped = screenTexts(acting, { reason: reason.said });
    if (stopped) return stopped;
    const { doc, risk } = found;
    const next = give(doc.body, score, acting.actor.id, acting.now);
    if (!next.ok) return refused(next.refusal, await rateAnswer(acting, acting.actor.id));
    const reasons = { ...doc.sealed?.reasons, [acting.actor.id]: reason.said };
    const change = moved(acting, doc, risk, next.body, {
      type: 'rating.given',
      by: acting.actor.id,
      reasons,
    });
    return { kind: 'done', change, answer: nextOne(words.given) };
  },
};
const declineCommand: Command<{ id: string }> = {
  input: ofRisk,
  action: 'rating.give',
  run: async (acting, { id }) => {
    const found = await mine(acting, id);
    if ('stop' in found) return found.stop;
    const next = decline(found.doc.body, acting.actor.id, acting.now);
    if (!next.ok) return refused(next.refusal, await rateAnswer(acting, acting.actor.id));
    const event = { type: 'rating.declined', by: acting.actor.id };
    const change = moved(acting, found.doc, found.risk, next.body, event);
    return { kind: 'done', change, answer: nextOne(words.declined) };
  },
};
const closeCommand: Command<{ id: string }> = {
  input: ofRisk,
  action: 'risk.review',
  run: async (acting, { id }) => {
    const doc = await ratingOf(acting, id);
    const risk = doc && (await decided(acting, doc.body.risk));
    if (!doc || !risk) return refused('notYours');
    const next = closeEarly(doc.body, acting.now);
    if (!next.ok) return refused(next.refusal, resultAnswer(acting, doc, risk));
    const change = moved(acting, doc, risk, next.body, { type: 'rating.closed', by: acting.actor.id });
    return {
      kind: 'done',
      change: { ...change, touches: await rateSubjects(acting, doc) },
      answer: async (after) => {
        const [now, of] = await Promise.all([ratingOf(after, id), riskOf(after.read, risk.id)]);
        const toast = { type: 'success' as const, text: words.closed };
        return { toast, ...(now && of ? resultAnswer(after, now, of) : {}) };
      },
    };
  },
};

const own: Command<unknown> = {
  input: z.unknown(),
  action: 'self.use',
  run: async (acting) => show(await rateAnswer(acting, acting.actor.id)),
};

export const ratingCommands: Readonly<Record<string, AnyCommand>> = {
  'ratings.mine': own,
  'ratings.open': open,
  'ratings.again': again,
  'ratings.ask': ask,
  'ratings.give': giveCommand,
  'ratings.decline': declineCommand,
  'ratings.close': closeCommand,
};
/** 评估: what I was asked to rate. */
export const ratingWord: ChatWord = {
  words: ['评估', 'rate'],
  action: 'self.use',
  run: async (acting) => show(await rateAnswer(acting, acting.actor.id)),
};
