import { copyFile, mkdir, open, readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentName, segmentsAmong } from '../ledger/journal.ts';
import { GONE } from '../ledger/keys.ts';
import { type FolderVerdict, verifyFolder } from '../ledger/verifier.ts';
import { StoreError } from '../store.ts';

const MARKER = 'STORE_ID';
const NEWLINE = 10;
/** Key files copied at once. */
const AT_ONCE = 32;
const TAIL = 64 * 1024;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Cuts what follows the last newline: a line that was being written while it was copied. */
async function cutUnended(path: string): Promise<void> {
  const file = await open(path, 'r');
  let end: number;
  try {
    end = (await file.stat()).size;
    for (let found = -1; end > 0 && found < 0; ) {
      const from = Math.max(0, end - TAIL);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(end - from), 0, end - from, from);
      found = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
      end = found < 0 ? from : from + found + 1;
    }
  } finally {
    await file.close();
  }
  await truncate(path, end);
}

/** Copies the keys that are not there yet. One that is destroyed meanwhile is left out, like those on their way out. */
async function copyKeys(from: string, to: string): Promise<void> {
  const there = new Set(await readdir(to));
  const fresh = (await readdir(from)).filter((name) => !name.endsWith(GONE) && !there.has(name));
  for (let at = 0; at < fresh.length; at += AT_ONCE)
    await Promise.all(
      fresh.slice(at, at + AT_ONCE).map((name) =>
        copyFile(join(from, name), join(to, name)).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        }),
      ),
    );
}

async function prepare(from: string, to: string): Promise<void> {
  if (!(await readdir(from).catch((): string[] => [])).includes(MARKER))
    throw new StoreError('MISSING', `${from} holds no store`, from);
  await mkdir(to, { recursive: true, mode: 0o700 });
  if ((await readdir(to)).length > 0)
    throw new StoreError('CORRUPT', `${to} is not empty: a backup goes into a new folder`, to);
  await mkdir(join(to, 'keys'), { mode: 0o700 });
}

/**
 * Copies a register that may be in use: a beginning of its history that holds everything acknowledged before. Keys are
 * copied before the ledger and again after it, so that none is missing whatever is written or erased meanwhile. The
 * snapshots and head.json stay behind: they may be newer than the lines. LEDGER_KEY is not in it.
 * @returns what the verifier says of the copy
 * Throws StoreError MISSING when there is no store, CORRUPT when `to` holds anything, and what the disk throws.
 */
export async function backupTo(to: string, from: string, key?: Buffer): Promise<FolderVerdict> {
  await prepare(from, to);
  const keys = [join(from, 'keys'), join(to, 'keys')] as const;
  await copyKeys(...keys);
  await copyFile(join(from, MARKER), join(to, MARKER));
  const segments = segmentsAmong(await readdir(from)).map(segmentName);
  for (const name of segments) await copyFile(join(from, name), join(to, name));
  await cutUnended(join(to, segments.at(-1) ?? MARKER));
  await copyKeys(...keys);
  return verifyFolder(to, key ? { key } : {});
}
