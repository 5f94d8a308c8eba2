import { type LedgerOptions, ledgerStore } from '../../src/store/ledger/ledger.ts';
import type { Commit, KindSpec, Put, Store } from '../../src/store/store.ts';
import { secretKey } from '../support/log-watch.ts';
import type { Disk } from './disk.ts';

export const KEY = secretKey(7);
export const DIR = '/data';
export const AT = '2026-11-23T01:00:00.000Z';

export type Risk = { readonly unit: string; readonly state: string; readonly tags?: readonly string[] };

export const KINDS: readonly KindSpec[] = [
  {
    kind: 'risk',
    schema: 3,
    indexes: {
      unit: (body: Risk) => body.unit,
      state: (body: Risk) => (body.state === 'draft' ? undefined : body.state),
      tag: (body: Risk) => body.tags,
    },
  },
  { kind: 'note', schema: 1, indexes: {} },
];

/** An instant some minutes after the first one. */
export const at = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();

export const risk = (id: string, rev: number, body: Partial<Risk> = {}): Put => ({
  kind: 'risk',
  id,
  rev,
  body: { unit: 'u1', state: 'open', ...body },
});

/** A commit with every field that must be there; the fingerprint follows from the request id. */
export const commit = (requestId: string, parts: Partial<Commit> = {}): Commit => ({
  requestId,
  fingerprint: `fp:${requestId}`,
  at: AT,
  actor: 'ou_li',
  reason: 'test',
  ...parts,
});

export const row = (id: string, key = 'person:ou_li', notBefore = AT) =>
  ({ id, topic: 'send', key, notBefore, payload: { card: 'notice' } }) as const;

/** A store on a disk in memory, whose head.json is written after every batch and whose ids never repeat. */
export function storeOn(disk: Disk, options: Partial<LedgerOptions> = {}): Store {
  let time = 0;
  return ledgerStore({
    dir: DIR,
    key: KEY,
    kinds: KINDS,
    files: disk,
    now: () => AT,
    clock: () => (time += 2000),
    ...options,
  });
}

/**
 * One short history that uses everything: puts with and without text, a change, a removal, an erasure, unique keys,
 * outbox rows through their whole life. Each step is told before and after it is acknowledged.
 */
export function stepsOf(store: Store): readonly (() => Promise<unknown>)[] {
  const sealed = { text: '某供应商多次宴请' };
  const claimed = async () =>
    (await store.claimOutbox({ worker: 'w', max: 1, leaseMs: 1000, now: at(60) }))[0];
  return [
    () =>
      store.commit(
        commit('r1', { put: [{ ...risk('a', 0), sealed }], outbox: [row('o1')], unique: ['slot:1'] }),
      ),
    () =>
      store.commit(
        commit('r2', { put: [risk('b', 0, { unit: 'u2' }), { ...risk('c', 0), sealed }], result: { n: 2 } }),
      ),
    () =>
      store.commit(
        commit('r3', { put: [{ ...risk('a', 1, { state: 'done' }), sealed }], outbox: [row('o2')] }),
      ),
    () => store.commit(commit('r4', { remove: [{ kind: 'risk', id: 'b', rev: 1 }], at: at(1) })),
    async () => {
      const claim = await claimed();
      if (!claim) throw new Error('nothing to claim');
      await store.beginAttempt(claim, at(61));
      await store.settleOutbox(claim, { kind: 'dead', at: at(62), error: '230002' });
    },
    () => store.requeueOutbox('o1', { id: 'o3', now: at(63), actor: 'ou_admin', notBefore: at(63) }),
    () => store.commit(commit('r5', { erase: [{ kind: 'risk', id: 'c', why: 'term' }], at: at(64) })),
    () => store.commit(commit('r6', { put: [risk('d', 0, { tags: ['x', 'y'] })], at: at(65) })),
  ];
}

/** All that can be read, as one text: two stores with the same content give the same. */
export async function readAll(store: Store): Promise<string> {
  const all: unknown[] = [];
  for (const kind of ['risk', 'note']) all.push(await store.list(kind, { limit: 10_000 }));
  for (const index of ['unit', 'state', 'tag']) {
    all.push(await store.list('risk', { index, limit: 10_000 }), await store.tally('risk', { index }));
  }
  for (const state of ['waiting', 'sent', 'unknown', 'dead', 'skipped'] as const)
    all.push(await store.outbox(state, 1000));
  return JSON.stringify(all);
}
