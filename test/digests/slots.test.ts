import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import defaults from '../../config/default.json' with { type: 'json' };
import { digestDay, digestTime, newestPosting, postingSlots } from '../../src/capabilities/digests/slots.ts';
import { type Settings, settingsSchema } from '../../src/kernel/settings.ts';
import { instantOf, localTime, plusMs } from '../../src/kernel/time.ts';
import { workCalendar } from '../../src/kernel/workdays.ts';

const settings: Settings = settingsSchema.parse(defaults);
const calendar = workCalendar(settings.holidays);
const at = (date: string, time: string) => instantOf(date, time, settings.zone);
const HOUR = 3_600_000;

describe('the time of a digest', () => {
  it('lies between 09:31 and 09:40 for everybody, the same every day', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (id) => {
        const time = localTime(digestTime('2026-11-23', id, settings), settings.zone);
        expect(time >= '09:31' && time < '09:40').toBe(true);
        expect(localTime(digestTime('2026-11-24', id, settings), settings.zone)).toBe(time);
      }),
    );
  });

  it('spreads a bureau over the whole window', () => {
    const times = Array.from({ length: 2_000 }, (_, i) =>
      localTime(digestTime('2026-11-23', `ou_${i}`, settings), settings.zone),
    );
    const perMinute = [...new Set(times)].map((minute) => times.filter((t) => t === minute).length);
    expect(perMinute.length).toBe(9);
    // An even spread would be 235 a full minute; nobody's minute may hold twice that.
    expect(Math.max(...perMinute)).toBeLessThan(470);
  });

  it.each([
    ['2026-11-23', '09:30', undefined],
    ['2026-11-23', '09:35', '2026-11-23'],
    ['2026-11-23', '17:59', '2026-11-23'],
    ['2026-11-23', '18:00', undefined],
    ['2026-11-28', '09:35', undefined],
    ['2026-10-01', '09:35', undefined],
    ['2026-10-10', '09:35', '2026-10-10'],
    ['2026-02-14', '09:35', '2026-02-14'],
  ])('%s %s → %s', (date, time, expected) => {
    expect(digestDay(at(date, time), settings, calendar)).toBe(expected);
  });
});

describe('the summary of a week', () => {
  const weekly = (since: string, until: string) => newestPosting('weekly', since, until, settings, calendar);
  it('comes on the first working day of the week', () => {
    const monday = at('2026-11-23', '09:05');
    expect(weekly(plusMs(monday, -60_000), monday)).toEqual({
      key: 'W2026-11-23',
      day: '2026-11-23',
      at: monday,
    });
    expect(weekly(monday, plusMs(monday, 60_000))).toBeUndefined();
  });
  it('moves behind a holiday and never falls on one', () => {
    // Spring Festival 2026: 15 to 23 February are off, the week of the 16th has no working day at all.
    expect(weekly(at('2026-02-16', '00:00'), at('2026-02-23', '23:00'))).toBeUndefined();
    expect(weekly(at('2026-02-16', '00:00'), at('2026-02-24', '09:05'))?.key).toBe('W2026-02-23');
    expect(weekly(at('2026-10-05', '00:00'), at('2026-10-08', '09:05'))?.day).toBe('2026-10-08');
  });
  it('after an outage only the newest is posted, and marked late', () => {
    const until = at('2026-12-02', '11:00');
    const posting = weekly(at('2026-11-10', '09:00'), until);
    expect(posting?.key).toBe('W2026-11-30');
    expect(posting && postingSlots(posting, [{ chat: 'oc_a', scope: '*' }], until)).toMatchObject([
      { key: 'W2026-11-30:oc_a', late: true },
    ]);
  });
  it('is not late within the hour', () => {
    const until = at('2026-11-30', '09:06');
    const posting = weekly(plusMs(until, -HOUR), until);
    expect(posting && postingSlots(posting, [{ chat: 'oc_a', scope: '*' }], until)).toMatchObject([
      { late: false },
    ]);
  });
});

describe('the summary of a month', () => {
  const monthly = (since: string, until: string) =>
    newestPosting('monthly', since, until, settings, calendar);
  it.each([
    ['2026-12-01', '2026-12', '2026-12-01'],
    ['2026-10-08', '2026-10', '2026-10-08'],
    ['2026-01-04', '2026-01', '2026-01-04'],
    ['2026-08-03', '2026-08', '2026-08-03'],
  ])('on %s belongs to %s', (date, key, day) => {
    expect(monthly(at(date, '09:09'), at(date, '09:10'))).toMatchObject({ key, day });
  });
  it('is posted exactly once a month, however the ticks fall', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 72 }), { minLength: 200, maxLength: 300 }), (gaps) => {
        const keys: string[] = [];
        let since = at('2026-01-01', '00:00');
        for (const gap of gaps) {
          const until = plusMs(since, gap * HOUR);
          const posting = monthly(since, until);
          if (posting) keys.push(posting.key);
          since = until;
        }
        expect(new Set(keys).size).toBe(keys.length);
        const months = new Set<string>();
        for (let t = at('2026-01-05', '00:00'); t < since; t = plusMs(t, 24 * HOUR))
          if (t < plusMs(since, -9 * 24 * HOUR)) months.add(t.slice(0, 7));
        for (const m of months) expect(keys).toContain(m);
      }),
      { numRuns: 10 },
    );
  });
});
