import { composition } from '../src/app.ts';
import { instant, millis } from '../src/kernel/time.ts';
import { type FileSystem, nodeFiles } from '../src/store/ledger/files.ts';
import { ledgerStore } from '../src/store/ledger/ledger.ts';
import { postgresStore } from '../src/store/postgres/postgres.ts';
import type { Commit, Put, Store } from '../src/store/store.ts';
import { bureauDocs } from './bureau.ts';
import { KEY, type Place } from './place.ts';
import { bodyOf, copyOf, IN_REVIEW, idOf, START, texts } from './register.ts';

/** Commits under way at once while seeding. */
const AT_ONCE = 1024;

/** Made for a bench and thrown away after it: nothing is waited for to reach the disk. */
const hasty: FileSystem = {
  ...nodeFiles,
  open: async (path, mode) => ({ ...(await nodeFiles.open(path, mode)), sync: async () => {} }),
  syncFolder: async () => {},
};

export const commitOf = (requestId: string, put: readonly Put[], at = START): Commit => ({
  requestId,
  fingerprint: requestId,
  at,
  actor: 'system',
  reason: 'seed',
  put,
});

/** Puts of the i-th risk: itself, and the reviewer's card when it waits for one. */
const putsOf = (i: number): readonly Put[] => [
  { kind: 'risk', id: idOf(i), rev: 0, body: bodyOf(i), sealed: texts },
  ...(i < IN_REVIEW ? [copyOf(i)] : []),
];

/** Declared over three years, so that what the store remembers for a week is a week's. */
const YEARS_MS = 3 * 365 * 86_400_000;

/** The oldest first; those that are under review are the newest. */
async function fill(store: Store, risks: number): Promise<void> {
  const atOf = (i: number): string => instant(millis(START) - Math.floor((YEARS_MS * i) / risks));
  await store.commit(commitOf('seed:bureau', bureauDocs, atOf(risks)));
  for (let left = risks; left > 0; left -= AT_ONCE) {
    const part = Array.from({ length: Math.min(AT_ONCE, left) }, (_, n) => left - 1 - n);
    await Promise.all(part.map((i) => store.commit(commitOf(`seed:${i}`, putsOf(i), atOf(i)))));
  }
}

/** Makes a ledger folder or a database with so many risks, each in a commit of its own as if it had been declared. */
export async function run({ dir = '', url, risks }: Place & { risks: number }): Promise<object> {
  const kinds = composition().registry.kinds;
  const store =
    url === undefined
      ? ledgerStore({ dir, key: KEY, kinds, files: hasty, snapshotEvery: Number.POSITIVE_INFINITY })
      : postgresStore({ url, key: KEY, kinds, now: () => START });
  await store.open();
  await fill(store, risks);
  const { seq } = store.status();
  await store.close();
  return { lines: seq };
}
