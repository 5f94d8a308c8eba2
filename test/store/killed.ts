/**
 * The child of kill.test.ts: commits with eight writers and prints each number once it is acknowledged, until it is
 * killed. Arguments: data folder, a number that tells this run from the others.
 */
import { writeSync } from 'node:fs';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { commit, KEY, KINDS, risk, row } from './history.ts';

const [dir = '', run = ''] = process.argv.slice(2);
const store = ledgerStore({ dir, key: KEY, kinds: KINDS, snapshotEvery: 50, segmentBytes: 20_000 });
await store.open();
writeSync(1, 'open\n');
let next = 0;
const writer = async (): Promise<void> => {
  for (;;) {
    const id = `${run}-${next++}`;
    await store.commit(commit(id, { put: [{ ...risk(id, 0), sealed: id }], outbox: [row(id, id)] }));
    writeSync(1, `${id}\n`);
  }
};
await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(writer));
