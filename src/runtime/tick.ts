import type { Schedule, Slot } from '../kernel/capability.ts';
import { thrownAt } from '../kernel/thrown.ts';
import { type Instant, plusMs } from '../kernel/time.ts';
import { type Doc, type Put, StoreError } from '../store/store.ts';
import { type Bot, worldOf } from './bot.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { TickBody } from './kinds.ts';
import { planCommit } from './plan.ts';

/** After a longer outage than this nobody is helped by what was missed. */
const LOOK_BACK_MS = 40 * 86_400_000;

/** One slot: its commit carries the slot's own key, so it happens once whoever runs it and however often. */
async function runSlot(bot: Bot, schedule: Schedule, slot: Slot): Promise<void> {
  const requestId = `slot:${schedule.name}@${slot.key}`;
  if ((await bot.store.recall(requestId)) !== undefined) return;
  for (let attempt = 1; ; attempt += 1) {
    const world = await worldOf(bot);
    try {
      const change = (await schedule.run(world, slot)) ?? { events: [] };
      const once = { ...change, unique: [...(change.unique ?? []), requestId] };
      await bot.store.commit(
        await planCommit(
          world,
          once,
          { requestId, fingerprint: requestId, actor: 'system', reason: schedule.name },
          bot.registry,
        ),
      );
      return;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.code === 'DUPLICATE_KEY') return;
      if (error.code !== 'CONFLICT' || attempt >= 4) throw error;
    }
  }
}

/** Writes down until when the schedules were looked at: one commit, however many they are. */
async function remember(bot: Bot, marks: readonly Put[]): Promise<void> {
  if (marks.length === 0) return;
  const fingerprint = fingerprintOf(marks);
  const at = bot.clock();
  await bot.store.commit({
    requestId: `tick:${fingerprint}`,
    fingerprint,
    at,
    actor: 'system',
    reason: 'tick',
    put: marks,
  });
}

/** Until when this process has looked, by schedule: the stored mark moves only once an hour when nothing is due. */
const looked = new WeakMap<Bot, Map<string, Instant>>();
/** A commit that was under way during a look may lie a little before it; slots seen twice run once by their key. */
const OVERLAP_MS = 60_000;

/** From where a schedule has to be looked at, or undefined when it never was. */
function lookFrom(bot: Bot, name: string, mark: Instant | undefined, now: Instant): Instant | undefined {
  if (mark === undefined) return undefined;
  const own = looked.get(bot)?.get(name);
  const marks = [mark, plusMs(now, -LOOK_BACK_MS), ...(own ? [plusMs(own, -OVERLAP_MS)] : [])];
  return marks.reduce((a, b) => (a > b ? a : b));
}

/** Further ahead than the clocks of two instances may be: that clock was wrong, or this one was put back. */
const AHEAD_MS = 60_000;
const isAhead = (until: Instant, now: Instant): boolean => until > plusMs(now, AHEAD_MS);

/**
 * A clock that was an hour or days ahead once left its mark there. Slots that ran then stay done, by their keys; but what
 * has come about since, a deadline in between, would be passed over without a word.
 */
function setBack(bot: Bot, schedule: Schedule, seen: Doc<TickBody>): Put {
  const now = bot.clock();
  looked.get(bot)?.delete(schedule.name);
  bot.log('warn', 'clock.ahead', { schedule: schedule.name, until: seen.body.until });
  return { kind: 'tick', id: schedule.name, rev: seen.rev, body: { until: now } satisfies TickBody };
}

function noteLook(bot: Bot, name: string, now: Instant): void {
  const own = looked.get(bot) ?? new Map<string, Instant>();
  looked.set(bot, own.set(name, now));
}

type Looked = { readonly ran: number; readonly mark?: Put };

/** One schedule from where it was last looked at until now. A slot that fails is logged and tried at the next tick. */
async function runSchedule(bot: Bot, schedule: Schedule): Promise<Looked> {
  const world = await worldOf(bot);
  const seen = await bot.store.get<TickBody>({ kind: 'tick', id: schedule.name });
  if (seen && isAhead(seen.body.until, world.now)) return { ran: 0, mark: setBack(bot, schedule, seen) };
  if (seen && seen.body.until >= world.now) return { ran: 0 };
  const since = lookFrom(bot, schedule.name, seen?.body.until, world.now);
  const slots = since === undefined ? [] : await schedule.due(world, since, world.now);
  let failed = 0;
  for (const slot of slots)
    try {
      await runSlot(bot, schedule, slot);
    } catch (error) {
      // One poisoned slot must not stop the others (L03).
      failed += 1;
      bot.log('error', 'slot.failed', {
        schedule: schedule.name,
        slot: slot.key,
        why: thrownAt(error),
      });
    }
  // Without anything due the mark moves once an hour: it is a commit, and the register lives longer than its ticks.
  const quiet = seen && slots.length === 0 && Date.parse(world.now) - Date.parse(seen.body.until) < 3_600_000;
  if (failed === 0) noteLook(bot, schedule.name, world.now);
  if (failed > 0 || quiet) return { ran: slots.length };
  const body: TickBody = { until: world.now };
  return { ran: slots.length, mark: { kind: 'tick', id: schedule.name, rev: seen?.rev ?? 0, body } };
}

/** A race lost to another instance is no failure: that one has done it. */
function logFailure(bot: Bot, schedule: string, error: unknown): void {
  const lostRace = error instanceof StoreError && error.code === 'CONFLICT';
  bot.log(lostRace ? 'info' : 'error', 'schedule.failed', {
    schedule,
    why: thrownAt(error),
  });
}

/** Looks at every schedule. Called twice a minute; safe to call at any time, from any number of instances. */
export async function tick(bot: Bot): Promise<number> {
  let ran = 0;
  const marks: Put[] = [];
  for (const schedule of bot.registry.schedules)
    try {
      const looked = await runSchedule(bot, schedule);
      ran += looked.ran;
      if (looked.mark) marks.push(looked.mark);
    } catch (error) {
      logFailure(bot, schedule.name, error);
    }
  try {
    await remember(bot, marks);
  } catch (error) {
    logFailure(bot, 'tick', error);
  }
  if (ran > 0) bot.wake();
  return ran;
}
