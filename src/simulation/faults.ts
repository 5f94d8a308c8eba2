import { DAY } from './days.ts';
import type { Dice } from './dice.ts';

/** Everything that can go wrong in a simulation. Each kind can be left out, to find the shortest replay. */
export const FAULTS = [
  'outage',
  'errors',
  'lost',
  'duplicates',
  'reorder',
  'crash',
  'downtime',
  'jump',
] as const;
export type Fault = (typeof FAULTS)[number];

export type Window = { readonly from: number; readonly to: number };
/** What goes wrong on one day. All instants in milliseconds. */
export type Mishaps = {
  /** Feishu does not answer, or not to us; with `sends` it sends nevertheless and only the answers are lost. */
  readonly outage?: Window & { readonly sends: boolean };
  /** Crashes: from this instant on the process dies after so many system calls. */
  readonly crashes: readonly { readonly at: number; readonly steps: number; readonly down: number }[];
  /** The clock of the machine is put back or forward. */
  readonly jump?: { readonly at: number; readonly by: number };
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Most faults that matter hit during work; some come at night. */
const anytime = (midnight: number, dice: Dice): number =>
  midnight + (dice.chance(0.75) ? 8 * HOUR + dice.int(11 * HOUR) : dice.int(DAY));

/** A crash is looked into by reading the whole ledger: while it grows, crashes get rarer, as in a year they would. */
const CRASHES = { perDay: 0.3, fullDays: 60 } as const;

/** Throws the mishaps of the n-th day. Each kind throws dice of its own: leaving one out leaves the others where they were. */
export function mishapsOf(midnight: number, nth: number, kinds: ReadonlySet<Fault>, dice: Dice): Mishaps {
  const throws = (kind: Fault, probability: number): Dice | undefined => {
    const own = dice.fork(kind);
    return own.chance(probability) && kinds.has(kind) ? own : undefined;
  };
  const outage = throws('outage', 0.08);
  const crash = throws('crash', CRASHES.perDay * Math.min(1, CRASHES.fullDays / nth));
  const downtime = throws('downtime', 0.02);
  const jump = throws('jump', 0.02);
  const from = outage ? anytime(midnight, outage) : 0;
  return {
    ...(outage
      ? { outage: { from, to: from + 3 * MINUTE + outage.int(7 * HOUR), sends: outage.chance(0.5) } }
      : {}),
    crashes: [
      ...(crash
        ? [{ at: anytime(midnight, crash), steps: 1 + crash.int(120), down: crash.int(5 * MINUTE) }]
        : []),
      ...(downtime
        ? [{ at: anytime(midnight, downtime), steps: 1, down: HOUR + downtime.int(30 * HOUR) }]
        : []),
    ],
    ...(jump ? { jump: { at: anytime(midnight, jump), by: jump.chance(0.6) ? -HOUR : DAY } } : {}),
  };
}

/** Chances per call to Feishu outside an outage. */
export const CALL_ODDS = { slow: 0.01, again: 0.01, lost: 0.005 } as const;
/** Chances per event that Feishu pushes. */
export const EVENT_ODDS = { twice: 0.03, late: 0.03 } as const;
