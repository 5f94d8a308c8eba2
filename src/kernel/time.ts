import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(customParseFormat);

/** UTC instant, ISO 8601 with milliseconds and Z. */
export type Instant = string;
/** Calendar date in the configured zone, `YYYY-MM-DD`. */
export type LocalDate = string;

export const instant = (ms: number): Instant => new Date(ms).toISOString();
export const millis = (at: Instant): number => Date.parse(at);
export const plusMs = (at: Instant, ms: number): Instant => instant(millis(at) + ms);

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const numeric = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const made = new Intl.DateTimeFormat('en-CA', { ...numeric, timeZone: zone, hourCycle: 'h23' });
  formats.set(zone, made);
  return made;
};

/** No zone changes its offset inside a quarter of an hour of UTC, so one question to ICU serves all of it. */
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** Ten years of quarters in which something happened; then the answers are asked anew. */
const MAX_KNOWN = 10_000;
const offsets = new Map<string, Map<number, number>>();

/** Milliseconds that a zone is ahead of UTC at a moment. */
function offsetAt(ms: number, zone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS) * QUARTER_MS;
  const inZone = offsets.get(zone) ?? new Map<number, number>();
  const known = inZone.get(quarter);
  if (known !== undefined) return known;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(quarter)
      .map((p) => [p.type, Number(p.value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute) - quarter;
  if (inZone.size >= MAX_KNOWN) inZone.clear();
  offsets.set(zone, inZone.set(quarter, offset));
  return offset;
}

const walls = new Map<string, Map<Instant, string>>();

/** ISO text whose digits are the wall clock's in the zone. A card asks for the same few instants again and again. */
function wallText(at: Instant, zone: string): string {
  const known = walls.get(zone) ?? new Map<Instant, string>();
  const before = known.get(at);
  if (before !== undefined) return before;
  const ms = millis(at);
  const found = instant(ms + offsetAt(ms, zone));
  if (known.size >= MAX_KNOWN) known.clear();
  walls.set(zone, known.set(at, found));
  return found;
}

/** The calendar date of an instant in a zone. */
export const localDate = (at: Instant, zone: string): LocalDate => wallText(at, zone).slice(0, 10);
/** `HH:mm` of an instant in a zone. */
export const localTime = (at: Instant, zone: string): string => wallText(at, zone).slice(11, 16);
/** `YYYY-MM-DD HH:mm` in a zone, as people read it on a card. */
export const localDateTime = (at: Instant, zone: string): string =>
  wallText(at, zone).slice(0, 16).replace('T', ' ');

/**
 * The instant of a local date and `HH:mm` (or `HH:mm:ss`) in a zone. A wall clock time that comes twice is its first;
 * one that is skipped is read with the offset from before the gap.
 */
export function instantOf(date: LocalDate, time: string, zone: string): Instant {
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  // No zone is further than a day from UTC, and none changes twice in four days.
  const [before, after] = [offsetAt(wall - 2 * DAY_MS, zone), offsetAt(wall + 2 * DAY_MS, zone)];
  const [early, late] = [wall - before, wall - after];
  const isLate = offsetAt(early, zone) !== before && offsetAt(late, zone) === after;
  return instant(isLate ? late : early);
}

const midnight = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`);

/** Date arithmetic on calendar dates; never touches a zone, so it is the same under every TZ. */
export const plusDays = (date: LocalDate, days: number): LocalDate =>
  instant(midnight(date) + days * DAY_MS).slice(0, 10);

/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: LocalDate): number => new Date(midnight(date)).getUTCDay() || 7;
export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
export const monthOf = (date: LocalDate): string => date.slice(0, 7);

/** A real calendar date or undefined. 2026-02-30 is refused, not turned into 2 March (reliability I05). */
export function parseDate(value: string): LocalDate | undefined {
  const head = value.trim().slice(0, 10);
  return dayjs.utc(head, 'YYYY-MM-DD', true).isValid() ? head : undefined;
}
