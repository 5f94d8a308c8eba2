import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { over } from '../support/over.ts';
import { type Broken, play } from './clients.ts';
import { type Op, unexplained } from './linearizable.ts';

const SEEDS = Array.from({ length: 50 }, (_, n) => `c04-${n}`);
const OPS_EACH = 150;

const read = (id: number, call: number, end: number, rev: number, value: number): Op => ({
  ...{ id, call, return: end, asked: { do: 'read' }, told: { rev, value } },
});
const write = (id: number, call: number, end: number, rev: number, told: Op['told']): Op => ({
  ...{ id, call, return: end, asked: { do: 'write', rev, value: id }, told },
});

describe('the checker', () => {
  it.each<readonly [string, readonly Op[], boolean]>([
    ['one after the other', [write(1, 1, 2, 0, { rev: 1, value: 1 }), read(2, 3, 4, 1, 1)], true],
    [
      'a read during the write sees the old',
      [write(1, 1, 4, 0, { rev: 1, value: 1 }), read(2, 2, 3, 0, 0)],
      true,
    ],
    [
      'a read during the write sees the new',
      [write(1, 1, 4, 0, { rev: 1, value: 1 }), read(2, 2, 3, 1, 1)],
      true,
    ],
    ['a stale read', [write(1, 1, 2, 0, { rev: 1, value: 1 }), read(2, 3, 4, 0, 0)], false],
    ['a read that goes back', [write(1, 1, 9, 0, 'lost'), read(2, 2, 3, 1, 1), read(3, 4, 5, 0, 0)], false],
    [
      'two winners',
      [write(1, 1, 3, 0, { rev: 1, value: 1 }), write(2, 2, 4, 0, { rev: 1, value: 2 })],
      false,
    ],
    ['one winner', [write(1, 1, 3, 0, { rev: 1, value: 1 }), write(2, 2, 4, 0, 'conflict')], true],
    ['a conflict with nobody', [write(1, 1, 2, 0, 'conflict')], false],
    ['an unknown write that came', [write(1, 1, 2, 0, 'lost'), read(2, 3, 4, 1, 1)], true],
    ['an unknown write that never came', [write(1, 1, 2, 0, 'lost'), read(2, 3, 4, 0, 0)], true],
    [
      'an acknowledged write that is gone',
      [write(1, 1, 2, 0, { rev: 1, value: 1 }), read(2, 3, 4, 0, 0)],
      false,
    ],
  ])('%s', (_name, history, good) => expect(unexplained(history) === undefined).toBe(good));
});

async function unexplainedIn(seeds: readonly string[], broken?: Broken): Promise<string | undefined> {
  for (const seed of seeds) {
    const { histories } = await play(seed, OPS_EACH, broken);
    for (const [doc, history] of histories) {
      const op = unexplained(history);
      if (op) return `seed ${seed}, document ${doc}: ${JSON.stringify(op)}`;
    }
  }
  return undefined;
}

const stale = (store: Store): Store => {
  const seen = new Map<string, Awaited<ReturnType<Store['get']>>>();
  return over(store, {
    get: (async (ref) => {
      if (!seen.has(ref.id)) seen.set(ref.id, await store.get(ref));
      const doc = seen.get(ref.id);
      seen.delete(ref.id);
      await null;
      seen.set(ref.id, await store.get(ref));
      return doc;
    }) as Store['get'],
  });
};

describe('the embedded store', () => {
  it('is linearizable per document, with 8 clients and crashes, over 50 seeds (C04)', {
    timeout: 120_000,
  }, async () => {
    let crashes = 0;
    for (const seed of SEEDS) {
      const run = await play(seed, OPS_EACH);
      crashes += run.crashes;
      for (const [doc, history] of run.histories)
        expect(unexplained(history), `seed ${seed}, document ${doc}`).toBeUndefined();
    }
    expect(crashes).toBeGreaterThan(SEEDS.length);
  });

  it.each<readonly [string, Broken]>([
    [
      'that forgets to compare',
      {
        store: (right) =>
          over(right, {
            commit: async ({ put = [], ...commit }) => {
              const now = await Promise.all(
                put.map(async (p) => ({ ...p, rev: (await right.get(p))?.rev ?? 0 })),
              );
              return right.commit({ ...commit, put: now });
            },
          }),
      },
    ],
    ['that reads from a cache', { store: stale }],
    [
      'that never syncs',
      {
        files: (right) =>
          over(right, {
            open: async (path, mode) => {
              const file = await right.open(path, mode);
              return path.includes('ledger-') && mode !== 'make'
                ? over(file, { sync: async () => undefined })
                : file;
            },
          }),
      },
    ],
    [
      'that answers before it has written',
      {
        store: (right) =>
          over(right, {
            commit: async (commit) => {
              const done = right.commit(commit);
              done.catch(() => undefined);
              const revs = (commit.put ?? []).map(({ kind, id, rev }) => ({ kind, id, rev: rev + 1 }));
              return { seq: 0, hash: '', at: commit.at, revs, replayed: false };
            },
          }),
      },
    ],
  ])('would be caught if it were one %s', { timeout: 60_000 }, async (_what, broken) =>
    expect(await unexplainedIn(SEEDS.slice(0, 10), broken)).toBeDefined(),
  );
});
