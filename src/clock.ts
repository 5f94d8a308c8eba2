import type { Instant } from './kernel/time.ts';

/** The only wall clock of the bot. In sandbox mode the sandbox's hands are taken instead and run on from there. */
export type Clock = {
  readonly now: () => number;
  readonly instant: () => Instant;
  /** From here on `ms` is now. Never goes back: a clock that did would repeat what already happened. */
  set(ms: number): void;
};

export function wallClock(): Clock {
  let offset = 0;
  const now = (): number => Date.now() + offset;
  return {
    now,
    instant: () => new Date(now()).toISOString(),
    set(ms) {
      offset = Math.max(offset, ms - Date.now());
    },
  };
}
