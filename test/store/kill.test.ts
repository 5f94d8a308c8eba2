import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { codeOf } from '../contract/stage.ts';
import { KEY, KINDS } from './history.ts';

/** STORE_KILLS=100 for a long run. */
const RUNS = Number(process.env.STORE_KILLS ?? 20);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingfeng-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (dir: string, run: number): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', resolve('test/store/killed.ts'), dir, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

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

describe('kill -9 (D01, D13, O01)', () => {
  it(`${RUNS} times in a row on one store: every acknowledged commit is there, with its row`, async () => {
    const dir = join(folder, 'data');
    const acked: string[] = [];
    for (let run = 0; run < RUNS; run++) {
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
    expect(acked.length).toBeGreaterThan(RUNS * 20);
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
