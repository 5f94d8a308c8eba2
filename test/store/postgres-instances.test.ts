import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import type { Claim, Commit, Store } from '../../src/store/store.ts';
import { codeOf } from '../contract/stage.ts';
import { ask, clear, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { AT, at, commit, KEY, KINDS, risk, row } from './history.ts';

const ROWS = 2000;
const WORKERS = 20;

describe.skipIf(NO_SERVER)(`instances on one database${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  let url: string;
  let stores: Store[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.database();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await clear(url);
    return async () => {
      await Promise.all(stores.map((store) => store.close()));
      stores = [];
    };
  });

  const open = async (count: number): Promise<readonly Store[]> => {
    const fresh = Array.from({ length: count }, () =>
      postgresStore({ url, key: KEY, kinds: KINDS, now: () => AT }),
    );
    stores.push(...fresh);
    await Promise.all(fresh.map((store) => store.open()));
    return fresh;
  };
  const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

  it('open an empty database together and make one register', async () => {
    const all = await open(5);
    const heads = all.map((store) => store.status().hash);
    expect(new Set(heads).size).toBe(1);
    expect(await ask(url, 'SELECT count(*)::int AS n FROM qingfeng.ledger')).toEqual([{ n: 1 }]);
  });

  it('let one of 50 approvals win, whoever they come through (C01)', async () => {
    const all = await open(4);
    await of(all, 0).commit(commit('r0', { put: [risk('a', 0)] }));
    const tries = Array.from({ length: 50 }, (_, n) =>
      codeOf(of(all, n).commit(commit(`approve:${n}`, { put: [risk('a', 1, { state: 'done' })] }))),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(49);
    expect(await of(all, 3).get({ kind: 'risk', id: 'a' })).toMatchObject({ rev: 2 });
  });

  it('protect what a commit only read, also a document that must not exist', async () => {
    const [x, y] = (await open(2)) as [Store, Store];
    const codes = await Promise.all([
      codeOf(x.commit(commit('r1', { put: [risk('a', 0)], expect: [{ kind: 'risk', id: 'b', rev: 0 }] }))),
      codeOf(y.commit(commit('r2', { put: [risk('b', 0)], expect: [{ kind: 'risk', id: 'a', rev: 0 }] }))),
    ]);
    expect(codes.sort()).toEqual(['CONFLICT', undefined]);
  });

  it('do a scheduled slot once; the losers leave no document (C06)', async () => {
    const all = await open(4);
    const tries = Array.from({ length: 20 }, (_, n) =>
      codeOf(
        of(all, n).commit(
          commit(`slot:${n}`, {
            unique: ['slot:check@2026Q4'],
            put: [{ ...risk(`d${n}`, 0), sealed: 'x' }],
            outbox: [row(`o${n}`)],
          }),
        ),
      ),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE_KEY')).toHaveLength(19);
    const left = ['documents', 'outbox', 'record_keys', 'unique_keys', 'requests', 'index_entries'];
    for (const table of left.slice(0, 5))
      expect(await ask(url, `SELECT count(*)::int AS n FROM qingfeng.${table}`), table).toEqual([{ n: 1 }]);
    expect(await ask(url, 'SELECT count(*)::int AS n FROM qingfeng.index_entries')).toEqual([{ n: 2 }]);
  });

  it('answer an event that comes five times, to both and after a restart, with one effect (A03)', async () => {
    const all = await open(2);
    const event: Commit = commit('evt:1', {
      put: [risk('a', 0)],
      outbox: [row('o1')],
      result: { toast: 'done' },
    });
    const receipts = await Promise.all([0, 1, 0, 1].map((n) => of(all, n).commit(event)));
    await Promise.all(all.map((store) => store.close()));
    receipts.push(await of(await open(1), 0).commit(event));
    expect(receipts.map(({ replayed }) => replayed).sort()).toEqual([false, true, true, true, true]);
    expect(new Set(receipts.map(({ hash, result }) => JSON.stringify([hash, result]))).size).toBe(1);
    const other = { ...event, fingerprint: 'other' };
    expect(await codeOf(of(stores, 2).commit(other))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await ask(url, 'SELECT count(*)::int AS n FROM qingfeng.outbox')).toEqual([{ n: 1 }]);
  });

  it(`hand ${ROWS} rows to ${WORKERS} workers, none twice and none of a key out of order`, async () => {
    const all = await open(4);
    const items = Array.from({ length: ROWS }, (_, n) => row(`o${n}`, `person:${n % 500}`));
    for (let from = 0; from < ROWS; from += 500)
      await of(all, 0).commit(commit(`add:${from}`, { outbox: items.slice(from, from + 500) }));
    const done: string[] = [];
    const under = new Set<string>();
    const work = async (n: number): Promise<void> => {
      const store = of(all, n);
      const next = () => store.claimOutbox({ worker: `w${n}`, max: 12, leaseMs: 60_000, now: AT });
      for (let claims = await next(); done.length < ROWS; claims = await next()) {
        for (const { item } of claims) {
          expect(under.has(item.key), `two of ${item.key} at once`).toBe(false);
          under.add(item.key);
        }
        await Promise.all(claims.map((claim) => finish(store, claim)));
      }
    };
    const finish = async (store: Store, claim: Claim): Promise<void> => {
      await store.beginAttempt(claim, AT);
      await store.settleOutbox(claim, { kind: 'skipped', at: AT, why: 'seen' });
      under.delete(claim.item.key);
      done.push(claim.item.id);
    };
    await Promise.all(Array.from({ length: WORKERS }, (_, n) => work(n)));
    expect(new Set(done).size).toBe(ROWS);
    expect(done).toHaveLength(ROWS);
    const orders = new Map<string, number>();
    const begun = await ask(
      url,
      `SELECT line FROM qingfeng.ledger WHERE line LIKE '%"do":"attempt"%' ORDER BY seq`,
    );
    for (const { line } of begun) {
      const n = Number((JSON.parse(String(line)) as { row: { id: string } }).row.id.slice(1));
      expect(n).toBeGreaterThan(orders.get(`${n % 500}`) ?? -1);
      orders.set(`${n % 500}`, n);
    }
    expect(await of(all, 0).verify()).toMatchObject({ ok: true, seq: 4 + ROWS * 2 });
  }, 60_000);

  it('keep to one pace when all of them ask in the same moment (O06)', async () => {
    const all = await open(6);
    const items = Array.from({ length: 60 }, (_, n) => row(`o${n}`, `person:${n}`));
    await of(all, 0).commit(commit('add', { outbox: items }));
    const leased = async (most: number, apartMs: number): Promise<readonly number[]> => {
      const options = { max: 5, leaseMs: 60_000, now: AT, pace: { most, ms: 61_000, apartMs } };
      const claims = await Promise.all(
        all.map((store, n) => store.claimOutbox({ worker: `w${n}`, ...options })),
      );
      return claims.map(({ length }) => length).sort((a, b) => b - a);
    };
    // One of them was first; the others are too near.
    expect(await leased(60, 250)).toEqual([5, 0, 0, 0, 0, 0]);
    // However near they may be: three rounds and a part of one are what is left.
    expect(await leased(22, 0)).toEqual([5, 5, 5, 2, 0, 0]);
  });

  it('erase a text for all of them at once', async () => {
    const [x, y] = (await open(2)) as [Store, Store];
    const ref = { kind: 'risk', id: 'a' };
    await x.commit(commit('r1', { put: [{ ...risk('a', 0), sealed: { text: '某人' } }] }));
    expect(await y.get(ref)).toMatchObject({ sealed: { text: '某人' } });
    await x.commit(commit('r2', { erase: [{ ...ref, why: 'term' }], at: at(5) }));
    expect(await y.get(ref)).toMatchObject({ rev: 2, erasedAt: at(5) });
    for await (const { after } of y.history(ref)) expect(after?.sealed).toBeUndefined();
    expect(await ask(url, 'SELECT key FROM qingfeng.record_keys')).toEqual([]);
    expect(await codeOf(y.commit(commit('r3', { put: [{ ...risk('a', 1), sealed: 'anew' }] })))).toBe(
      'CONFLICT',
    );
  });
});
