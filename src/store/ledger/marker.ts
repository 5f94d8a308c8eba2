import { join } from 'node:path';
import { StoreError } from '../store.ts';
import { mustSync, readWhole, writeFile } from './bytes.ts';
import { NO_LINE } from './chain.ts';
import type { FileSystem } from './files.ts';
import { segmentName, segmentsAmong } from './journal.ts';
import { encodeLine } from './line.ts';

const MARKER = 'STORE_ID';
/** Stands while a store is being made; whoever finds it knows that nothing was ever committed. */
const UNFINISHED = 'STORE_ID.new';
/** What an interrupted making may leave behind, and what a fresh volume holds. */
const LEFTOVERS = new Set([UNFINISHED, 'keys', 'lock', 'lost+found', segmentName(0)]);
const FRESH = new Set(['lost+found', 'lock']);
const SHAPE = /^\{"format":"qingfeng ledger 1","store":"([0-9a-f]{32})"\}\n$/;

export type MakeParts = {
  readonly files: FileSystem;
  readonly dir: string;
  readonly key: Buffer;
  readonly now: () => string;
  readonly random: (size: number) => Buffer;
};

/**
 * The id of the store in a folder, or undefined when a store may be made here: the folder is empty, or its making was
 * interrupted. Throws MISSING or CORRUPT for everything else; a folder that holds anything never becomes a new store.
 */
export async function findStore(files: FileSystem, dir: string): Promise<string | undefined> {
  const names = (await files.list(dir)) ?? [];
  const marker = await readWhole(files, join(dir, MARKER));
  if (marker) return checkMarker(marker, names, dir);
  if (names.every((name) => FRESH.has(name))) return undefined;
  if (names.includes(UNFINISHED) && names.every((name) => LEFTOVERS.has(name))) return undefined;
  const odd = names.filter((name) => !FRESH.has(name)).slice(0, 3);
  throw new StoreError(
    'CORRUPT',
    `${dir} holds ${odd.join(', ')} but no ${MARKER}: not a store, or a damaged one. ${ADVICE}`,
    dir,
  );
}

const ADVICE =
  'Nothing was changed. Look with `npm run verify`, restore a backup, or point DATA_DIR elsewhere.';

function checkMarker(marker: Buffer, names: readonly string[], dir: string): string {
  const id = SHAPE.exec(marker.toString('latin1'))?.[1];
  if (id === undefined) throw new StoreError('CORRUPT', `${MARKER} in ${dir} is damaged. ${ADVICE}`, MARKER);
  const first = segmentsAmong(names)[0];
  if (first === 0) return id;
  const gone = first === undefined ? 'its ledger is gone' : `${segmentName(0)} is gone`;
  throw new StoreError('MISSING', `${dir} held a store but ${gone}. ${ADVICE}`, segmentName(0));
}

/**
 * Makes a store: line 0, then the marker, each durable before the next. Interrupted anywhere, the next start begins
 * again, because open() had not resolved and so nothing was committed.
 */
export async function makeStore({ files, dir, key, now, random }: MakeParts): Promise<string> {
  const store = random(16).toString('hex');
  const marker = Buffer.from(`{"format":"qingfeng ledger 1","store":"${store}"}\n`);
  await writeFile(files, join(dir, UNFINISHED), marker, true);
  await mustSync(() => files.syncFolder(dir));
  await files.folder(join(dir, 'keys'));
  const first = encodeLine({ at: now(), by: 'store', why: 'made', store }, 0, NO_LINE, key);
  await writeFile(files, join(dir, segmentName(0)), first.bytes, true);
  await mustSync(() => files.syncFolder(dir));
  await files.rename(join(dir, UNFINISHED), join(dir, MARKER));
  await mustSync(() => files.syncFolder(dir));
  return store;
}
