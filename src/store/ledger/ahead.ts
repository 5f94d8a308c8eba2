import { join } from 'node:path';
import type { FileSystem } from './files.ts';
import { type Segment, segmentName, segmentsAmong } from './journal.ts';
import { type Place, Replay } from './replay.ts';
import { type OnBlock, type Room, scanInto, scanLines } from './scan.ts';
import { SNAPSHOT, SnapshotSum, seqOf } from './snapshot-sum.ts';

/** The folder of a store that nobody writes to meanwhile; `headSeq`: the line that head.json knows, −1 for none. */
export type AheadOf = { readonly dir: string; readonly key: Buffer; readonly headSeq: number };

/** The chain up to the line that the snapshot stands at, checked byte for byte as `Replay` does. */
export type Prefix = {
  readonly seq: number;
  readonly hash: string;
  readonly headHash: string | undefined;
  /** Where the next line begins. */
  readonly at: Place;
  /** The segments up to that place. */
  readonly segments: readonly Segment[];
  /** Where each line begins. */
  readonly starts: Float64Array;
};

/** What the other thread says, in this order. */
export type Part =
  | { readonly what: 'block'; readonly lines: Buffer; readonly ended: boolean }
  | { readonly what: 'whole'; readonly whole: boolean }
  | { readonly what: 'prefix'; readonly prefix: Prefix | undefined };

export type ReadingAhead = {
  /**
   * Hands out the blocks of the newest snapshot, in one go those that came before they were asked for. Gives whether it
   * is as it was written with this key, once all of them were handed out. To be asked once.
   */
  blocks(onBlock: OnBlock): Promise<boolean>;
  /** Undefined when something is wrong with the snapshot or the chain: that is named by whoever reads it here. */
  readonly prefix: Promise<Prefix | undefined>;
  stop(): void;
};
/** Has a folder read by another thread, from now on; undefined where that is not worth one. */
export type Ahead = (of: AheadOf) => ReadingAhead | undefined;

/**
 * What the other thread does: it reads the snapshot and checks its sum, then the chain of the ledger. These are two
 * thirds of a start and can be taken or left: whatever is found wrong, the start does and says it as without a thread.
 */
export async function readAhead(
  files: FileSystem,
  of: AheadOf,
  room: Room,
  say: (part: Part) => void,
): Promise<void> {
  const sum = new SnapshotSum(of.key);
  let seq = -1;
  try {
    await scanInto(files, join(of.dir, SNAPSHOT), room, (lines, _offset, ended) => {
      if (seq < 0) seq = seqOf(lines);
      sum.take(lines);
      say({ what: 'block', lines, ended });
    });
    const whole = sum.holds();
    say({ what: 'whole', whole });
    // The start waits for this: where it must take another snapshot, a chain up to the line of this one is of no use.
    say({ what: 'prefix', prefix: whole ? await prefixOf(files, of, seq) : undefined });
  } catch {
    // Nothing is lost but the time: the start reads for itself what it was not told.
    say({ what: 'whole', whole: false });
    say({ what: 'prefix', prefix: undefined });
  }
}

export type Listening = ReadingAhead & {
  hear(part: Part): void;
  /** What was not said by now will not be, and what is under way is not heard. */
  over(): void;
};

/** Makes of what the other thread says what a start waits for. `stop` ends that thread. */
export function listen(stop: () => void): Listening {
  let isWhole: (whole: boolean) => void = () => {};
  let isPrefix: (prefix: Prefix | undefined) => void = () => {};
  const whole = new Promise<boolean>((resolve) => (isWhole = resolve));
  const prefix = new Promise<Prefix | undefined>((resolve) => (isPrefix = resolve));
  let onBlock: OnBlock | undefined;
  /** What was said before anybody took blocks, the end of the thread too: it may be done by then. */
  let before: (() => void)[] = [];
  const inTurn = (say: () => void): void => void (onBlock ? say() : before.push(say));
  let isOver = false;
  const end = (): void => {
    isOver = true;
    isWhole(false);
    isPrefix(undefined);
  };
  const take = (lines: Buffer, ended: boolean): void => {
    try {
      onBlock?.(lines, 0, ended);
    } catch {
      // More blocks and the word that all of them are whole may be under way already: without this one they are not.
      end();
      stop();
    }
  };
  const say = (part: Part): void => {
    if (isOver) return;
    if (part.what === 'whole') isWhole(part.whole);
    else if (part.what === 'prefix') isPrefix(part.prefix);
    else take(part.lines, part.ended);
  };
  return {
    ...{ prefix, stop },
    hear: (part) => inTurn(() => say(part)),
    over: () => inTurn(end),
    blocks(taker) {
      onBlock = taker;
      const said = before;
      before = [];
      for (const word of said) word();
      return whole;
    },
  };
}

/** Checks the lines up to `upTo`. Throws what `Replay` throws; undefined when no whole line has that number. */
async function prefixOf(files: FileSystem, of: AheadOf, upTo: number): Promise<Prefix | undefined> {
  const replay = new Replay(of.key, upTo, of.headSeq, () => {});
  const segments: Segment[] = [];
  let at: Place | undefined;
  let base = 0;
  for (const first of segmentsAmong((await files.list(of.dir)) ?? [])) {
    if (at) break;
    replay.begin(first);
    segments.push({ first, base });
    const start = base;
    const size = await scanLines(files, join(of.dir, segmentName(first)), (line, offset, ended) => {
      if (at) return;
      replay.take(line, { segment: first, offset }, start, ended);
      if (replay.seq === upTo) at = { segment: first, offset: offset + line.length + 1 };
    });
    base += size;
  }
  if (!at) return undefined;
  const { seq, hash, headHash, starts } = replay;
  return { seq, hash, headHash, at, segments, starts: starts.all() };
}
