import type { CoverageView } from '../../../cards/completeness/coverage.ts';
import type { QualityView } from '../../../cards/completeness/quality.ts';
import { pageOf } from '../../../cards/organization/paged.ts';
import type { World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Organization, Person, Place } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same, text } from '../../kernel/text.ts';
import { yearOf } from '../../kernel/time.ts';
import { openHandovers } from '../handover/index.ts';
import { type PowerItem, powerItemId, powerItems } from '../powers/index.ts';
import { sourceWord } from '../risks/index.ts';
import { findGaps, type Scope, unitsNotStarted } from './load.ts';
import {
  cellsOf,
  coverageOf,
  type Line,
  noQuality,
  type QualityBody,
  qualityId,
  REASONS,
  sumOf,
} from './model.ts';

/** Rows of a table on a phone. */
const ROWS = 10;
/** Every option costs two of a card's 200 elements; there are two lists. */
const MAX_OPTIONS = 40;

const placeOf = ({ unit, division }: Scope): Place =>
  division === '' ? { level: 'unit', unit } : { level: 'division', unit, division };
/** The matrix is open to the unit's own people, who help to find what is missing. */
export const maySeeMatrix = (person: Person, scope: Scope, org: Organization): boolean =>
  org.units.has(scope.unit) && may(person, 'catalogue.view', org, { place: placeOf(scope) });
/** Names of what is missing, and the file: for those who lead the place and those who see everything. */
export const maySeeGaps = (person: Person, scope: Scope, org: Organization): boolean =>
  org.units.has(scope.unit) && may(person, 'progress.view', org, { place: placeOf(scope) });
/** Returns by unit: for who leads the unit, the discipline officers, the bureau's leaders and the office. */
const maySeeQuality = (person: Person, unit: string, org: Organization): boolean =>
  may(person, 'progress.view', org, { place: { level: 'unit', unit } });

/** 三紧贴 (S64) of a place: how many steps carry each tag, and how many posts are leadership or key posts. */
const closenessOf = (org: Organization, { unit, division }: Scope): CoverageView['close'] => {
  const here = <T extends { readonly unit: string; readonly division?: string | undefined }>(x: T): boolean =>
    x.unit === unit && (division === '' || x.division === division);
  const tagged = (tag: 'prominent' | 'keyStep'): number =>
    org.data.steps.filter((s) => here(s) && s.tags?.includes(tag)).length;
  return {
    prominent: tagged('prominent'),
    keyStep: tagged('keyStep'),
    keyPost: org.data.posts.filter((p) => here(p) && p.kind !== 'ordinary').length,
  };
};

const atLevel = (lines: readonly Line[], level: Line['level']): number =>
  lines.filter((l) => l.level === level).reduce((n, l) => n + sumOf(l.counts), 0);

/** One page of the matrix of a scope, with the gaps this viewer may see. */
export async function coverageView(
  world: World,
  scope: Scope,
  page: number,
  viewer: Person,
): Promise<CoverageView> {
  const { org } = world;
  const { lines, risks, gaps } = await findGaps(world, scope);
  const rows = coverageOf(lines);
  const paged = pageOf(rows, page, ROWS);
  const leads = maySeeGaps(viewer, scope, org);
  const all = may(viewer, 'progress.view', org);
  const units = org.data.units.filter(
    (u) => !u.gone && maySeeMatrix(viewer, { unit: u.id, division: '' }, org),
  );
  const divisions = org.divisionsOf(scope.unit).map((d) => ({ value: d.id, label: same(d.name) }));
  return {
    ...scope,
    place: org.placeName(placeOf(scope)),
    rows: paged.items.map(({ item, counts, covered, missing, signed }) => ({
      id: powerItemId(item.unit, item.division === '' ? undefined : item.division, item.name),
      name: item.name,
      listed: item.listed,
      covered: covered.map((s) => ({ word: sourceWord[s], count: counts[s] })),
      signed: signed.map((s) => sourceWord[s]),
      missing: missing.map((s) => sourceWord[s]),
    })),
    page: paged.page,
    pages: paged.pages,
    risks,
    levels: {
      post: atLevel(lines, 'post'),
      division: atLevel(lines, 'division'),
      unit: atLevel(lines, 'unit'),
    },
    gaps: {
      posts: gaps.posts.length,
      items: gaps.items.length,
      measures: gaps.measures.length,
      policies: gaps.policies.length,
      handovers: await openHandovers(world, scope.unit, scope.division),
    },
    cells: cellsOf(lines),
    close: closenessOf(org, scope),
    posts: leads ? gaps.posts.map((p) => org.posts.get(p.post ?? '')?.name ?? '') : [],
    notStarted: all ? (await unitsNotStarted(world)).map((u) => org.units.get(u)?.name ?? u) : [],
    divisions: [{ value: 'all', label: text('全部部门', 'All divisions') }, ...divisions].slice(
      0,
      MAX_OPTIONS,
    ),
    units: units.map((u) => ({ value: u.id, label: same(u.name) })).slice(0, MAX_OPTIONS),
    mayExport: leads,
  };
}

const add = (a: QualityBody, b: QualityBody): QualityBody => ({
  ...a,
  submitted: a.submitted + b.submitted,
  empty: a.empty + b.empty,
  returned: a.returned + b.returned,
  reasons: Object.fromEntries(REASONS.map((r) => [r, a.reasons[r] + b.reasons[r]])) as QualityBody['reasons'],
});

/** Power items in which no risk in effect lies, over the given units, from counts alone. */
async function uncoveredIn(world: World, units: readonly string[]): Promise<number> {
  const found = await Promise.all(
    units.map(async (unit) => {
      const covered = await world.read.tally('risk', { index: 'covers', prefix: `${unit}|` });
      const keyOf = ({ division, name }: PowerItem): string => `${unit}|${division ?? ''}|${name}`;
      return powerItems(world.org, unit).filter((item) => !Object.hasOwn(covered, keyOf(item))).length;
    }),
  );
  return found.reduce((a, b) => a + b, 0);
}

/** This year's indicators over the units a viewer leads or oversees; undefined when there are none. */
export async function qualityView(
  world: World,
  page: number,
  viewer: Person,
): Promise<QualityView | undefined> {
  const { org } = world;
  const year = yearOf(world.today);
  const units = org.data.units.filter((u) => !u.gone && maySeeQuality(viewer, u.id, org));
  if (units.length === 0) return undefined;
  const kept = new Map((await allOf<QualityBody>(world.read, 'quality')).map((d) => [d.id, d.body]));
  const bodies = units.map((u) => kept.get(qualityId(year, u.id)) ?? noQuality(year, u.id, world.now));
  const rows = bodies.map((b) => ({ ...b, unit: org.units.get(b.unit)?.name ?? b.unit }));
  const paged = pageOf(rows, page, ROWS);
  return {
    year,
    total: bodies.reduce(add, noQuality(year, '', world.now)),
    uncovered: await uncoveredIn(
      world,
      units.map((u) => u.id),
    ),
    items: units.reduce((n, u) => n + powerItems(org, u.id).length, 0),
    rows: paged.items,
    page: paged.page,
    pages: paged.pages,
  };
}
