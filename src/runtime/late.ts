import { type Instant, millis } from '../kernel/time.ts';
import type { Claim } from '../store/store.ts';

/** A workbook may take so long to be made; `src/writing.ts` ends it then. */
const MAKE_MS = 30_000;
/**
 * A send may take so long: 10 s timeout, twice, with a token refresh between. The upload before a workbook's is not in it: a
 * lease that ends meanwhile makes two calls with one uuid, of which Feishu keeps one.
 */
const CALL_MS = 25_000;
/**
 * A card that leaves later than this after it was leased would be missing in the minute that it leaves in, as the pace
 * counts it when it is leased: its process was stopped, or the disk was.
 */
const LATE_MS = 5_000;
export const LEASE_MS = MAKE_MS + CALL_MS + LATE_MS;

/** It is too late to begin the call: nothing was sent. */
export class Late extends Error {}

const left = ({ leaseUntil }: Claim, now: Instant): number => millis(leaseUntil) - millis(now);

/** Whether a workbook that is begun now is made and sent before somebody else may lease its row. */
export const mayMake = (claim: Claim, now: Instant): boolean => left(claim, now) >= MAKE_MS + CALL_MS;

/** Asked just before each call. Throws Late. */
export function assertTime(claim: Claim, what: 'card' | 'file', now: Instant): void {
  if (left(claim, now) < (what === 'file' ? CALL_MS : LEASE_MS - LATE_MS)) throw new Late('too late to send');
}
