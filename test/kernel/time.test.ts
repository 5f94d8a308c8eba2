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
it.each([
  // Autumn: half past one comes twice, and the first is meant. Spring: half past two never comes.
  ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
  ['America/New_York', '2026-11-01', '02:00', '2026-11-01T07:00:00.000Z'],
  ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
  ['America/New_York', '2026-03-08', '03:00', '2026-03-08T07:00:00.000Z'],
  ['Asia/Kathmandu', '2026-03-08', '00:00', '2026-03-07T18:15:00.000Z'],
])('finds the instant of %s %s %s', (zone, date, time, at) => expect(instantOf(date, time, zone)).toBe(at));
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
      const wall = localDateTime(new Date(ms).toISOString(), zone);
      expect(wall).toBe(icu.format(ms));
      // And back: to this instant, or to the same wall clock's first one.
      const [date = '', time = ''] = wall.split(' ');
      const back = Date.parse(instantOf(date, time, zone));
      expect(localDateTime(new Date(back).toISOString(), zone)).toBe(wall);
      expect(back).toBeLessThanOrEqual(ms);
    }
  },
);
