import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import type { KindSpec, Store } from '../../src/store/store.ts';
import { codeOf } from '../contract/stage.ts';
import { ask, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { AT, at, commit, KEY, KINDS, risk, row } from './history.ts';

/** What another version of the program declares: one index more. */
const NEWER: readonly KindSpec[] = KINDS.map((spec) => ({
  ...spec,
  indexes: { ...spec.indexes, more: () => 'x' },
}));

/** As the first version of the tables was; its program wrote the rest alike. */
async function toFirstVersion(url: string): Promise<void> {
  await ask(url, 'DROP TABLE qingfeng.leased');
  await ask(url, 'DELETE FROM qingfeng.migrations WHERE number > 1');
  await ask(url, "UPDATE qingfeng.head SET shape = regexp_replace(shape, '^[0-9]+:', '1:')");
}

describe.skipIf(NO_SERVER)(`a start beside others${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  const stores: Store[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server?.stop();
  });
  const made = (url: string, kinds = KINDS): Store => {
    const store = postgresStore({ url, key: KEY, kinds, now: () => AT });
    stores.push(store);
    return store;
  };

  it('is refused by no commit that others make meanwhile', async () => {
    const url = await server.database();
    const busy = made(url);
    await busy.open();
    let opened = false;
    const writing = (async () => {
      for (let n = 0; !opened; n += 1) await busy.commit(commit(`c${n}`));
    })();
    const codes = [];
    for (let n = 0; n < 20; n += 1) codes.push(await codeOf(made(url).open()));
    opened = true;
    await writing;
    expect(codes.filter((code) => code !== undefined)).toEqual([]);
  });

  it('of a newer version takes the outbox over: an older one leases nothing that it could not send', async () => {
    const url = await server.database();
    const [older, newer] = [made(url), made(url, NEWER)];
    await older.open();
    await older.commit(commit('r', { outbox: [row('a1')] }));
    await newer.open();
    const claim = { max: 9, leaseMs: 60_000, now: at(1) };
    expect(await codeOf(older.claimOutbox({ worker: 'old', ...claim }))).toBe('UNAVAILABLE');
    // That it can still read does not make it ready.
    await older.list('risk', { limit: 1 });
    expect(older.status().state).toBe('failed');
    expect(await newer.claimOutbox({ worker: 'new', ...claim })).toHaveLength(1);
  });

  it('counts as another worker although it has the same name, as containers of one image may', async () => {
    const url = await server.database();
    const [one, two] = [made(url), made(url)];
    await Promise.all([one.open(), two.open()]);
    await one.commit(commit('r', { outbox: [row('a', 'a'), row('b', 'b'), row('c', 'c')] }));
    const claimed = (store: Store, ms: number) =>
      store.claimOutbox({
        ...{ worker: 'qingfeng:1', max: 1, leaseMs: 60_000 },
        ...{ now: new Date(Date.parse(AT) + ms).toISOString() },
        pace: { most: 9, ms: 61_000, apartMs: 250 },
      });
    expect(await claimed(one, 0)).toHaveLength(1);
    expect(await claimed(two, 100)).toHaveLength(0);
    expect(await claimed(one, 240)).toHaveLength(1);
    expect(await claimed(two, 490)).toHaveLength(1);
  });

  it('on tables of the first version keeps what is there, and counts what was tried in the minute before', async () => {
    const url = await server.database();
    const before = made(url);
    await before.open();
    const rows = ['a', 'b', 'c', 'd'].map((id) => row(id, `person:${id}`));
    await before.commit(commit('r', { put: [risk('x', 0)], outbox: rows }));
    const second = (n: number) => new Date(Date.parse(AT) + n * 1000).toISOString();
    const asked = { worker: 'w', leaseMs: 1, max: 1 };
    for (const n of [-70, 0, 10]) {
      const [claim] = await before.claimOutbox({ ...asked, now: at(2) });
      if (!claim) throw new Error('no row');
      await before.beginAttempt(claim, second(n));
      await before.settleOutbox(claim, { kind: 'sent', messageId: `om_${n}`, at: second(n) });
    }
    await before.close();
    await toFirstVersion(url);
    const after = made(url);
    await after.open();
    expect(await after.get({ kind: 'risk', id: 'x' })).toMatchObject({ rev: 1 });
    const pace = { most: 2, ms: 61_000, apartMs: 250 };
    const claimed = (n: number) => after.claimOutbox({ ...asked, max: 9, now: second(n), pace });
    expect(await claimed(60)).toEqual([]);
    expect(await claimed(62)).toMatchObject([{ item: { id: 'd' } }]);
    expect(await after.verify()).toMatchObject({ ok: true });
  });
});
