import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadEnvironment } from '../../src/config.ts';
import { openStore } from '../../src/store/open.ts';
import { type PostgresOptions, poolOf, postgresStore } from '../../src/store/postgres/postgres.ts';
import type { KindSpec, Store } from '../../src/store/store.ts';
import { codeOf } from '../contract/stage.ts';
import { secretKey } from '../support/log-watch.ts';
import { ask, clear, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { AT, at, commit, KEY, KINDS, type Risk, risk, row } from './history.ts';

const TERMINATE =
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
/** A real server that says what a full disk, or its end, makes it say. */
const trap = (body: string, how = 'CREATE TRIGGER'): string => `
CREATE FUNCTION qingfeng.trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NULL; END $$;
${how} trap AFTER INSERT ON qingfeng.ledger ${how.includes('CONSTRAINT') ? 'DEFERRABLE INITIALLY DEFERRED' : ''}
FOR EACH ROW EXECUTE FUNCTION qingfeng.trap()`;
const UNTRAP = 'DROP FUNCTION qingfeng.trap() CASCADE';

describe.skipIf(NO_SERVER)(`faults of a database${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  let url: string;
  let store: Store;
  const made = (options: Partial<PostgresOptions> = {}): Store =>
    postgresStore({ url, key: KEY, kinds: KINDS, now: () => AT, ...options });
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.database();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await clear(url);
    store = made();
    await store.open();
  });
  afterEach(() => store.close());
  const count = async (table: string) =>
    (await ask(url, `SELECT count(*)::int AS n FROM qingfeng.${table}`))[0]?.n;

  it('nobody notices that idle connections were cut', async () => {
    await store.commit(commit('r1', { put: [risk('a', 0)] }));
    await ask(url, TERMINATE);
    expect(await store.get({ kind: 'risk', id: 'a' })).toMatchObject({ rev: 1 });
    await ask(url, TERMINATE);
    await store.commit(commit('r2', { put: [risk('a', 1)] }));
    expect(store.status()).toMatchObject({ state: 'open', seq: 2 });
  });

  it('a connection that breaks between two statements tells whoever holds it, and ends nothing', async () => {
    const pool = poolOf(url);
    const db = await pool.connect();
    const ended = new Promise<void>((resolve) => void db.once('end', resolve));
    await ask(url, TERMINATE);
    await ended;
    await expect(db.query('SELECT 1')).rejects.toThrow();
    db.release(true);
    await pool.end();
  });

  it('a connection that always breaks is UNAVAILABLE in words, and heals', async () => {
    await ask(url, trap('PERFORM pg_terminate_backend(pg_backend_pid());'));
    expect(await codeOf(store.commit(commit('r1', { put: [risk('a', 0)] })))).toBe('UNAVAILABLE');
    expect(store.status().state).toBe('failed');
    await ask(url, UNTRAP);
    expect(await store.commit(commit('r1', { put: [risk('a', 0)] }))).toMatchObject({
      seq: 1,
      replayed: false,
    });
    expect(store.status().state).toBe('open');
  });

  it('a COMMIT without an answer is tried again by nobody but the caller', async () => {
    await ask(url, 'CREATE SEQUENCE IF NOT EXISTS public.tries');
    await ask(
      url,
      trap(
        "PERFORM nextval('public.tries'); PERFORM pg_terminate_backend(pg_backend_pid());",
        'CREATE CONSTRAINT TRIGGER',
      ),
    );
    expect(await codeOf(store.commit(commit('r1')))).toBe('UNAVAILABLE');
    await ask(url, UNTRAP);
    expect(await ask(url, "SELECT nextval('public.tries')::int AS n")).toEqual([{ n: 2 }]);
    expect(await store.commit(commit('r1'))).toMatchObject({ seq: 1 });
  });

  it('a full disk refuses and heals when there is room again', async () => {
    await ask(url, trap("RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100';"));
    expect(await codeOf(store.commit(commit('r1', { put: [risk('a', 0)] })))).toBe('STORAGE_FULL');
    expect(store.status()).toMatchObject({ state: 'full', seq: 0 });
    expect(await store.get({ kind: 'risk', id: 'a' })).toBeUndefined();
    await ask(url, UNTRAP);
    await store.commit(commit('r1', { put: [risk('a', 0)] }));
    expect(store.status()).toMatchObject({ state: 'open', seq: 1 });
  });

  it('what does not fit is refused alone, not with the others of its batch', async () => {
    const long = Array.from({ length: 9000 }, (_, n) =>
      String.fromCharCode(0x4e00 + ((n * 7919) % 20000)),
    ).join('');
    const [bad, ...good] = await Promise.allSettled([
      store.commit(commit('bad', { put: [risk('bad', 0, { unit: long })] })),
      ...[1, 2, 3].map((n) => store.commit(commit(`r${n}`, { put: [risk(`d${n}`, 0)] }))),
    ]);
    expect(bad).toMatchObject({ status: 'rejected', reason: expect.any(RangeError) });
    expect(good.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(await count('ledger')).toBe(4);
    expect(store.status().state).toBe('open');
  });

  it('commits are synchronous even where the database was told otherwise', async () => {
    await ask(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`);
    await store.close();
    store = made();
    await store.open();
    await ask(
      url,
      trap("RAISE EXCEPTION '%', current_setting('synchronous_commit') USING ERRCODE = '58030';"),
    );
    await expect(store.commit(commit('r1'))).rejects.toThrow(/: on \(58030\)/);
    await ask(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} RESET synchronous_commit`);
  });

  it('an instance of an older program writes no more once a newer one is there, whose indexes are complete', async () => {
    await store.commit(commit('r1', { put: [risk('a', 0), risk('b', 0, { unit: 'u2' })] }));
    const [own] = KINDS as [KindSpec];
    const newer: KindSpec = {
      ...own,
      indexes: { ...own.indexes, both: (body: Risk) => `${body.unit}/${body.state}` },
    };
    const other = made({ kinds: [newer] });
    await other.open();
    expect(await other.tally('risk', { index: 'both' })).toEqual({ 'u1/open': 1, 'u2/open': 1 });
    expect(await codeOf(store.commit(commit('r2', { put: [risk('a', 1)] })))).toBe('UNAVAILABLE');
    await other.commit(commit('r2', { put: [risk('a', 1, { unit: 'u3' })] }));
    expect(await other.tally('risk', { index: 'both', prefix: 'u3' })).toEqual({ 'u3/open': 1 });
    await other.close();
  });

  it('a start is refused with another key, on tables of a newer program, or after lines were cut off', async () => {
    await store.commit(commit('r1'));
    await store.commit(commit('r2'));
    expect(await codeOf(made({ key: secretKey(1) }).open())).toBe('CORRUPT');
    await ask(url, 'INSERT INTO qingfeng.migrations VALUES (999)');
    expect(await codeOf(made().open())).toBe('CORRUPT');
    await ask(url, 'DELETE FROM qingfeng.migrations WHERE number = 999');
    await ask(url, 'DELETE FROM qingfeng.ledger WHERE seq = 2');
    expect(await codeOf(made().open())).toBe('TRUNCATED');
    await ask(url, 'DELETE FROM qingfeng.head');
    expect(await codeOf(made().open())).toBe('MISSING');
    expect(await codeOf(made({ url: 'postgres://nobody@127.0.0.1:1/none' }).open())).toBe('UNAVAILABLE');
  });

  it('verify names the first line that was changed, taken out or exchanged (T01)', async () => {
    for (let n = 1; n <= 5; n++) await store.commit(commit(`r${n}`, { put: [risk(`d${n}`, 0)] }));
    const lines = await ask(url, 'SELECT seq::int, line FROM qingfeng.ledger ORDER BY seq');
    const spoil = async (text: string, values: unknown[] = []): Promise<unknown> => {
      await ask(url, text, values);
      const verdict = await store.verify();
      await ask(url, 'DELETE FROM qingfeng.ledger');
      for (const { seq, line } of lines)
        await ask(url, 'INSERT INTO qingfeng.ledger VALUES ($1, $2)', [seq, line]);
      return 'firstBad' in verdict ? verdict.firstBad : verdict;
    };
    expect(
      await spoil("UPDATE qingfeng.ledger SET line = replace(line, 'ou_li', 'ou_lo') WHERE seq = 3"),
    ).toBe(3);
    expect(await spoil('DELETE FROM qingfeng.ledger WHERE seq = 2')).toBe(2);
    expect(await spoil('DELETE FROM qingfeng.ledger WHERE seq > 3')).toBe(4);
    expect(await spoil('UPDATE qingfeng.ledger SET line = $1 WHERE seq = 4', [lines[5]?.line])).toBe(4);
    expect(await store.verify()).toMatchObject({ ok: true, seq: 5 });
  });

  it('a lease ends with its instance, and the oldest due row is told', async () => {
    await store.commit(commit('r1', { outbox: [row('o1', 'k', at(-5))] }));
    expect(store.status().oldestDue).toBe(AT);
    const claim = { worker: 'w', max: 9, leaseMs: 60_000, now: AT };
    expect(await store.claimOutbox(claim)).toHaveLength(1);
    expect(await store.claimOutbox(claim)).toHaveLength(0);
    await store.close();
    store = made();
    await store.open();
    const [again] = await store.claimOutbox(claim);
    if (again) await store.settleOutbox(again, { kind: 'skipped', at: AT, why: 'seen' });
    expect(store.status().oldestDue).toBeUndefined();
  });

  it('an instance that only waits learns of the head with its next claim, and of a fault and its end', async () => {
    const other = made();
    await other.open();
    const { hash } = await other.commit(commit('r1', { outbox: [row('o1', 'k', at(5))] }));
    await other.close();
    const asked = () => store.claimOutbox({ worker: 'w', max: 1, leaseMs: 1, now: AT });
    expect(store.status().seq).toBe(0);
    await asked();
    expect(store.status()).toMatchObject({ seq: 1, hash });
    await ask(url, 'ALTER TABLE qingfeng.outbox RENAME TO away');
    expect(await codeOf(asked())).toBe('UNAVAILABLE');
    expect(store.status().state).toBe('failed');
    await ask(url, 'ALTER TABLE qingfeng.away RENAME TO outbox');
    await asked();
    expect(store.status().state).toBe('open');
  });

  it('DATABASE_URL chooses the database, and an empty one is not taken for a new register when there was one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qingfeng-open-'));
    const dir = join(folder, 'data');
    await clear(url);
    const options = { dir, databaseUrl: url, kinds: KINDS };
    const first = await openStore(options);
    await first.commit(commit('r1'));
    await first.close();
    const second = await openStore(options);
    expect(second.status().seq).toBe(1);
    await second.close();
    await clear(url);
    expect(await codeOf(openStore(options))).toBe('MISSING');
    await (
      await openStore({ dir: join(folder, 'other'), kinds: KINDS, ledgerKey: KEY.toString('hex') })
    ).close();
    const left = {
      dir: join(folder, 'other'),
      databaseUrl: url,
      kinds: KINDS,
      ledgerKey: KEY.toString('hex'),
    };
    expect(await codeOf(openStore(left))).toBe('MISSING');
    await rm(folder, { recursive: true, force: true });
  });
});

describe('DATABASE_URL', () => {
  it('is a PostgreSQL URL or a fault', () => {
    expect(loadEnvironment({ DATABASE_URL: 'postgresql://u@h/d' }).databaseUrl).toBe('postgresql://u@h/d');
    expect(loadEnvironment({}).databaseUrl).toBeUndefined();
    for (const wrong of ['mysql://h/d', 'host=h', 'postgres:/h', 'postgres://[h/d'])
      expect(() => loadEnvironment({ DATABASE_URL: wrong }), wrong).toThrow('DATABASE_URL');
  });
});
