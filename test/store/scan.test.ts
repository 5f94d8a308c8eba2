import { describe, expect, it } from 'vitest';
import { scanBlocks, scanLines } from '../../src/store/ledger/scan.ts';
import { codeOf } from '../contract/stage.ts';
import { Disk, systemError } from './disk.ts';
import { commit, DIR, risk, storeOn } from './history.ts';

/** What is read at once. */
const CHUNK = 1 << 20;
const LEDGER = `${DIR}/ledger-000000000000.jsonl`;

describe('a file that is longer than what is read at once', () => {
  // Lengths of lines with their newline; the last one has none.
  it.each<readonly [string, readonly number[], number]>([
    ['ends with a line', [400_000, 400_000, 400_000, 90], 0],
    ['ends without a newline', [400_000, 900_000, 300_000], 70],
    ['has a line that ends where the first read does', [CHUNK, 20, 30], 0],
    ['has one that ends a byte before, one a byte behind', [CHUNK - 1, CHUNK + 2, 30], 5],
    ['has a line of several reads', [10, 3 * CHUNK + 7, 10], 0],
    ['has no newline', [], 2 * CHUNK + 9],
    ['is as long as two reads, to the byte', [CHUNK / 2, CHUNK / 2, CHUNK], 0],
    ['has empty lines', [1, 1, CHUNK, 1, 1], 0],
    ['is empty', [], 0],
  ])('that %s is handed out whole, each line at its place', async (_what, lengths, rest) => {
    const lines = lengths.map((length, n) => `${String.fromCharCode(97 + n).repeat(length - 1)}\n`);
    const whole = Buffer.from(lines.join('') + 'z'.repeat(rest));
    for (const most of [undefined, 300_000]) {
      const disk = new Disk();
      disk.put('/f', whole);
      const found: { line: Buffer; offset: number; ended: boolean }[] = [];
      const size = await scanLines(most ? slowly(disk, most) : disk, '/f', (line, offset, ended) =>
        // Its bytes are of the moment only.
        found.push({ line: Buffer.from(line), offset, ended }),
      );
      expect(size).toBe(whole.length);
      const again = found.map(({ line, ended }) => Buffer.concat([line, Buffer.from(ended ? '\n' : '')]));
      expect(Buffer.concat(again).equals(whole)).toBe(true);
      expect(found.map(({ offset }) => offset)).toEqual(
        [
          0,
          ...again.map(({ length }, n) => again.slice(0, n).reduce((a, b) => a + b.length, 0) + length),
        ].slice(0, -1),
      );
      expect(found.map(({ ended }) => ended)).toEqual([
        ...lengths.map(() => true),
        ...(rest > 0 ? [false] : []),
      ]);
      // Blocks may be kept: compared when all is read.
      const kept: Buffer[] = [];
      await scanBlocks(disk, '/f', (block) => void kept.push(block));
      expect(Buffer.concat(kept).equals(whole)).toBe(true);
    }
  });

  it('of which the second part cannot be read: a line that is refused before is what is told', async () => {
    const disk = new Disk();
    disk.put('/f', Buffer.from(`first\n${'x'.repeat(3 * CHUNK)}\n`));
    let reads = 0;
    disk.fault = (call) => (call === 'read' && ++reads % 3 === 2 ? systemError('EIO') : undefined);
    const refuse = () => {
      throw new Error('refused');
    };
    await expect(scanLines(disk, '/f', refuse)).rejects.toThrow('refused');
    reads = 0;
    const lines: number[] = [];
    await expect(scanLines(disk, '/f', ({ length }) => void lines.push(length))).rejects.toThrow('EIO');
    expect(lines).toEqual([5]);
  });
});

/** A disk that gives no more than `most` bytes at once. */
function slowly(disk: Disk, most: number): Disk {
  const open = disk.open.bind(disk);
  disk.open = async (path, mode) => {
    const file = await open(path, mode);
    return { ...file, read: (into, length, position) => file.read(into, Math.min(length, most), position) };
  };
  return disk;
}

describe('a ledger that is longer than what is read at once', () => {
  async function long(): Promise<Disk> {
    const disk = new Disk();
    const store = storeOn(disk);
    await store.open();
    for (let n = 0; n < 6; n += 1)
      await store.commit(
        commit(`r${n}`, { put: [{ kind: 'note', id: `k${n}`, rev: 0, body: 's'.repeat(400_000) }] }),
      );
    await store.close();
    for (const name of ['db.json', 'head.json']) disk.names.delete(`${DIR}/${name}`);
    return disk;
  }
  const startsOf = (bytes: Buffer): readonly number[] => {
    const starts = [0];
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
    return starts;
  };

  it('comes back whole, and every line is found at its place', async () => {
    const store = storeOn(await long());
    expect(await store.open()).toMatchObject({ seq: 6, tornBytes: 0, fromSnapshot: 0 });
    for (let n = 0; n < 6; n += 1) expect(await store.recall(`r${n}`)).toMatchObject({ seq: n + 1 });
    await store.close();
  });

  it('is cut where its end is torn, wherever that is', { timeout: 30_000 }, async () => {
    const disk = await long();
    const whole = disk.bytes(LEDGER);
    const starts = startsOf(whole);
    for (const end of [CHUNK, whole.length - 1, (starts[4] ?? 0) + 1]) {
      const torn = disk.copy();
      torn.put(LEDGER, whole.subarray(0, end));
      const last = starts.findLastIndex((start) => start <= end);
      const store = storeOn(torn);
      expect(await store.open()).toMatchObject({ seq: last - 1, tornBytes: end - (starts[last] ?? 0) });
      expect(torn.bytes(LEDGER).equals(whole.subarray(0, starts[last]))).toBe(true);
      await store.commit(commit('after', { put: [risk('after', 0)] }));
      await store.close();
    }
  });

  it('is refused where a line is damaged that others follow, though the next ones are read already', async () => {
    const disk = await long();
    const whole = disk.bytes(LEDGER);
    for (const at of [500_000, CHUNK, CHUNK + 300_000]) {
      const damaged = disk.copy();
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      damaged.put(LEDGER, bytes);
      expect(await codeOf(storeOn(damaged).open())).toBe('CORRUPT');
      expect(damaged.bytes(LEDGER).equals(bytes)).toBe(true);
    }
  });
});
