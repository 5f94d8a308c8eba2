/** Gateway tier of the IM and contact APIs: 50 a second and 1000 a minute for each API. */
const GATEWAY = { perSecond: 50, perMinute: 1000 };
/** One user, one group (all bots together) and one message each take 5 requests a second. */
const BUSINESS_PER_SECOND = 5;

/** Counts requests in a window that slides with `now` (monotonic ms). */
export class SlidingWindow {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #hits = new Map<string, number[]>();

  constructor(limit: number, windowMs: number, now: () => number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Admits a request and gives 0, or refuses it and gives the ms until one is admitted again. */
  admit(key: string): number {
    const now = this.#now();
    const recent = (this.#hits.get(key) ?? []).filter((t) => now - t < this.#windowMs);
    const wait = recent.length < this.#limit ? 0 : this.#windowMs - (now - (recent[0] ?? now));
    if (wait === 0) recent.push(now);
    this.#hits.set(key, recent);
    return wait;
  }
}

export class Limits {
  readonly #second: SlidingWindow;
  readonly #minute: SlidingWindow;
  readonly #business: SlidingWindow;

  constructor(monotonic: () => number) {
    this.#second = new SlidingWindow(GATEWAY.perSecond, 1000, monotonic);
    this.#minute = new SlidingWindow(GATEWAY.perMinute, 60_000, monotonic);
    this.#business = new SlidingWindow(BUSINESS_PER_SECOND, 1000, monotonic);
  }

  /** Gateway limit of one API; undefined when admitted, else the limit that was hit and the seconds to wait. */
  gateway(api: string): { limit: number; resetSeconds: number } | undefined {
    const second = this.#second.admit(api);
    if (second > 0) return { limit: GATEWAY.perSecond, resetSeconds: Math.ceil(second / 1000) };
    const minute = this.#minute.admit(api);
    return minute > 0 ? { limit: GATEWAY.perMinute, resetSeconds: Math.ceil(minute / 1000) } : undefined;
  }

  /** 5 a second for one user, group or message. */
  business(key: string): boolean {
    return this.#business.admit(key) === 0;
  }
}
