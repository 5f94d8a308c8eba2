import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyPath, ledgerKey, parseKey } from '../../src/store/ledger/key.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { lockByFile } from '../../src/store/ledger/lock.ts';
import { openStore } from '../../src/store/open.ts';
import { codeOf } from '../contract/stage.ts';
import { commit, KEY, KINDS, risk } from './history.ts';

let folder: string;
let dir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingfeng-key-'));
  dir = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('the ledger key', () => {
  it('is made once, beside the data folder, readable by its owner only', async () => {
    const first = await openStore({ dir, kinds: KINDS });
    await first.commit(commit('r1', { put: [risk('a', 0)] }));
    await first.close();
    expect(await modeOf(keyPath(dir))).toBe('600');
    expect(await readdir(folder)).toEqual(['data', 'data.key']);
    const second = await openStore({ dir, kinds: KINDS });
    expect(await second.get({ kind: 'risk', id: 'a' })).toBeDefined();
    await second.close();
  });

  it('that is gone keeps the store shut', async () => {
    await (await openStore({ dir, kinds: KINDS })).close();
    const text = await readFile(keyPath(dir), 'utf8');
    await rm(keyPath(dir));
    expect(await codeOf(openStore({ dir, kinds: KINDS }))).toBe('MISSING');
    expect(await codeOf(openStore({ dir, kinds: KINDS, ledgerKey: KEY.toString('hex') }))).toBe('CORRUPT');
    await (await openStore({ dir, kinds: KINDS, ledgerKey: text })).close();
  });

  it('whose store is gone does not begin a new one', async () => {
    await (await openStore({ dir, kinds: KINDS })).close();
    await rename(dir, `${dir}.away`);
    expect(await codeOf(openStore({ dir, kinds: KINDS }))).toBe('MISSING');
    await mkdir(dir);
    expect(await codeOf(openStore({ dir, kinds: KINDS }))).toBe('MISSING');
    expect(await readdir(dir)).toEqual([]);
  });

  it('of a first start that was interrupted is used again', async () => {
    const made = await ledgerKey({ dataDir: dir });
    const again = await ledgerKey({ dataDir: dir });
    expect(again.key.equals(made.key)).toBe(true);
    expect(again.from).toBe('made');
    await (await openStore({ dir, kinds: KINDS })).close();
    expect((await ledgerKey({ dataDir: dir })).key.equals(made.key)).toBe(true);
  });

  it('is 32 bytes as hex or base64, and nothing else', () => {
    expect(parseKey(`${KEY.toString('hex')}\n`).equals(KEY)).toBe(true);
    expect(parseKey(KEY.toString('base64')).equals(KEY)).toBe(true);
    for (const bad of ['', 'secret', 'ab'.repeat(31), 'zz'.repeat(32), 'a'.repeat(100)])
      expect(() => parseKey(bad)).toThrow(RangeError);
    expect(() => ledgerStore({ dir, key: Buffer.alloc(16), kinds: KINDS })).toThrow(RangeError);
  });
});

describe('modes (D06)', () => {
  it('folders stay 0700 and files 0600, through segments, snapshots and a restart', async () => {
    await mkdir(dir, { mode: 0o755 });
    for (let start = 0; start < 2; start++) {
      const store = ledgerStore({ dir, key: KEY, kinds: KINDS, snapshotEvery: 20, segmentBytes: 4000 });
      await store.open();
      const puts = Array.from({ length: 60 }, (_, n) => ({ ...risk(`${start}-${n}`, 0), sealed: 't' }));
      for (const put of puts) await store.commit(commit(put.id, { put: [put] }));
      await store.close();
    }
    const names = await readdir(dir, { recursive: true, withFileTypes: true });
    expect(names.filter((name) => name.name.startsWith('ledger-')).length).toBeGreaterThan(2);
    expect(await modeOf(dir)).toBe('700');
    for (const name of names) {
      expect(await modeOf(join(name.parentPath, name.name)), name.name).toBe(
        name.isDirectory() ? '700' : '600',
      );
    }
  });

  it("a stranger's folder keeps its mode", async () => {
    await mkdir(dir, { mode: 0o755 });
    await writeFile(join(dir, 'notes.txt'), 'mine');
    expect(await codeOf(ledgerStore({ dir, key: KEY, kinds: KINDS }).open())).toBe('CORRUPT');
    expect(await modeOf(dir)).toBe('755');
  });
});

describe('the lock file of other systems', () => {
  it('keeps a second one out, and falls when its process or its boot is gone', async () => {
    await mkdir(dir);
    const release = await lockByFile(dir);
    expect(await codeOf(lockByFile(dir))).toBe('LOCKED');
    await release();
    const [pid, boot] = [2 ** 22 + 1, 'another-boot'];
    for (const holder of [`${pid} x`, `${process.pid} ${boot}`, '']) {
      await writeFile(join(dir, 'lock'), holder);
      await (await lockByFile(dir))();
    }
  });
});
