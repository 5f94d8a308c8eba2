import { describe, expect, it } from 'vitest';
import { MessengerError, type MessengerFault } from '../../src/feishu/messenger.ts';
import { plusMs } from '../../src/kernel/time.ts';
import { attempts } from '../../src/runtime/attempts.ts';
import type { Claim } from '../../src/store/store.ts';

const START = '2026-11-23T01:00:00.000Z';
const MINUTE = 60_000;
const at = (minutes: number): string => plusMs(START, minutes * MINUTE);
const fault = (kind: MessengerFault): MessengerError => new MessengerError(kind, 503, 'down');
/** The claim of the nth attempt; the first one began at START. */
const claim = (attempt: number): Claim => ({
  item: { id: 'm-1', topic: 'send', key: 'person:ou_a', notBefore: START, payload: {} },
  fence: attempt,
  attempt,
  firstAttemptAt: attempt === 1 ? null : START,
  leaseUntil: at(1),
});

describe('what is known of earlier attempts (O03)', () => {
  it('an own attempt that surely failed leaves no doubt, however long ago it was', () => {
    const known = attempts();
    known.afterFault(claim(1), fault('again'), at(0));
    expect(known.tooOld(claim(2), at(300))).toBeUndefined();
  });

  it('49 minutes of doubt may be tried again, 50 may not', () => {
    const known = attempts();
    known.afterFault(claim(1), fault('unknown'), at(0));
    expect(known.tooOld(claim(2), at(49))).toBeUndefined();
    expect(known.tooOld(claim(2), at(50))).toMatchObject({ kind: 'unknown' });
  });

  it('doubt does not go away by an attempt that surely failed', () => {
    const known = attempts();
    known.afterFault(claim(1), fault('unknown'), at(0));
    known.afterFault(claim(2), fault('again'), at(40));
    expect(known.tooOld(claim(3), at(60))).toMatchObject({ kind: 'unknown' });
  });

  it('an attempt of somebody else in between is in doubt, whatever the own one before it was', () => {
    const known = attempts();
    known.afterFault(claim(1), fault('again'), at(0));
    // The second attempt was another instance's, or was sent and could not be settled.
    expect(known.tooOld(claim(3), at(49))).toBeUndefined();
    expect(known.tooOld(claim(3), at(60))).toMatchObject({ kind: 'unknown' });
  });

  it('of 10,000 rows the own attempts are known; of one forgotten the store’s first attempt is doubt enough', () => {
    const known = attempts();
    const of = (n: number, attempt: number): Claim => ({
      ...claim(attempt),
      item: { ...claim(attempt).item, id: `m-${n}` },
    });
    // Another instance settles them all, so nobody says `forget`.
    for (let n = 0; n <= 10_000; n += 1) known.afterFault(of(n, 1), fault('again'), at(0));
    expect(known.tooOld(of(0, 2), at(60))).toMatchObject({ kind: 'unknown' });
    expect(known.tooOld(of(1, 2), at(60))).toBeUndefined();
  });

  it('what surely did not happen leaves no doubt; the next attempt may leave a new one', () => {
    const known = attempts();
    known.afterFault(claim(1), fault('unknown'), at(0));
    known.absent(claim(2));
    expect(known.tooOld(claim(2), at(60))).toBeUndefined();
    known.afterFault(claim(2), fault('unknown'), at(60));
    expect(known.tooOld(claim(3), at(109))).toBeUndefined();
    expect(known.tooOld(claim(3), at(110))).toMatchObject({ kind: 'unknown' });
  });
});

describe('how long a row waits after a fault (O05)', () => {
  const waits = (kind: MessengerFault, attempt: number, id: string, waitMs = 0): number => {
    const of = { ...claim(attempt), item: { ...claim(attempt).item, id } };
    const settled = attempts().afterFault(of, new MessengerError(kind, 429, 'down', waitMs), START);
    return settled.kind === 'retry' ? Date.parse(settled.notBefore) - Date.parse(START) : Number.NaN;
  };
  const ids = Array.from({ length: 40 }, (_, n) => `m-${n}`);

  it('twice as long each time, up to ten minutes, a quarter more or less', () => {
    const odd: string[] = [];
    for (const id of ids)
      for (let attempt = 1; attempt < 30; attempt += 1)
        for (const kind of ['again', 'unknown'] as const) {
          const share = waits(kind, attempt, id) / Math.min(600_000, 1_000 * 2 ** attempt);
          if (!(share >= 0.75 && share <= 1.25)) odd.push(`${kind} ${attempt} ${id}: ${share}`);
        }
    expect(odd).toEqual([]);
  });

  it('not all of them in step', () => {
    for (const attempt of [1, 5, 20])
      expect(new Set(ids.map((id) => waits('again', attempt, id))).size).toBeGreaterThan(8);
  });

  it('at least as long as Feishu says, with a spread behind it', () => {
    const all = ids.map((id) => waits('slow', 1, id, 52_000));
    expect(Math.min(...all)).toBeGreaterThanOrEqual(52_000);
    expect(Math.max(...all)).toBeLessThan(54_000);
    expect(new Set(all).size).toBeGreaterThan(8);
  });
});
