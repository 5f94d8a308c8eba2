import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../src/store/ledger/files.ts';
import { SnapshotFile } from '../../src/store/ledger/snapshot.ts';
import { State } from '../../src/store/ledger/state.ts';
import { type Commit, type KindSpec, type Store, StoreError } from '../../src/store/store.ts';
import { over } from '../support/over.ts';
import { Disk, systemError } from './disk.ts';
import { at, commit, DIR, KEY, KINDS, readAll, risk, row, stepsOf, storeOn } from './history.ts';

const SNAPSHOTS = [`${DIR}/db.json`, `${DIR}/db.previous.json`];

type Step = {
  readonly id: string;
  readonly rev: number;
  readonly what: 'put' | 'seal' | 'erase' | 'remove' | 'work';
  readonly minutes: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  rev: fc.nat(3),
  what: fc.constantFrom('put', 'seal', 'erase', 'remove', 'work'),
  // Up to two days a step, so that requests and rows are forgotten within a history.
  minutes: fc.nat(2 * 24 * 60),
});

function commitOf(n: number, { id, rev, what }: Step, time: string): Commit {
  const put = { ...risk(id, rev, { unit: `u${n % 3}` }), ...(what === 'seal' && { sealed: `text ${n}` }) };
  const base = { at: time, outbox: [row(`o${n}`, id, time)], unique: [`slot:${n % 7}:${id}`] };
  if (what === 'erase') return commit(`r${n}`, { at: time, erase: [{ kind: 'risk', id, why: 'term' }] });
  if (what === 'remove') return commit(`r${n}`, { at: time, remove: [{ kind: 'risk', id, rev }] });
  return commit(`r${n}`, { ...base, put: [put] });
}

async function work(store: Store, now: string): Promise<void> {
  for (const claim of await store.claimOutbox({ worker: 'w', max: 2, leaseMs: 1000, now })) {
    await store.beginAttempt(claim, now);
    await store.settleOutbox(
      claim,
      claim.fence % 2 ? { kind: 'sent', messageId: 'om', at: now } : { kind: 'dead', error: 'x', at: now },
    );
  }
}

/** Plays steps; refusals are part of a history. */
async function play(store: Store, steps: readonly Step[]): Promise<void> {
  let minutes = 0;
  for (const [n, one] of steps.entries()) {
    minutes += one.minutes;
    try {
      if (one.what === 'work') await work(store, at(minutes));
      else await store.commit(commitOf(n, one, at(minutes)));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
}

async function readAfterStart(
  disk: Disk,
): Promise<{ read: string; fromSnapshot: number; seq: number; requests: unknown }> {
  const store = storeOn(disk);
  const { fromSnapshot, seq } = await store.open();
  const read = await readAll(store);
  const requests = await Promise.all(Array.from({ length: 40 }, (_, n) => store.recall(`r${n}`)));
  const history = [];
  for (const id of ['a', 'b', 'c'])
    for await (const change of store.history({ kind: 'risk', id })) history.push(change);
  await store.close();
  return { read: read + JSON.stringify(history), fromSnapshot, seq, requests };
}

describe('a snapshot is only a cache (D11)', () => {
  it('whatever the history: with it, with the one before, with a damaged one, with none, the state is the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), fc.nat(), async (steps, where) => {
        const disk = new Disk();
        const store = storeOn(disk, { snapshotEvery: 4, segmentBytes: 2000 });
        await store.open();
        await play(store, steps);
        const live = await readAll(store);
        await store.close();
        const none = disk.copy();
        for (const name of SNAPSHOTS) none.names.delete(name);
        const replayed = await readAfterStart(none);
        expect(replayed.fromSnapshot).toBe(0);
        expect(replayed.read.startsWith(live)).toBe(true);
        const damaged = disk.copy();
        const previous = disk.copy();
        if (disk.names.has(`${DIR}/db.json`)) {
          previous.names.delete(`${DIR}/db.json`);
          const bytes = disk.bytes(`${DIR}/db.json`);
          bytes.writeUInt8(bytes.readUInt8(where % bytes.length) ^ 1, where % bytes.length);
          damaged.put(`${DIR}/db.json`, bytes);
        }
        for (const other of [disk.copy(), previous, damaged]) {
          const { read, requests } = await readAfterStart(other);
          expect(read).toBe(replayed.read);
          expect(requests).toEqual(replayed.requests);
        }
      }),
      { numRuns: Number(process.env.STORE_RUNS ?? 100), seed: 20261123 },
    );
  }, 300_000);

  it('is used when it is whole: only the lines after it are read', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    for (const one of stepsOf(store)) await one();
    await store.close();
    expect(await readAfterStart(disk)).toMatchObject({ fromSnapshot: 9, seq: 9 });
  });

  it('of another history is passed over', async () => {
    const [disk, other] = [new Disk(), new Disk()];
    for (const [place, id] of [
      [disk, 'a'],
      [other, 'b'],
    ] as const) {
      const store = storeOn(place);
      await store.open();
      await store.commit(commit('r1', { put: [risk(id, 0)] }));
      await store.close();
    }
    disk.put(`${DIR}/db.json`, other.bytes(`${DIR}/db.json`));
    expect(await readAfterStart(disk)).toMatchObject({
      fromSnapshot: 0,
      seq: 1,
      read: expect.stringContaining('"id":"a"'),
    });
  });

  it('of another branch of this very store, as long or longer, is passed over', async () => {
    const disk = new Disk();
    const base = storeOn(disk);
    await base.open();
    await base.commit(commit('r1', { put: [risk('a', 0)] }));
    await base.close();
    const branch = async (on: Disk, ids: readonly string[]): Promise<Disk> => {
      const store = storeOn(on);
      await store.open();
      for (const id of ids) await store.commit(commit(id, { put: [risk(id, 0)] }));
      await store.close();
      return on;
    };
    for (const others of [['x'], ['x', 'y']]) {
      const mine = await branch(disk.copy(), ['m']);
      const other = await branch(disk.copy(), others);
      for (const name of SNAPSHOTS) mine.names.delete(name);
      mine.put(`${DIR}/db.json`, other.bytes(`${DIR}/db.json`));
      const found = await readAfterStart(mine);
      expect(found).toMatchObject({ fromSnapshot: 0, seq: 2, read: expect.stringContaining('"id":"m"') });
      expect(found.read).not.toContain('"id":"x"');
    }
  });

  it('hands a document that nobody asked for to the next one as it is', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    for (const one of stepsOf(store)) await one();
    await store.close();
    const second = storeOn(disk);
    await second.open();
    await second.commit(commit('more', { put: [risk('a', 2, { unit: 'u9', tags: ['z'] })] }));
    await second.commit(commit('gone', { remove: [{ kind: 'risk', id: 'd', rev: 1 }] }));
    await second.close();
    const replayed = disk.copy();
    for (const name of SNAPSHOTS) replayed.names.delete(name);
    const [fresh, kept] = [await readAfterStart(replayed), await readAfterStart(disk)];
    expect([fresh.fromSnapshot, kept.fromSnapshot]).toEqual([0, 11]);
    expect(kept.read).toBe(fresh.read);
  });

  const indexed = (unit: (body: { unit: string }) => string): readonly KindSpec[] =>
    KINDS.map((spec) => (spec.kind === 'risk' ? { ...spec, indexes: { ...spec.indexes, unit } } : spec));
  const unitsOn = async (disk: Disk, kinds: readonly KindSpec[]) => {
    const store = storeOn(disk, { kinds });
    const { fromSnapshot } = await store.open();
    const units = await store.tally('risk', { index: 'unit' });
    await store.close();
    return { fromSnapshot, units };
  };

  it('made with other indexes is indexed anew', async () => {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    for (const one of stepsOf(store)) await one();
    await store.close();
    expect(
      await unitsOn(
        disk,
        indexed((body) => `unit ${body.unit}`),
      ),
    ).toEqual({
      fromSnapshot: 9,
      units: { 'unit u1': 3 },
    });
  });

  it('made when an index meant something else is passed over', async () => {
    let word = 'old';
    const kinds = indexed((body) => `${word} ${body.unit}`);
    const disk = new Disk();
    const store = storeOn(disk, { kinds });
    await store.open();
    for (const one of stepsOf(store)) await one();
    await store.close();
    word = 'new';
    expect(await unitsOn(disk, kinds)).toEqual({ fromSnapshot: 0, units: { 'new u1': 3 } });
  });

  it('is written in slices of some hundred documents, and others have their turn between them', async () => {
    /** How often the loop had gone round at each write of the snapshot. */
    async function turnsAtWrites(documents: number): Promise<readonly number[]> {
      const disk = new Disk();
      const store = storeOn(disk);
      await store.open();
      const put = Array.from({ length: documents }, (_, n) => risk(`d${n}`, 0));
      await store.commit(commit('many', { put }));
      let turns = 0;
      let over = false;
      const beat = (): void => {
        turns += 1;
        if (!over) setImmediate(beat);
      };
      const at: number[] = [];
      disk.fault = (call, path) => {
        if (call === 'write' && path.startsWith('db.json')) at.push(turns);
        return undefined;
      };
      setImmediate(beat);
      await store.close();
      over = true;
      return at;
    }
    const [few, many] = [await turnsAtWrites(1), await turnsAtWrites(2_600)];
    expect(many.length - few.length).toBeGreaterThanOrEqual(5);
    // Between any two writes the loop went round once at least.
    expect(new Set(many).size).toBe(many.length);
  });

  it('that cannot be written disturbs nobody', async () => {
    const disk = new Disk();
    const store = storeOn(disk, { snapshotEvery: 1 });
    await store.open();
    disk.fault = (call, path) =>
      call === 'write' && path.startsWith('db.json') ? systemError('ENOSPC') : undefined;
    for (const one of stepsOf(store)) await one();
    expect(store.status().state).toBe('open');
    await store.close();
    disk.fault = undefined;
    expect([...disk.names.keys()].filter((name) => name.includes('db.'))).toEqual([]);
    expect(await readAfterStart(disk)).toMatchObject({ fromSnapshot: 0, seq: 9 });
  });

  it('is of the moment it was asked for, whatever is committed before its first byte is written', async () => {
    const disk = new Disk();
    await disk.folder(DIR);
    const state = new State(KINDS);
    const keysOf = (id: string) => Array.from({ length: 1_203 }, (_, n) => `once:${id}${n}`);
    const lineOf = (seq: number, id: string) => {
      const put = [{ kind: 'risk', id, rev: 1, was: 0, schema: 1, body: { unit: 'u', state: 's' } }];
      return { v: 1, seq, prev: '', at: at(0), by: 'ou_li', why: 'test', put, uniq: keysOf(id) } as const;
    };
    state.apply(lineOf(1, 'a'), 'h1');
    const slow = over<FileSystem>(disk, {
      open: async (path, mode) => {
        state.apply(lineOf(2, 'b'), 'h2');
        return disk.open(path, mode);
      },
    });
    await new SnapshotFile(slow, DIR, KEY, KINDS).write(state);
    const read = await new SnapshotFile(disk, DIR, KEY, KINDS).read();
    expect({ seq: read?.seq, hash: read?.hash, size: read?.size }).toEqual({ seq: 1, hash: 'h1', size: 1 });
    expect([...(read?.uniques ?? [])]).toEqual(keysOf('a'));
  });

  it('holds no free text', async () => {
    const disk = new Disk();
    const store = storeOn(disk, { kinds: KINDS });
    await store.open();
    await store.commit(commit('r1', { put: [{ ...risk('a', 0), sealed: 'MARKER-TEXT' }] }));
    await store.close();
    const all = [...disk.names.keys()].map((name) => disk.bytes(name).toString('latin1')).join('');
    expect(all).toContain('"id":"a"');
    expect(all).not.toContain('MARKER-TEXT');
  });
});
