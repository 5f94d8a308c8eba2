import { join } from 'node:path';
import { mustSync, readFully, SyncFailure, writeAll } from './bytes.ts';
import type { FileSystem, Handle } from './files.ts';
import type { Offsets } from './offsets.ts';

/** Small enough to copy and to grep, large enough that a busy year makes a dozen. */
export const SEGMENT_BYTES = 64 * 1024 * 1024;

const NAME = /^ledger-(\d{12})\.jsonl$/;

/** Segments are named by the seq of their first line. */
export const segmentName = (firstSeq: number): string => `ledger-${String(firstSeq).padStart(12, '0')}.jsonl`;

/** First seqs of the segments among file names, in order. */
export const segmentsAmong = (names: readonly string[]): number[] =>
  names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

/** Where each segment begins in the row of all bytes. */
export type Segment = { readonly first: number; readonly base: number };
export type Layout = {
  readonly segments: readonly Segment[];
  /** Start of the line of each seq in the row of all bytes; whoever opens a journal with it leaves it to the journal. */
  readonly starts: Offsets;
  readonly end: number;
};

/** A line in its parts. */
export type Bytes = readonly Buffer[];
export const lengthOf = (parts: Bytes): number => parts.reduce((sum, { length }) => sum + length, 0);

/** Written in one call: a batch of small lines, or a part of a large one. */
const AT_ONCE = 1024 * 1024;
/** Parts in a row, joined as far as one call takes them. */
function* joined(parts: Bytes): Generator<Buffer> {
  let from = 0;
  let size = 0;
  for (const [at, { length }] of parts.entries()) {
    size += length;
    if (size < AT_ONCE && at < parts.length - 1) continue;
    const some = parts.slice(from, at + 1);
    yield some.length === 1 ? (some[0] ?? Buffer.alloc(0)) : Buffer.concat(some);
    from = at + 1;
    size = 0;
  }
}

/** The segments on disk: appends at the end, truncates back to what is durable, reads single lines. */
export class Journal {
  readonly #files: FileSystem;
  readonly #dir: string;
  readonly #limit: number;
  readonly #segments: Segment[];
  readonly #starts: Offsets;
  #current: Handle;
  /** Everything before it is durable. */
  #end: number;

  private constructor(files: FileSystem, dir: string, limit: number, layout: Layout, current: Handle) {
    this.#files = files;
    this.#dir = dir;
    this.#limit = limit;
    this.#segments = [...layout.segments];
    this.#starts = layout.starts;
    this.#end = layout.end;
    this.#current = current;
  }

  /**
   * Opens the last segment for appending. What a process before this one wrote and could not sync any more was read
   * from it and will be told: it must last first.
   */
  static async open(files: FileSystem, dir: string, limit: number, layout: Layout): Promise<Journal> {
    const last = layout.segments.at(-1)?.first ?? 0;
    const file = await files.open(join(dir, segmentName(last)), 'edit');
    await mustSync(() => file.sync());
    await mustSync(() => files.syncFolder(dir));
    return new Journal(files, dir, limit, layout, file);
  }

  get #base(): number {
    return this.#segments.at(-1)?.base ?? 0;
  }

  /** Appends lines; not durable before `sync`. A full segment is followed by a new one first. */
  async append(lines: readonly Bytes[]): Promise<void> {
    if (this.#end - this.#base >= this.#limit) await this.#roll();
    await this.#checkAlone();
    let position = this.#end - this.#base;
    for (const bytes of joined(lines.flat())) {
      await writeAll(this.#current, bytes, position);
      position += bytes.length;
    }
  }

  /** The lock does not reach into another container on the same volume; bytes that are not ours tell of it. */
  async #checkAlone(): Promise<void> {
    const size = await this.#current.size();
    if (size !== this.#end - this.#base) {
      throw new SyncFailure(
        new Error(
          `the ledger has ${size} bytes, not ${this.#end - this.#base}: another process writes to it`,
        ),
      );
    }
  }

  async #roll(): Promise<void> {
    const first = this.#starts.length;
    const next = await this.#files.open(join(this.#dir, segmentName(first)), 'make');
    await mustSync(() => this.#files.syncFolder(this.#dir));
    const before = this.#current;
    this.#current = next;
    this.#segments.push({ first, base: this.#end });
    await before.close();
  }

  async sync(): Promise<void> {
    await mustSync(() => this.#current.sync());
  }

  /** Counts lines as durable. */
  settle(lines: readonly Bytes[]): void {
    for (const line of lines) {
      this.#starts.push(this.#end);
      this.#end += lengthOf(line);
    }
  }

  /** Cuts whatever an append left behind what is durable; lasting, or a power cut might bring back a refused line. */
  async rollback(): Promise<void> {
    await this.#current.truncate(this.#end - this.#base);
    await this.sync();
  }

  /** The bytes of a durable line, without its newline. */
  async read(seq: number): Promise<Buffer> {
    const start = this.#starts.at(seq);
    if (start === undefined) throw new RangeError(`there is no line ${seq}`);
    const end = this.#starts.at(seq + 1) ?? this.#end;
    const segment = this.#segments.findLast(({ first }) => first <= seq);
    const file = await this.#files.open(join(this.#dir, segmentName(segment?.first ?? 0)), 'read');
    try {
      const bytes = Buffer.alloc(end - start - 1);
      await readFully(file, bytes, start - (segment?.base ?? 0));
      return bytes;
    } finally {
      await file.close();
    }
  }

  async close(): Promise<void> {
    await this.#current.close();
  }
}
