import type { Pace } from '../store.ts';
import type { Rows } from './rows.ts';

type Leased = { readonly at: number; readonly worker: string | undefined; readonly rows: number };

/** Which workers leased how many rows lately, so that together they keep to a pace. In memory, as leases are. */
export class Paced {
  readonly #rows: Rows;
  #lately: readonly Leased[] | undefined;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /**
   * What the process before this one tried: by the last change of each row that was tried, and for every attempt at it,
   * rather too many than too few.
   */
  #triedBefore(now: string, ms: number): readonly Leased[] {
    const { waiting, stuck, done } = this.#rows;
    const found: Leased[] = [];
    const present = Date.parse(now);
    const [from, to] = [present - ms, present + ms].map((at) => new Date(at).toISOString()) as [
      string,
      string,
    ];
    // No copies on the way, and instants as this program writes them compare as texts: it may be an hour's rows, and
    // everybody waits meanwhile.
    const isFar = (at: string): boolean => at.length === from.length && (at <= from || at >= to);
    for (const book of [waiting, stuck, done])
      for (const { since, attempts } of book.values()) {
        if (attempts === 0 || isFar(since)) continue;
        const at = Date.parse(since);
        if (Math.abs(present - at) < ms) found.push({ at, worker: undefined, rows: attempts });
      }
    return found;
  }

  /** How many rows the worker may lease now. */
  room(worker: string, now: string, { most, ms, apartMs }: Pace): number {
    // Both ways: what was leased at a time that has not come again (the clock was put back) is long ago.
    const age = ({ at }: Leased): number => Math.abs(Date.parse(now) - at);
    this.#lately = (this.#lately ?? this.#triedBefore(now, ms)).filter((leased) => age(leased) < ms);
    const isOther = (leased: Leased): boolean => leased.worker !== undefined && leased.worker !== worker;
    if (this.#lately.some((leased) => isOther(leased) && age(leased) < apartMs)) return 0;
    return most - this.#lately.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Rows that were leased now, after `room` was asked. */
  note(worker: string, now: string, rows: number): void {
    if (rows > 0) this.#lately = [...(this.#lately ?? []), { at: Date.parse(now), worker, rows }];
  }
}
