import { isWorkingDay, msOf } from './days.ts';
import type { Dice } from './dice.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The bot looks at its schedules twice a minute; between these instants nothing is due, so that is left out. */
const MARKS = ['08:30', '09:05', '09:10', '17:30', '18:00'] as const;
const MARK_AFTER_MS = 20_000;
const DIGEST_FROM = '09:31';
const DIGEST_TICKS = 20;
const TICK_MS = 30_000;

/** When the bot looks at its schedules on a day. */
export function ticksOf(date: string): readonly number[] {
  if (!isWorkingDay(date)) return [6, 12, 18, 23].map((h) => msOf(date, '00:00') + h * HOUR);
  const ticks = MARKS.map((time) => msOf(date, time) + MARK_AFTER_MS);
  for (let n = 0; n < DIGEST_TICKS; n += 1) ticks.push(msOf(date, DIGEST_FROM) + n * TICK_MS + 7_000);
  for (let at = msOf(date, '10:00'); at < msOf(date, '18:00'); at += 30 * MINUTE) ticks.push(at + 11_000);
  for (const time of ['03:00', '08:00', '19:00', '21:30']) ticks.push(msOf(date, time));
  return ticks;
}

/** When somebody sits down with the bot: in office hours mostly, sometimes in the evening or at a weekend. */
export function sittingsOf(date: string, people: number, perWorkday: number, dice: Dice): readonly number[] {
  const working = isWorkingDay(date);
  const mean = people * perWorkday * (working ? 1 : 0.03);
  const count = Math.floor(mean) + (dice.chance(mean % 1) ? 1 : 0);
  const midnight = msOf(date, '00:00');
  return Array.from({ length: count }, () =>
    working && dice.chance(0.95)
      ? midnight + 8.5 * HOUR + dice.int(9.5 * HOUR)
      : midnight + 6 * HOUR + dice.int(17 * HOUR),
  );
}
