import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../src/commands/backup.ts';
import { ConfigError } from '../../src/config.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { backupTo } from '../../src/store/moving/backup.ts';
import type { Store } from '../../src/store/store.ts';
import { codeOf } from '../contract/stage.ts';
import { type ChildProcess, startNode } from '../support/processes.ts';
import { at, commit, KEY, KINDS, risk } from './history.ts';

const BACKUPS = 6;
let folder: string;
let dir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingfeng-backup-'));
  dir = join(folder, 'data');
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});
const storeIn = (where: string): Store =>
  ledgerStore({ dir: where, key: KEY, kinds: KINDS, snapshotEvery: 40, segmentBytes: 20_000 });
const bytesOf = async (where: string): Promise<Buffer> => {
  const names = (await readdir(where)).filter((name) => name.startsWith('ledger-')).sort();
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(where, name)))));
};

/** A process with eight writers, and what it has acknowledged so far. */
async function writing(): Promise<{ child: ChildProcess; acked: () => readonly string[] }> {
  const child = startNode(['--import', 'tsx', resolve('test/store/killed.ts'), dir, '0']);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(child.stdout, 'data');
  return { child, acked: () => text.split('\n').slice(1, -1) };
}

describe('a backup of a register in use (D12)', () => {
  it(`holds all that was acknowledged before it, verifies and opens, ${BACKUPS} times under load`, async () => {
    const { child, acked } = await writing();
    const made: (readonly string[])[] = [];
    for (let n = 0; n < BACKUPS; n += 1) {
      made.push(acked());
      expect(await backupTo(join(folder, `copy-${n}`), dir, KEY)).toMatchObject({ ok: true });
    }
    child.kill('SIGKILL');
    await once(child, 'close');
    const whole = await bytesOf(dir);
    for (const [n, before] of made.entries()) {
      const copy = join(folder, `copy-${n}`);
      const bytes = await bytesOf(copy);
      expect(bytes.equals(whole.subarray(0, bytes.length)), 'a beginning of the history').toBe(true);
      const store = storeIn(copy);
      expect(await store.open()).toMatchObject({ tornBytes: 0, fromSnapshot: 0 });
      for (const id of before)
        expect(await store.get({ kind: 'risk', id }), id).toMatchObject({ sealed: id });
      expect(await store.verify()).toMatchObject({ ok: true });
      await store.close();
    }
    expect(acked().length).toBeGreaterThan(BACKUPS);
  }, 120_000);

  it('opens although texts are written and erased while it is made', async () => {
    const store = storeIn(dir);
    await store.open();
    const ALIVE = 50;
    let n = 0;
    let over = false;
    /** Writes one, erases the one that was written some time ago. */
    const next = async (): Promise<void> => {
      const [fresh, old] = [`e${n}`, `e${n - ALIVE}`];
      n += 1;
      const why = { kind: 'risk', id: old, why: 'term' };
      await store.commit(commit(`w${fresh}`, { put: [{ ...risk(fresh, 0), sealed: fresh }], at: at(n) }));
      if (n > ALIVE) await store.commit(commit(`x${old}`, { erase: [why], at: at(n) }));
    };
    while (n < ALIVE) await next();
    const live = async (): Promise<void> => {
      while (!over) await next();
    };
    const running = live();
    for (let copy = 0; copy < BACKUPS; copy += 1)
      expect(await backupTo(join(folder, `copy-${copy}`), dir, KEY)).toMatchObject({ ok: true });
    over = true;
    await running;
    await store.close();
    for (let copy = 0; copy < BACKUPS; copy += 1) {
      const restored = storeIn(join(folder, `copy-${copy}`));
      await restored.open();
      await restored.close();
    }
  });

  it('cuts the line that was being written, and keeps folders 0700, files 0600', async () => {
    const store = storeIn(dir);
    await store.open();
    await store.commit(commit('r1', { put: [{ ...risk('a', 0), sealed: 'x' }] }));
    await store.close();
    const whole = await bytesOf(dir);
    await writeFile(join(dir, 'ledger-000000000000.jsonl'), Buffer.concat([whole, whole.subarray(0, 50)]));
    const copy = join(folder, 'copy');
    expect(await backupTo(copy, dir, KEY)).toMatchObject({ ok: true, seq: 1 });
    expect((await bytesOf(copy)).equals(whole)).toBe(true);
    expect((await readdir(copy)).sort()).toEqual(['STORE_ID', 'keys', 'ledger-000000000000.jsonl']);
    for (const name of ['.', 'keys', ...(await readdir(copy, { recursive: true }))]) {
      const found = await stat(join(copy, name));
      expect((found.mode & 0o777).toString(8), name).toBe(found.isDirectory() ? '700' : '600');
    }
  });

  it('is refused into a folder that holds something, and of a folder without a store', async () => {
    expect(await codeOf(backupTo(join(folder, 'copy'), dir))).toBe('MISSING');
    await storeIn(dir).open();
    await writeFile(join(folder, 'notes.txt'), 'mine');
    expect(await codeOf(backupTo(folder, dir))).toBe('CORRUPT');
  });
});

describe('npm run backup', () => {
  it('is the command that the READMEs show; it needs the key, which it leaves out', async () => {
    for (const page of ['README.md', 'README.zh-CN.md'])
      expect(await readFile(page, 'utf8')).toContain('\nnpm run backup -- /backup/');
    const said: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)));
    const store = storeIn(dir);
    await store.open();
    vi.stubEnv('DATA_DIR', dir);
    vi.stubEnv('DATABASE_URL', undefined);
    vi.stubEnv('LEDGER_KEY', undefined);
    await expect(run([join(folder, 'copy')])).rejects.toThrow(ConfigError);
    await writeFile(`${dir}.key`, KEY.toString('hex'));
    expect(await run([join(folder, 'copy')])).toBe(0);
    expect(said.join()).toContain(store.status().hash);
    await store.close();
    expect(await run([])).toBe(78);
    vi.stubEnv('DATABASE_URL', 'postgres://u@h/d');
    await expect(run([join(folder, 'other')])).rejects.toThrow('npm run export');
  });
});
