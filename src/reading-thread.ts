import { parentPort, workerData } from 'node:worker_threads';
import { readTables } from './capabilities/imports/index.ts';
import type { Part } from './reading.ts';

/** The thread behind `readApart`: one file, told in pieces of this many rows. */
const ROWS = 100;
/** Until the next piece is asked for. */
const asked = (): Promise<void> => new Promise((resolve) => parentPort?.once('message', () => resolve()));
const say = (part: Part): void => parentPort?.postMessage(part);

const found = await readTables(workerData as Uint8Array);
if (typeof found === 'string') say({ what: 'fault', fault: found });
else {
  for (const { name, rows } of found) {
    say({ what: 'sheet', name });
    for (let from = 0; from < rows.length; from += ROWS) {
      say({ what: 'rows', rows: rows.slice(from, from + ROWS) });
      await asked();
    }
  }
  say({ what: 'end' });
}
