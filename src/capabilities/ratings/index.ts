import { ratingRefusals, ratingWords as words } from '../../../cards/ratings/text.ts';
import type { Capability, Change, LineRenderer, Reaction, Schedule, Slot } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Text } from '../../kernel/text.ts';
import { workStarts } from '../../kernel/workdays.ts';
import { riskOf } from '../risks/index.ts';
import { ratingCommands, ratingWord } from './commands.ts';
import { timeOver } from './decide.ts';
import { type RatingBody, type RatingDoc, type RatingTexts, ratingKind } from './model.ts';
import { moved } from './moved.ts';
import { rateSubjects, ratingOf, ratingsOf, renderRate, renderResult } from './view.ts';

export type { RatingBody } from './model.ts';
export { maySeeResult, ratingsOf } from './view.ts';

const titled =
  (say: (title: string) => Text): LineRenderer =>
  async (world, id) => {
    const doc = await ratingOf(world, id);
    const risk = doc && (await riskOf(world.read, doc.body.risk));
    return risk?.body.status === 'inReview' ? say(risk.sealed?.title ?? risk.body.stepName) : undefined;
  };

/** Each morning those whose last day is over are closed with what was answered. */
const dueSchedule: Schedule = {
  name: 'ratings.due',
  due: async ({ calendar, settings, read, today }, since, until) => {
    const { quiet, zone } = settings;
    const [last] = workStarts(since, until, calendar, { workStart: quiet.workStart, zone }).slice(-1);
    if (!last) return [];
    const open = await allOf<RatingBody>(read, 'rating', { index: 'due', to: today });
    return open.filter((r) => r.body.due < last.date).map((r): Slot => ({ key: r.id, at: last.at }));
  },
  run: async (world, { key }): Promise<Change | undefined> => {
    const doc = await ratingOf(world, key);
    const risk = doc && (await riskOf(world.read, doc.body.risk));
    if (!doc || !risk || doc.body.status !== 'open') return undefined;
    const change = moved(world, doc, risk, timeOver(doc.body, world.now), {
      ...{ type: 'rating.closed', by: 'system' },
    });
    return { ...change, touches: await rateSubjects(world, doc) };
  },
};

const idOf = (about: string): string => about.slice(about.indexOf(':') + 1);
const dropped = (doc: RatingDoc, now: string): NonNullable<Change['put']>[number] => ({
  kind: 'rating',
  id: doc.id,
  rev: doc.rev,
  body: { ...doc.body, status: 'dropped', closedAt: now } satisfies RatingBody,
  sealed: doc.sealed ?? ({ reasons: {} } satisfies RatingTexts),
});
/** The risk left review: nobody has to rate it any more. */
const onLeft: Reaction = async (world, event) => {
  const open = (await ratingsOf(world, idOf(event.about))).filter((r) => r.body.status === 'open');
  if (open.length === 0) return undefined;
  const touches = (await Promise.all(open.map((r) => rateSubjects(world, r)))).flat();
  return { put: open.map((r) => dropped(r, world.now)), touches };
};
/** It did not belong into the register: what was written about it goes too. */
const onDiverted: Reaction = async (world, event) => {
  const all = await ratingsOf(world, idOf(event.about));
  if (all.length === 0) return undefined;
  const open = all.filter((r) => r.body.status === 'open');
  return {
    put: open.map((r) => dropped(r, world.now)),
    touches: (await Promise.all(open.map((r) => rateSubjects(world, r)))).flat(),
    erase: all.map((r) => ({ kind: 'rating', id: r.id, why: 'diverted' })),
  };
};

/** 联合评估: two to four people rate one risk apart from each other; whoever reviews sees the result and decides. */
export const ratings: Capability = {
  name: 'ratings',
  kinds: [ratingKind],
  commands: ratingCommands,
  words: [ratingWord],
  cards: { 'ratings.rate': renderRate, 'ratings.result': renderResult },
  lines: { 'ratings.ready': titled(words.ready), 'ratings.nobody': titled(words.nobody) },
  schedules: [dueSchedule],
  on: {
    'risk.approved': onLeft,
    'risk.returned': onLeft,
    'risk.withdrawn': onLeft,
    'risk.edited': onLeft,
    'risk.diverted': onDiverted,
  },
  refusals: ratingRefusals,
};
