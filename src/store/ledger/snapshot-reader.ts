import type { Hmac } from 'node:crypto';
import { type Entry, freezeDeep, type Request } from './entry.ts';
import type { Row } from './rows.ts';
import type { State } from './state.ts';

const NEWLINE = Buffer.from('\n');
const MAC = /^"mac":"([0-9a-f]{64})"\}$/;

/** What each list of a snapshot holds, one value a line. */
const takers: Readonly<Record<string, (state: State, value: unknown) => void>> = {
  // Frozen when it is handed out: a start has better things to do than to visit every leaf.
  docs: (state, value) => state.place(value as Entry),
  gone: (state, value) => void state.gone.set(...(value as [string, number])),
  keys: (state, value) => void state.keyOf.set(...(value as [string, string])),
  erased: (state, value) => void state.erased.set(...(value as [string, string])),
  requests: (state, value) => void state.requests.set((value as Request).id, freezeDeep(value as Request)),
  uniques: (state, value) => void state.uniques.add(value as string),
  rows: (state, value) => state.rows.file(value as Row),
};

/**
 * Builds a state from the lines of a snapshot as they come, so that no file is ever whole in memory: a register of
 * 100,000 risks has a quarter of a gigabyte. Nothing of it counts before the last line has proved it whole.
 */
export class SnapshotReader {
  readonly #state: State;
  readonly #mac: Hmac;
  #part: string | undefined;
  #begun = false;
  #proved = false;

  constructor(state: State, mac: Hmac) {
    this.#state = state;
    this.#mac = mac;
  }

  /** The state, or undefined when the file is not as it was written. */
  get state(): State | undefined {
    return this.#proved ? this.#state : undefined;
  }

  /** A line without its newline. Throws what a line that is no JSON throws. */
  take(line: Buffer, ended: boolean): void {
    if (this.#proved || !ended) throw new Error('the snapshot is not whole');
    const text = line.toString('utf8');
    const mac = MAC.exec(text)?.[1];
    if (mac !== undefined) {
      if (this.#mac.digest('hex') !== mac) throw new Error('the snapshot is not as it was written');
      this.#proved = true;
      return;
    }
    this.#mac.update(line).update(NEWLINE);
    this.#read(text.endsWith(',') ? text.slice(0, -1) : text);
  }

  #read(text: string): void {
    if (!this.#begun) {
      const { store, seq, hash } = JSON.parse(`${text}}`) as Pick<State, 'store' | 'seq' | 'hash'>;
      Object.assign(this.#state, { store, seq, hash });
      this.#begun = true;
    } else if (this.#part === undefined) this.#part = /^"(\w+)":\[$/.exec(text)?.[1] ?? '';
    else if (text === ']') this.#part = undefined;
    else takers[this.#part]?.(this.#state, JSON.parse(text));
  }
}
