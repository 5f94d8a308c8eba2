import type { Low } from 'lowdb';
import type { State } from './state.ts';

/**
 * A start replays at most this many lines or bytes beyond the snapshot. In a large register it may be lines for half
 * of the documents, as a snapshot costs as much as there are: a commit pays for writing two of them, never for more.
 */
export const SNAPSHOT_LINES = 10_000;
const SNAPSHOT_BYTES = 64 * 1024 * 1024;
const SHARE = 2;

/** Decides when lowdb writes the snapshot, one at a time, beside the commits. Its errors change nothing. */
export class Checkpoint {
  readonly #low: Low<State>;
  readonly #every: number;
  #lines = 0;
  #bytes = 0;
  #writing: Promise<void> | undefined;

  constructor(low: Low<State>, every: number) {
    this.#low = low;
    this.#every = every;
  }

  /** Counts a durable batch and starts a snapshot when one is due. */
  note(bytes: number, lines: number): void {
    this.#bytes += bytes;
    this.#lines += lines;
    const enough = Math.max(this.#every, this.#low.data.size / SHARE);
    if (this.#lines >= enough || this.#bytes >= SNAPSHOT_BYTES) this.#start();
  }

  #start(): void {
    if (this.#writing) return;
    this.#lines = 0;
    this.#bytes = 0;
    this.#writing = this.#low
      .write()
      .catch(() => undefined)
      .finally(() => {
        this.#writing = undefined;
      });
  }

  /** Waits for a snapshot under way; with `fresh` also writes one if anything happened since the last. */
  async finish(fresh: boolean): Promise<void> {
    await this.#writing;
    if (fresh && this.#lines > 0) this.#start();
    await this.#writing;
  }
}
