/** What a zip says of itself, read from its central directory without unpacking anything. */
export type ZipFacts = { readonly entries: number; readonly unpacked: number };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** The end record is 22 bytes plus a comment of at most 64 KB. */
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;

/**
 * Number of entries and their declared size. Undefined when the bytes are no zip, are damaged, or use zip64 (no
 * spreadsheet under 5 MB needs it). The reader unpacks no entry beyond its declared size, so the sum holds.
 */
export function zipFacts(bytes: Uint8Array): ZipFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_BYTES;
  const last = Math.max(0, end - MAX_COMMENT);
  while (end >= last && end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < last || end < 0) return undefined;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let unpacked = 0;
  for (let i = 0; i < entries; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined;
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    // A hidden size would let one entry unpack without bound.
    if (size === 0xffffffff || (size === 0 && packed > 2)) return undefined;
    unpacked += size;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { entries, unpacked };
}
