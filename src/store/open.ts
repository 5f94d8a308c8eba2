import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readAheadApart } from './ledger/apart.ts';
import { ledgerKey } from './ledger/key.ts';
import { ledgerStore } from './ledger/ledger.ts';
import type { KindSpec, Kinds, Store } from './store.ts';

export type OpenOptions = {
  /** DATA_DIR. */
  readonly dir: string;
  /** LEDGER_KEY, or undefined: then it is read from, or made in, `<dir>.key`. */
  readonly ledgerKey?: string | undefined;
  /** DATABASE_URL, or undefined for the embedded store in `dir`. */
  readonly databaseUrl?: string | undefined;
  readonly kinds: Kinds;
  /** Start although keys of records are gone, and record their texts as erased. */
  readonly acceptLostKeys?: boolean;
};

type Named = { readonly dataDir: string } & Pick<OpenOptions, 'ledgerKey' | 'databaseUrl'>;

/** Where the environment has the store. */
export const placeOf = ({ dataDir, ledgerKey, databaseUrl }: Named) => ({
  dir: dataDir,
  ledgerKey,
  databaseUrl,
});

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
      : await databaseStore(databaseUrl, { dir, key, kinds: await kinds, known: from === 'file' });
  await store.open();
  await keep();
  return store;
}

/** Opens the store that keeps these kinds. Throws as `openStore`. */
export type Open = (kinds: readonly KindSpec[]) => Promise<Store>;

/**
 * Begins to open a store before it is known what is kept there: a large one is read by a thread while this one loads the
 * program that knows (docs/adr/0015-read-ahead.md). The store is locked from here on.
 */
export function openAhead(open: (kinds: Kinds) => Promise<Store>): Open {
  let tell: (kinds: readonly KindSpec[]) => void = () => {};
  const opening = open(new Promise((resolve) => (tell = resolve)));
  // Whoever asks for the store is told what is wrong with it.
  opening.catch(() => undefined);
  return (kinds) => {
    tell(kinds);
    return opening;
  };
}

type Database = { dir: string; key: Buffer; kinds: readonly KindSpec[]; known: boolean };

/** pg is loaded only where it is used. A register that stays behind in the folder is not left for an empty database. */
async function databaseStore(url: string, { dir, key, kinds, known }: Database): Promise<Store> {
  const { postgresStore } = await import('./postgres/postgres.ts');
  return postgresStore({ url, key, kinds, mayMake: !known && !existsSync(join(dir, 'STORE_ID')) });
}
