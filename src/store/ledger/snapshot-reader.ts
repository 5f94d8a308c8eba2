import { Unread } from './entries.ts';
import type { Entry, Request } from './entry.ts';
import type { Kept } from './requests.ts';
import type { Row } from './rows.ts';
import { splitLines } from './scan.ts';
import { beginOf } from './snapshot-sum.ts';
import type { State } from './state.ts';

const COMMA = ','.charCodeAt(0);
const MAC = /^"mac":"[0-9a-f]{64}"\}$/;

/** Of so many documents one is read, to see that its index values are what the indexes make of it now. */
const PROBE = 64;

/** What each list of a snapshot but that of the documents holds, one value a line. */
const takers: Readonly<Record<string, (state: State, value: unknown) => void>> = {
  gone: (state, value) => void state.gone.set(...(value as [string, number])),
  keys: (state, value) => void state.keyOf.set(...(value as [string, string])),
  erased: (state, value) => void state.erased.set(...(value as [string, string])),
  requests({ requests }, value) {
    if (Array.isArray(value)) return requests.keep(value as unknown as Kept);
    // In version 1 a request stands there whole.
    const { id, seq, at } = value as Request;
    requests.remember(id, seq, Date.parse(at));
  },
  uniques: (state, value) => void state.uniques.add(value as string),
  rows: (state, value) => state.rows.file(value as Row),
};

/**
 * Builds a state from the lines of a snapshot as they come, so that no file is ever whole in memory: a register of
 * 100,000 risks has a quarter of a gigabyte. Nothing of it counts before its sum has proved it whole.
 */
export class SnapshotReader {
  readonly #state: State;
  #ended = false;
  #part: string | undefined;
  #begun = false;
  #indexed = false;
  #docs = 0;

  constructor(state: State) {
    this.#state = state;
  }

  /** Whole lines; documents among them are kept. Throws what a line that is no JSON throws. */
  take(block: Buffer, ended: boolean): void {
    if (!ended) throw new Error('the snapshot is not whole');
    splitLines(block, (line) => this.#read(line));
  }

  /** The state, once everything is taken. Throws when the end is missing. */
  finish(): State {
    if (!this.#ended) throw new Error('the snapshot has no end');
    if (this.#indexed) this.#state.keptAll();
    return this.#state;
  }

  #read(line: Buffer): void {
    if (this.#ended) throw new Error('the snapshot goes on after its end');
    const value = line.at(-1) === COMMA ? line.subarray(0, -1) : line;
    if (!this.#begun) this.#begin(value);
    else if (value.length === 1) this.#part = undefined;
    else if (this.#part === undefined) this.#between(value.toString('latin1'));
    else if (this.#part === 'docs') this.#keep(value);
    else takers[this.#part]?.(this.#state, JSON.parse(value.toString('utf8')));
  }

  /** The name of a list, or the sum over all bytes before. */
  #between(line: string): void {
    this.#ended = MAC.test(line);
    this.#part = /^"(\w+)":\[$/.exec(line)?.[1] ?? '';
  }

  #begin(line: Buffer): void {
    const { store, seq, hash, shape } = beginOf(line);
    Object.assign(this.#state, { store, seq, hash });
    this.#indexed = shape === this.#state.shape;
    this.#begun = true;
  }

  /** A document with the index values that stand in front of it; or read and indexed anew, if indexes were others. */
  #keep(line: Buffer): void {
    if (!this.#indexed) {
      this.#state.place(entryIn(line));
      return;
    }
    const { unread, heading } = Unread.from(line);
    if (this.#docs++ % PROBE === 0) {
      const now = this.#state.shelf(heading.kind).indexes.valuesOf(unread.read().body);
      if (JSON.stringify(now) !== JSON.stringify(heading.ix))
        throw new Error('the snapshot was made with other indexes');
    }
    this.#state.keep(unread, heading);
  }
}

/** In snapshots of earlier versions a document is the whole line. */
function entryIn(line: Buffer): Entry {
  const value = JSON.parse(line.toString('utf8')) as Entry | { readonly doc: Entry };
  return 'doc' in value ? value.doc : value;
}
