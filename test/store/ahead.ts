import { type Ahead, listen, type Part, readAhead } from '../../src/store/ledger/ahead.ts';
import { StoreError } from '../../src/store/store.ts';
import type { Disk } from './disk.ts';
import { KINDS, readAll, storeOn } from './history.ts';

/** The work of the thread done in this one; it dies before it says `loss`. Notes what was said. */
export const aheadOn =
  (disk: Disk, said: unknown[] = [], loss?: Part['what']): Ahead =>
  (of, onBlock) => {
    const { hear, over, ...reading } = listen(onBlock, () => {});
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
  (of, onBlock) => {
    const { hear, over: _over, ...reading } = listen(onBlock, () => {});
    const said: Part[] = [];
    void readAhead(disk, of, Buffer.alloc, (part) => said.push(part)).then(() => {
      for (const part of said)
        if (part.what === 'block') for (const lines of linesOf(part.lines)) hear({ ...part, lines });
        else hear(part);
    });
    return reading;
  };

/** All that a start comes to: what the store says then, or how it was refused. */
export async function startOf(disk: Disk, ahead?: Ahead, kinds = KINDS): Promise<string> {
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
