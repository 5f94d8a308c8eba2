import { parentPort, workerData } from 'node:worker_threads';
import { type AheadOf, readAhead } from './ahead.ts';
import { nodeFiles } from './files.ts';

/** The thread behind `aheadFrom`: one folder, read once. */
const { dir, key, headSeq } = workerData as AheadOf;
/** Not copied when it is told. */
const shared = (length: number): Buffer => Buffer.from(new SharedArrayBuffer(length));

await readAhead(nodeFiles, { dir, key: Buffer.from(key), headSeq }, shared, (part) =>
  parentPort?.postMessage(part),
);
