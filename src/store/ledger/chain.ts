import { createHash, createHmac, hash } from 'node:crypto';
import { macOf } from './mac.ts';

/**
 * Every line ends in two sums over its exact bytes:
 *   {"v":1,"seq":N,"prev":"…", … ,"h":"<sha256>","m":"<hmac-sha256>"}
 * h covers everything before `,"h"`, and through `prev` all lines before: whoever holds a head can check it.
 * m covers everything before `","m"` under LEDGER_KEY: who has the disk but not the key cannot write a line.
 */
export const NO_LINE = '0'.repeat(64);
const HASH_AT = ',"h":"'.length;
const MAC_AT = HASH_AT + 64 + '","m":"'.length;
const TAIL = MAC_AT + 64 + '"}'.length;
const HEAD_SHAPE = /^\{"v":(\d{1,3}),"seq":(\d{1,15}),"prev":"([0-9a-f]{64})",/;
const TAIL_SHAPE = /^,"h":"[0-9a-f]{64}","m":"[0-9a-f]{64}"\}$/;

export type Link = {
  readonly version: number;
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  /** Written with this key. */
  readonly signed: boolean;
};

const tailOf = (sum: string, mac: string): string => `,"h":"${sum}","m":"${mac}"}`;

/** Closes a line: JSON text of an object in, its bytes with both sums (and the newline) and its hash out. */
export function closeLine(json: string, key: Buffer): { bytes: Buffer; hash: string } {
  // The text is turned into bytes once: with Chinese in it that costs as much as hashing it.
  const end = Buffer.byteLength(json) - 1;
  const bytes = Buffer.allocUnsafe(end + TAIL + 1);
  bytes.write(json);
  const sum = hash('sha256', bytes.subarray(0, end), 'hex');
  bytes.write(`,"h":"${sum}`, end, 'latin1');
  const mac = macOf(bytes.subarray(0, end + HASH_AT + 64), key);
  bytes.write(`","m":"${mac}"}\n`, end + HASH_AT + 64, 'latin1');
  return { bytes, hash: sum };
}

/** The bytes of a line, a large one in many parts: to join them would hold up everybody. */
export type Closed = { readonly parts: readonly Buffer[]; readonly hash: string };

/** The same line piece by piece, `turn` after each. The pieces together are the object's text without its last `}`. */
export async function closePieces(
  pieces: Iterable<string>,
  key: Buffer,
  turn: () => Promise<unknown>,
): Promise<Closed> {
  const [sum, mac] = [createHash('sha256'), createHmac('sha256', key)];
  const all: Buffer[] = [];
  for (const piece of pieces) {
    const bytes = Buffer.from(piece);
    sum.update(bytes);
    mac.update(bytes);
    all.push(bytes);
    await turn();
  }
  const found = sum.digest('hex');
  const signed = mac.update(`,"h":"${found}`).digest('hex');
  all.push(Buffer.from(`${tailOf(found, signed)}\n`));
  return { parts: all, hash: found };
}

/** Checks one line (without its newline) by itself; undefined when a single bit of it is not as written. */
export function checkLine(line: Buffer, key: Buffer): Link | undefined {
  const end = line.length - TAIL;
  if (end <= 0) return undefined;
  const head = HEAD_SHAPE.exec(line.toString('latin1', 0, Math.min(end, 120)));
  if (!head) return undefined;
  const tail = line.toString('latin1', end);
  const sum = hash('sha256', line.subarray(0, end), 'hex');
  const mac = macOf(line.subarray(0, end + HASH_AT + 64), key);
  const signed = tail === tailOf(sum, mac);
  if (!signed && !(TAIL_SHAPE.test(tail) && tail.slice(HASH_AT, HASH_AT + 64) === sum)) return undefined;
  return { version: Number(head[1]), seq: Number(head[2]), prev: head[3] ?? '', hash: sum, signed };
}
