import type { LineRenderer, Schedule, World } from '../kernel/capability.ts';
import { text } from '../kernel/text.ts';
import { instantOf, localDate, monthOf, plusDays, yearOf } from '../kernel/time.ts';

/** The State Council's notice for the next year comes out in October or November: from then on it is missed. */
const ASK_FROM_MONTH = 11;

async function due({ settings, calendar }: World, since: string, until: string) {
  const { zone, quiet } = settings;
  const slots: { key: string; at: string }[] = [];
  for (let d = localDate(since, zone); d <= localDate(until, zone); d = plusDays(d, 1)) {
    const at = instantOf(d, quiet.workStart, zone);
    if (d === calendar.firstWorkdayOfMonth(d) && at > since && at <= until)
      slots.push({ key: monthOf(d), at });
  }
  return slots.slice(-1);
}

/** Years whose public holidays nobody has told the bot yet: deadlines there count plain weekends. */
export function unknownYears({ today, calendar }: Pick<World, 'today' | 'calendar'>): readonly number[] {
  const year = yearOf(today);
  const asked = Number(today.slice(5, 7)) >= ASK_FROM_MONTH ? [year, year + 1] : [year];
  return asked.filter((y) => !calendar.knows(y));
}

/** Once a month the office admins' digest says which year's holidays are missing, until somebody enters them. */
export const holidayReminder: Schedule = {
  name: 'runtime.holidays',
  due,
  run: async (world, slot) => {
    const years = unknownYears(world);
    if (years.length === 0) return undefined;
    const event = {
      type: 'holidays.missing',
      about: `holidays:${slot.key}`,
      by: 'system' as const,
      at: world.now,
      data: { years: years.join(',') },
    };
    const notices = world.org
      .granted('office_admin')
      .map((p) => ({ to: p.id, line: 'runtime.holidays', about: `holidays:${years.join(',')}` }));
    return { events: [event], notices };
  },
};

export const holidayLine: LineRenderer = async (world, id) => {
  const years = id.slice(id.indexOf(':') + 1);
  if (unknownYears(world).length === 0) return undefined;
  return text(
    `${years} 年的节假日安排尚未录入，期限暂按周末计算。请在 config 的 holidays 中补充放假日和调休上班日。`,
    `The public holidays of ${years} are not entered yet; deadlines count plain weekends. Please add days off and make-up working days to "holidays" in the config.`,
  );
};
