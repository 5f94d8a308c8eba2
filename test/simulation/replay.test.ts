import { expect, it } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { shortest } from '../../src/simulation/replay.ts';
import { report } from '../../src/simulation/report.ts';
import { DEFAULTS, simulate } from '../../src/simulation/simulate.ts';
import { doubled } from './breaking.ts';

it('a broken promise is told with a shorter way to see it again', { timeout: 60_000 }, async () => {
  const settings = loadSettings();
  const plan = { ...DEFAULTS, seed: 'p', days: 30, people: 40, units: 2, pace: 0.4 };
  const tools = { sabotage: { asks: doubled('publicity.notice') } };
  const failed = await simulate(plan, settings, tools);
  const short = await shortest(failed, settings, tools);
  expect(short.violations[0]?.rule).toBe(failed.violations[0]?.rule);
  expect(short.plan.faults).toEqual([]);
  expect(short.plan.people).toBe(24);
  expect(report(short, 0)).toContain(
    `again: npm run simulate -- --seed p --days ${short.days} --people 24 --units 2 --pace 0.4 --without outage,`,
  );
  // The command lives the same days again, to the same line.
  const again = await simulate(short.plan, settings, tools);
  expect(again.violations[0]).toEqual(short.violations[0]);
});
