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
  #triedBefore(): readonly Leased[] {
    const { waiting, stuck, done } = this.#rows;
    const rows = [waiting, stuck, done].flatMap((book) => [...book.values()]);
    return rows.flatMap(({ since, attempts }) =>
      attempts > 0 ? [{ at: Date.parse(since), worker: undefined, rows: attempts }] : [],
    );
  }

  /** How many rows the worker may lease now. */
  room(worker: string, now: string, { most, ms, apartMs }: Pace): number {
    // Both ways: what was leased at a time that has not come again (the clock was put back) is long ago.
    const age = ({ at }: Leased): number => Math.abs(Date.parse(now) - at);
    this.#lately = (this.#lately ?? this.#triedBefore()).filter((leased) => age(leased) < ms);
    const isOther = (leased: Leased): boolean => leased.worker !== undefined && leased.worker !== worker;
    if (this.#lately.some((leased) => isOther(leased) && age(leased) < apartMs)) return 0;
    return most - this.#lately.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Rows that were leased now, after `room` was asked. */
  note(worker: string, now: string, rows: number): void {
    if (rows > 0) this.#lately = [...(this.#lately ?? []), { at: Date.parse(now), worker, rows }];
  }
}
