/**
 * `npm run bench`: every figure of the README's table in one run, as ratios, since machines differ. Writes
 * bench/results.json and the tables of both READMEs.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../src/config.ts';
import type { BotStarted } from './bot.ts';
import type { BroadcastFigures } from './broadcast.ts';
import { bareRound, clickRound, STEADY_PER_SECOND, steadyRound } from './clicks.ts';
import type { CommitFigures } from './commits.ts';
import type { Volley } from './load.ts';
import { load, machineOf } from './machine.ts';
import type { OfficeFigures } from './office.ts';
import { postgresRounds } from './postgres.ts';
import { type Child, finish, start } from './processes.ts';
import type { ReadFigures } from './reads.ts';
import { IN_REVIEW, START } from './register.ts';
import { type Results, type Row, sectionOf, withSection, writeResults } from './results.ts';
import {
  answerRow,
  broadcastRow,
  type Clicks,
  clickRow,
  commitRow,
  officeRow,
  postgresRow,
  scanRow,
  sizeRow,
  startRow,
  steadyRow,
  summaryRow,
} from './rows.ts';

const SMALL = 1_000;
const LARGE = 100_000;
const PEOPLE = 10_000;
/** As many as a bureau of 1,500 people has. */
const BUREAU = 5_000;
const STARTS = 3;
/**
 * Rounds that only warm up: the first ones run in the interpreter, and a click, which passes through far more code than
 * the bare dispatcher, gets cheaper until about the tenth. A bot runs for weeks, so what it costs warm is what counts.
 */
const WARM = 10;
const ROUNDS = 7;
const PG_ROUNDS = 3;

const offsetMs = Date.parse(START) - Date.now();
const folder = mkdtempSync(join(rootFolder(), 'data-bench-'));
const began = performance.now();
const before = load();
let highest = before;
const say = (words: string): void => {
  highest = Math.max(highest, load());
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${words}`);
};

type Register = { readonly dir: string; readonly lines: number };
async function seed(risks: number): Promise<Register> {
  say(`a register of ${risks} risks`);
  const dir = join(folder, `risks-${risks}`);
  return { dir, ...(await finish<{ lines: number }>('seed', { dir, risks })) };
}

const startBot = (dir: string): Promise<Child<BotStarted>> => start<BotStarted>('bot', { dir, offsetMs });

async function starts(dir: string): Promise<readonly BotStarted[]> {
  const all: BotStarted[] = [];
  for (let i = 0; i < STARTS; i += 1) {
    say('start');
    const bot = await startBot(dir);
    all.push(bot.first);
    await bot.end();
  }
  return all;
}

/** By turns bare SDK, small and large register: what disturbs the machine disturbs all three. */
async function clicks(small: string, large: string): Promise<Clicks> {
  const bare = await start<{ port: number }>('bare');
  const bots = [await startBot(small), await startBot(large)] as const;
  const found: Clicks = { bare: [], small: [], large: [] };
  for (let round = 0; round < WARM + ROUNDS; round += 1) {
    say(`clicks, round ${round + 1} of ${WARM + ROUNDS}`);
    const measured = [
      await bareRound(bare, round, IN_REVIEW, offsetMs),
      await clickRound(bots[0], round, offsetMs),
      await clickRound(bots[1], round, offsetMs),
    ] as const;
    if (round < WARM) continue;
    found.bare.push(measured[0]);
    found.small.push(measured[1]);
    found.large.push(measured[2]);
  }
  for (const child of [bare, ...bots]) await child.end();
  return found;
}

/** Each sync takes this much longer than the disk's own. */
const SLOW_SYNC_MS = 100;
const STEADY_ROUNDS = 3;

async function steady(dir: string): Promise<Row> {
  const bot = await start<BotStarted>('bot', { dir, offsetMs, syncMs: SLOW_SYNC_MS });
  const found: Volley[] = [];
  for (let round = 0; round <= STEADY_ROUNDS; round += 1) {
    say(`a slow disk, round ${round + 1} of ${STEADY_ROUNDS + 1}`);
    const volley = await steadyRound(bot, 1000 + round, offsetMs);
    if (round > 0) found.push(volley);
  }
  await bot.end();
  return steadyRow(found, STEADY_PER_SECOND, SLOW_SYNC_MS);
}

async function measure(): Promise<readonly Row[]> {
  const small = await seed(SMALL);
  const large = await seed(LARGE);
  const bytes = statSync(join(large.dir, 'db.json')).size / LARGE;
  const started = await starts(large.dir);
  say('reads');
  const reads = [
    await finish<ReadFigures>('reads', { dir: small.dir }),
    await finish<ReadFigures>('reads', { dir: large.dir }),
  ] as const;
  const found = await clicks(small.dir, large.dir);
  say('commits');
  const commits = await finish<CommitFigures>('commits', { dir: folder, rounds: 7, ms: 700 });
  say('office');
  const office = await finish<OfficeFigures>('office', { dir: folder, rows: BUREAU });
  say('broadcast');
  const broadcast = await finish<BroadcastFigures>('broadcast', { dir: folder, people: PEOPLE });
  return [
    clickRow(found),
    sizeRow(found),
    answerRow(found),
    await steady(small.dir),
    commitRow(commits),
    startRow(started, large.lines, Math.round(bytes)),
    summaryRow(...reads),
    scanRow(...reads),
    officeRow(office),
    broadcastRow(broadcast),
    postgresRow(await postgresRounds(PG_ROUNDS, offsetMs, say)),
  ];
}

try {
  const rows = await measure();
  const results: Results = {
    at: new Date().toISOString(),
    machine: machineOf(folder),
    load: { before, highest, after: load() },
    seconds: Math.round((performance.now() - began) / 1000),
    rows,
  };
  writeResults(results);
  for (const [page, language] of [
    ['README.md', 'en'],
    ['README.zh-CN.md', 'zh'],
  ] as const) {
    const path = join(rootFolder(), page);
    writeFileSync(path, withSection(readFileSync(path, 'utf8'), results, language));
  }
  console.log(sectionOf(results, 'en'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
