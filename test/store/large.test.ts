import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeLine, closePieces } from '../../src/store/ledger/chain.ts';
import { piecesOf } from '../../src/store/ledger/line.ts';
import { Disk } from './disk.ts';
import { AT, commit, DIR, KEY, storeOn } from './history.ts';

const MANY = 400;
const turn = async (): Promise<void> => {};

describe('a line made in pieces', () => {
  it('has the bytes of one made at once', async () => {
    const values = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 60 })),
      { minKeys: 1 },
    );
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const whole = { v: 1, seq: 3, prev: '0'.repeat(64), ...value };
        const { parts, hash } = await closePieces(piecesOf(whole), KEY, turn);
        expect({ bytes: Buffer.concat(parts), hash }).toEqual(closeLine(JSON.stringify(whole), KEY));
      }),
    );
  });
});

/** Calls of index functions while nobody else had a turn: one a document when it is checked, and when it is applied. */
function watched() {
  let inTurn = 0;
  let most = 0;
  let all = 0;
  let open = true;
  const turn = (): void => {
    inTurn = 0;
    if (open) setImmediate(turn);
  };
  setImmediate(turn);
  const unit = (body: { unit: string }): string => {
    inTurn += 1;
    all += 1;
    most = Math.max(most, inTurn);
    return body.unit;
  };
  const stop = (): void => {
    open = false;
  };
  return { kinds: [{ kind: 'risk', schema: 1, indexes: { unit } }], counts: () => ({ most, all }), stop };
}

const many = (requestId: string, rev: number) =>
  commit(requestId, {
    put: Array.from({ length: MANY }, (_, n) => ({
      ...{ kind: 'risk', id: `d${n}`, rev, body: { unit: 'u' }, sealed: { text: `文字 ${n}` } },
    })),
  });
/** Enough for the first documents of a large commit to be checked and sealed, and not for the last ones. */
async function someTurns(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setImmediate(resolve));
}
const keysOn = (disk: Disk): number =>
  [...disk.names.keys()].filter((path) => path.startsWith(`${DIR}/keys/`)).length;

describe('a commit of many documents', () => {
  it('lets everybody else have their turn while it is made ready and while it is applied', async () => {
    const { kinds, counts, stop } = watched();
    const store = storeOn(new Disk(), { kinds });
    await store.open();
    await store.commit(many('big', 0));
    stop();
    expect(counts().all).toBeGreaterThanOrEqual(2 * MANY);
    expect(counts().most).toBeLessThanOrEqual(100);
    await store.close();
  });

  it('that is refused leaves no key of its own', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    await store.commit(commit('r1', { put: [{ kind: 'risk', id: 'd3', rev: 0, body: { unit: 'u' } }] }));
    await expect(store.commit(many('big', 0))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(keysOn(disk)).toBe(0);
    await expect(store.commit(many('big', 1))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(keysOn(disk)).toBe(0);
    await store.close();
  });

  it('loses to whoever changes a document that it has looked at already', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    const big = store.commit(many('big', 0)).catch((error: unknown) => error);
    await someTurns();
    await store.commit(commit('r1', { put: [{ kind: 'risk', id: 'd0', rev: 0, body: { unit: 'v' } }] }));
    expect(await big).toMatchObject({ code: 'CONFLICT', at: 'risk/d0' });
    expect((await store.list('risk', { limit: 9 })).items.map(({ id }) => id)).toEqual(['d0']);
    expect(keysOn(disk)).toBe(0);

    await store.commit(many('next', 0)).catch(() => undefined);
    await store.commit(commit('r2', { remove: [{ kind: 'risk', id: 'd0', rev: 1 }] }));
    await store.commit(many('big2', 0));
    const away = store
      .commit(
        commit('away', { remove: many('', 1).put?.map(({ kind, id, rev }) => ({ kind, id, rev })) ?? [] }),
      )
      .catch((error: unknown) => error);
    await someTurns();
    await store.commit(commit('r3', { put: [{ kind: 'risk', id: 'd1', rev: 1, body: { unit: 'v' } }] }));
    expect(await away).toMatchObject({ code: 'CONFLICT', at: 'risk/d1' });
    expect((await store.tally('risk', { index: 'unit' })).v).toBe(1);
    await store.close();
  });

  it('seals a text again under the key that its record has by then', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    await store.commit(many('big', 0));
    // Erased and made anew while the large one is made ready: the revisions fit, the keys don't.
    const ids = Array.from({ length: MANY }, (_, n) => ({ kind: 'risk', id: `d${n}` }));
    await store.commit(commit('away', { remove: ids.map((ref) => ({ ...ref, rev: 1 })) }));
    const again = store.commit(many('again', 0));
    await someTurns();
    await store.commit(commit('gone', { erase: [{ kind: 'risk', id: 'd0', why: 'asked for' }], at: AT }));
    await again;
    expect((await store.get({ kind: 'risk', id: 'd0' }))?.sealed).toEqual({ text: '文字 0' });
    await store.close();
    const next = storeOn(disk);
    await next.open();
    expect((await next.get({ kind: 'risk', id: 'd0' }))?.sealed).toEqual({ text: '文字 0' });
    await next.close();
  });

  it('is whole to whoever asks while the disk hands it over, whatever had its turn in between (C03)', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    const looks: Promise<number>[] = [];
    disk.hold = async () => {
      // A reader in each of the steps between the sync of the line and its first document.
      void (async () => {
        for (let step = 0; step < 60; step += 1) {
          looks.push(store.tally('risk', { index: 'unit' }).then(({ u = 0 }) => u));
          await undefined;
        }
      })();
    };
    const bare = Array.from({ length: MANY }, (_, n) => ({
      kind: 'risk',
      id: `d${n}`,
      rev: 0,
      body: { unit: 'u' },
    }));
    // Several in one batch: who waited for the first must not look into the third.
    await Promise.all([
      store.commit(commit('r1', { put: [{ kind: 'note', id: 'n1', rev: 0, body: {} }] })),
      store.commit(commit('big', { put: bare.slice(0, 200) })),
      store.commit(commit('r2', { put: [{ kind: 'note', id: 'n2', rev: 0, body: {} }] })),
      store.commit(commit('more', { put: bare.slice(200) })),
    ]);
    const seen = new Set(await Promise.all(looks));
    expect([...seen].filter((n) => n !== 0 && n !== 200 && n !== MANY)).toEqual([]);
    expect(looks.length).toBeGreaterThan(60);
    disk.hold = undefined;
    await store.close();
  });

  it.each([16, 17, 40])('of %i is done once when it is asked for twice at a time (A03)', async (size) => {
    const store = storeOn(new Disk());
    await store.open();
    await store.commit(
      commit('r1', {
        put: Array.from({ length: size }, (_, n) => ({ ...{ kind: 'risk', id: `d${n}`, rev: 0 }, body: {} })),
      }),
    );
    const erase = Array.from({ length: size }, (_, n) => ({ kind: 'risk', id: `d${n}`, why: 'asked for' }));
    const told = await Promise.all([1, 2, 3].map(() => store.commit(commit('away', { erase }))));
    expect(told.map(({ replayed }) => replayed)).toEqual([false, true, true]);
    expect(new Set(told.map(({ seq }) => seq)).size).toBe(1);
    await store.close();
  });
});
