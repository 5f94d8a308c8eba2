import type { Instant } from './kernel/time.ts';

/** The only wall clock of the bot. In sandbox mode the sandbox's hands are taken instead and run on from there. */
export type Clock = {
  readonly now: () => number;
  readonly instant: () => Instant;
  /**
   * From here on `ms` is now. The first time it may lie anywhere: an invented bureau lives on its own date. After that it
   * never goes back: a clock that did would repeat what already happened.
   */
  set(ms: number): void;
};

/** `wall`: milliseconds of the machine's own clock. */
export function wallClock(wall: () => number = Date.now): Clock {
  let offset: number | undefined;
  const now = (): number => wall() + (offset ?? 0);
  return {
    now,
    instant: () => new Date(now()).toISOString(),
    set(ms) {
      const by = ms - wall();
      offset = offset === undefined ? by : Math.max(offset, by);
    },
  };
}
