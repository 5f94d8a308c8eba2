import type { Settings } from '../../kernel/settings.ts';
import {
  type Instant,
  instantOf,
  type LocalDate,
  localDate,
  localTime,
  plusDays,
  plusMs,
} from '../../kernel/time.ts';
import { nextWorkingTime, type WorkCalendar } from '../../kernel/workdays.ts';

const MINUTE = 60_000;

/** When a notice that begins to gather now leaves for the group: in working hours, `gatherMinutes` later. */
export const sendingTime = (now: Instant, settings: Settings, calendar: WorkCalendar): Instant =>
  nextWorkingTime(plusMs(now, settings.publicity.gatherMinutes * MINUTE), calendar, {
    ...settings.quiet,
    zone: settings.zone,
  });

export type Period = { readonly opensOn: LocalDate; readonly closesOn: LocalDate; readonly days: number };

/**
 * The period of a notice that is sent at `sentAt`: the sending day isn't counted, then `days` whole working days
 * (five at least, the least that the rules on notices of appointments know; domain rule S70).
 */
export function period(sentAt: Instant, settings: Settings, calendar: WorkCalendar): Period {
  const opensOn = localDate(sentAt, settings.zone);
  const days = Math.max(5, settings.publicity.days);
  return { opensOn, closesOn: calendar.addWorkdays(opensOn, days), days };
}

/** The instant a period ends: the close of business of its last day. */
export const closingTime = (closesOn: LocalDate, settings: Settings): Instant =>
  instantOf(closesOn, settings.quiet.workEnd, settings.zone);

/** The latest `closesOn` whose period is over at `now`. */
export function overUpTo(now: Instant, settings: Settings): LocalDate {
  const today = localDate(now, settings.zone);
  return localTime(now, settings.zone) >= settings.quiet.workEnd ? today : plusDays(today, -1);
}
