import type { Change, DomainEvent, Notice, Schedule, Slot, World } from '../../kernel/capability.ts';
import { naturalHolders } from '../../kernel/chain.ts';
import { allOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import { type LocalDate, plusDays } from '../../kernel/time.ts';
import { workdayBefore, workStarts } from '../../kernel/workdays.ts';
import { ballotOf } from './ballot.ts';
import { aboveStep, actingFor } from './holders.ts';
import { brokenIn, commitsFor, type Looked, lookThrough } from './in-review.ts';
import { allChanges } from './join-changes.ts';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';
import { reviewChange } from './review-change.ts';
import { fromEach } from './unreadable.ts';

/** Steps that move up in one commit. */
const BATCH = 50;

/** Working days in (since, until] whose start of work lies in it, oldest first. */
export const mornings = ({ calendar, settings }: World, since: string, until: string) =>
  workStarts(since, until, calendar, { workStart: settings.quiet.workStart, zone: settings.zone });

const dueIn = (world: World, from: LocalDate, to: LocalDate): Promise<readonly RiskDoc[]> =>
  allOf<RiskBody, RiskTexts>(world.read, 'risk', { index: 'due', from, to });

const noticeTo = (to: PersonId, line: string, doc: RiskDoc): Notice => ({
  to,
  line,
  about: `risk:${doc.id}`,
  params: { due: doc.body.due ?? '' },
});

/** Who hears of one overdue item: the holders themselves and the level above; for a returned one the declarer's head. */
export function overdueNotices(world: World, doc: RiskDoc): readonly Notice[] {
  const { body } = doc;
  if (body.status === 'inReview') {
    return [
      ...actingFor(body, world.org).map((p) => noticeTo(p, 'risks.overdue', doc)),
      ...aboveStep(body, world.org).map((p) => noticeTo(p, 'risks.overdueBelow', doc)),
    ];
  }
  const heads = naturalHolders(body.place.level === 'post' ? 'head' : 'superior', body.place, world.org);
  const told = heads
    .filter((p) => p.id !== body.declarer)
    .map((p) => noticeTo(p.id, 'risks.returnOverdue', doc));
  return [noticeTo(body.declarer, 'risks.overdue', doc), ...told];
}

const overdueEvent = (world: World, { id, body }: RiskDoc): DomainEvent => {
  const step = body.status === 'inReview' ? body.chain[body.step]?.name : undefined;
  const data = { unit: body.place.unit, due: body.due, ...(step ? { step } : {}) };
  return { type: 'risk.overdue', about: `risk:${id}`, by: 'system', at: world.now, data };
};

/**
 * Tells once about each step and rectification that became overdue: every item has exactly one day on which it is one
 * working day late, so no mark on the item is needed and nobody's open form is invalidated by telling.
 */
export const overdueSchedule: Schedule = {
  name: 'risks.overdue',
  due: async (world, since, until) =>
    mornings(world, since, until).map(({ date, at }): Slot => ({ key: date, at })),
  run: async (world, slot): Promise<Change | undefined> => {
    const late = await dueIn(world, workdayBefore(slot.key, world.calendar), plusDays(slot.key, -1));
    if (late.length === 0) return undefined;
    const { made, broken } = await fromEach(world, late, (d) => ({
      event: overdueEvent(world, d),
      notices: overdueNotices(world, d),
    }));
    return { events: [...made.map((m) => m.event), ...broken], notices: made.flatMap((m) => m.notices) };
  },
};

/** The last due day that has had its patience by `date`: one working day late plus the configured ones. */
const patienceUpTo = (date: LocalDate, world: World): LocalDate => {
  let day = date;
  for (let left = 1 + world.settings.review.escalateAfter; left > 0; left -= 1)
    day = workdayBefore(day, world.calendar);
  return day;
};

/** A vote of the leading group never moves to one person: it stays with the group, and all of them hear of it. */
const escalatable = (world: World, doc: RiskDoc): boolean =>
  doc.body.status === 'inReview' && !ballotOf(doc.body, world) && aboveStep(doc.body, world.org).length > 0;

/** All of them: what is returned, or put to the vote, stays overdue for long and must not stand before the rest. */
const ripe = (world: World, date: LocalDate): Promise<Looked> =>
  lookThrough(world, { index: 'due', to: patienceUpTo(date, world) }, (d) => escalatable(world, d));

/** The step goes to the level above; those who held it are told, the office admin's slice hears `risk.escalated`. */
export async function escalateOne(world: World, doc: RiskDoc): Promise<Change> {
  const to = aboveStep(doc.body, world.org);
  const change = await reviewChange(world, doc, [
    { type: 'risk.escalated', by: 'system', at: world.now, to },
  ]);
  const before = doc.body.chain[doc.body.step]?.holders ?? [];
  const told = before.map((p): Notice => ({ to: p, line: 'risks.movedUp', about: `risk:${doc.id}` }));
  return { ...change, notices: [...(change.notices ?? []), ...told] };
}

/** Steps that stayed overdue move up (domain.md §2.5). Looks at the newest working day only: it holds all before it. */
export const escalationSchedule: Schedule = {
  name: 'risks.escalation',
  due: async (world, since, until) => {
    const last = mornings(world, since, until).at(-1);
    if (!last) return [];
    const commits = commitsFor(await ripe(world, last.date), BATCH);
    return Array.from({ length: commits }, (_, n): Slot => ({ key: `${last.date}:${n}`, at: last.at }));
  },
  run: async (world, slot) => {
    const looked = await ripe(world, slot.key.slice(0, 10));
    const docs = looked.found.slice(0, BATCH);
    const unread = brokenIn(looked, slot.key);
    if (docs.length + unread.length === 0) return undefined;
    const { made, broken } = await fromEach(world, docs, (d) => escalateOne(world, d));
    return allChanges([...made, { events: [...unread, ...broken] }]);
  },
};
