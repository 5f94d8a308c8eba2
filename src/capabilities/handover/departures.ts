import type { Change } from '../../kernel/capability.ts';
import type { Division, Organization, Person, PersonId, Unit } from '../../kernel/people.ts';
import type { DivisionBody, PersonBody, PostBody } from '../organization/index.ts';
import type { Reason } from './model.ts';

/** Somebody who goes away from a place, by what a commit is about to put. */
export type Departure = {
  readonly person: PersonId;
  readonly reason: Reason;
  readonly unit: string;
  readonly division: string;
  readonly posts: readonly string[];
  readonly successor?: PersonId;
};
type Puts = NonNullable<Change['put']>;
type Seen = { readonly id: string; readonly body: unknown };

const ofKind = (puts: Puts, kind: string): readonly Seen[] => puts.filter((p) => p.kind === kind);

/** Left: everywhere at once. Moved: what was held in the old division, or in the old unit when that changed too. */
function ofPerson(before: Person, after: PersonBody, org: Organization): readonly Departure[] {
  const { id: person, unit, division } = before;
  if (unit === undefined || !before.active) return [];
  const held = org.postsOf(person);
  if (!after.active) {
    const places = new Map(held.map((p) => [`${p.unit}|${p.division}`, p]));
    const home = { person, reason: 'left' as const, unit, division: division ?? '' };
    const rest = [...places.values()]
      .filter((p) => p.unit !== unit || p.division !== home.division)
      .map((p) => ({ ...home, unit: p.unit, division: p.division }));
    return [home, ...rest].map((d) => ({
      ...d,
      posts: held.filter((p) => p.unit === d.unit && p.division === d.division).map((p) => p.id),
    }));
  }
  if (after.unit === unit && after.division === division) return [];
  const posts = held.filter((p) => (after.unit === unit ? p.division === division : p.unit === unit));
  return [{ person, reason: 'moved', unit, division: division ?? '', posts: posts.map((p) => p.id) }];
}

/** Who was taken off a post, and who was put in at the same time. */
function ofPost(id: string, after: PostBody, org: Organization): readonly Departure[] {
  const before = org.posts.get(id);
  if (!before) return [];
  const came = after.holders.find((h) => !before.holders.includes(h));
  return before.holders
    .filter((h) => !after.holders.includes(h))
    .map((person) => ({
      ...{ person, reason: 'changed' as const, unit: before.unit, division: before.division, posts: [id] },
      ...(came === undefined ? {} : { successor: came }),
    }));
}

/** A division or unit that gets another head; `gone` ones have nobody to hand over to. */
function ofHead(
  place: { readonly unit: string; readonly division: string },
  before: PersonId | undefined,
  after: PersonId | undefined,
): readonly Departure[] {
  if (before === undefined || before === after) return [];
  const successor = after === undefined ? {} : { successor: after };
  return [{ person: before, reason: 'head', ...place, posts: [], ...successor }];
}

const GRAVITY: readonly Reason[] = ['left', 'moved', 'head', 'changed'];
/** One departure for a person and place, with all the posts: one card a transfer. */
function merged(all: readonly Departure[]): readonly Departure[] {
  const byPlace = new Map<string, Departure>();
  const sorted = [...all].sort((a, b) => GRAVITY.indexOf(a.reason) - GRAVITY.indexOf(b.reason));
  for (const d of sorted) {
    const key = `${d.person}|${d.unit}|${d.division}`;
    const before = byPlace.get(key);
    const successor = before?.successor ?? d.successor;
    byPlace.set(key, {
      ...(before ?? d),
      posts: [...new Set([...(before?.posts ?? []), ...d.posts])],
      ...(successor === undefined ? {} : { successor }),
    });
  }
  return [...byPlace.values()];
}

/** Who goes away from where by these documents, seen from the organisation before them. Pure. */
export function departures(puts: Puts, org: Organization): readonly Departure[] {
  const people = ofKind(puts, 'person').flatMap(({ id, body }) => {
    const before = org.people.get(id);
    return before ? ofPerson(before, body as PersonBody, org) : [];
  });
  const posts = ofKind(puts, 'post').flatMap(({ id, body }) => ofPost(id, body as PostBody, org));
  const divisions = ofKind(puts, 'division').flatMap(({ id, body }) => {
    const before: Division | undefined = org.divisions.get(id);
    const { head, unit } = body as DivisionBody;
    return ofHead({ unit, division: id }, before?.head, head);
  });
  const units = ofKind(puts, 'unit').flatMap(({ id, body }) => {
    const before: Unit | undefined = org.units.get(id);
    return ofHead({ unit: id, division: '' }, before?.leader, (body as Unit).leader);
  });
  return merged([...people, ...posts, ...divisions, ...units]);
}
