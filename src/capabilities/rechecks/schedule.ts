import type { Change, Notice, Schedule, Slot, World } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { plusDays } from '../../kernel/time.ts';
import { workdayBefore, workStarts } from '../../kernel/workdays.ts';
import type { Put } from '../../store/store.ts';
import type { RiskBody } from '../risks/index.ts';
import { duesIn } from './duties.ts';
import type { RecheckBody } from './model.ts';
import { planned } from './plan.ts';
import { aboveChecker, checkerOf, openedFor } from './rules.ts';
import { listSubject } from './view.ts';

const mornings = ({ calendar, settings }: World, since: string, until: string): readonly Slot[] =>
  workStarts(since, until, calendar, { workStart: settings.quiet.workStart, zone: settings.zone }).map(
    ({ date, at }) => ({ key: date, at }),
  );

/** One line a person, however many of theirs fell due. */
const linesTo = (people: readonly PersonId[], line: string): readonly Notice[] =>
  [...new Set(people)].map((to) => ({ to, line, about: listSubject(to) }));

/** What fell due since the working day before goes into one line of each checker's digest. */
export const dueSchedule: Schedule = {
  name: 'rechecks.due',
  due: async (world, since, until) => mornings(world, since, until),
  run: async (world, { key }): Promise<Change | undefined> => {
    const dues = await duesIn(world, key, plusDays(workdayBefore(key, world.calendar), 1));
    const people = dues.flatMap((d) => checkerOf(d, world.org)?.id ?? []);
    return people.length === 0 ? undefined : { events: [], notices: linesTo(people, 'rechecks.due') };
  },
};

/**
 * What became overdue on this working day: one line to the checker and, once, one to the superior. Each re-check has
 * exactly one such day, so nothing has to be marked.
 */
export const overdueSchedule: Schedule = {
  name: 'rechecks.overdue',
  due: async (world, since, until) => mornings(world, since, until),
  run: async (world, { key }): Promise<Change | undefined> => {
    const opened = openedFor(workdayBefore(key, world.calendar), world.calendar, world.settings);
    if (!opened) return undefined;
    const late = await duesIn(world, opened.to, opened.from);
    if (late.length === 0) return undefined;
    const pairs = late.flatMap((d) => {
      const checker = checkerOf(d, world.org);
      return checker ? aboveChecker(d, world.org).map((p) => ({ to: p.id, who: checker.id })) : [];
    });
    const once = [...new Map(pairs.map((p) => [`${p.to}|${p.who}`, p])).values()];
    const below: readonly Notice[] = once.map(({ to, who }) => ({
      to,
      line: 'rechecks.below',
      about: listSubject(who),
      params: { who },
    }));
    const own = linesTo(
      late.flatMap((d) => checkerOf(d, world.org)?.id ?? []),
      'rechecks.due',
    );
    return { events: [], notices: [...own, ...below] };
  },
};

/** Plans made in one commit; up to a page more. */
const BATCH = 200;
const PAGE = 100;
const effective = { index: 'status', from: 'effective', to: 'effective' } as const;

/**
 * Where the walk of a morning stopped: each commit goes on from there, so that the register is walked through once.
 * Without a cursor it is at its end.
 */
const walk = { kind: 'adoption', id: 'walk' } as const;
export type AdoptionBody = { readonly date: string; readonly cursor?: string | undefined };

async function unplanned(world: World, date: string): Promise<readonly Put[]> {
  const before = await world.read.get<AdoptionBody>(walk);
  const begun = before?.body.date === date;
  if (begun && before.body.cursor === undefined) return [];
  const found: Put[] = [];
  let cursor = begun ? before.body.cursor : undefined;
  do {
    const query = { ...effective, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const risks = await world.read.list<RiskBody>('risk', query);
    for (const { id, body } of risks.items)
      if (!(await world.read.get<RecheckBody>({ kind: 'recheck', id })))
        found.push({ kind: 'recheck', id, rev: 0, body: planned(body, world) });
    cursor = risks.cursor;
  } while (cursor !== undefined && found.length < BATCH);
  const stopped: AdoptionBody = { date, cursor };
  return [...found, { ...walk, rev: before?.rev ?? 0, body: stopped }];
}
const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((a, b) => a + b, 0);

/**
 * Risks that were in force before there were re-checks, or came in by another door, get their plan on the first
 * working day of a month. Two counts say whether there are any; the register is walked through only then.
 */
export const adoptSchedule: Schedule = {
  name: 'rechecks.adopt',
  due: async (world, since, until) => {
    const isFirst = (s: Slot): boolean => world.calendar.firstWorkdayOfMonth(s.key) === s.key;
    const slot = mornings(world, since, until).findLast(isFirst);
    if (!slot) return [];
    const missing =
      sum(await world.read.tally('risk', effective)) -
      sum(await world.read.tally('recheck', { index: 'due' }));
    const commits = Math.max(0, Math.ceil(missing / BATCH));
    return Array.from({ length: commits }, (_, n): Slot => ({ ...slot, key: `${slot.key}:${n}` }));
  },
  run: async (world, { key }) => {
    const put = await unplanned(world, key.slice(0, key.indexOf(':')));
    return put.length === 0 ? undefined : { events: [], put };
  },
};
