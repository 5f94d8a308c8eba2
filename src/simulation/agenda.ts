export type Entry = { readonly at: number; readonly run: () => Promise<void> };

/** What will happen, earliest first; entries of one instant in the order they were made. */
export class Agenda {
  #entries: Entry[] = [];

  add(at: number, run: () => Promise<void>): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, run });
  }

  /** The next entry before an instant, taken out. */
  next(before: number): Entry | undefined {
    const first = this.#entries[0];
    return first && first.at < before ? this.#entries.shift() : undefined;
  }
}
