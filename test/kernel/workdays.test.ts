import { describe, expect, it } from 'vitest';
import { nextWorkingTime, workCalendar } from '../../src/kernel/workdays.ts';

const calendar = workCalendar();
const rules = { workStart: '08:30', workEnd: '18:00', zone: 'Asia/Shanghai' };
const range = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let d = Date.parse(`${from}T00:00:00Z`); d <= Date.parse(`${to}T00:00:00Z`); d += 86_400_000)
    days.push(new Date(d).toISOString().slice(0, 10));
  return days;
};

describe('working days of the mainland', () => {
  const off2025 = [
    ['2025-01-01', '2025-01-01'],
    ['2025-01-28', '2025-02-04'],
    ['2025-04-04', '2025-04-06'],
    ['2025-05-01', '2025-05-05'],
    ['2025-05-31', '2025-06-02'],
    ['2025-10-01', '2025-10-08'],
  ];
  const off2026 = [
    ['2026-01-01', '2026-01-03'],
    ['2026-02-15', '2026-02-23'],
    ['2026-04-04', '2026-04-06'],
    ['2026-05-01', '2026-05-05'],
    ['2026-06-19', '2026-06-21'],
    ['2026-09-25', '2026-09-27'],
    ['2026-10-01', '2026-10-07'],
  ];
  it.each([...off2025, ...off2026])('%s to %s are off', (from, to) => {
    expect(range(from as string, to as string).filter((d) => calendar.isWorkday(d))).toEqual([]);
  });
  it.each([
    '2025-01-26',
    '2025-02-08',
    '2025-04-27',
    '2025-09-28',
    '2025-10-11',
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ])('%s is a make-up working day', (d) => expect(calendar.isWorkday(d)).toBe(true));
  it.each([
    ['2025-09-26', 5, '2025-10-10'],
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-11-23', 5, '2026-11-30'],
    ['2026-11-21', 0, '2026-11-23'],
  ])('%s plus %i working days is %s', (from, n, to) => expect(calendar.addWorkdays(from, n)).toBe(to));
  it('counts back what it added', () => {
    for (const d of range('2026-01-01', '2026-12-31').filter((x) => calendar.isWorkday(x)))
      expect(calendar.workdaysBetween(d, calendar.addWorkdays(d, 7))).toBe(7);
  });
  it('says that it does not know a year without published holidays', () => {
    expect(calendar.knows(2026)).toBe(true);
    expect(calendar.knows(2031)).toBe(false);
  });
  it('lets the office overrule the shipped days', () => {
    const own = workCalendar({ off: ['2026-11-24'], work: ['2026-11-28'] });
    expect([own.isWorkday('2026-11-24'), own.isWorkday('2026-11-28')]).toEqual([false, true]);
  });
});

describe('working hours', () => {
  it.each([
    ['2026-11-23T02:00:00.000Z', '2026-11-23T02:00:00.000Z', 'inside'],
    ['2026-11-22T23:00:00.000Z', '2026-11-23T00:30:00.000Z', 'before work'],
    ['2026-11-23T10:00:00.000Z', '2026-11-24T00:30:00.000Z', 'at the end'],
    ['2026-09-30T12:00:00.000Z', '2026-10-08T00:30:00.000Z', 'the evening before National Day'],
  ])('%s → %s (%s)', (at, expected) => expect(nextWorkingTime(at, calendar, rules)).toBe(expected));
});
