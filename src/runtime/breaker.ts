import type { MessengerError } from '../feishu/messenger.ts';

/** So many calls in a row without an answer, and Feishu or the way to it is down. */
const DOWN_AFTER = 10;
const PROBE_MS = 30_000;

/**
 * While nothing answers, only one row at a time is tried, to see whether Feishu is back. All others keep their place:
 * afterwards they leave at once, oldest first, and of few only is it unknown whether they arrived (O03, O11).
 */
export type Breaker = {
  /** How many rows a round may take. `now` in milliseconds. */
  room(now: number, wanted: number): number;
  /** What a call came to; undefined: it was answered. */
  heard(fault: MessengerError | undefined): void;
};

export function breaker(): Breaker {
  let silent = 0;
  let probedAt = Number.NEGATIVE_INFINITY;
  return {
    room(now, wanted) {
      if (silent < DOWN_AFTER) return wanted;
      // Both ways: a clock that was put back must not end the probing.
      if (Math.abs(now - probedAt) < PROBE_MS) return 0;
      probedAt = now;
      return Math.min(1, wanted);
    },
    heard(fault) {
      const silence = fault?.fault === 'again' || fault?.fault === 'unknown';
      silent = silence ? silent + 1 : 0;
    },
  };
}
