import { ask, NO_SERVER, startPostgres } from '../test/support/postgres.ts';
import type { BotStarted } from './bot.ts';
import { tapsOf } from './clicks.ts';
import { fire } from './load.ts';
import { type Child, finish, start } from './processes.ts';

/** Rounds that only warm up. */
const WARM = 1;
const RISKS = 1_000;
const INSTANCES = 2;
const CONNECTIONS = 32;
/** Clicks of a round. */
const CLICKS = 300;

export type PostgresFigures = {
  /** Clicks a second of two instances, and what the same statements alone would allow. */
  readonly bots: readonly number[];
  readonly bare: readonly number[];
  readonly statementsPerClick: number;
  /** Bare statements that were refused: they would be cheaper than those of the bots. */
  readonly failed: number;
};
type Bots = readonly Child<BotStarted>[];

const both = <T>(bots: Bots, message: object): Promise<readonly T[]> =>
  Promise.all(bots.map((bot) => bot.ask<T>(message)));

/** Everybody approves their item, half of them at either instance; then the same statements without a bot. */
async function round(bots: Bots, twin: string, n: number, offsetMs: number) {
  const [first] = bots;
  if (!first) throw new Error('no instance');
  const { revs } = await first.ask<{ revs: number[] }>({ reset: n });
  const requests = tapsOf(revs.slice(0, CLICKS), `pg${n}`, Date.now() + offsetMs);
  await both(bots, { endPhase: true });
  const ports = bots.map((bot) => bot.first.port);
  const volley = await fire(ports, requests, CONNECTIONS, /"type":"(success|info)"/);
  const counts = await both<{ statements: number }>(bots, { endPhase: true });
  await both(bots, { replay: twin, phase: 2 * n });
  await both(bots, { connect: twin, phase: 2 * n + 1 });
  const from = performance.now();
  const answers = await both<{ failed: number }>(bots, { replay: twin, phase: 2 * n + 1 });
  const ms = performance.now() - from;
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
  return {
    bots: volley.perSecond,
    bare: (requests.length * 1000) / ms,
    statementsPerClick: sum(counts.map((c) => c.statements)) / requests.length,
    failed: sum(answers.map((a) => a.failed)),
  };
}

/** Two instances on one real server; or why there are no figures, in words. */
export async function postgresRounds(
  rounds: number,
  offsetMs: number,
  say: (words: string) => void,
): Promise<PostgresFigures | string> {
  if (NO_SERVER !== undefined) return NO_SERVER;
  const server = await startPostgres({ durable: true });
  const bots: Child<BotStarted>[] = [];
  try {
    const url = await server.database();
    await finish('seed', { url, risks: RISKS });
    const twin = new URL(url);
    twin.pathname = `${twin.pathname}_twin`;
    await ask(
      url.replace(/\/[^/]*$/, '/postgres'),
      `CREATE DATABASE ${twin.pathname.slice(1)} TEMPLATE ${new URL(url).pathname.slice(1)}`,
    );
    for (let n = 0; n < INSTANCES; n += 1) bots.push(await start<BotStarted>('bot', { url, offsetMs }));
    const all = [];
    for (let n = 0; n < WARM + rounds; n += 1) {
      say(`PostgreSQL, round ${n + 1} of ${WARM + rounds}`);
      all.push(await round(bots, twin.href, n, offsetMs));
    }
    const kept = all.slice(WARM);
    return {
      bots: kept.map((r) => r.bots),
      bare: kept.map((r) => r.bare),
      statementsPerClick: kept[0]?.statementsPerClick ?? 0,
      failed: kept.reduce((sum, r) => sum + r.failed, 0),
    };
  } catch (error) {
    // One row that could not be measured is no reason to throw the others away.
    return `not measured: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    for (const bot of bots) await bot.end();
    await server.stop();
  }
}
