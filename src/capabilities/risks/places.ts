import type { PickView } from '../../../cards/risks/place.ts';
import type { PlaceKeys, StartView } from '../../../cards/risks/start.ts';
import type { Organization, Person, Place } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { FindMethod } from './model.ts';

/** Whose risk it is: from plain ids in a button to a place that exists and that this person may declare for. */
export const keysOf = (place: Place, method: FindMethod): PlaceKeys => ({
  level: place.level,
  unit: place.unit,
  division: place.division ?? '',
  post: place.post ?? '',
  method,
});

/** The place behind the ids of a button, rebuilt from the register; undefined when it is not there (any more). */
export function placeOf(keys: Omit<PlaceKeys, 'method'>, org: Organization): Place | undefined {
  if (keys.level === 'post') {
    const post = org.posts.get(keys.post);
    return post && { level: 'post', unit: post.unit, division: post.division, post: post.id };
  }
  if (keys.level === 'division') {
    const division = org.divisions.get(keys.division);
    return division && { level: 'division', unit: division.unit, division: division.id };
  }
  const unit = keys.level === 'unit' ? org.units.get(keys.unit) : undefined;
  return unit && { level: 'unit', unit: unit.id };
}

/** 自己找 for what one holds oneself, 领导提 for what one leads, 群众帮 for the own unit (S60). */
export function mayDeclareAt(person: Person, place: Place, method: FindMethod, org: Organization): boolean {
  if (method === 'leader') return may(person, 'risk.raise', org, { place });
  if (method === 'peer') return may(person, 'risk.suggest', org, { place });
  if (place.post !== undefined) return org.posts.get(place.post)?.holders.includes(person.id) ?? false;
  const lead =
    place.division === undefined
      ? org.units.get(place.unit)?.leader
      : org.divisions.get(place.division)?.head;
  return lead === person.id;
}

const raisesIn = (person: Person, unit: string, org: Organization): boolean =>
  may(person, 'risk.raise', org, { place: { level: 'unit', unit } }) ||
  org
    .divisionsOf(unit)
    .some((d) => may(person, 'risk.raise', org, { place: { level: 'division', unit, division: d.id } }));

/** What the start card offers this person. */
export function startView(person: Person, org: Organization, waiting: number): StartView {
  const posts = org
    .postsOf(person.id)
    .map((p) => placeOf({ level: 'post', unit: p.unit, division: p.division, post: p.id }, org));
  const division = [...org.divisions.values()].find((d) => d.head === person.id);
  const unit = [...org.units.values()].find((u) => u.leader === person.id);
  const choice = (place: Place, name: string) => ({ keys: keysOf(place, 'self'), name });
  return {
    posts: posts
      .filter((p) => p !== undefined)
      .map((p) => choice(p, org.posts.get(p.post ?? '')?.name ?? '')),
    ...(division
      ? { division: choice({ level: 'division', unit: division.unit, division: division.id }, division.name) }
      : {}),
    ...(unit ? { unit: choice({ level: 'unit', unit: unit.id }, unit.name) } : {}),
    mayRaise: [...org.units.keys()].some((u) => raisesIn(person, u, org)),
    maySuggest: person.unit !== undefined && org.units.has(person.unit),
    waiting,
  };
}

/** Options of one card: with two tags for the select and one per option, 20 leave room for everything else (200). */
const PAGE = 20;
type Named = { readonly id: string; readonly name: string; readonly order?: number };
const byOrder = (a: Named, b: Named): number => (a.order ?? 0) - (b.order ?? 0) || (a.name < b.name ? -1 : 1);
function paged(all: readonly Named[], asked: number): Pick<PickView, 'options' | 'page' | 'pages'> {
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const page = Math.min(Math.max(0, asked), pages - 1);
  const rows = all.slice(page * PAGE, page * PAGE + PAGE);
  return { options: rows.map((r) => ({ value: r.id, name: r.name })), page, pages };
}
export type Picking = {
  readonly method: 'leader' | 'peer';
  readonly unit?: string;
  readonly division?: string;
  readonly page: number;
};
const none = { id: 'new', rev: 0 } as const;

/** Units this person may pick from: all those he leads something in; for 群众帮 only his own. */
function unitsFor(person: Person, method: Picking['method'], org: Organization): readonly Named[] {
  const all = [...org.units.values()].filter((u) =>
    method === 'peer' ? u.id === person.unit : raisesIn(person, u.id, org),
  );
  return all.sort(byOrder);
}

/** The next question on the way to a post; undefined when the unit or division is not one he may pick from. */
export function pickView(person: Person, picking: Picking, org: Organization): PickView | undefined {
  const { method, page } = picking;
  const units = unitsFor(person, method, org);
  const unit = picking.unit ?? (units.length === 1 ? units[0]?.id : undefined);
  if (unit === undefined)
    return {
      what: 'unit',
      method,
      within: '',
      ...paged(units, page),
      choose: { do: 'risks.pickDivision', ...none, method, page: 0 },
      turn: { do: 'risks.pickUnit', ...none, method, page },
    };
  if (!units.some((u) => u.id === unit)) return undefined;
  return picking.division === undefined
    ? divisionView(person, { ...picking, unit }, org)
    : postView(person, { ...picking, unit, division: picking.division }, org);
}

function divisionView(
  person: Person,
  { method, unit, page }: Picking & { unit: string },
  org: Organization,
): PickView {
  const place: Place = { level: 'unit', unit };
  const open = org
    .divisionsOf(unit)
    .filter((d) => mayDeclareAt(person, { level: 'division', unit, division: d.id }, method, org));
  const name = org.placeName(place);
  return {
    what: 'division',
    method,
    within: name,
    ...paged([...open].sort(byOrder), page),
    choose: { do: 'risks.pickPost', ...none, method, unit, page: 0 },
    turn: { do: 'risks.pickDivision', ...none, method, unit, page },
    ...(mayDeclareAt(person, place, method, org)
      ? { whole: { name, action: { do: 'risks.form', ...none, ...keysOf(place, method) } } }
      : {}),
  };
}

function postView(
  person: Person,
  { method, unit, division, page }: Picking & { unit: string; division: string },
  org: Organization,
): PickView | undefined {
  const place: Place = { level: 'division', unit, division };
  if (org.divisions.get(division)?.unit !== unit || !mayDeclareAt(person, place, method, org))
    return undefined;
  const name = org.placeName(place);
  return {
    what: 'post',
    method,
    within: name,
    ...paged([...org.postsIn(division)].sort(byOrder), page),
    choose: { do: 'risks.form', ...none, level: 'post', unit, division, post: '', method },
    turn: { do: 'risks.pickPost', ...none, method, unit, division, page },
    whole: {
      name: org.divisions.get(division)?.name ?? name,
      action: { do: 'risks.form', ...none, ...keysOf(place, method) },
    },
  };
}
