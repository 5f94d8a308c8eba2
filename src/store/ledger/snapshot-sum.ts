import { createHmac, type Hmac } from 'node:crypto';

/** The newest snapshot. */
export const SNAPSHOT = 'db.json';
/** Of the lists; older ones can still be read. */
export const VERSION = 2;

/** Differs with the version: an older program passes a newer snapshot over like a damaged one. */
export const snapshotMac = (key: Buffer, version: number): Hmac =>
  createHmac('sha256', key).update(version === 1 ? 'snapshot' : `snapshot ${version}`);

/** The last line of a snapshot. */
export const sumLine = (sum: string): string => `"mac":"${sum}"}\n`;
const SUM_LINE = sumLine('0'.repeat(64)).length;

type Begin = {
  readonly v?: number;
  readonly store: string;
  readonly seq: number;
  readonly hash: string;
  readonly shape?: string;
};
/** The first line of a snapshot, without its comma. Throws SyntaxError. */
export const beginOf = (line: Buffer): Begin => JSON.parse(`${line.toString('utf8')}}`) as Begin;

/** The same of the first block, which begins with that line and its comma. */
const beginIn = (block: Buffer): Begin => beginOf(block.subarray(0, block.indexOf(',\n')));
/** The line of the ledger that a snapshot stands at. */
export const seqOf = (block: Buffer): number => beginIn(block).seq;

/** The sum over all of a snapshot but its last line, which says what it must be. */
export class SnapshotSum {
  readonly #key: Buffer;
  #mac: Hmac | undefined;
  /** Not summed up yet: it may end in the line with the sum. */
  #block: Buffer = Buffer.alloc(0);

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** The next whole lines. Throws SyntaxError when the first of them is none of a snapshot. */
  take(block: Buffer): void {
    this.#mac ??= snapshotMac(this.#key, beginIn(block).v ?? 1);
    this.#mac.update(this.#block);
    this.#block = block;
  }

  /** Whether everything taken is as it was written. To be asked once, at the end. */
  holds(): boolean {
    const end = this.#block.length - SUM_LINE;
    if (!this.#mac || end < 0) return false;
    const sum = this.#mac.update(this.#block.subarray(0, end)).digest('hex');
    return this.#block.toString('latin1', end) === sumLine(sum);
  }
}
