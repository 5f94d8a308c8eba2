import { z } from 'zod';
import { gapListCard, LISTS, type ListName } from '../../../cards/completeness/list.ts';
import { completenessRefusals as refusals } from '../../../cards/completeness/text.ts';
import { pageOf } from '../../../cards/organization/paged.ts';
import type { Acting, Command, Outcome } from '../../kernel/capability.ts';
import { may } from '../../kernel/policy.ts';
import { findGaps, unitsNotStarted } from './load.ts';
import { maySeeGaps } from './view.ts';

const ROWS = 10;

/** The full list of one kind of gap, for those who lead the place and those who see everything. */
async function show(acting: Acting, { id: unit, value }: Input): Promise<Outcome> {
  const { org } = acting;
  const division = org.divisions.get(value.division)?.unit === unit ? value.division : '';
  if (!maySeeGaps(acting.actor, { unit, division }, org))
    return { kind: 'refused', why: refusals.notExportable };
  const { gaps } = await findGaps(acting, { unit, division });
  const all = may(acting.actor, 'progress.view', org);
  const where = (d: string, name: string): string => {
    const place = org.divisions.get(d)?.name;
    return place === undefined ? name : `${place} · ${name}`;
  };
  const post = (id: string | undefined): string => org.posts.get(id ?? '')?.name ?? '';
  const rows: Readonly<Record<ListName, readonly string[]>> = {
    posts: gaps.posts.map((p) => where(p.division ?? '', post(p.post))),
    items: gaps.items.map((i) => where(i.division, i.name)),
    policies: gaps.policies.map((i) => where(i.division, i.name)),
    measures: gaps.measures.map((m) => where(m.place.division ?? '', m.title)),
    units: all ? (await unitsNotStarted(acting)).map((u) => org.units.get(u)?.name ?? u) : [],
  };
  const paged = pageOf(rows[value.what], value.page, ROWS);
  const card = gapListCard({
    ...{ unit, division, what: value.what, rows: paged.items, page: paged.page, pages: paged.pages },
    place: org.placeName(division === '' ? { level: 'unit', unit } : { level: 'division', unit, division }),
    counts: LISTS.filter((w) => w !== 'units' || all).map((what) => ({ what, count: rows[what].length })),
  });
  return { kind: 'show', answer: { card } };
}

const input = z.object({
  id: z.string(),
  value: z.object({
    division: z.string().catch(''),
    what: z.enum(LISTS).catch('posts'),
    page: z.coerce.number().int().min(0).catch(0),
  }),
});
type Input = z.infer<typeof input>;
export const listCommand: Command<Input> = { input, action: 'progress.view', run: show };
