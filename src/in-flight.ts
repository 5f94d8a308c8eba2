import type { Timers } from './runtime/pump.ts';

/** Work that has begun and must not be cut off by a stop. */
export type InFlight = {
  /** The same promise, remembered until it settles. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way any more, or after `ms`. Gives what is still open then. */
  settled(ms: number): Promise<number>;
};

export function inFlight(timers: Timers): InFlight {
  const open = new Set<Promise<unknown>>();
  return {
    track(work) {
      const seen: Promise<unknown> = work.then(
        () => open.delete(seen),
        () => open.delete(seen),
      );
      open.add(seen);
      return work;
    },
    async settled(ms) {
      const enough = new AbortController();
      const patience = timers.wait(ms, enough.signal).then(() => 'over' as const);
      while (open.size > 0) if ((await Promise.race([Promise.all(open), patience])) === 'over') break;
      enough.abort();
      return open.size;
    },
  };
}
