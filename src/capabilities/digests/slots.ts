import type { Slot } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Settings } from '../../kernel/settings.ts';
import {
  type Instant,
  instantOf,
  type LocalDate,
  localDate,
  millis,
  monthOf,
  plusDays,
  plusMs,
  weekday,
} from '../../kernel/time.ts';
import type { WorkCalendar } from '../../kernel/workdays.ts';

/** The tick comes twice a minute: the last digest is due this long before the window's end, so that it leaves inside it. */
const TICK_MS = 30_000;
/** Looked at later than this after its time, a slot was missed and says so. */
const LATE_MS = 60 * 60_000;

/** FNV-1a: the same person gets the same minute every day, and people spread evenly. */
const hash = (value: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < value.length; i += 1) h = Math.imul(h ^ value.charCodeAt(i), 0x01000193) >>> 0;
  return h;
};

/** The instant of a person's digest on a day: spread over the configured minutes. */
export function digestTime(day: LocalDate, person: PersonId, settings: Settings): Instant {
  const from = instantOf(day, settings.digest.from, settings.zone);
  const span = Math.max(
    1,
    millis(instantOf(day, settings.digest.to, settings.zone)) - millis(from) - TICK_MS,
  );
  return plusMs(from, hash(person) % span);
}

/** Is it time for digests at all? Working days only, from the first minute to the end of work. */
export function digestDay(until: Instant, settings: Settings, calendar: WorkCalendar): LocalDate | undefined {
  const day = localDate(until, settings.zone);
  const from = instantOf(day, settings.digest.from, settings.zone);
  const end = instantOf(day, settings.quiet.workEnd, settings.zone);
  return calendar.isWorkday(day) && until >= from && until < end ? day : undefined;
}

export type Posting = { readonly key: string; readonly day: LocalDate; readonly at: Instant };

/** The week's first working day; undefined when the whole week is a holiday. Its key is the week's Monday. */
function weeklyOf(date: LocalDate, settings: Settings, calendar: WorkCalendar): Posting | undefined {
  const monday = plusDays(date, 1 - weekday(date));
  const day = calendar.firstWorkdayOfWeek(date);
  if (day > plusDays(monday, 6)) return undefined;
  return { key: `W${monday}`, day, at: instantOf(day, settings.summary.weekly, settings.zone) };
}
function monthlyOf(date: LocalDate, settings: Settings, calendar: WorkCalendar): Posting | undefined {
  const day = calendar.firstWorkdayOfMonth(date);
  if (monthOf(day) !== monthOf(date)) return undefined;
  return { key: monthOf(date), day, at: instantOf(day, settings.summary.monthly, settings.zone) };
}

/** The newest posting in (since, until], if there is one: what was missed before it is not made up for. */
export function newestPosting(
  kind: 'weekly' | 'monthly',
  since: Instant,
  until: Instant,
  settings: Settings,
  calendar: WorkCalendar,
): Posting | undefined {
  const step = kind === 'weekly' ? 7 : 28;
  const of = kind === 'weekly' ? weeklyOf : monthlyOf;
  const today = localDate(until, settings.zone);
  for (
    let date = today;
    date >= plusDays(localDate(since, settings.zone), -step);
    date = plusDays(date, -step)
  ) {
    const posting = of(date, settings, calendar);
    if (posting && posting.at <= until) return posting.at > since ? posting : undefined;
  }
  return undefined;
}

/** Slots of one posting, one a chat: `<week or month>:<chat>`. */
export const postingSlots = (
  posting: Posting,
  chats: readonly { chat: string; scope: string }[],
  until: Instant,
): readonly Slot[] =>
  chats.map(({ chat, scope }) => ({
    key: `${posting.key}:${chat}`,
    at: posting.at,
    late: millis(until) - millis(posting.at) > LATE_MS,
    params: { chat, scope, day: posting.day },
  }));
