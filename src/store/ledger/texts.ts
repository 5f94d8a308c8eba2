import type { Seal } from './line.ts';

/** The last texts that were opened or sealed: a click reads and writes the same risk three times. */
const KEPT = 1024;

type Known = { readonly c: string; readonly text: unknown };

/**
 * Opened texts by the id of their record's key, the newest of each record. A text leaves with its key at the latest, so
 * an erasure reaches it; until then it says no more than the key beside it would.
 */
export class Texts {
  readonly #known = new Map<string, Known>();
  readonly #most: number;

  constructor(most = KEPT) {
    this.#most = most;
  }

  get({ k, c }: Seal): { readonly text: unknown } | undefined {
    const known = this.#known.get(k);
    return known?.c === c ? known : undefined;
  }

  /** `text` frozen to its leaves: it is handed out as it is. */
  keep({ k, c }: Seal, text: unknown): void {
    this.#known.delete(k);
    this.#known.set(k, { c, text });
    if (this.#known.size <= this.#most) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }

  forget(k: string): void {
    this.#known.delete(k);
  }
}
