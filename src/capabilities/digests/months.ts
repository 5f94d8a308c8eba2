import type { TrendPoint } from '../../../cards/digests/grades.ts';
import type { Schedule, World } from '../../kernel/capability.ts';
import { instantOf, type LocalDate, localDate, monthOf, plusDays } from '../../kernel/time.ts';
import { type MonthBody, sumGrades } from './model.ts';
import { inScope, unitNumbers } from './numbers.ts';

/** Months on the trend line: a year, so that the same season can be compared. */
const MONTHS = 12;

const readMonth = (world: World, id: string) => world.read.get<MonthBody>({ kind: 'monthFigures', id });
const monthBefore = (day: LocalDate): LocalDate => plusDays(`${monthOf(day)}-01`, -1);

/** The state at the end of each of the last months in a scope, oldest first; months without a record are left out. */
export async function trendOf(
  world: World,
  scope: string,
  before: LocalDate,
): Promise<readonly TrendPoint[]> {
  const points: TrendPoint[] = [];
  let day = monthBefore(before);
  for (let n = 0; n < MONTHS; n += 1, day = monthBefore(day)) {
    const month = await readMonth(world, monthOf(day));
    if (!month) continue;
    const own = month.body.units.filter((u) => inScope(scope, u.unit));
    points.unshift({ month: monthOf(day), grades: sumGrades(own.map((u) => u.grades)) });
  }
  return points;
}

/** One small record a month, kept at the first tick of the next one; nobody gets a message. */
export const monthSchedule: Schedule = {
  name: 'digests.month',
  due: async (world, since, until) => {
    const { zone } = world.settings;
    const first = `${monthOf(localDate(until, zone))}-01`;
    const at = instantOf(first, '00:00', zone);
    return at > since && at <= until ? [{ key: monthOf(plusDays(first, -1)), at }] : [];
  },
  run: async (world, { key }) => {
    if (await readMonth(world, key)) return undefined;
    const body: MonthBody = { at: world.now, units: await unitNumbers(world) };
    return { events: [], put: [{ kind: 'monthFigures', id: key, rev: 0, body }] };
  },
};
