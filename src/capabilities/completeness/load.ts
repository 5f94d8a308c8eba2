import type { World } from '../../kernel/capability.ts';
import type { Organization, Place } from '../../kernel/people.ts';
import {
  loadNoted,
  loadPolicies,
  type PowerItem,
  policiesOf,
  powerItems,
  risksInEffect,
} from '../powers/index.ts';
import { cellKey, signedCells } from './blanks.ts';
import { type Item, type Line, matrixOf, type Placed } from './model.ts';

/** A unit, or one division of it. */
export type Scope = { readonly unit: string; readonly division: string };
export type Gaps = {
  readonly posts: readonly Place[];
  readonly items: readonly Item[];
  /** Power items without a governing policy (制度空白, S9). */
  readonly policies: readonly Item[];
  /** Risks in effect whose measure is missing or only urges, as places and titles. */
  readonly measures: readonly { readonly place: Place; readonly title: string }[];
};
export type Found = { readonly lines: readonly Line[]; readonly risks: number; readonly gaps: Gaps };

const listed = (i: PowerItem): Item => ({
  unit: i.unit,
  division: i.division ?? '',
  name: i.name,
  listed: true,
});
const itemsIn = (org: Organization, { unit, division }: Scope): readonly PowerItem[] =>
  powerItems(org, unit, division === '' ? undefined : division);

async function ungoverned(world: World, scope: Scope): Promise<readonly Item[]> {
  const [policies, noted] = await Promise.all([loadPolicies(world), loadNoted(world, scope.unit)]);
  return itemsIn(world.org, scope)
    .filter((i) => policiesOf(i, noted.get(i.id), policies, world.org).length === 0)
    .map(listed);
}

/** Matrix and gaps of a scope, from the risks in effect. Proportional to the scope. */
export async function findGaps(world: World, scope: Scope): Promise<Found> {
  const { org } = world;
  const risks = await risksInEffect(world, scope.unit, scope.division === '' ? undefined : scope.division);
  const placed: readonly Placed[] = risks.map(({ body }) => ({
    unit: body.place.unit,
    division: body.place.division ?? '',
    item: body.powerItem,
    level: body.level,
    source: body.source,
  }));
  const items = itemsIn(org, scope).map(listed);
  const taken = new Set(placed.map((r) => JSON.stringify([r.unit, r.division, r.item])));
  const posts = org.data.posts.filter(
    (p) => p.unit === scope.unit && (scope.division === '' || p.division === scope.division),
  );
  const covered = new Set(risks.map((r) => r.body.place.post));
  const gaps: Gaps = {
    posts: posts
      .filter((p) => !covered.has(p.id))
      .map((p) => ({ level: 'post', unit: p.unit, division: p.division, post: p.id })),
    policies: await ungoverned(world, scope),
    items: items.filter((i) => !taken.has(JSON.stringify([i.unit, i.division, i.name]))),
    measures: risks.flatMap(({ body, sealed }) =>
      !sealed?.measure.trim() || body.hints.includes('vagueMeasure')
        ? [{ place: body.place, title: sealed?.title ?? '' }]
        : [],
    ),
  };
  const signed = await signedCells(world, scope.unit, scope.division);
  const lines = matrixOf(items, placed, (item, level, source) => signed.has(cellKey(item, level, source)));
  return { lines, risks: risks.length, gaps };
}

/** Units in which nothing at all was declared yet, from counts alone; in office order. */
export async function unitsNotStarted(world: World): Promise<readonly string[]> {
  const tally = await world.read.tally('risk', { index: 'progress' });
  const started = new Set(Object.keys(tally).map((key) => key.split('|')[0]));
  return world.org.data.units.filter((u) => !u.gone && !started.has(u.id)).map((u) => u.id);
}
