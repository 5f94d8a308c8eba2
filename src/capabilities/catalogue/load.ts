import type { World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { RiskBody, RiskDoc, RiskTexts } from '../risks/index.ts';
import { type CatalogueRow, type Counts, type Entry, noCounts, rowsOf } from './model.ts';

/** All risks in effect of a unit, or of the whole bureau without one. `prefix`: `<unit>|`, `<unit>|<division>|`. */
export const effectiveRisks = (world: World, prefix?: string): Promise<readonly RiskDoc[]> =>
  allOf<RiskBody, RiskTexts>(world.read, 'risk', {
    index: 'effective',
    ...(prefix === undefined ? {} : { prefix }),
  });

/** What the catalogue counts of a risk. */
export const entryOf = ({ body }: RiskDoc): Entry => {
  const approvedAt = body.approvedAt ?? body.effectiveAt;
  return {
    place: body.place,
    grade: body.grade,
    source: body.source,
    ...(body.postKind ? { postKind: body.postKind } : {}),
    ...(approvedAt ? { approvedAt } : {}),
  };
};

/** The rows of a unit, or of one division of it. */
export async function unitRows(world: World, unit: string, division = ''): Promise<readonly CatalogueRow[]> {
  const prefix = division === '' ? `${unit}|` : `${unit}|${division}|`;
  const entries = (await effectiveRisks(world, prefix)).map(entryOf);
  return rowsOf(entries, world.org, world.settings.grading.floors.kinds);
}

export type UnitRow = { readonly unit: string; readonly counts: Counts };

/** One row a unit with anything in effect, from counts alone: no risk is loaded. */
export async function bureauRows(world: World): Promise<readonly UnitRow[]> {
  const tally = await world.read.tally('risk', { index: 'count' });
  const rows = new Map<string, Record<1 | 2 | 3, number>>();
  for (const [key, n] of Object.entries(tally)) {
    const [unit = '', grade, status] = key.split('|');
    if (status !== 'effective' || (grade !== '1' && grade !== '2' && grade !== '3')) continue;
    const counts = rows.get(unit) ?? { ...noCounts };
    counts[Number(grade) as 1 | 2 | 3] += n;
    rows.set(unit, counts);
  }
  const order = (unit: string): number => world.org.units.get(unit)?.order ?? 0;
  return [...rows]
    .map(([unit, counts]) => ({ unit, counts }))
    .sort((a, b) => order(a.unit) - order(b.unit) || a.unit.localeCompare(b.unit));
}
