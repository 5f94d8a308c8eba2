import { mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ledgerStore } from '../src/store/ledger/ledger.ts';
import type { Store } from '../src/store/store.ts';
import { KEY } from './place.ts';
import { bodyOf, texts } from './register.ts';
import { commitOf } from './seed.ts';

const WRITERS = 64;
/** Lines of the size that a small commit has. */
const LINE_BYTES = 1024;
const kinds = [{ kind: 'note', schema: 1, indexes: {} }];

/** Calls `once` from so many writers, one after the other each, for a while. Gives calls per second. */
async function perSecond(
  writers: number,
  ms: number,
  once: (n: number) => Promise<unknown>,
): Promise<number> {
  let done = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() - from < ms) {
        await once(done);
        done += 1;
      }
    }),
  );
  return (done * 1000) / (performance.now() - from);
}

async function append(file: FileHandle, line: Buffer): Promise<void> {
  await file.write(line);
  await file.datasync();
}

export type CommitFigures = { readonly disk: readonly number[]; readonly commits: readonly number[] };
let n = 0;
/** A small document without free text, made beforehand as the disk's line is: the store's own cost and nothing else. */
const body = { texts, at: bodyOf(1).trail };
const write = (store: Store): Promise<unknown> => {
  n += 1;
  return store.commit(commitOf(`n:${n}`, [{ kind: 'note', id: `N-${n}`, rev: 0, body }]));
};

/** By turns: the disk's append + fdatasync for each line, and the ledger with 64 writers. */
export async function run({
  dir,
  rounds,
  ms,
}: {
  dir: string;
  rounds: number;
  ms: number;
}): Promise<CommitFigures> {
  const folder = mkdtempSync(join(dir, 'commits-'));
  const file = await open(join(folder, 'lines'), 'a');
  const store = ledgerStore({ dir: join(folder, 'store'), key: KEY, kinds });
  await store.open();
  const line = Buffer.alloc(LINE_BYTES, 'x');
  const figures = { disk: [] as number[], commits: [] as number[] };
  await perSecond(WRITERS, ms, () => write(store));
  for (let round = 0; round < rounds; round += 1) {
    figures.disk.push(await perSecond(1, ms, () => append(file, line)));
    figures.commits.push(await perSecond(WRITERS, ms, () => write(store)));
  }
  await file.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return figures;
}
