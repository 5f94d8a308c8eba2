import type { MatterView } from '../../../cards/dossier/matter.ts';
import type { SearchView } from '../../../cards/dossier/search.ts';
import type { World } from '../../kernel/capability.ts';
import type { Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same } from '../../kernel/text.ts';
import { type RiskBody, type RiskDoc, statusWord } from '../risks/index.ts';
import { find, type Query, SCAN } from './query.ts';

export const NOTHING_ASKED: Query = { words: '', grade: '', status: '', unit: '', area: '' };
const PAGE = 10;
/** Every option costs one of a card's 200 elements: these lists together stay under a hundred. */
const MAX_UNITS = 40;
const MAX_AREAS = 40;
const STATUSES: readonly RiskBody['status'][] = [
  'inReview',
  'returned',
  'approved',
  'effective',
  'retired',
  'withdrawn',
];

/** Units to choose from: those a person may see besides the own one. */
function unitsFor({ org }: World, viewer: Person): SearchView['units'] {
  const units = [...org.units.values()]
    .filter((u) => !u.gone && may(viewer, 'catalogue.view', org, { place: { level: 'unit', unit: u.id } }))
    .sort((a, b) => a.order - b.order)
    .slice(0, MAX_UNITS);
  return units.length > 1 ? units.map((u) => ({ value: u.id, label: same(u.name) })) : [];
}
const areasOf = ({ org }: World): SearchView['areas'] =>
  [...new Set(org.data.steps.flatMap((s) => (s.area ? [s.area] : [])))]
    .sort()
    .slice(0, MAX_AREAS)
    .map((a) => ({ value: a, label: same(a) }));

/** The form, and what was found when something was asked. `page` from 0, clamped. */
export async function searchView(
  world: World,
  viewer: Person,
  query: Query | undefined,
  page: number,
): Promise<SearchView> {
  const form = {
    asked: query ?? NOTHING_ASKED,
    units: unitsFor(world, viewer),
    statuses: STATUSES.map((s) => ({ value: s, label: statusWord[s] })),
    areas: areasOf(world),
  };
  if (!query) return form;
  const { hits, capped } = await find(world, query, viewer);
  const pages = Math.max(1, Math.ceil(hits.length / PAGE));
  const shown = Math.min(page, pages - 1);
  return {
    ...form,
    found: {
      total: hits.length,
      page: shown,
      pages,
      hits: hits.slice(shown * PAGE, (shown + 1) * PAGE).map(({ id, body, sealed }) => ({
        id,
        title: sealed?.title ?? body.stepName,
        place: world.org.placeName(body.place),
        grade: body.grade,
        status: statusWord[body.status],
      })),
      ...(capped ? { capped: SCAN } : {}),
    },
  };
}

export const matterView = ({ org }: World, { id, rev, body, sealed }: RiskDoc): MatterView => ({
  id,
  rev,
  title: sealed?.title ?? body.stepName,
  place: org.placeName(body.place),
  grade: body.grade,
  status: statusWord[body.status],
  content: sealed?.content ?? '',
  measure: sealed?.measure ?? '',
});
