import type { UnitRow } from '../../../cards/digests/grades.ts';
import { summaryWords as words } from '../../../cards/digests/text.ts';
import type { World } from '../../kernel/capability.ts';
import type { Organization, Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same, type Text } from '../../kernel/text.ts';
import type { UnitNumbers } from './model.ts';
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
