import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Ahead, listen, type Part } from './ahead.ts';
import { SNAPSHOT } from './snapshot-sum.ts';

/** A thread says its first word after some 100 ms; a smaller snapshot is read in little more. Bytes. */
const WORTH = 16 * 1024 * 1024;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** What comes over is a plain array on memory that both threads see. */
const bufferOn = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/**
 * Has a store whose snapshot is of `worth` bytes or more read by a thread of its own. One that fails says nothing more,
 * and the start reads the rest for itself.
 */
export const aheadFrom =
  (worth: number): Ahead =>
  (of) => {
    if (sizeOf(join(of.dir, SNAPSHOT)) < worth) return undefined;
    const worker = new Worker(new URL('./apart-thread.js', import.meta.url), { workerData: of });
    const { hear, over, ...reading } = listen(() => void worker.terminate());
    worker.on('message', (part: Part) =>
      hear(part.what === 'block' ? { ...part, lines: bufferOn(part.lines) } : part),
    );
    for (const event of ['error', 'messageerror', 'exit']) worker.on(event, over);
    return reading;
  };

/** As the bot starts. */
export const readAheadApart: Ahead = aheadFrom(WORTH);
