import chineseDays from 'chinese-days';
import {
  type Instant,
  instantOf,
  type LocalDate,
  localDate,
  localTime,
  plusDays,
  weekday,
  yearOf,
} from './time.ts';

/** Days that config declares itself, stronger than the shipped calendar: the office's override (domain.md §7.3). */
export type HolidayOverlay = { readonly off: readonly LocalDate[]; readonly work: readonly LocalDate[] };

/** Working days of mainland China with make-up days, asked by calendar date only. */
export type WorkCalendar = {
  isWorkday(date: LocalDate): boolean;
  /** The n-th working day after `date`; the day itself does not count (domain.md §7.3). n = 0 gives the date itself if it is a working day, else the next. */
  addWorkdays(date: LocalDate, n: number): LocalDate;
  /** Working days in (from, to]; negative when `to` lies before `from`. */
  workdaysBetween(from: LocalDate, to: LocalDate): number;
  firstWorkdayOfWeek(date: LocalDate): LocalDate;
  firstWorkdayOfMonth(date: LocalDate): LocalDate;
  /** False for a year without published holidays: the bot then counts plain weekends and says so. */
  knows(year: number): boolean;
};

/**
 * What the package's own tables say of a date, undefined for an ordinary day. It names special days with commas
 * ("National Day,国庆节,3"). Its weekday is not asked: it reckons in the zone of the process and errs west of UTC,
 * while tables and text dates are shifted alike and still meet (measured; the tests run under other zones too).
 */
const shippedDay = (date: LocalDate): boolean | undefined => {
  const { name, work } = chineseDays.getDayDetail(date);
  return name.includes(',') ? work : undefined;
};

/** All holidays and make-up working days of a year, from the package's own tables. */
function tableOf(year: number): { off: ReadonlySet<string>; work: ReadonlySet<string> } {
  const off = new Set<string>();
  const work = new Set<string>();
  for (let d = `${year}-01-01`; yearOf(d) === year; d = plusDays(d, 1)) {
    const isWork = shippedDay(d);
    if (isWork === false) off.add(d);
    if (isWork === true) work.add(d);
  }
  return { off, work };
}

const MAX_KNOWN = 10_000;

/** Answers a question about a date once; the calendar of a process never changes. */
function remembered<B extends string | number, T>(
  answer: (date: LocalDate, other: B) => T,
): (date: LocalDate, other: B) => T {
  const known = new Map<string, T>();
  return (date, other) => {
    const key = `${date}|${other}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = answer(date, other);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, found);
    return found;
  };
}

export function workCalendar(overlay: HolidayOverlay = { off: [], work: [] }): WorkCalendar {
  const tables = new Map<number, ReturnType<typeof tableOf>>();
  const table = (year: number): ReturnType<typeof tableOf> => {
    const known = tables.get(year);
    if (known) return known;
    const made = tableOf(year);
    tables.set(year, made);
    return made;
  };
  const off = new Set(overlay.off);
  const work = new Set(overlay.work);
  const isWorkday = (date: LocalDate): boolean => {
    if (off.has(date)) return false;
    if (work.has(date)) return true;
    const { off: holidays, work: makeUps } = table(yearOf(date));
    return makeUps.has(date) || (weekday(date) <= 5 && !holidays.has(date));
  };
  const countOn = (date: LocalDate, n: number): LocalDate => {
    let d = date;
    if (n === 0) while (!isWorkday(d)) d = plusDays(d, 1);
    for (let left = n; left > 0; ) {
      d = plusDays(d, 1);
      if (isWorkday(d)) left -= 1;
    }
    return d;
  };
  const between = (from: LocalDate, to: LocalDate): number => {
    let n = 0;
    for (let d = plusDays(from, 1); d <= to; d = plusDays(d, 1)) if (isWorkday(d)) n += 1;
    return n;
  };
  // A day brings the same few questions thousands of times: every deadline of a step, every day overdue on a card.
  const later = remembered(countOn);
  const passed = remembered(between);
  const addWorkdays = (date: LocalDate, n: number): LocalDate => later(date, n);
  const workdaysBetween = (from: LocalDate, to: LocalDate): number =>
    to < from ? -passed(to, from) : passed(from, to);
  const firstFrom = (date: LocalDate): LocalDate => addWorkdays(date, 0);
  return {
    isWorkday,
    addWorkdays,
    workdaysBetween,
    firstWorkdayOfWeek: (date) => firstFrom(plusDays(date, 1 - weekday(date))),
    firstWorkdayOfMonth: (date) => firstFrom(`${date.slice(0, 7)}-01`),
    knows: (year) => table(year).off.size > 0 || [...off].some((d) => yearOf(d) === year),
  };
}

/** Hours in which the bot may write on its own account, `HH:mm` local. */
export type QuietRules = { readonly workStart: string; readonly workEnd: string; readonly zone: string };

/** The first instant ≥ `at` inside working hours of a working day (domain.md §7.2). */
export function nextWorkingTime(at: Instant, calendar: WorkCalendar, rules: QuietRules): Instant {
  const date = localDate(at, rules.zone);
  const time = localTime(at, rules.zone);
  if (calendar.isWorkday(date)) {
    if (time < rules.workStart) return instantOf(date, rules.workStart, rules.zone);
    if (time < rules.workEnd) return at;
  }
  return instantOf(calendar.addWorkdays(date, 1), rules.workStart, rules.zone);
}

/** End of the n-th working day after an instant, as local date; the last working day ends at `workEnd` (domain.md §7.3). */
export const deadline = (at: Instant, workdays: number, calendar: WorkCalendar, zone: string): LocalDate =>
  calendar.addWorkdays(localDate(at, zone), workdays);

/** Working days whose start of work lies in (since, until], oldest first: the slots of what is looked at each morning. */
export function workStarts(
  since: Instant,
  until: Instant,
  calendar: WorkCalendar,
  { workStart, zone }: Pick<QuietRules, 'workStart' | 'zone'>,
): readonly { readonly date: LocalDate; readonly at: Instant }[] {
  const found: { date: LocalDate; at: Instant }[] = [];
  for (let date = localDate(since, zone); date <= localDate(until, zone); date = plusDays(date, 1)) {
    const at = instantOf(date, workStart, zone);
    if (calendar.isWorkday(date) && at > since && at <= until) found.push({ date, at });
  }
  return found;
}

/** The last working day before `date`. */
export function workdayBefore(date: LocalDate, calendar: WorkCalendar): LocalDate {
  let before = plusDays(date, -1);
  while (!calendar.isWorkday(before)) before = plusDays(before, -1);
  return before;
}
