import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readAheadApart } from './ledger/apart.ts';
import { ledgerKey } from './ledger/key.ts';
import { ledgerStore } from './ledger/ledger.ts';
import type { KindSpec, Store } from './store.ts';

export type OpenOptions = {
  /** DATA_DIR. */
  readonly dir: string;
  /** LEDGER_KEY, or undefined: then it is read from, or made in, `<dir>.key`. */
  readonly ledgerKey?: string | undefined;
  /** DATABASE_URL, or undefined for the embedded store in `dir`. */
  readonly databaseUrl?: string | undefined;
  readonly kinds: readonly KindSpec[];
  /** Start although keys of records are gone, and record their texts as erased. */
  readonly acceptLostKeys?: boolean;
};

/**
 * The store, open: in a database if one is named, else in a folder. A key file without its store is MISSING (a volume
 * that is not mounted, another database), never a new store. Throws StoreError, or RangeError for a LEDGER_KEY that is
 * not 32 bytes.
 */
export async function openStore({
  dir,
  ledgerKey: env,
  databaseUrl,
  kinds,
  acceptLostKeys = false,
}: OpenOptions): Promise<Store> {
  const { key, from, keep } = await ledgerKey({ env, dataDir: dir });
  const store =
    databaseUrl === undefined
      ? ledgerStore({
          ...{ dir, key, kinds, acceptLostKeys },
          mayMake: from !== 'file',
          ahead: readAheadApart,
        })
      : await databaseStore(databaseUrl, { dir, key, kinds, known: from === 'file' });
  await store.open();
  await keep();
  return store;
}

type Database = { dir: string; key: Buffer; kinds: readonly KindSpec[]; known: boolean };

/** pg is loaded only where it is used. A register that stays behind in the folder is not left for an empty database. */
async function databaseStore(url: string, { dir, key, kinds, known }: Database): Promise<Store> {
  const { postgresStore } = await import('./postgres/postgres.ts');
  return postgresStore({ url, key, kinds, mayMake: !known && !existsSync(join(dir, 'STORE_ID')) });
}
