import { afterEach, expect, it } from 'vitest';
import type { RecheckBody } from '../../src/capabilities/rechecks/index.ts';
import { adoptSchedule, dueSchedule, overdueSchedule } from '../../src/capabilities/rechecks/schedule.ts';
import { listAnswer } from '../../src/capabilities/rechecks/view.ts';
import type { World } from '../../src/kernel/capability.ts';
import { instantOf } from '../../src/kernel/time.ts';
import type { Put } from '../../src/store/store.ts';
import { approvedBody, BUYER_POST, textsOf } from '../publicity/approved.ts';
import { worldAt } from '../risks/fixture.ts';
import { type TestBot, testBot } from '../support/bot.ts';
import { counted } from '../support/counted.ts';

let bot: TestBot;
afterEach(() => bot.close());

/** A register of 2,400 risks in force, `due` of them due on 1 December. */
async function register(due: number): Promise<void> {
  const now = bot.now();
  const put = Array.from({ length: 2400 }, (_, i): readonly Put[] => {
    const plan: RecheckBody = {
      place: BUYER_POST,
      grade: 3,
      leader: 3,
      opens: i < due ? '2026-12-01' : '2027-06-01',
      checks: 0,
    };
    const body = { ...approvedBody(now), status: 'effective' as const, effectiveAt: now };
    const put: Put = { kind: 'recheck', id: `R-${i}`, rev: 0, body: plan };
    // Only a due one is ever looked up.
    return i < due ? [put, { kind: 'risk', id: put.id, rev: 0, body, sealed: textsOf(`条${i}`) }] : [put];
  }).flat();
  for (let at = 0; at < put.length; at += 400)
    await bot.store.commit({
      requestId: `seed:${at}`,
      fingerprint: `seed:${at}`,
      at: now,
      actor: 'system',
      reason: 'seed',
      put: put.slice(at, at + 400),
    });
}

it('of 2,400 risks in force the schedules read nothing that is not due, and a list no more than its page', async () => {
  bot = await testBot({ start: instantOf('2026-11-23', '09:00', 'Asia/Shanghai') });
  await register(40);
  const morning = (date: string): { world: World; seen: { docs: number; keys: number } } => {
    const { seen, reader } = counted(bot.store);
    return { world: worldAt(instantOf(date, '09:00', 'Asia/Shanghai'), undefined, reader), seen };
  };
  const run = async (date: string) => {
    const { world, seen } = morning(date);
    const told = await dueSchedule.run(world, { key: date, at: world.now });
    const late = await overdueSchedule.run(world, { key: date, at: world.now });
    return { told: told?.notices?.length ?? 0, late: late?.notices?.length ?? 0, ...seen };
  };
  expect(await run('2026-11-30')).toEqual({ told: 0, late: 0, docs: 0, keys: 0 });
  expect(await run('2026-12-01')).toEqual({ told: 1, late: 0, docs: 0, keys: 1 });
  expect(await run('2026-12-02')).toEqual({ told: 0, late: 0, docs: 0, keys: 0 });
  expect(await run('2026-12-16')).toEqual({ told: 0, late: 2, docs: 0, keys: 1 });
  const { world, seen } = morning('2026-12-01');
  await listAnswer(world, 'ou_sectionhead', 0);
  // The page's ten plans, though one day holds all forty, and the ten risks shown.
  expect(seen.docs).toBeLessThanOrEqual(20);
});

it('risks that came in by another door are walked through once, however many commits their plans take', async () => {
  bot = await testBot({ start: instantOf('2026-11-23', '09:00', 'Asia/Shanghai') });
  const now = bot.now();
  const body = { ...approvedBody(now), status: 'effective' as const, effectiveAt: now };
  const RISKS = 950;
  const put = Array.from({ length: RISKS }, (_, i) => ({ kind: 'risk', id: `R-${i}`, rev: 0, body }));
  const cause = { fingerprint: 'seed', at: now, actor: 'system', reason: 'seed' };
  await bot.store.commit({ ...cause, requestId: 'seed:all', put });
  const { seen, reader } = counted(bot.store);
  const world = worldAt(instantOf('2026-12-01', '09:00', 'Asia/Shanghai'), undefined, reader);
  const slots = await adoptSchedule.due(world, now, world.now);
  expect(slots.length).toBe(5);
  for (const slot of slots) {
    const change = await adoptSchedule.run(world, slot);
    await bot.store.commit({ ...cause, requestId: slot.key, put: change?.put ?? [] });
  }
  const plans = await bot.store.tally('recheck', { index: 'due' });
  expect(Object.values(plans).reduce((a, b) => a + b, 0)).toBe(RISKS);
  // Each risk and its plan once, and where the walk stopped.
  expect(seen.docs).toBe(2 * RISKS + slots.length);
  expect(await adoptSchedule.due(world, now, world.now)).toEqual([]);
});
