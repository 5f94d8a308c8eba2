import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { codeOf } from '../contract/stage.ts';
import { type ChildProcess, startNode } from '../support/processes.ts';
import { KEY, KINDS } from './history.ts';

/** STORE_KILLS says how many; 100 is what is promised (D01). */
const RUNS = Number(process.env.STORE_KILLS ?? 100);
/** Kills in a row on one store: its snapshots, one every 50 commits, grow with everything that was committed before. */
const ROW = 10;

let folder: string;
let killed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingfeng-kill-'));
  killed = await bundled(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The child as one file that node runs as it is: a hundred starts of a compiler would cost more than the kills. */
async function bundled(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: resolve('test/store/killed.ts'),
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'killed.mjs' } },
    },
  });
  return join(outDir, 'killed.mjs');
}

const start = (dir: string, run: number): ChildProcess => startNode([killed, dir, String(run)]);

/** Reads a child's lines; kills it with SIGKILL after so many. Gives every line it printed. */
async function killAfter(child: ChildProcess, lines: number): Promise<readonly string[]> {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > lines) child.kill('SIGKILL');
  });
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  return text.split('\n').filter((line) => line.includes('-'));
}

const open = async (dir: string) => {
  const store = ledgerStore({ dir, key: KEY, kinds: KINDS });
  await store.open();
  return store;
};

/** Kills one writer after the other on one store and looks each time; gives the number of acknowledged commits. */
async function killedInARow(dir: string, runs: readonly number[]): Promise<number> {
  const acked: string[] = [];
  for (const run of runs) {
    const fresh = await killAfter(start(dir, run), 2 + ((run * 37) % 150));
    acked.push(...fresh);
    const store = await open(dir);
    for (const id of fresh) expect(await store.get({ kind: 'risk', id }), id).toMatchObject({ sealed: id });
    const rows = new Set((await store.outbox('waiting', 1e6)).map(({ item }) => item.id));
    expect(acked.every((id) => rows.has(id))).toBe(true);
    expect(Object.values(await store.tally('risk', { index: 'unit' }))).toEqual([rows.size]);
    await store.close();
  }
  const last = await open(dir);
  expect(await last.verify()).toMatchObject({ ok: true });
  for (const id of acked) expect(await last.get({ kind: 'risk', id }), id).toMatchObject({ sealed: id });
  await last.close();
  return acked.length;
}

describe('kill -9 (D01, D13, O01)', () => {
  it(`${RUNS} times, ${ROW} in a row on one store: every acknowledged commit is there, with its row`, async () => {
    let kills = 0;
    let acked = 0;
    for (let from = 0; from < RUNS; from += ROW) {
      const runs = Array.from({ length: Math.min(ROW, RUNS - from) }, (_, n) => from + n);
      acked += await killedInARow(join(folder, `data-${from}`), runs);
      kills += runs.length;
    }
    expect(kills).toBe(RUNS);
    expect(acked).toBeGreaterThan(RUNS * 20);
  }, 600_000);

  it('a second process is refused while the first one lives, and let in once it was killed', async () => {
    const dir = join(folder, 'two');
    const child = start(dir, 0);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    const second = ledgerStore({ dir, key: KEY, kinds: KINDS });
    expect(await codeOf(second.open())).toBe('LOCKED');
    child.kill('SIGKILL');
    await once(child, 'close');
    await second.open();
    expect(await codeOf(ledgerStore({ dir, key: KEY, kinds: KINDS }).open())).toBe('LOCKED');
    await second.close();
  });
});
