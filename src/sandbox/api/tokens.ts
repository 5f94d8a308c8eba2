import { freshId } from '../ids.ts';

/** Two hours; a new token is given only when less than half an hour of the old one is left. */
const LIFE_MS = 7_200_000;
const RENEW_MS = 1_800_000;

/** Tenant access tokens. They age with real (monotonic) time, because the caller caches them in real time. */
export class Tokens {
  readonly #now: () => number;
  #live: { token: string; until: number }[] = [];

  constructor(monotonic: () => number) {
    this.#now = monotonic;
  }

  /** The current token and its remaining seconds. */
  issue(): { token: string; expire: number } {
    const now = this.#now();
    this.#live = this.#live.filter((t) => t.until > now);
    let latest = this.#live.at(-1);
    if (!latest || latest.until - now < RENEW_MS) {
      latest = { token: freshId('t-'), until: now + LIFE_MS };
      this.#live.push(latest);
    }
    return { token: latest.token, expire: Math.floor((latest.until - now) / 1000) };
  }

  isValid(token: string): boolean {
    return this.#live.some((t) => t.token === token && t.until > this.#now());
  }

  /** Makes every token invalid at once, as after a change of the app secret. */
  revokeAll(): void {
    this.#live = [];
  }
}
