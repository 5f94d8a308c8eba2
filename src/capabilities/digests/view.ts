import type { UnitRow } from '../../../cards/digests/grades.ts';
import { summaryWords as words } from '../../../cards/digests/text.ts';
import type { World } from '../../kernel/capability.ts';
import type { Organization, Person } from '../../kernel/people.ts';
import { ceilingOf, may } from '../../kernel/policy.ts';
import { same, type Text } from '../../kernel/text.ts';
import { plusDays } from '../../kernel/time.ts';
import type { LatestBody, Period, UnitNumbers } from './model.ts';
import { BUREAU } from './numbers.ts';

export const scopeName = (scope: string, { org }: Pick<World, 'org'>): Text =>
  scope === BUREAU ? words.wholeBureau : same(org.units.get(scope)?.name ?? scope);

/** Rows in the fixed order of the organisation, never by size. */
export const unitRows = ({ org }: World, units: readonly UnitNumbers[]): readonly UnitRow[] =>
  units.map(({ unit, grades }) => ({ name: org.units.get(unit)?.name ?? unit, grades }));

/** May this person know the figures of the scope? Without a place the rule asks for the whole bureau. */
export const mayKnow = (person: Person, scope: string, org: Organization): boolean =>
  scope === BUREAU
    ? may(person, 'summary.view', org)
    : may(person, 'summary.view', org, { place: { level: 'unit', unit: scope } });

/** Scopes whose summary a person may see, the widest first. */
export function visibleScopes(person: Person, org: Organization): readonly string[] {
  const units = [...org.units.values()].sort((a, b) => a.order - b.order).map((u) => u.id);
  return [BUREAU, ...units].filter((scope) => mayKnow(person, scope, org));
}

/** The newest summary of a scope, whichever group it was posted in. */
export const latestOf = (world: Pick<World, 'read'>, scope: string) =>
  world.read.get<LatestBody>({ kind: 'latestSummary', id: scope });

/**
 * Did the unit's own group have this number? The state, which 汇总 tells there at any time; and of what counts a period,
 * the last posting's days and those since, as 汇总 told them on one of these days. Every other period was never told.
 */
export async function toldInGroup(
  world: World,
  scope: string,
  period: Period | undefined,
  counts: 'state' | 'period',
): Promise<boolean> {
  const { org, settings } = world;
  const ceiling = settings.summary.ceilings;
  if (!org.data.chats.some((c) => c.unit === scope && ceilingOf(c, ceiling) === 'own')) return false;
  if (counts === 'state') return true;
  const latest = (await latestOf(world, scope))?.body;
  if (!latest || !period) return false;
  const posted = period.from === latest.previous?.day && period.to === latest.day;
  return posted || (period.from === latest.day && period.to <= plusDays(world.today, 1));
}

/** May this person know the whole number, not only how many of it they may open? */
export async function mayKnowTotal(
  world: World,
  person: Person,
  asked: { readonly scope: string; readonly period?: Period; readonly counts: 'state' | 'period' },
): Promise<boolean> {
  const { scope, period, counts } = asked;
  if (scope === BUREAU) return may(person, 'figure.total', world.org);
  const place = { level: 'unit' as const, unit: scope };
  if (may(person, 'figure.total', world.org, { place })) return true;
  const posted = await toldInGroup(world, scope, period, counts);
  return may(person, 'figure.total', world.org, { place, posted });
}
