import { beforeAll, describe, expect, it } from 'vitest';
import { StoreError } from '../../src/store/store.ts';
import { Disk, systemError } from './disk.ts';
import { at, commit, DIR, readAll, risk, row, stepsOf, storeOn } from './history.ts';

const SEGMENT = `${DIR}/ledger-000000000000.jsonl`;
/** The erasure in `stepsOf`. */
const ERASED = 8;
const HEAD = `${DIR}/head.json`;

/** Commits beside those of `stepsOf`; STORE_COMMITS=200 for a long run. */
const MORE = Number(process.env.STORE_COMMITS ?? 6);

/** A closed store of all kinds of commits in one segment, without a snapshot. */
async function closedStore(): Promise<Disk> {
  const disk = new Disk();
  const store = storeOn(disk);
  await store.open();
  for (const step of stepsOf(store)) await step();
  for (let n = 0; n < MORE; n++) {
    await store.commit(
      commit(`more${n}`, { put: [risk(`m${n}`, 0)], outbox: [row(`mo${n}`)], at: at(100 + n) }),
    );
  }
  await store.close();
  disk.names.delete(`${DIR}/db.json`);
  return disk;
}

/** What opening a copy with other ledger bytes gives: the seq, or the code of the refusal. */
async function openWith(disk: Disk, bytes: Buffer, head: boolean): Promise<number | string> {
  const copy = disk.copy();
  copy.put(SEGMENT, bytes);
  if (!head) copy.names.delete(HEAD);
  const store = storeOn(copy);
  try {
    return (await store.open()).seq;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    expect(copy.bytes(SEGMENT).equals(bytes), 'a refused ledger is left as it is').toBe(true);
    return error.code;
  } finally {
    await store.close();
  }
}

let disk: Disk;
let whole: Buffer;
/** Where each line ends, its newline included. */
let ends: number[];

beforeAll(async () => {
  disk = await closedStore();
  whole = disk.bytes(SEGMENT);
  ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([position]) => position + 1);
});

/** Line 2 seals a text under a key that ERASED destroys: between them the cut shows by the missing key. */
const expectedAt = (seq: number): number | string => {
  if (seq < 0) return 'TRUNCATED';
  return seq >= 2 && seq < ERASED ? 'MISSING' : seq;
};

describe('a ledger that was cut at any byte (D04)', () => {
  it('opens at exactly the last whole commit when nobody knows of more', async () => {
    expect(whole.length).toBeGreaterThan(6000);
    for (let length = whole.length - 1; length >= 0; length--) {
      const seq = ends.filter((end) => end <= length).length - 1;
      expect(await openWith(disk, whole.subarray(0, length), false), `cut at ${length}`).toBe(
        expectedAt(seq),
      );
    }
  });

  it('is refused when head.json knows of more', async () => {
    for (let length = 0; length < whole.length; length += 97) {
      expect(await openWith(disk, whole.subarray(0, length), true), `cut at ${length}`).toBe('TRUNCATED');
    }
  });

  it('keeps the torn tail beside it and goes on', async () => {
    const copy = disk.copy();
    copy.put(SEGMENT, whole.subarray(0, whole.length - 5));
    copy.names.delete(HEAD);
    const last = ends.length - 2;
    const tail = whole.subarray(ends[last], whole.length - 5);
    const store = storeOn(copy);
    expect(await store.open()).toMatchObject({ seq: last, tornBytes: tail.length });
    expect(copy.bytes(`${DIR}/torn-${last + 1}-${tail.length}.bin`).equals(tail)).toBe(true);
    await store.commit(commit('after', { at: at(200) }));
    await store.close();
    expect(await storeOn(copy).open()).toMatchObject({ seq: last + 1, tornBytes: 0 });
  });
});

describe('one bit that turned, at any byte (D05)', () => {
  it('is never accepted', async () => {
    for (let position = 0; position < whole.length; position++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(position) ^ (1 << (position % 8)), position);
      const outcome = await openWith(disk, bytes, true);
      expect(['CORRUPT', 'TRUNCATED'], `bit at byte ${position}`).toContain(outcome);
    }
  }, 120_000);

  it('in head.json or a snapshot changes nothing', async () => {
    const opened = storeOn(disk.copy());
    await opened.open();
    const expected = await readAll(opened);
    await opened.close();
    const head = disk.bytes(HEAD);
    for (let position = 0; position < head.length; position++) {
      const copy = disk.copy();
      const bytes = Buffer.from(head);
      bytes.writeUInt8(bytes.readUInt8(position) ^ (1 << (position % 8)), position);
      copy.put(HEAD, bytes);
      const store = storeOn(copy);
      await store.open();
      expect(await readAll(store)).toBe(expected);
      await store.close();
    }
  });
});

describe('a start that is disturbed', () => {
  it('at any of its calls changes nothing: the next start finds the same', async () => {
    const torn = disk.copy();
    torn.names.delete(HEAD);
    torn.put(SEGMENT, whole.subarray(0, whole.length - 50));
    for (let n = 1; ; n++) {
      const copy = torn.copy();
      copy.fault = (_call, _path, nth) => (nth >= n ? systemError('EIO') : undefined);
      const first = storeOn(copy);
      const opened = await first.open().catch((error: unknown) => error);
      await first.close();
      copy.cutPower();
      const second = storeOn(copy);
      expect((await second.open()).seq, `disturbed at call ${n}`).toBe(ends.length - 2);
      await second.close();
      if (!(opened instanceof StoreError)) break;
    }
  });
});
