import { describe, expect, it } from 'vitest';
import { type Store, StoreError } from '../../src/store/store.ts';
import { Disk, type Fault, systemError } from './disk.ts';
import { at, commit, readAll, risk, stepsOf, storeOn } from './history.ts';

type Run = {
  readonly acked: number;
  readonly calls: number;
  /** What the next step was refused with, if it was. */
  readonly refused: string | undefined;
};

/** Opens, plays the history until a step is refused, closes. Tells how many steps were acknowledged. */
async function play(disk: Disk, fault?: Fault): Promise<Run> {
  disk.fault = fault;
  const store = storeOn(disk, { snapshotEvery: 3, segmentBytes: 1500 });
  let acked = 0;
  let refused: string | undefined;
  try {
    await store.open();
    for (const step of stepsOf(store)) {
      await step();
      acked += 1;
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    refused = error.code;
  }
  await store.close();
  return { acked, calls: disk.calls, refused };
}

/** What the store reads as after each step of a history without faults. */
async function referenceReads(): Promise<readonly string[]> {
  const store = storeOn(new Disk());
  await store.open();
  const reads = [await readAll(store)];
  for (const step of stepsOf(store)) {
    await step();
    reads.push(await readAll(store));
  }
  await store.close();
  return reads;
}

const reference = await referenceReads();

/**
 * What a later process finds: all that was acknowledged, possibly one step more of which nobody knows how it ended
 * (two ledger lines of one step may be apart), and it can be written to. What was refused for want of room is not there.
 */
async function checkAfter(disk: Disk, { acked, refused }: Run, label: string): Promise<void> {
  disk.fault = undefined;
  const store = storeOn(disk);
  await store.open();
  const read = await readAll(store);
  const fits =
    reference.slice(acked, refused === 'STORAGE_FULL' ? acked + 1 : acked + 2).includes(read) ||
    (acked === 4 && read.includes('"attempts":1'));
  expect(fits, `${label}: acked ${acked}, then ${refused}, found ${read}`).toBe(true);
  await store.commit(commit('after', { put: [risk('after', 0)], at: at(99) }));
  await store.close();
}

const total = (await play(new Disk())).calls;

describe('one system call of a short history fails, for every one of them', () => {
  it('has a history worth the name', () => {
    expect(total).toBeGreaterThan(120);
    expect(new Set(reference).size).toBe(reference.length);
  });

  for (const code of ['EIO', 'ENOSPC']) {
    it(`${code} once at the n-th call: nothing acknowledged is lost, nothing refused shows`, async () => {
      for (let n = 1; n <= total; n++) {
        const disk = new Disk();
        const run = await play(disk, (_call, _path, nth) => (nth === n ? systemError(code) : undefined));
        await checkAfter(disk, run, `${code} at call ${n}`);
      }
    }, 120_000);

    it(`${code} from the n-th call on, then the power is cut: the same`, async () => {
      for (let n = 1; n <= total; n++) {
        const disk = new Disk();
        const run = await play(disk, (_call, _path, nth) => (nth >= n ? systemError(code) : undefined));
        disk.cutPower();
        await checkAfter(disk, run, `${code} from call ${n}`);
      }
    }, 120_000);
  }

  it('the n-th write takes a part and then no more: what was refused is not there, also after a power cut', async () => {
    for (let n = 1; n <= total; n++) {
      for (const part of [40, 100_000]) {
        const disk = new Disk();
        let left = part;
        let full = false;
        const run = await play(disk, (call, path, nth) => {
          full ||= nth === n && call === 'write' && path.startsWith('ledger-');
          if (!full || call !== 'write' || !path.startsWith('ledger-')) return undefined;
          const taken = left;
          left = 0;
          return taken > 0 ? taken : systemError('ENOSPC');
        });
        disk.cutPower((extra) => extra);
        await checkAfter(disk, run, `write ${n} took ${part}`);
      }
    }
  }, 120_000);

  it('the power is cut at the n-th call, with none, some or all of the unsynced bytes on the disk (D02)', async () => {
    for (let n = 1; n <= total; n++) {
      for (const keep of [() => 0, (extra: number) => extra >> 1, (extra: number) => extra]) {
        const disk = new Disk();
        const run = await play(disk, (_call, _path, nth) => (nth >= n ? systemError('EIO') : undefined));
        disk.cutPower(keep);
        await checkAfter(disk, run, `power cut at call ${n}`);
      }
    }
  }, 120_000);

  it('writes that take 1 byte, half, or all but one are completed (D07)', async () => {
    for (const take of [() => 1, (n: number) => (n % 2 === 0 ? 7 : undefined)]) {
      const disk = new Disk();
      const run = await play(disk, (call, _path, nth) => (call === 'write' ? take(nth) : undefined));
      expect(run.acked).toBe(reference.length - 1);
      await checkAfter(disk, run, 'short writes');
    }
  });
});

describe('after one fsync error nothing more is acknowledged (D08)', () => {
  it('for every fsync of the history', async () => {
    let failed = 0;
    for (let n = 1; n <= 40; n++) {
      const disk = new Disk();
      let syncs = 0;
      const store = storeOn(disk);
      await store.open();
      disk.fault = (call, path) =>
        (call === 'sync' || call === 'syncFolder') && !path.startsWith('db') && ++syncs === n
          ? systemError('EIO')
          : undefined;
      let refused = false;
      for (const step of stepsOf(store)) {
        const code = await step().then(
          () => 'ok',
          (error: unknown) => (error instanceof StoreError ? error.code : 'bug'),
        );
        if (refused) expect(code).not.toBe('ok');
        if (code === 'UNAVAILABLE') refused = true;
      }
      if (refused) {
        failed += 1;
        expect(store.status().state).toBe('failed');
        expect(await store.get({ kind: 'risk', id: 'nobody' })).toBeUndefined();
      }
      await store.close();
    }
    expect(failed).toBeGreaterThan(10);
  });
});

it('what a start read from the ledger lasts, although the process before it could not sync it (C03)', async () => {
  const disk = new Disk();
  const first = storeOn(disk);
  await first.open();
  disk.fault = (call, path) =>
    call === 'sync' && path.startsWith('ledger') ? systemError('EIO') : undefined;
  await expect(first.commit(commit('r1', { put: [risk('a', 0)] }))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
  await first.close();
  disk.fault = undefined;
  const second = storeOn(disk);
  await second.open();
  expect((await second.get({ kind: 'risk', id: 'a' }))?.rev).toBe(1);
  await second.close();
  disk.cutPower();
  const third = storeOn(disk);
  await third.open();
  expect((await third.get({ kind: 'risk', id: 'a' }))?.rev).toBe(1);
  await third.close();
});

it('a disk that cannot be read is told as a fault of the store, whoever reads', async () => {
  const disk = new Disk();
  const sealed = { text: '某供应商多次宴请' };
  const put = [{ ...risk('a', 0), sealed }];
  const first = storeOn(disk);
  await first.open();
  await first.commit(commit('r1', { put }));
  await first.close();
  const ref = { kind: 'risk', id: 'a' };
  const reads: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
    get: (store) => store.get(ref),
    list: (store) => store.list('risk', { limit: 9 }),
    history: async (store) => store.history(ref)[Symbol.asyncIterator]().next(),
    recall: (store) => store.recall('r1'),
    'a commit that comes again': (store) => store.commit(commit('r1', { put })),
    'a commit with a text': (store) => store.commit(commit('r2', { put: [{ ...risk('a', 1), sealed }] })),
  };
  for (const [name, read] of Object.entries(reads)) {
    const store = storeOn(disk);
    await store.open();
    disk.fault = (call) => (call === 'open' || call === 'read' ? systemError('EMFILE') : undefined);
    await expect(read(store), name).rejects.toMatchObject({ name: 'StoreError', code: 'UNAVAILABLE' });
    disk.fault = undefined;
    expect(await store.get(ref), name).toMatchObject({ sealed });
    await store.close();
  }
});
