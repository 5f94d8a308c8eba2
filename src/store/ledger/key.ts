import { randomBytes as nodeRandomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { StoreError } from '../store.ts';
import { mustSync, readWhole, writeFile } from './bytes.ts';
import { type FileSystem, nodeFiles } from './files.ts';

const KEY_BYTES = 32;

/**
 * 64 hex characters or base64 of 32 bytes → 32 bytes. Throws RangeError for anything else: a short key would be
 * accepted by HMAC without a word.
 */
export function parseKey(text: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed);
  if (key.length === KEY_BYTES && (isBase64 || trimmed.length === 64)) return key;
  throw new RangeError('LEDGER_KEY must be 32 bytes as 64 hex characters or as base64');
}

/** The key as bytes, whichever way it was handed in. */
export const keyBytes = (key: Buffer | string): Buffer => {
  if (typeof key === 'string') return parseKey(key);
  if (key.length !== KEY_BYTES)
    throw new RangeError(`the ledger key has ${key.length} bytes, not ${KEY_BYTES}`);
  return key;
};

export type KeyOptions = {
  /** LEDGER_KEY of the environment. */
  readonly env?: string | undefined;
  readonly dataDir: string;
  readonly files?: FileSystem;
  readonly randomBytes?: (size: number) => Buffer;
};
export type LedgerKey = {
  readonly key: Buffer;
  /** `file`: a store was opened with it before, so one must be there. */
  readonly from: 'environment' | 'file' | 'made';
  /** Call it once the store is open: from then on an empty data folder beside the key is a fault. */
  readonly keep: () => Promise<void>;
};

/** Beside the data folder, so that a copy of the folder never takes its key along. */
export const keyPath = (dataDir: string): string => `${resolve(dataDir)}.key`;

/**
 * The key that the ledger is written with: given, else read from `<dataDir>.key`, else made there (0600) at the first
 * start. Throws MISSING when a store is there but its key is not: a new key could not read what the old one wrote.
 */
export async function ledgerKey({
  env,
  dataDir,
  files = nodeFiles,
  randomBytes = nodeRandomBytes,
}: KeyOptions): Promise<LedgerKey> {
  const done = async (): Promise<void> => undefined;
  if (env !== undefined && env !== '') return { key: parseKey(env), from: 'environment', keep: done };
  const path = keyPath(dataDir);
  const known = await readWhole(files, path);
  if (known) return { key: parseKey(known.toString('latin1')), from: 'file', keep: done };
  const fresh = `${path}.new`;
  const keep = async (): Promise<void> => {
    await files.rename(fresh, path);
    await mustSync(() => files.syncFolder(dirname(path)));
  };
  const unused = await readWhole(files, fresh);
  if (unused && unused.length > KEY_BYTES * 2)
    return { key: parseKey(unused.toString('latin1')), from: 'made', keep };
  if ((await files.list(dataDir))?.includes('STORE_ID')) {
    throw new StoreError(
      'MISSING',
      `${dataDir} holds a store but its key ${path} is gone. Restore the file or set LEDGER_KEY.`,
      path,
    );
  }
  return { key: await makeKeyFile(files, fresh, randomBytes), from: 'made', keep };
}

async function makeKeyFile(
  files: FileSystem,
  path: string,
  random: (size: number) => Buffer,
): Promise<Buffer> {
  const key = random(KEY_BYTES);
  const folder = dirname(path);
  if (!(await files.list(folder))) await files.folder(folder);
  await writeFile(files, path, Buffer.from(`${key.toString('hex')}\n`), true);
  await mustSync(() => files.syncFolder(folder));
  return key;
}
