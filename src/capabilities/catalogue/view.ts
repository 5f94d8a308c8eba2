import type { CatalogueRowView, CatalogueView } from '../../../cards/catalogue/catalogue.ts';
import type { PostView } from '../../../cards/catalogue/post.ts';
import { leaderWord, postKindWord, catalogueWords as words } from '../../../cards/catalogue/text.ts';
import type { World } from '../../kernel/capability.ts';
import type { Grade } from '../../kernel/grade.ts';
import type { Organization, Person, Place } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same, type Text, text } from '../../kernel/text.ts';
import { localDate } from '../../kernel/time.ts';
import { bureauRows, effectiveRisks, unitRows } from './load.ts';
import { BUREAU, type CatalogueRow, type Counts, countOf, pageOf, totalsOf } from './model.ts';

/** Every option costs one of a card's 200 elements: two long lists beside ten rows of four. */
const MAX_OPTIONS = 55;

export type Scope = { readonly scope: string; readonly division: string; readonly page: number };

/** May this person see the scope? The whole bureau needs a role that sees all. */
export function maySee(person: Person, scope: string, org: Organization): boolean {
  if (scope === BUREAU) return may(person, 'catalogue.view', org);
  return (
    org.units.has(scope) && may(person, 'catalogue.view', org, { place: { level: 'unit', unit: scope } })
  );
}

/**
 * What of the scope this person may take along as a file: all of it, or only the divisions one leads (a division head
 * exports the own division). undefined: nothing.
 */
export function exportable(
  person: Person,
  scope: string,
  org: Organization,
): 'all' | readonly string[] | undefined {
  if (scope === BUREAU) return may(person, 'catalogue.export', org) ? 'all' : undefined;
  if (!org.units.has(scope)) return undefined;
  if (may(person, 'catalogue.export', org, { place: { level: 'unit', unit: scope } })) return 'all';
  const own = org
    .divisionsOf(scope)
    .filter((d) =>
      may(person, 'catalogue.export', org, { place: { level: 'division', unit: scope, division: d.id } }),
    );
  return own.length > 0 ? own.map((d) => d.id) : undefined;
}

/** Division and post; the unit stands in the card's head. */
export function rowName(place: Place, org: Organization): Text {
  const division = org.divisions.get(place.division ?? '')?.name;
  const post = org.posts.get(place.post ?? '')?.name;
  if (place.level === 'post') return same([division, post].filter((n) => n !== undefined).join(' · '));
  const level = place.level === 'division' ? words.divisionLevel : words.unitLevel;
  return division === undefined
    ? level
    : text(`${division} · ${level['zh-CN']}`, `${division} · ${level['en-US']}`);
}

/** Who answers for a grade at a place; an affiliated unit's grade 1 is its own principal's. */
export const leaderOf = (grade: Grade): Text => leaderWord[grade];

const rowView = (row: CatalogueRow, org: Organization): CatalogueRowView => ({
  key: row.key,
  name: rowName(row.place, org),
  ...(row.kind && row.place.level === 'post' ? { kind: postKindWord[row.kind] } : {}),
  counts: row.counts,
  grade: row.grade,
  leader: leaderOf(row.grade),
});

const highest = (c: Counts): Grade | undefined => ([1, 2, 3] as const).find((g) => c[g] > 0);
const visibleUnits = (world: World, viewer: Person) =>
  [...world.org.units.values()]
    .filter((u) => maySee(viewer, u.id, world.org))
    .sort((a, b) => a.order - b.order);

/** Rows of the scope as the card shows them, all of them. */
async function rowViews(world: World, { scope, division }: Scope): Promise<readonly CatalogueRowView[]> {
  if (scope !== BUREAU) return (await unitRows(world, scope, division)).map((r) => rowView(r, world.org));
  return (await bureauRows(world)).map(({ unit, counts }) => ({
    key: unit,
    name: same(world.org.units.get(unit)?.name ?? unit),
    counts,
    grade: highest(counts),
  }));
}

/** The catalogue of a scope for a person who may see it. */
export async function catalogueView(world: World, at: Scope, viewer: Person): Promise<CatalogueView> {
  const { org } = world;
  const all = (await rowViews(world, at)).filter((r) => countOf(r.counts) > 0);
  const { rows, page, pages } = pageOf(all, at.page);
  const units = visibleUnits(world, viewer).map((u) => ({ value: u.id, label: same(u.name) }));
  const bureau = maySee(viewer, BUREAU, org) ? [{ value: BUREAU, label: words.wholeBureau }] : [];
  const divisions =
    at.scope === BUREAU ? [] : org.divisionsOf(at.scope).map((d) => ({ value: d.id, label: same(d.name) }));
  const division = org.divisions.get(at.division)?.name;
  const unit = at.scope === BUREAU ? world.settings.bureau : (org.units.get(at.scope)?.name ?? '');
  return {
    scope: at.scope,
    division: at.division,
    name: same(division === undefined ? unit : `${unit} · ${division}`),
    asOf: world.today,
    rows,
    page,
    pages,
    totals: totalsOf(all),
    scopes: at.scope === BUREAU ? [] : [...bureau, ...units].slice(0, MAX_OPTIONS),
    divisions:
      divisions.length > 0
        ? [{ value: 'all', label: words.allDivisions }, ...divisions].slice(0, MAX_OPTIONS)
        : [],
    mayExport: exportable(viewer, at.scope, org) !== undefined,
    mayEditions:
      org.hasRole(viewer, 'leading_group') ||
      [BUREAU, ...org.units.keys()].some((u) => exportable(viewer, u, org) === 'all'),
  };
}

/** One row of the catalogue with its risk points, gravest first. */
export async function postView(world: World, key: string, at: Scope): Promise<PostView> {
  const { org, settings } = world;
  const [unit = '', division = '', post = ''] = key.split('|');
  const risks = (await effectiveRisks(world, key)).filter(
    (r) => (r.body.place.post ?? '') === post && (r.body.place.division ?? '') === division,
  );
  const sorted = [...risks].sort((a, b) => a.body.grade - b.body.grade);
  const place = sorted[0]?.body.place;
  const grade = sorted[0]?.body.grade;
  return {
    ...at,
    unit: org.units.get(unit)?.name ?? '',
    name: place ? rowName(place, org) : same(org.posts.get(post)?.name ?? ''),
    grade,
    leader: grade === undefined ? undefined : leaderOf(grade),
    risks: sorted.flatMap(({ body, sealed }) =>
      sealed
        ? [
            {
              title: sealed.title,
              manifestation: sealed.manifestation,
              measure: sealed.measure,
              grade: body.grade,
              approvedOn: localDate(body.approvedAt ?? body.effectiveAt ?? world.now, settings.zone),
            },
          ]
        : [],
    ),
  };
}
