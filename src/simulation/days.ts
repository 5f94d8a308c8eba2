/**
 * Days and deadlines reckoned a second time, without the bot's calendar: from the State Council's notices for 2025 and
 * 2026 by hand, in Shanghai's fixed UTC+8. What both agree on is not one error made twice.
 */
const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

const RANGES: readonly (readonly [string, number])[] = [
  ['2025-01-01', 1],
  ['2025-01-28', 8],
  ['2025-04-04', 3],
  ['2025-05-01', 5],
  ['2025-05-31', 3],
  ['2025-10-01', 8],
  ['2026-01-01', 3],
  ['2026-02-15', 9],
  ['2026-04-04', 3],
  ['2026-05-01', 5],
  ['2026-06-19', 3],
  ['2026-09-25', 3],
  ['2026-10-01', 7],
];
const MAKE_UP = new Set(
  '2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10'.split(
    ' ',
  ),
);

const utcDay = (date: string): number => Date.parse(`${date}T00:00:00Z`);
export const laterDay = (date: string, days: number): string =>
  new Date(utcDay(date) + days * DAY).toISOString().slice(0, 10);
const OFF = new Set(
  RANGES.flatMap(([from, days]) => Array.from({ length: days }, (_, i) => laterDay(from, i))),
);

/** Monday = 1 … Sunday = 7. */
export const weekdayOf = (date: string): number => new Date(utcDay(date)).getUTCDay() || 7;
export const isWorkingDay = (date: string): boolean =>
  MAKE_UP.has(date) || (weekdayOf(date) <= 5 && !OFF.has(date));

/** The n-th working day after a date, the date itself not counted. */
export function workingDaysLater(date: string, n: number): string {
  let day = date;
  for (let left = n; left > 0; ) {
    day = laterDay(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The local date and `HH:mm:ss` of an instant in milliseconds. */
export const dateAt = (ms: number): string => new Date(ms + SHANGHAI).toISOString().slice(0, 10);
export const timeAt = (ms: number): string => new Date(ms + SHANGHAI).toISOString().slice(11, 19);
/** Milliseconds of a local date and `HH:mm` or `HH:mm:ss`. */
export const msOf = (date: string, time: string): number =>
  Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`) - SHANGHAI;

/** Is the bot allowed to write on its own account at this instant? */
export const isWorkingTime = (ms: number): boolean =>
  isWorkingDay(dateAt(ms)) && timeAt(ms) >= '08:30:00' && timeAt(ms) < '18:00:00';

/** The first day of a simulation: anywhere in 2025, so that 365 days stay where the holidays are known. */
export const firstDay = (offset: number): string => laterDay('2025-01-06', offset);
