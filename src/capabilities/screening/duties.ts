import type { DutyRole } from '../../../cards/screening/pledge.ts';
import type { World } from '../../kernel/capability.ts';
import type { Grade } from '../../kernel/grade.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Organization, PersonId } from '../../kernel/people.ts';
import type { RiskBody, RiskDoc, RiskTexts } from '../risks/index.ts';
import { itemsOf, placeKey } from './items.ts';

export type Duty = { readonly role: DutyRole; readonly grade: Grade; readonly count: number };

/** The leader who answers for a risk of this grade (domain.md §2.4), and as what. */
export function responsibleFor(
  { place, grade }: Pick<RiskBody, 'place' | 'grade'>,
  org: Organization,
): { readonly person: PersonId | undefined; readonly role: DutyRole } {
  const unit = org.units.get(place.unit);
  const division = place.division === undefined ? undefined : org.divisions.get(place.division);
  if (grade === 1)
    return {
      person: (unit?.kind === 'affiliated' ? org.active(unit.leader) : org.principal())?.id,
      role: 'principal',
    };
  if (grade === 2) return { person: org.branchLeaderOf(place)?.id, role: 'branch' };
  return { person: org.active(division?.head ?? unit?.leader)?.id, role: 'head' };
}

/** Where this person leads: prefixes of the place index, the narrow ones dropped when a wide one holds them. */
function ledPrefixes(person: PersonId, org: Organization): readonly string[] {
  const principal = org.principal()?.id === person;
  const units = org.data.units
    .filter((u) => u.leader === person || u.branchLeader === person || (principal && u.kind === 'bureau'))
    .map((u) => `${u.id}|`);
  const divisions = org.data.divisions
    .filter((d) => (d.head === person || d.branchLeader === person) && !units.includes(`${d.unit}|`))
    .map((d) => `${d.unit}|${d.id}|`);
  return [...units, ...divisions];
}

const effectiveUnder = (world: Pick<World, 'read'>, prefix: string): Promise<readonly RiskDoc[]> =>
  allOf<RiskBody, RiskTexts>(world.read, 'risk', { index: 'effective', prefix });

/** Risks of the person's own posts, division and unit. */
async function ownRisks(world: World, person: PersonId): Promise<readonly RiskDoc[]> {
  const keys = itemsOf(person, world.org).flatMap((i) => (i.place ? [placeKey(i.place)] : []));
  const lists = await Promise.all(
    keys.map((key) =>
      allOf<RiskBody, RiskTexts>(world.read, 'risk', { index: 'effective', from: key, to: key }),
    ),
  );
  return lists.flat().sort((a, b) => a.body.grade - b.body.grade);
}

/** The responsibility list of one person from what is in force now: own risks, and those led by grade. */
export async function dutiesOf(
  world: World,
  person: PersonId,
): Promise<{ readonly duties: readonly Duty[]; readonly titles: readonly string[] }> {
  const own = await ownRisks(world, person);
  const led = await Promise.all(ledPrefixes(person, world.org).map((p) => effectiveUnder(world, p)));
  const counts = new Map<string, number>();
  const count = (role: DutyRole, grade: Grade): void => {
    counts.set(`${role}|${grade}`, (counts.get(`${role}|${grade}`) ?? 0) + 1);
  };
  for (const { body } of own) count('own', body.grade);
  for (const { body } of led.flat()) {
    const { person: leader, role } = responsibleFor(body, world.org);
    if (leader === person) count(role, body.grade);
  }
  const order: readonly DutyRole[] = ['own', 'head', 'branch', 'principal'];
  const duties = order.flatMap((role) =>
    ([1, 2, 3] as const).flatMap((grade) => {
      const n = counts.get(`${role}|${grade}`);
      return n === undefined ? [] : [{ role, grade, count: n }];
    }),
  );
  return { duties, titles: own.map((r) => r.sealed?.title ?? r.body.stepName) };
}
