import { expect, it } from 'vitest';
import { instantOf, localDate, localDateTime, parseDate, plusDays, weekday } from '../../src/kernel/time.ts';

it.each([
  ['2026-02-28', '2026-02-28'],
  ['2026-02-28 +0800', '2026-02-28'],
  ['2026-02-30', undefined],
  ['2026-13-01', undefined],
  ['', undefined],
  ['tomorrow', undefined],
])('parses %j as %j', (typed, expected) => expect(parseDate(typed)).toBe(expected));

it('turns a local time of Shanghai into the instant, whatever the zone of the process', () => {
  expect(instantOf('2026-11-23', '09:31', 'Asia/Shanghai')).toBe('2026-11-23T01:31:00.000Z');
  expect(localDate('2026-11-22T16:30:00.000Z', 'Asia/Shanghai')).toBe('2026-11-23');
  expect(localDateTime('2026-11-22T16:30:00.000Z', 'Asia/Shanghai')).toBe('2026-11-23 00:30');
});
it('steps over month, leap day and year', () => {
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(weekday('2026-11-22')).toBe(7);
});
it.each(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
  'reads the wall clock of %s as ICU does, through every change of its offset',
  (zone) => {
    const fields = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    } as const;
    const icu = new Intl.DateTimeFormat('sv-SE', { ...fields, timeZone: zone });
    const from = Date.parse('2026-01-01T00:07:00Z');
    for (let hour = 0; hour < 366 * 24; hour += 1) {
      const ms = from + hour * 3_600_000;
      expect(localDateTime(new Date(ms).toISOString(), zone)).toBe(icu.format(ms));
    }
  },
);
