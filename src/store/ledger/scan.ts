import { readFully } from './bytes.ts';
import type { FileSystem } from './files.ts';

const CHUNK = 1 << 20;
const NEWLINE = 10;

/** Lines without their newline; `ended` is false for bytes after the last newline. Valid only during the call. */
export type OnLine = (line: Buffer, offset: number, ended: boolean) => void;

/**
 * Reads a file line by line in chunks: a segment may be larger than a string can be, and the loop breathes between
 * chunks. Gives the size of the file in bytes.
 */
export async function scanLines(files: FileSystem, path: string, onLine: OnLine): Promise<number> {
  const file = await files.open(path, 'read');
  try {
    const size = await file.size();
    let rest: Buffer = Buffer.alloc(0);
    let start = 0;
    for (let position = 0; position < size; ) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, size - position));
      const got = await readFully(file, chunk, position);
      if (got === 0) break;
      position += got;
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, got)]) : chunk.subarray(0, got);
      const used = splitLines(bytes, start, onLine);
      start += used;
      rest = bytes.subarray(used);
    }
    if (rest.length > 0) onLine(rest, start, false);
    return start + rest.length;
  } finally {
    await file.close();
  }
}

/** Hands out whole lines; gives how many bytes they took. */
function splitLines(bytes: Buffer, start: number, onLine: OnLine): number {
  let from = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
    onLine(bytes.subarray(from, end), start + from, true);
    from = end + 1;
  }
  return from;
}
