import { measureKindWord, tagWord } from '../../../cards/organization/text.ts';
import type { World } from '../../kernel/capability.ts';
import { pagesOf } from '../../kernel/pages.ts';
import type { Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { text } from '../../kernel/text.ts';
import { mayView, type RiskBody, type RiskDoc, type RiskTexts } from '../risks/index.ts';

const KEY_POST = text('重要岗位', 'key post');

/** What is asked; empty strings mean anything. */
export type Query = {
  readonly words: string;
  readonly grade: string;
  readonly status: string;
  readonly unit: string;
  readonly area: string;
};
export type Found = { readonly hits: readonly RiskDoc[]; readonly capped: boolean };

/** Documents looked at for one request: all of a bureau of 22 units in a normal year; opening that many takes under a second. */
export const SCAN = 3_000;
/** Never found by anybody: what was moved out of the register, and drafts that a person took back. */
const HIDDEN: readonly RiskBody['status'][] = ['diverted', 'draft', 'merged'];

type Range = { readonly index: string; readonly prefix: string };

/** Where to look: only ranges in which this person may see something. The right is asked again for every document. */
function rangesFor({ org }: World, viewer: Person, unit: string): readonly Range[] {
  const place = (prefix: string): Range => ({ index: 'place', prefix });
  if (may(viewer, 'summary.view', org)) return [place(unit === '' ? '' : `${unit}|`)];
  const led = [...org.units.keys()].filter((u) =>
    may(viewer, 'summary.view', org, { place: { level: 'unit', unit: u } }),
  );
  const headed = org.data.divisions.filter((d) =>
    may(viewer, 'summary.view', org, { place: { level: 'division', unit: d.unit, division: d.id } }),
  );
  const posts = org.postsOf(viewer.id).map((p) => place(`${p.unit}|${p.division}|${p.id}`));
  return [
    ...led.map((u) => place(`${u}|`)),
    ...headed.filter((d) => !led.includes(d.unit)).map((d) => place(`${d.unit}|${d.id}|`)),
    ...posts,
    { index: 'declarer', prefix: `${viewer.id}|` },
    { index: 'reviewer', prefix: `${viewer.id}|` },
  ];
}

const fold = (value: string): string => value.normalize('NFKC').toLowerCase();

/** Every word must stand somewhere in what the person may read of it. */
/** Tags found by their words (S4, S44, S64, S80): those of the step, and 重要岗位 by the post's kind. */
function tagsOf({ body }: RiskDoc, { org }: World): readonly string[] {
  const step = org.steps.get(body.stepId ?? '');
  const words = [
    ...(step?.tags ?? []).map((t) => tagWord[t]),
    ...(step?.measureKinds ?? []).map((k) => measureKindWord[k]),
  ];
  const post = body.postKind === 'leadership' || body.postKind === 'key' ? [KEY_POST] : [];
  return [...words, ...post].flatMap((t) => [t['zh-CN'], t['en-US']]);
}

function says(doc: RiskDoc, words: readonly string[], world: World): boolean {
  const { id, body, sealed } = doc;
  if (words.length === 0) return true;
  const place = world.org.placeName(body.place);
  const { title, content, manifestation, rootCause, measure } = sealed ?? {};
  const all = [
    id,
    place,
    body.powerItem,
    body.stepName,
    body.area,
    title,
    content,
    manifestation,
    rootCause,
    measure,
    ...tagsOf(doc, world),
  ];
  const said = fold(all.filter((s) => s !== undefined).join('\n'));
  return words.every((w) => said.includes(w));
}

const fits = ({ body }: RiskDoc, q: Query): boolean =>
  (q.grade === '' || String(body.grade) === q.grade) &&
  (q.status === '' || body.status === q.status) &&
  (q.unit === '' || body.place.unit === q.unit) &&
  (q.area === '' || (body.area ?? body.powerItem) === q.area);

export const visible = (doc: RiskDoc, viewer: Person, world: World): boolean =>
  !HIDDEN.includes(doc.body.status) && mayView(doc, viewer, world);

/** Visible matters that fit, gravest first. Looks at no more than `SCAN` documents and says when there were more. */
export async function find(world: World, query: Query, viewer: Person): Promise<Found> {
  const words = fold(query.words)
    .split(/\s+/)
    .filter((w) => w !== '');
  const seen = new Map<string, RiskDoc>();
  let looked = 0;
  let capped = false;
  for (const { index, prefix } of rangesFor(world, viewer, query.unit)) {
    const range = { index, ...(prefix === '' ? {} : { prefix }) };
    for await (const page of pagesOf<RiskBody, RiskTexts>(world.read, 'risk', range)) {
      const looking = page.slice(0, SCAN - looked);
      looked += looking.length;
      // Rights and plain facts first: a sealed text is opened only for whoever may read it.
      for (const d of looking)
        if (!seen.has(d.id) && fits(d, query) && visible(d, viewer, world) && says(d, words, world))
          seen.set(d.id, d);
      if (looking.length < page.length) {
        capped = true;
        break;
      }
    }
  }
  const hits = [...seen.values()].sort((a, b) => a.body.grade - b.body.grade || (a.id < b.id ? -1 : 1));
  return { hits, capped };
}
