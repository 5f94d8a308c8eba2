import { stepHolders, stepNames } from '../../kernel/chain.ts';
import type { PostKind } from '../../kernel/grade.ts';
import type { Organization, Person, PersonId, Place } from '../../kernel/people.ts';
import type { CampaignBody } from './model.ts';

/** One thing a person answers for: a post held, a division headed, a unit led; `-` when the register knows none. */
export type Item = { readonly key: string; readonly place?: Place; readonly kind: PostKind };

export const NO_POST = '-';
export const placeKey = (p: Place): string => [p.unit, p.division ?? '', p.post ?? ''].join('|');

/** Is this person asked? Active, in a unit that exists and that the campaign takes in. */
export function isAsked(
  { units }: Pick<CampaignBody, 'units'>,
  person: Person | undefined,
  org: Organization,
): boolean {
  const unit = person?.active && person.unit !== undefined ? org.units.get(person.unit) : undefined;
  return unit !== undefined && !unit.gone && (units.length === 0 || units.includes(unit.id));
}

/** Everything this person answers for: posts first, then what is headed and led (S54, S58). Never empty. */
export function itemsOf(person: PersonId, org: Organization): readonly Item[] {
  const posts = org.postsOf(person).map(
    (p): Item => ({
      key: p.id,
      kind: p.kind,
      place: { level: 'post', unit: p.unit, division: p.division, post: p.id },
    }),
  );
  const divisions = org.data.divisions
    .filter((d) => d.head === person && !d.gone)
    .map(
      (d): Item => ({
        key: `d~${d.id}`,
        kind: 'leadership',
        place: { level: 'division', unit: d.unit, division: d.id },
      }),
    );
  const units = org.data.units
    .filter((u) => u.leader === person && !u.gone)
    .map((u): Item => ({ key: `u~${u.id}`, kind: 'leadership', place: { level: 'unit', unit: u.id } }));
  const all = [...posts, ...divisions, ...units];
  return all.length > 0 ? all : [{ key: NO_POST, kind: 'ordinary' }];
}

/** «None» on leadership and key posts needs the leader's word (S65). */
export const needsConfirmation = ({ kind }: Item): boolean => kind !== 'ordinary';

/** Who confirms for this person: the head of the place, else whoever stands above; never the person. */
export function confirmersOf(person: Person, item: Item, org: Organization): readonly PersonId[] {
  const own: Place = {
    level: 'post',
    unit: person.unit ?? '',
    ...(person.division === undefined ? {} : { division: person.division }),
  };
  const place = item.place ?? own;
  const chains = { '1': ['head'], '2': ['head'], '3': ['head'] } as const;
  const [first = 'head'] = stepNames({ place, grade: 3, chains });
  return stepHolders(first, { place, grade: 3, chains, excluded: [person.id] }, org).holders;
}

export type Group = { readonly unit: string; readonly division: string };
export const groupKey = (g: Group): string => `${g.unit}|${g.division}`;
export const groupOf = (person: Person): Group => ({
  unit: person.unit ?? '',
  division: person.division ?? '',
});
