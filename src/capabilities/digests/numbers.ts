import type { Numbers } from '../../../cards/digests/summary.ts';
import type { World } from '../../kernel/capability.ts';
import { docsOf, pagesOf } from '../../kernel/pages.ts';
import { type LocalDate, plusDays } from '../../kernel/time.ts';
import type { NoticeBody } from '../publicity/index.ts';
import type { RiskBody, RiskDoc, RiskTexts } from '../risks/index.ts';
import { type Flow, gradesOf, type Period, sumGrades, type UnitNumbers } from './model.ts';

/** Scope of the whole bureau. */
export const BUREAU = '*';

export const inScope = (scope: string, unit: string): boolean => scope === BUREAU || scope === unit;

/** Open steps whose last day lies in [from, to]: proportional to what is due there, not to the register. */
export const duePages = (
  world: World,
  range: { readonly from?: LocalDate; readonly to: LocalDate },
): AsyncGenerator<readonly RiskDoc[]> =>
  pagesOf<RiskBody, RiskTexts>(world.read, 'risk', { index: 'due', ...range });
export async function* dueIn(world: World, range: Parameters<typeof duePages>[1]): AsyncGenerator<RiskDoc> {
  for await (const page of duePages(world, range)) yield* page;
}

/** Open steps past their last day in a scope. */
export async function overdueIn(world: World, fits: (risk: RiskBody) => boolean): Promise<number> {
  let n = 0;
  for await (const page of duePages(world, { to: plusDays(world.today, -1) }))
    n += page.filter((r) => fits(r.body)).length;
  return n;
}

/**
 * Counts by unit in the organisation's fixed order, from one tally: their sum is the bureau's line whatever was
 * counted meanwhile. A unit that is gone stays while risk points hang on it, else the total would be short.
 */
export async function unitNumbers(world: World): Promise<readonly UnitNumbers[]> {
  const tally = await world.read.tally('risk', { index: 'count' });
  const byUnit = new Map<string, Record<string, number>>();
  for (const [key, n] of Object.entries(tally)) {
    const unit = key.slice(0, key.indexOf('|'));
    const own = byUnit.get(unit) ?? {};
    own[key] = n;
    byUnit.set(unit, own);
  }
  const known = [...world.org.units.values()].filter((u) => !u.gone || byUnit.has(u.id)).map((u) => u.id);
  const lost = [...byUnit.keys()].filter((unit) => !world.org.units.has(unit)).sort();
  return [...known, ...lost].map((unit) => ({ unit, grades: gradesOf(byUnit.get(unit) ?? {}) }));
}

/** A scope's figures, and each unit's where the scope is the bureau. */
export type Figures = { readonly numbers: Numbers; readonly units?: readonly UnitNumbers[] };

/** Counts from the indexes, taken once: the bureau's grades are the sum of its units', so every card adds up. */
export async function figuresOf(world: World, scope: string): Promise<Figures> {
  const prefix = scope === BUREAU ? {} : { prefix: `${scope}|` };
  const units = scope === BUREAU ? await unitNumbers(world) : undefined;
  const grades = units
    ? sumGrades(units.map((u) => u.grades))
    : gradesOf(await world.read.tally('risk', { index: 'count', ...prefix }));
  const objections = await world.read.tally('objection', { index: 'count', ...prefix });
  const open = Object.entries(objections).filter(([key]) => key.endsWith('|open'));
  const numbers: Numbers = {
    grades,
    overdue: await overdueIn(world, (r) => inScope(scope, r.place.unit)),
    objections: open.reduce((sum, [, n]) => sum + n, 0),
  };
  return { numbers, ...(units ? { units } : {}) };
}

export const numbersOf = async (world: World, scope: string): Promise<Numbers> =>
  (await figuresOf(world, scope)).numbers;

/** Sum over `dated` of one kind of change, by `<unit>|<grade>` keys that fit. */
async function dated(
  world: World,
  what: 'approved' | 'effective' | 'retired',
  { from, to }: Period,
  fits: (unit: string, grade: string) => boolean,
): Promise<number> {
  const tally = await world.read.tally('risk', {
    index: 'dated',
    from: `${what}|${from}`,
    to: `${what}|${plusDays(to, -1)}|~`,
  });
  return Object.entries(tally).reduce((sum, [key, n]) => {
    const [, , unit = '', grade = ''] = key.split('|');
    return fits(unit, grade) ? sum + n : sum;
  }, 0);
}

/** Risks that notices opened in the period show, in the order of the notices. */
export async function publishedIn(
  world: World,
  scope: string,
  { from, to }: Period,
): Promise<readonly string[]> {
  const risks: string[] = [];
  const opened = { index: 'opened', from, to: `${plusDays(to, -1)}|~` };
  for await (const { body } of docsOf<NoticeBody>(world.read, 'notice', opened))
    if (inScope(scope, body.unit)) risks.push(...body.items.map((i) => i.risk));
  return [...new Set(risks)];
}

/** What changed in whole days since `period.from`: told before the state. */
export async function flowOf(world: World, scope: string, period: Period): Promise<Flow> {
  const of = (unit: string): boolean => inScope(scope, unit);
  let newOverdue = 0;
  for await (const { body } of dueIn(world, overdueRange(world, period)))
    if (of(body.place.unit)) newOverdue += 1;
  return {
    gravest: await dated(world, 'approved', period, (unit, grade) => of(unit) && grade === '1'),
    newOverdue,
    published: (await publishedIn(world, scope, period)).length,
    inForce: await dated(world, 'effective', period, of),
    retired: await dated(world, 'retired', period, of),
  };
}

/** Last days that passed since the period began: what was overdue then is not told as new. */
export const overdueRange = (world: World, { from }: Period) => ({
  from,
  to: plusDays(world.today, -1),
});
