/**
 * `npm run soak [-- --hours 24 | --minutes 10]`: a whole bot in a process of its own, its store on this disk, and people who
 * click at a steady pace from another. Every minute a line of what it costs; in the end whether L01 held, by the exit
 * code as well. `npm run soak -- --year`: a simulated year of a bureau of 1,500 people instead, as `simulate --soak`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { run as simulate } from '../src/commands/simulate.ts';
import { rootFolder } from '../src/config.ts';
import type { Verdict } from '../src/store/store.ts';
import type { BotStarted } from './bot.ts';
import { pour } from './load.ts';
import { load, machineOf } from './machine.ts';
import { type Child, finish, start } from './processes.ts';
import { START } from './register.ts';
import { shift } from './shift.ts';
import { judge, type Minute, minuteLine, wordsOf } from './soaked.ts';
import { Latencies } from './stats.ts';
import type { Vitals } from './vitals.ts';
import { requestOf, type Tap } from './wire.ts';

const RISKS = 1_000;
const PER_SECOND = 20;
/** In the last second of a minute nobody clicks, so that what is counted are not the connections of a click. */
const CLICKS_PER_MINUTE = 59 * PER_SECOND;
const MINUTE_MS = 60_000;

const args = process.argv.slice(2);
if (args.includes('--year'))
  process.exit(await simulate(['--soak', ...args.filter((arg) => arg !== '--year')]));

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '24' }, minutes: { type: 'string' } },
});
const minutes = Number(values.minutes ?? Number(values.hours) * 60);
if (!(minutes >= 1)) throw new RangeError('a soak takes at least a minute');

const offsetMs = Date.parse(START) - Date.now();
const folder = mkdtempSync(join(rootFolder(), 'data-soak-'));

/** Clicks without end: whenever every risk was approved, all of them are put back. */
async function* clicks(bot: Child<BotStarted>): AsyncGenerator<Tap> {
  for (let round = 0; ; round += 1) {
    const { revs } = await bot.ask<{ revs: number[] }>({ reset: round });
    yield* shift(round, revs);
  }
}

async function take(from: AsyncGenerator<Tap>, count: number): Promise<readonly Tap[]> {
  const taken: Tap[] = [];
  while (taken.length < count) {
    const next = await from.next();
    if (!next.done) taken.push(next.value);
  }
  return taken;
}

/** Everybody clicks as if the answer before had come; one that had not is refused the next time, which is no fault. */
async function soak(bot: Child<BotStarted>): Promise<{ found: readonly Minute[]; all: Latencies }> {
  const from = clicks(bot);
  const found: Minute[] = [];
  const all = new Latencies();
  const began = performance.now();
  for (let minute = 1; minute <= minutes; minute += 1) {
    const taps = await take(from, CLICKS_PER_MINUTE);
    const nowMs = Date.now() + offsetMs;
    const requests = taps.map((tap) => requestOf(tap, nowMs));
    let odd = 0;
    const count = (): void => {
      odd += 1;
    };
    const { latencies } = await pour(bot.first.port, requests, PER_SECOND, ANSWERED, count);
    const its = new Latencies();
    for (const ms of latencies) for (const into of [its, all]) into.add(ms);
    await setTimeout(Math.max(500, began + minute * MINUTE_MS - performance.now()));
    const vitals = await bot.ask<Vitals>({ vitals: true });
    const hours = (performance.now() - began) / 3_600_000;
    const [p50, p99] = [its.quantile(0.5), its.quantile(0.99)];
    const looked: Minute = { hours, clicks: latencies.length, odd, p50, p99, ...vitals };
    found.push(looked);
    console.log(minuteLine(minute, looked));
  }
  return { found, all };
}

/** No toast of a refusal or a failure, and a card. */
const ANSWERED = /^(?!.*"type":"(error|warning)").*"card":/s;

try {
  console.log(`${JSON.stringify(machineOf(folder))}, load average ${load()}; ${minutes} min`);
  const dir = join(folder, 'register');
  await finish('seed', { dir, risks: RISKS });
  const bot = await start<BotStarted>('bot', { dir, offsetMs, long: true });
  const { found, all } = await soak(bot);
  const verdict = await bot.ask<Verdict>({ verify: true });
  await bot.end();
  const outcome = judge(found, all, verdict);
  console.log(wordsOf(outcome));
  process.exitCode = outcome.broken.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
