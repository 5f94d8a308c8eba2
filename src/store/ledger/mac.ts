import { hash } from 'node:crypto';

/** SHA-256's block and sum, in bytes. */
const BLOCK = 64;
const SUM = 32;

/** What RFC 2104 puts before the message, and before the inner sum, whose room follows. */
type Pads = { readonly inner: Buffer; readonly outer: Buffer };
const pads = new WeakMap<Buffer, Pads>();
let room = Buffer.alloc(64 * 1024);

function padsOf(key: Buffer): Pads {
  const known = pads.get(key);
  if (known) return known;
  if (key.length > BLOCK) throw new RangeError(`a key of at most ${BLOCK} bytes`);
  const [inner, outer] = [Buffer.alloc(BLOCK, 0x36), Buffer.alloc(BLOCK + SUM, 0x5c)];
  for (const [at, byte] of key.entries())
    for (const pad of [inner, outer]) pad.writeUInt8(pad.readUInt8(at) ^ byte, at);
  pads.set(key, { inner, outer });
  return { inner, outer };
}

/**
 * HMAC-SHA-256 in hex. Node makes an object for each sum, which costs more than the sum of a line; two plain sums over
 * padded bytes (RFC 2104) do not. A ledger has one or two of them a commit, and a start one a line.
 */
export function macOf(bytes: Buffer, key: Buffer): string {
  const { inner, outer } = padsOf(key);
  const length = BLOCK + bytes.length;
  if (room.length < length) room = Buffer.alloc(length * 2);
  inner.copy(room);
  bytes.copy(room, BLOCK);
  outer.write(hash('sha256', room.subarray(0, length), 'hex'), BLOCK, 'hex');
  return hash('sha256', outer, 'hex');
}
