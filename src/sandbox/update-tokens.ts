import { freshId } from './ids.ts';

/** A card callback's `c-…` token updates its card later: 30 minutes, twice. */
const LIFE_MS = 30 * 60_000;
const USES = 2;

export class UpdateTokens {
  readonly #now: () => number;
  readonly #tokens = new Map<string, { messageId: string; until: number; left: number }>();

  /** `now` is the sandbox's clock in ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  issue(messageId: string): string {
    const token = freshId('c-');
    this.#tokens.set(token, { messageId, until: this.#now() + LIFE_MS, left: USES });
    return token;
  }

  /** Gives the message, or the vendor's code: 300020 unknown, 300030 too old, 300040 used up. Counts nothing. */
  look(token: string): { messageId: string } | { code: 300020 | 300030 | 300040 } {
    const known = this.#tokens.get(token);
    if (!known) return { code: 300020 };
    if (this.#now() > known.until) return { code: 300030 };
    return known.left > 0 ? { messageId: known.messageId } : { code: 300040 };
  }

  use(token: string): void {
    const known = this.#tokens.get(token);
    if (known) known.left -= 1;
  }
}
