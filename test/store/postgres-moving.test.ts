import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { verifyFolder } from '../../src/store/ledger/verifier.ts';
import { exportTo, importFrom } from '../../src/store/moving/move.ts';
import { isSame } from '../../src/store/moving/sections.ts';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { codeOf } from '../contract/stage.ts';
import { secretKey } from '../support/log-watch.ts';
import { ask, clear, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { AT, at, commit, KEY, KINDS, readAll, risk, row, stepsOf } from './history.ts';
import { play, sequenceOf } from './sequences.ts';

const keyed = { key: KEY, kinds: KINDS };

describe.skipIf(NO_SERVER)(`export and import${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  let url: string;
  let folder: string;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.database();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await clear(url);
    folder = await mkdtemp(join(tmpdir(), 'qingfeng-move-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const dir = (name: string): string => join(folder, name);
  const embedded = (name: string): Store =>
    ledgerStore({ dir: dir(name), key: KEY, kinds: KINDS, now: () => AT });
  const database = (): Store => postgresStore({ url, key: KEY, kinds: KINDS, now: () => AT });
  const opened = async (store: Store): Promise<Store> => {
    await store.open();
    return store;
  };
  /** A register with a bit of everything, closed; gives all that can be read of it. */
  const fill = async (store: Store): Promise<{ all: string; hash: string }> => {
    await store.open();
    for (const step of stepsOf(store)) await step();
    await play(store, sequenceOf(7, 60));
    await store.commit(
      commit('last', { put: [{ ...risk('最后', 0), sealed: '汉字\u0000😀' }], at: at(99_999) }),
    );
    const all = await readAll(store);
    const { hash } = store.status();
    await store.close();
    return { all, hash };
  };

  it('move a folder into a database and back: every row, every key, the same chain, which goes on', async () => {
    const before = await fill(embedded('a'));
    const there = await importFrom(dir('a'), { databaseUrl: url }, keyed);
    expect(there).toMatchObject({ hash: before.hash });
    expect(
      there.differences.filter((d) => d.missing.length + d.added.length + d.different.length > 0),
    ).toEqual([]);
    for (const { section, rows } of there.differences) expect(rows, section).toBeGreaterThan(0);
    const inside = await opened(database());
    expect(await readAll(inside)).toBe(before.all);
    expect(inside.status().hash).toBe(before.hash);
    expect((await inside.recall('last'))?.hash).toBe(before.hash);
    expect(await inside.commit(commit('in pg', { outbox: [row('late')], at: at(99_999) }))).toMatchObject({
      replayed: false,
    });
    expect(await inside.verify({ anchors: [{ seq: there.seq, hash: before.hash }] })).toMatchObject({
      ok: true,
    });
    const after = await readAll(inside);
    await inside.close();
    expect(isSame((await exportTo(dir('b'), { databaseUrl: url }, keyed)).differences)).toBe(true);
    expect(await verifyFolder(dir('b'), { key: KEY })).toMatchObject({ ok: true });
    const back = await opened(embedded('b'));
    expect(await readAll(back)).toBe(after);
    expect(await back.commit(commit('in folder', { at: at(99_999) }))).toMatchObject({ replayed: false });
    await back.close();
  });

  it('move a register that began in a database, while an instance has it open', async () => {
    const before = await fill(database());
    const running = await opened(database());
    expect(isSame((await exportTo(dir('a'), { databaseUrl: url }, keyed)).differences)).toBe(true);
    await running.close();
    expect(isSame((await importFrom(dir('a'), { dir: dir('b') }, keyed)).differences)).toBe(true);
    const inside = await opened(embedded('b'));
    expect(await readAll(inside)).toBe(before.all);
    await inside.close();
  });

  it('take a folder of every released format into a database (D14)', async () => {
    for (const format of await readdir('test/store/golden')) {
      await clear(url);
      await cp(join('test/store/golden', format), dir(format), { recursive: true });
      expect(isSame((await importFrom(dir(format), { databaseUrl: url }, keyed)).differences)).toBe(true);
      const [store, old] = [await opened(database()), await opened(embedded(format))];
      expect(await readAll(store)).toBe(await readAll(old));
      await Promise.all([store.close(), old.close()]);
    }
  });

  it('refuse what is in use, not empty, damaged, without its keys, or written with another key', async () => {
    await fill(embedded('a'));
    const held = await opened(embedded('a'));
    expect(await codeOf(exportTo(dir('x'), { dir: dir('a') }, keyed))).toBe('LOCKED');
    await held.close();
    const into = { databaseUrl: url };
    expect(await codeOf(importFrom(dir('a'), into, { ...keyed, key: secretKey(9) }))).toBe('CORRUPT');
    expect(await codeOf(importFrom(dir('nothing'), into, keyed))).toBe('MISSING');
    await cp(dir('a'), dir('lost'), { recursive: true });
    for (const name of await readdir(join(dir('lost'), 'keys'))) await rm(join(dir('lost'), 'keys', name));
    expect(await codeOf(importFrom(dir('lost'), into, keyed))).toBe('MISSING');
    await cp(dir('a'), dir('bad'), { recursive: true });
    const segment = join(dir('bad'), 'ledger-000000000000.jsonl');
    await writeFile(segment, (await readFile(segment, 'utf8')).replace('ou_li', 'ou_lo'));
    expect(await codeOf(importFrom(dir('bad'), into, keyed))).toBe('CORRUPT');
    expect(await codeOf(exportTo(dir('bad'), { dir: dir('a') }, keyed))).toBe('CORRUPT');
    await importFrom(dir('a'), into, keyed);
    expect(await codeOf(importFrom(dir('a'), into, keyed))).toBe('CORRUPT');
    expect(await codeOf(importFrom(dir('a'), { dir: dir('a') }, keyed))).toBeDefined();
  });

  it('leave the database empty when a text cannot be read any more, and say which', async () => {
    await fill(embedded('a'));
    const names = await readdir(join(dir('a'), 'keys'));
    for (const name of names) await writeFile(join(dir('a'), 'keys', name), Buffer.alloc(60, 1));
    const { differences } = await importFrom(dir('a'), { databaseUrl: url }, keyed);
    const texts = differences.find(({ section }) => section === 'sealed texts');
    expect(texts?.rows).toBeGreaterThan(0);
    expect(texts?.different).toHaveLength(texts?.rows ?? -1);
    expect(await ask(url, "SELECT FROM pg_namespace WHERE nspname = 'qingfeng'")).toEqual([]);
  });

  it('find a row that was changed in the database', async () => {
    await fill(database());
    await ask(url, "UPDATE qingfeng.documents SET exact = replace(exact, 'u1', 'u9') WHERE id = 'a'");
    await ask(url, "DELETE FROM qingfeng.unique_keys WHERE key = 'slot:1'");
    const { differences } = await exportTo(dir('a'), { databaseUrl: url }, keyed);
    const wrong = differences.filter((d) => d.missing.length + d.added.length + d.different.length > 0);
    expect(wrong.map(({ section }) => section)).toEqual(expect.arrayContaining(['documents', 'unique keys']));
    expect(wrong.find(({ section }) => section === 'documents')?.different).toEqual(['risk/a']);
  });
});
