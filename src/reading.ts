import { Worker } from 'node:worker_threads';
import type { FileFault, ReadTables, Table } from './capabilities/imports/index.ts';
import { giveWay } from './kernel/turns.ts';

/** A sheet of 20,000 rows is read in about four seconds; a file that takes longer was made to. */
const MAX_MS = 30_000;
/** An honest file of 5 MB needs a third of it. */
const MAX_HEAP_MB = 768;

/**
 * What the other thread says, in small pieces: a large one would be unpacked here at once. It waits after each for a word
 * from here, since all that has come by a turn is unpacked in that turn.
 */
export type Part =
  | { readonly what: 'sheet'; readonly name: string }
  | { readonly what: 'rows'; readonly rows: Table['rows'] }
  | { readonly what: 'fault'; readonly fault: FileFault }
  | { readonly what: 'end' };

/** The word for the next piece of rows. */
export const NEXT = 'next';

/**
 * Reads a workbook in a thread of its own, so that neither a large nor a hostile file keeps anybody else waiting. A
 * file that uses up its time or memory is refused as one that unpacks to too much.
 */
export const readApart: ReadTables = (bytes) =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./reading-thread.js', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const tables: { readonly name: string; readonly rows: (readonly string[])[] }[] = [];
    const end = (found: readonly Table[] | FileFault): void => {
      clearTimeout(timer);
      resolve(found);
      void worker.terminate();
    };
    const timer = setTimeout(() => end('fileUnpacksTooBig'), MAX_MS);
    worker.on('message', (part: Part) => {
      if (part.what === 'sheet') tables.push({ name: part.name, rows: [] });
      else if (part.what === 'rows') {
        tables.at(-1)?.rows.push(...part.rows);
        void giveWay().then(() => worker.postMessage(NEXT));
      } else end(part.what === 'fault' ? part.fault : tables);
    });
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'fileUnpacksTooBig' : 'notXlsx'),
    );
    worker.once('exit', () => end('notXlsx'));
  });
