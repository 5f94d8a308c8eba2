import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import defaults from '../../config/default.json' with { type: 'json' };
import { closingTime, overUpTo, period, sendingTime } from '../../src/capabilities/publicity/period.ts';
import { type Settings, settingsSchema } from '../../src/kernel/settings.ts';
import { instantOf, localDate, localTime } from '../../src/kernel/time.ts';
import { workCalendar } from '../../src/kernel/workdays.ts';

const settings: Settings = settingsSchema.parse(defaults);
const calendar = workCalendar(settings.holidays);
const at = (date: string, time = '10:00') => instantOf(date, time, settings.zone);

describe('the period of a publicity notice', () => {
  it.each([
    // Official fixtures: National Day with a make-up Sunday before it, Spring Festival with a make-up Saturday.
    ['2025-09-26', '2025-10-10'],
    ['2026-02-13', '2026-02-27'],
    ['2026-09-30', '2026-10-13'],
    ['2026-11-23', '2026-11-30'],
  ])('sent on %s it ends on %s', (opensOn, closesOn) => {
    expect(period(at(opensOn), settings, calendar)).toEqual({ opensOn, closesOn, days: 5 });
  });

  it('never runs shorter than five working days, and longer when configured', () => {
    const days = (n: number) =>
      period(at('2026-11-23'), { ...settings, publicity: { ...settings.publicity, days: n } }, calendar);
    expect(days(1).closesOn).toBe('2026-11-30');
    expect(days(7).closesOn).toBe('2026-12-02');
  });

  it('always holds exactly its working days, the sending day not counted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), (n) => {
        const start = new Date(Date.UTC(2025, 0, 6) + n * 86_400_000).toISOString().slice(0, 10);
        const p = period(at(start), settings, calendar);
        return calendar.workdaysBetween(p.opensOn, p.closesOn) === 5 && calendar.isWorkday(p.closesOn);
      }),
    );
  });

  it('is over at the close of business of its last day, not before', () => {
    expect(overUpTo(at('2026-11-30', '17:59'), settings)).toBe('2026-11-29');
    expect(overUpTo(at('2026-11-30', '18:00'), settings)).toBe('2026-11-30');
    expect(closingTime('2026-11-30', settings)).toBe(at('2026-11-30', '18:00'));
  });
});

describe('the sending time', () => {
  it.each([
    [at('2026-11-23', '10:00'), '2026-11-23 10:10'],
    [at('2026-11-23', '17:55'), '2026-11-24 08:30'],
    [at('2026-11-27', '20:00'), '2026-11-30 08:30'],
    [at('2026-02-14', '17:58'), '2026-02-24 08:30'],
  ])('of an approval at %s is %s', (now, expected) => {
    const sent = sendingTime(now, settings, calendar);
    expect(`${localDate(sent, settings.zone)} ${localTime(sent, settings.zone)}`).toBe(expected);
  });
});
