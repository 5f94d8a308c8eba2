import { Worker } from 'node:worker_threads';
import type { Sheet } from './capabilities/catalogue/index.ts';
import type { SheetToWrite } from './capabilities/imports/index.ts';
import { giveWay } from './kernel/turns.ts';

export type Limits = {
  readonly ms: number;
  readonly heapMb: number;
};
/**
 * 5,000 rows of the screening table take two seconds and a third of the memory. Writing and sending must end before the
 * lease of their outbox row.
 */
const LIMITS: Limits = { ms: 30_000, heapMb: 768 };
/** Rows packed in one turn: each has up to 28 cells. */
const ROWS = 100;

/** What either kind of book is made of. */
export type Books = { readonly book: Sheet; readonly tables: SheetToWrite };
export type Form = keyof Books;
type AnySheet = Books[Form];

/** What the other thread is told, in small pieces: a large one would be packed here at once. */
export type Piece =
  | { readonly what: 'sheet'; readonly sheet: AnySheet }
  | { readonly what: 'rows'; readonly rows: AnySheet['rows'] }
  | { readonly what: 'end' };

async function tell(worker: Worker, sheets: readonly AnySheet[]): Promise<void> {
  const say = (piece: Piece): void => worker.postMessage(piece);
  for (const { rows, ...head } of sheets) {
    say({ what: 'sheet', sheet: { ...head, rows: [] } as AnySheet });
    for (let from = 0; from < rows.length; from += ROWS) {
      say({ what: 'rows', rows: rows.slice(from, from + ROWS) });
      await giveWay();
    }
  }
  say({ what: 'end' });
}

const TOO_LARGE = 'the workbook is too large to be written';

function write(form: Form, sheets: readonly AnySheet[], { ms, heapMb }: Limits): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./writing-thread.js', import.meta.url), {
      workerData: form,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    const fail = (why: string): void => end(() => reject(new Error(why)));
    const timer = setTimeout(() => fail(TOO_LARGE), ms);
    worker.once('message', (bytes: Uint8Array) => end(() => resolve(bytes)));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? TOO_LARGE : `the workbook is faulty: ${error.name}`),
    );
    worker.once('exit', () => fail('the writing of the workbook ended early'));
    void tell(worker, sheets).catch((error: unknown) =>
      fail(`the workbook is faulty: ${error instanceof Error ? error.name : 'unknown'}`),
    );
  });
}

/** Writes in threads of their own, one after the other, as each may use up its memory. */
export function writersApart(limits = LIMITS) {
  let before: Promise<unknown> = Promise.resolve();
  const apart =
    <F extends Form>(form: F) =>
    (sheets: readonly Books[F][]): Promise<Uint8Array> => {
      const mine = before.then(() => write(form, sheets, limits));
      before = mine.catch(() => undefined);
      return mine;
    };
  return { book: apart('book'), tables: apart('tables') };
}

/**
 * Writes workbooks beside the loop, so that a large one keeps nobody waiting. Throws an Error for one that uses up its
 * time or memory and for one that can't be written: the outbox tells the office.
 */
export const writeApart = writersApart();
