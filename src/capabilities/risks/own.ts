import type { World } from '../../kernel/capability.ts';
import { allOf, docsOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Reader } from '../../store/store.ts';
import { placeKey, type RiskBody, type RiskDoc, type RiskTexts } from './model.ts';
import { likeness, textHash } from './similar.ts';

/** Reads of the declaring half. */
export const riskOf = (read: Reader, id: string): Promise<RiskDoc | undefined> =>
  read.get<RiskBody, RiskTexts>({ kind: 'risk', id });

const RANK: Partial<Record<RiskBody['status'], number>> = {
  returned: 0,
  draft: 1,
  inReview: 2,
  approved: 3,
  effective: 4,
};
const rankOf = (d: RiskDoc): number => RANK[d.body.status] ?? 5;
const newestFirst = (a: RiskDoc, b: RiskDoc): number => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0);

/** One's own risks and those in force on one's own posts; what waits for oneself first, then the newest. */
export async function risksOf(
  { read, org }: Pick<World, 'read' | 'org'>,
  person: PersonId,
): Promise<readonly RiskDoc[]> {
  const own = await allOf<RiskBody, RiskTexts>(read, 'risk', { index: 'declarer', prefix: `${person}|` });
  const places = org
    .postsOf(person)
    .map((p) => placeKey({ level: 'post', unit: p.unit, division: p.division, post: p.id }));
  const there = await Promise.all(
    places.map((key) => allOf<RiskBody, RiskTexts>(read, 'risk', { index: 'effective', from: key, to: key })),
  );
  const all = new Map([...own, ...there.flat()].map((d) => [d.id, d]));
  return [...all.values()].sort((a, b) => rankOf(a) - rankOf(b) || newestFirst(a, b));
}

/** How many drafts and returned risks wait for this person. */
export async function ownWaiting(read: Reader, person: PersonId): Promise<number> {
  const counts = await read.tally('risk', { index: 'declarer', prefix: `${person}|` });
  return (counts[`${person}|draft`] ?? 0) + (counts[`${person}|returned`] ?? 0);
}

const COUNTED: readonly RiskBody['status'][] = ['inReview', 'returned', 'approved', 'effective', 'retired'];
/** Read at a time where the first ones nearly always answer. */
const FEW = 20;
/** Texts of one area that are compared for a hint, which is all it is: the cost of a click stays bounded. */
const AREA_LIMIT = 400;

/** Somebody's counted risk that reads nearly the same as this text; itself and what it replaces are left out. */
export async function twinOf(
  { read, settings }: Pick<World, 'read' | 'settings'>,
  text: {
    readonly id: string;
    readonly area: string;
    readonly content: string;
    readonly replaces?: string | undefined;
  },
): Promise<RiskDoc | undefined> {
  const other = (d: RiskDoc): boolean =>
    d.id !== text.id && d.id !== text.replaces && COUNTED.includes(d.body.status);
  const hash = textHash(text.content);
  const same = { index: 'textHash', from: hash, to: hash };
  for await (const copy of docsOf<RiskBody, RiskTexts>(read, 'risk', same, FEW)) if (other(copy)) return copy;
  const near = await read.list<RiskBody, RiskTexts>('risk', {
    index: 'area',
    from: text.area,
    to: text.area,
    limit: AREA_LIMIT,
  });
  return near.items.find(
    (d) =>
      other(d) &&
      d.sealed !== undefined &&
      likeness(d.sealed.content, text.content) >= settings.quality.similar,
  );
}

/** A well-written risk of the same area that the own unit has published, as an example; undefined when there is none. */
export async function goodExample(
  read: Reader,
  like: { readonly id: string; readonly area: string; readonly unit: string },
): Promise<string | undefined> {
  const near = await read.list<RiskBody, RiskTexts>('risk', {
    index: 'area',
    from: like.area,
    to: like.area,
    limit: AREA_LIMIT,
  });
  const fits = ({ id, body }: RiskDoc): boolean =>
    id !== like.id && body.status === 'effective' && body.place.unit === like.unit && body.hints.length === 0;
  return near.items.find(fits)?.sealed?.content;
}

/** A correction or retirement of this risk that is still open, the newest first. */
export async function openChangeOf(read: Reader, id: string): Promise<RiskDoc | undefined> {
  for await (const d of docsOf<RiskBody, RiskTexts>(
    read,
    'risk',
    { index: 'replaces', from: id, to: id },
    FEW,
  ))
    if (d.body.status === 'inReview' || d.body.status === 'returned') return d;
  return undefined;
}
