import { describe, expect, it } from 'vitest';
import { judge, type Minute, MOST_BYTES_PER_LINE, wordsOf } from '../../bench/soaked.ts';
import { Latencies, slopeOf } from '../../bench/stats.ts';

const LINES_PER_MINUTE = 2_400;
/** Six hours of a bot that costs the same from the first minute to the last. */
const steady = (over: (minute: number) => Partial<Minute> = () => ({})): readonly Minute[] =>
  Array.from({ length: 360 }, (_, n) => ({
    ...{ hours: n / 60, clicks: 1_180, odd: 0, p50: 5, p99: 20, lines: n * LINES_PER_MINUTE },
    // V8 takes and gives back; a snapshot under way has a file open.
    ...{ rssMb: 200 + (n % 7), heapMb: 50, outsideMb: 5, ledgerMb: n, waiting: 3 },
    files: n % 5 === 0 ? 25 : 24,
    ...over(n),
  }));
const answers = (ms: number): Latencies => {
  const all = new Latencies();
  for (let n = 0; n < 1_000; n += 1) all.add(n < 980 ? 5 : ms);
  return all;
};
const VERIFIED = { ok: true, seq: 1, hash: '' } as const;
const brokenOf = (minutes: readonly Minute[], ms = 20, verified: Parameters<typeof judge>[2] = VERIFIED) =>
  judge(minutes, answers(ms), verified).broken;

describe('the soak (L01)', () => {
  it('lets a steady run pass', () => {
    expect(brokenOf(steady())).toEqual([]);
    expect(wordsOf(judge(steady(), answers(20), VERIFIED))).toContain('L01 held');
  });
  it('finds memory that grows with the ledger', () => {
    const perMinute = ((MOST_BYTES_PER_LINE + 20) * LINES_PER_MINUTE) / 1024 / 1024;
    expect(brokenOf(steady((n) => ({ rssMb: 200 + n * perMinute })))).toEqual([
      expect.stringMatching(/RSS rises by 148 bytes/),
    ]);
  });
  it('says nothing of memory while a process still warms up', () =>
    expect(brokenOf(steady((n) => ({ rssMb: 200 + n })).slice(0, 60))).toEqual([]));
  it('finds a file that stays open', () =>
    expect(brokenOf(steady((n) => ({ files: n < 300 ? 24 : 25 })))).toEqual([
      expect.stringMatching(/open files rise/),
    ]));
  it('finds slow answers, clicks that fail and a ledger that does not verify', () => {
    expect(brokenOf(steady(), 200)).toEqual([expect.stringMatching(/p99 is 200 ms/)]);
    expect(brokenOf(steady(() => ({ odd: 20 })))).toEqual([expect.stringMatching(/7200 of 424800 clicks/)]);
    const bad = { ok: false, firstBad: 7, why: 'x' } as const;
    expect(brokenOf(steady(), 20, bad)).toEqual([expect.stringMatching(/does not verify at line 7/)]);
  });
});

describe('its figures', () => {
  it('slopes are those of least squares', () =>
    expect(slopeOf([0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x + (x % 2) })))).toBeCloseTo(2.2));
  it('quantiles are whole milliseconds that are not exceeded', () => {
    const all = new Latencies();
    expect(all.quantile(0.99)).toBe(0);
    for (let ms = 1; ms <= 100; ms += 1) all.add(ms - 0.5);
    expect([all.quantile(0.5), all.quantile(0.99), all.quantile(1)]).toEqual([50, 99, 100]);
  });
});
