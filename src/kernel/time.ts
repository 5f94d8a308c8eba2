import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.extend(customParseFormat);

/** UTC instant, ISO 8601 with milliseconds and Z. */
export type Instant = string;
/** Calendar date in the configured zone, `YYYY-MM-DD`. */
export type LocalDate = string;

export const instant = (ms: number): Instant => new Date(ms).toISOString();
export const millis = (at: Instant): number => Date.parse(at);
export const plusMs = (at: Instant, ms: number): Instant => instant(millis(at) + ms);

/** The calendar date of an instant in a zone. */
export const localDate = (at: Instant, zone: string): LocalDate => dayjs(at).tz(zone).format('YYYY-MM-DD');
/** `HH:mm` of an instant in a zone. */
export const localTime = (at: Instant, zone: string): string => dayjs(at).tz(zone).format('HH:mm');
/** `YYYY-MM-DD HH:mm` in a zone, as people read it on a card. */
export const localDateTime = (at: Instant, zone: string): string =>
  dayjs(at).tz(zone).format('YYYY-MM-DD HH:mm');

/** The instant of a local date and `HH:mm` (or `HH:mm:ss`) in a zone. */
export const instantOf = (date: LocalDate, time: string, zone: string): Instant =>
  dayjs.tz(`${date} ${time.length === 5 ? `${time}:00` : time}`, 'YYYY-MM-DD HH:mm:ss', zone).toISOString();

/** Date arithmetic on calendar dates; never touches a zone, so it is the same under every TZ. */
export const plusDays = (date: LocalDate, days: number): LocalDate =>
  dayjs.utc(`${date}T00:00:00Z`).add(days, 'day').format('YYYY-MM-DD');

/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: LocalDate): number => dayjs.utc(`${date}T00:00:00Z`).day() || 7;
export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
export const monthOf = (date: LocalDate): string => date.slice(0, 7);

/** A real calendar date or undefined. 2026-02-30 is refused, not turned into 2 March (reliability I05). */
export function parseDate(value: string): LocalDate | undefined {
  const head = value.trim().slice(0, 10);
  return dayjs.utc(head, 'YYYY-MM-DD', true).isValid() ? head : undefined;
}
