import { readFully } from './bytes.ts';
import type { FileSystem, Handle } from './files.ts';

const CHUNK = 1 << 20;
const NEWLINE = 10;

/** Lines without their newline; `ended` is false for bytes after the last newline. The bytes are of the moment only. */
export type OnLine = (line: Buffer, offset: number, ended: boolean) => void;

/** Whole lines with their newlines, or (`ended` false) the bytes after the last newline. */
export type OnBlock = (lines: Buffer, offset: number, ended: boolean) => void;

/** Room for so many bytes of a file. */
export type Room = (length: number) => Buffer;
/** For bytes that are kept. */
const ownRoom: Room = (length) => Buffer.allocUnsafe(length);
/**
 * For bytes that nobody keeps: two rooms by turns, as one is looked at while the other is filled. To touch memory for the
 * first time may cost a system more than to read the file.
 */
function twoRooms(): Room {
  const rooms = [Buffer.alloc(0), Buffer.alloc(0)];
  let turn = 0;
  return (length) => {
    turn = 1 - turn;
    let room = rooms[turn];
    if (room === undefined || room.length < length) {
      // What is left over of a block differs in length; a small file needs no more than it has.
      room = Buffer.allocUnsafe(length < CHUNK ? length : length * 2);
      rooms[turn] = room;
    }
    return room.subarray(0, length);
  };
}

type Reading = { readonly file: Handle; readonly size: number; readonly room: Room };

/** Bytes of a file from `position` on, behind `rest`; no more than `rest` at its end. */
async function readOn({ file, size, room }: Reading, rest: Buffer, position: number): Promise<Buffer> {
  const chunk = room(rest.length + Math.max(0, Math.min(CHUNK, size - position)));
  rest.copy(chunk);
  const got = await readFully(file, chunk.subarray(rest.length), position);
  return chunk.subarray(0, rest.length + got);
}

/**
 * Reads a file in chunks of whole lines: a segment may be larger than a string can be, and the loop breathes between
 * chunks. While the lines of one are looked at the disk already brings the next one. The first line begins at byte `from`.
 * Gives the size of the file in bytes.
 */
export async function scanInto(
  files: FileSystem,
  path: string,
  room: Room,
  onBlock: OnBlock,
  from = 0,
): Promise<number> {
  const file = await files.open(path, 'read');
  try {
    const reading = { file, size: await file.size(), room };
    let start = from;
    let bytes = await readOn(reading, Buffer.alloc(0), from);
    for (let rest = 0; bytes.length > rest; ) {
      const used = bytes.lastIndexOf(NEWLINE) + 1;
      const ahead = readOn(reading, bytes.subarray(used), start + bytes.length);
      // It is awaited below; lines that are refused end the scan before.
      ahead.catch(() => undefined);
      if (used > 0) onBlock(bytes.subarray(0, used), start, true);
      start += used;
      rest = bytes.length - used;
      bytes = await ahead;
    }
    if (bytes.length > 0) onBlock(bytes, start, false);
    return start + bytes.length;
  } finally {
    await file.close();
  }
}

/** In blocks of whole lines, whose bytes may be kept. */
export const scanBlocks = (files: FileSystem, path: string, onBlock: OnBlock): Promise<number> =>
  scanInto(files, path, ownRoom, onBlock);

/** Line by line, the first of them at `from`. */
export const scanLines = (files: FileSystem, path: string, onLine: OnLine, from = 0): Promise<number> => {
  const onBlock: OnBlock = (lines, offset, ended) => {
    if (ended) splitLines(lines, (line, at) => onLine(line, offset + at, true));
    else onLine(lines, offset, false);
  };
  return scanInto(files, path, twoRooms(), onBlock, from);
};

/** Hands out the lines of a block without their newlines. */
export function splitLines(block: Buffer, onLine: (line: Buffer, from: number) => void): void {
  let from = 0;
  for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, from)) {
    onLine(block.subarray(from, end), from);
    from = end + 1;
  }
}
