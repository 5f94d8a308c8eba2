import { type Ahead, listen, type Part, readAhead } from '../../src/store/ledger/ahead.ts';
import { type Kinds, StoreError } from '../../src/store/store.ts';
import { Disk } from './disk.ts';
import { at, commit, DIR, KINDS, readAll, risk, stepsOf, storeOn } from './history.ts';

/** The work of the thread done in this one; it dies before it says `loss`. Notes what was said. */
export const aheadOn =
  (disk: Disk, said: unknown[] = [], loss?: Part['what']): Ahead =>
  (of) => {
    const { hear, over, ...reading } = listen(() => {});
    let dead = false;
    void readAhead(disk, of, Buffer.alloc, (part) => {
      dead ||= part.what === loss;
      if (dead) return over();
      said.push(part.what === 'whole' ? part.whole : part.what === 'prefix' ? part.prefix?.seq : part.what);
      hear(part);
    });
    return reading;
  };

/** As a real thread does it: everything was said, line by line, before the start hears the first word. */
export const aheadAtOnce =
  (disk: Disk): Ahead =>
  (of) => {
    const { hear, over: _over, ...reading } = listen(() => {});
    const said: Part[] = [];
    void readAhead(disk, of, Buffer.alloc, (part) => said.push(part)).then(() => {
      for (const part of said)
        if (part.what === 'block') for (const lines of linesOf(part.lines)) hear({ ...part, lines });
        else hear(part);
    });
    return reading;
  };

/** A thread that has said everything and ended; `ended` is told. */
export const aheadEnded =
  (disk: Disk, ended: () => void): Ahead =>
  (of) => {
    const { hear, over, ...reading } = listen(() => {});
    void readAhead(disk, of, Buffer.alloc, hear).then(over).then(ended);
    return reading;
  };

/** All that a start comes to: what the store says then, or how it was refused. */
export async function startOf(disk: Disk, ahead?: Ahead, kinds: Kinds = KINDS): Promise<string> {
  const copy = disk.copy();
  const store = storeOn(copy, { ahead, kinds });
  try {
    const { seq, hash, tornBytes, fromSnapshot } = await store.open();
    const history = [];
    for (const { id } of (await store.list('risk', { limit: 100 })).items)
      for await (const change of store.history({ kind: 'risk', id })) history.push(change);
    return JSON.stringify([seq, hash, tornBytes, fromSnapshot, await readAll(store), history]);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return `${error.code} ${error.message}`;
  } finally {
    await store.close();
  }
}
export const segments = (disk: Disk): readonly string[] =>
  [...disk.names.keys()].filter((name) => name.includes('/ledger-')).toSorted();
export const linesOf = (block: Buffer): readonly Buffer[] =>
  block
    .toString('latin1')
    .split(/(?<=\n)/)
    .map((line) => Buffer.from(line, 'latin1'));

export const SNAPSHOT = `${DIR}/db.json`;
/** A store of several segments, its snapshot some lines behind: both ends of the chain are walked. */
export async function closedStore(): Promise<Disk> {
  const disk = new Disk();
  const first = storeOn(disk, { segmentBytes: 1500 });
  await first.open();
  for (const step of stepsOf(first)) await step();
  await first.close();
  const snapshot = disk.bytes(SNAPSHOT);
  const second = storeOn(disk, { segmentBytes: 1500 });
  await second.open();
  for (let n = 0; n < 6; n++)
    await second.commit(commit(`more${n}`, { put: [risk(`m${n}`, 0)], at: at(100 + n) }));
  await second.close();
  disk.put(SNAPSHOT, snapshot);
  disk.names.delete(`${DIR}/db.previous.json`);
  return disk;
}

/** A copy of the disk, one bit of it another. */
export function flipped(disk: Disk, path: string, at: number): Disk {
  const copy = disk.copy();
  const bytes = Buffer.from(copy.bytes(path));
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  copy.put(path, bytes);
  return copy;
}
