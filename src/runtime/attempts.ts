import type { MessengerError } from '../feishu/messenger.ts';
import { type Instant, millis, plusMs } from '../kernel/time.ts';
import type { Claim, Settle } from '../store/store.ts';

/** Feishu remembers a uuid for one hour; past this an unknown outcome is looked up, never sent again blindly (O03). */
const UUID_SAFE_MS = 50 * 60_000;
const MAX_BACKOFF_MS = 10 * 60_000;
/** Rows of which an own attempt is remembered; what another instance settled would stay for good otherwise. */
const KNOWN = 10_000;

/** 1 s, 2 s, 4 s … up to ten minutes, with a spread so that rows do not come back in step. */
const backoff = (attempt: number, id: string): number => {
  const spread = ([...id].reduce((n, c) => n + c.charCodeAt(0), 0) % 50) / 100;
  return Math.min(MAX_BACKOFF_MS, 1000 * 2 ** Math.min(attempt, 12)) * (0.75 + spread);
};

/** What is known of earlier attempts at a row. */
export type Attempts = {
  /** How a row ends that may hang in the chat for longer than Feishu remembers its uuid; undefined: it may be tried. */
  tooOld(claim: Claim, now: Instant): Settle | undefined;
  /** What becomes of a row after a fault (O05). */
  afterFault(claim: Claim, fault: MessengerError, now: Instant): Settle;
  /** The attempt was noted in the store, but no call was made. */
  notMade(claim: Claim): void;
  /** It surely did not happen: the row is as if it had never been tried. */
  absent(claim: Claim): void;
  forget(claim: Claim): void;
};

export function attempts(): Attempts {
  /** After which attempt of this process since when a row may have been sent; null: no attempt can have done it. */
  const doubts = new Map<string, { readonly attempt: number; readonly since: Instant | null }>();
  // If the attempt before was another process's, or ours but its end was never heard of, nobody knows how it ended.
  function doubtOf({ item, attempt, firstAttemptAt }: Claim): Instant | null {
    const own = doubts.get(item.id);
    return own?.attempt === attempt - 1 ? own.since : firstAttemptAt;
  }
  /** The oldest is forgotten: the store knows when its row was tried first, which is doubt enough. */
  function note({ item, attempt }: Pick<Claim, 'item' | 'attempt'>, since: Instant | null): void {
    doubts.delete(item.id);
    doubts.set(item.id, { attempt, since });
    for (const oldest of doubts.keys()) {
      if (doubts.size <= KNOWN) return;
      doubts.delete(oldest);
    }
  }
  const isOld = (doubt: Instant | null, now: Instant): boolean =>
    doubt !== null && millis(now) - millis(doubt) >= UUID_SAFE_MS;
  const given = (now: Instant, doubt: Instant): Settle => ({
    kind: 'unknown',
    at: now,
    error: `outcome not known since ${doubt}`,
  });
  return {
    tooOld(claim, now) {
      const doubt = doubtOf(claim);
      return doubt !== null && isOld(doubt, now) ? given(now, doubt) : undefined;
    },
    afterFault(claim, fault, now) {
      const before = doubtOf(claim);
      const doubt = fault.fault === 'unknown' ? (before ?? now) : before;
      note(claim, doubt);
      const retry = (ms: number): Settle => ({
        kind: 'retry',
        at: now,
        notBefore: plusMs(now, ms),
        error: `${fault.fault} ${fault.code}`,
      });
      switch (fault.fault) {
        case 'slow':
          return retry(Math.max(fault.waitMs, 300) + backoff(0, claim.item.id));
        case 'again':
        case 'unknown':
          return retry(backoff(claim.attempt, claim.item.id));
        case 'permanent':
          return { kind: 'dead', at: now, error: `${fault.code} ${fault.message}`.slice(0, 200) };
      }
    },
    notMade: (claim) => note(claim, doubtOf(claim)),
    absent: ({ item, attempt }) => note({ item, attempt: attempt - 1 }, null),
    forget: (claim) => void doubts.delete(claim.item.id),
  };
}
