import type { Numbers } from '../../../cards/digests/summary.ts';
import type { World } from '../../kernel/capability.ts';
import { plusDays } from '../../kernel/time.ts';
import type { ListQuery } from '../../store/store.ts';
import type { RiskBody } from '../risks/index.ts';
import { gradesOf } from './model.ts';

/** Scope of the whole bureau. */
export const BUREAU = '*';
/** Overdue steps are read in batches of this size. */
const BATCH = 500;

/** Open steps past their last day in a scope: proportional to what is overdue, not to the register. */
export async function overdueIn(world: World, fits: (risk: RiskBody) => boolean): Promise<number> {
  let n = 0;
  let cursor: string | undefined;
  do {
    const query: ListQuery = {
      index: 'due',
      to: plusDays(world.today, -1),
      limit: BATCH,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const page = await world.read.list<RiskBody>('risk', query);
    n += page.items.filter((r) => fits(r.body)).length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return n;
}

/** Counts of a unit or of the whole bureau from the indexes. */
export async function numbersOf(world: World, scope: string): Promise<Numbers> {
  const prefix = scope === BUREAU ? {} : { prefix: `${scope}|` };
  const objections = await world.read.tally('objection', { index: 'count', ...prefix });
  const open = Object.entries(objections).filter(([key]) => key.endsWith('|open'));
  return {
    grades: gradesOf(await world.read.tally('risk', { index: 'count', ...prefix })),
    overdue: await overdueIn(world, (r) => scope === BUREAU || r.place.unit === scope),
    objections: open.reduce((sum, [, n]) => sum + n, 0),
  };
}
