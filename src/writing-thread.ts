import { parentPort, workerData } from 'node:worker_threads';
import { workbook } from './capabilities/catalogue/index.ts';
import { writeTables } from './capabilities/imports/index.ts';
import type { Books, Form, Piece } from './writing.ts';

/** The thread behind `writeApart`: one workbook, told in pieces; its bytes go back without being copied. */
const form = workerData as Form;
const sheets: { rows: (readonly unknown[])[] }[] = [];

const written = (): Promise<Uint8Array> =>
  form === 'book'
    ? workbook(sheets as unknown as readonly Books['book'][])
    : writeTables(sheets as unknown as readonly Books['tables'][]);

async function finish(): Promise<void> {
  const bytes = await written();
  // Bytes that are a part of a larger buffer can't be handed over alone.
  const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  parentPort?.postMessage(whole, [whole.buffer as ArrayBuffer]);
}

parentPort?.on('message', (piece: Piece) => {
  if (piece.what === 'sheet') sheets.push({ ...piece.sheet, rows: [] });
  else if (piece.what === 'rows') for (const row of piece.rows) sheets.at(-1)?.rows.push(row);
  else void finish();
});
