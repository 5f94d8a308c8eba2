import { ledgerKey } from './ledger/key.ts';
import { ledgerStore } from './ledger/ledger.ts';
import type { KindSpec, Store } from './store.ts';

export type OpenOptions = {
  /** DATA_DIR. */
  readonly dir: string;
  /** LEDGER_KEY, or undefined: then it is read from, or made in, `<dir>.key`. */
  readonly ledgerKey?: string | undefined;
  readonly kinds: readonly KindSpec[];
  /** Start although keys of records are gone, and record their texts as erased. */
  readonly acceptLostKeys?: boolean;
};

/**
 * The embedded store in a folder, open. A key file without its store is MISSING (a volume that is not mounted), never
 * a new store. Throws StoreError, or RangeError for a LEDGER_KEY that is not 32 bytes.
 */
export async function openStore({
  dir,
  ledgerKey: env,
  kinds,
  acceptLostKeys = false,
}: OpenOptions): Promise<Store> {
  const { key, from, keep } = await ledgerKey({ env, dataDir: dir });
  const store = ledgerStore({ dir, key, kinds, mayMake: from !== 'file', acceptLostKeys });
  await store.open();
  await keep();
  return store;
}
