import type { Card } from '../../../cards/kit/card.ts';
import { type ApartRow, type DeskRow, type DeskView, deskCard } from '../../../cards/risks/desk.ts';
import { deskWord as said } from '../../../cards/risks/text-desk.ts';
import type { CardRenderer, Shown, World } from '../../kernel/capability.ts';
import type { Person } from '../../kernel/people.ts';
import { inPlaceOf, type Text } from '../../kernel/text.ts';
import { type Apart, type Desk, deskOf } from './desk.ts';
import { spreadOf } from './desk-spread.ts';
import { handsNow } from './holders.ts';
import type { RiskDoc } from './model.ts';
import { nameOf } from './names.ts';
import { drawReview } from './review-cards.ts';
import { dueText } from './review-view.ts';
import { ballotCount } from './signs-view.ts';

/** Ten rows read well on a phone and stay far below 200 tagged objects. */
export const PAGE = 10;
/** More returned risks than this are found under 我的. */
const RETURNED_SHOWN = 10;
/** Items to open one by one; the next ones come up as these are done. */
const APART_SHOWN = 8;

const titleOf = (d: {
  readonly sealed?: { readonly title: string };
  readonly body: { readonly stepName: string };
}): string => d.sealed?.title ?? d.body.stepName;

/** 「代 张三」, where the viewer decides for somebody absent. */
function standsFor({ body }: RiskDoc, viewer: Person, world: World): Text | undefined {
  const hands = handsNow(body, world.org, world.settings.review.chains);
  const absent = hands.find((h) => h.person === viewer.id)?.for;
  return absent === undefined ? undefined : inPlaceOf(nameOf(viewer.id, world), nameOf(absent, world));
}

function rowOf(d: RiskDoc, viewer: Person, world: World): DeskRow {
  const { place } = d.body;
  const due = dueText(d.body, world);
  const post = place.post === undefined ? undefined : world.org.posts.get(place.post)?.name;
  const remarks = [standsFor(d, viewer, world), ballotCount(d.body, world)];
  return {
    id: d.id,
    rev: d.rev,
    grade: d.body.grade,
    title: titleOf(d),
    content: d.sealed?.content ?? '',
    post: post ?? world.org.placeName(place),
    hint: d.body.hints.length > 0,
    remarks: remarks.filter((r): r is Text => r !== undefined),
    ...(due ? { due } : {}),
  };
}

const apartRow = (doc: RiskDoc, why: Apart | 'later'): ApartRow => ({
  id: doc.id,
  title: titleOf(doc),
  grade: doc.body.grade,
  why: said[why],
});

/** `later`: held back on an earlier page, so it stands apart until the desk is opened again. */
export function deskView(
  desk: Desk,
  page: number,
  world: World,
  viewer: Person,
  later: readonly string[] = [],
): DeskView {
  const listed = desk.items.filter((d) => !later.includes(d.id));
  const held = desk.items.filter((d) => later.includes(d.id));
  const pages = Math.max(1, Math.ceil(listed.length / PAGE));
  const at = Math.min(Math.max(page, 0), pages - 1);
  const late = [...desk.items, ...desk.returned].filter(
    (d) => d.body.due !== undefined && d.body.due < world.today,
  );
  const apart = [...desk.apart.map((a) => apartRow(a.doc, a.why)), ...held.map((d) => apartRow(d, 'later'))];
  return {
    counts: desk.byGrade,
    overdue: late.length,
    rows: listed.slice(at * PAGE, (at + 1) * PAGE).map((d) => rowOf(d, viewer, world)),
    apart: apart.slice(0, APART_SHOWN),
    moreApart: Math.max(0, apart.length - APART_SHOWN),
    later: held.map((d) => d.id),
    returned: desk.returned.slice(0, RETURNED_SHOWN).map((d) => {
      const due = dueText(d.body, world);
      return { id: d.id, rev: d.rev, title: titleOf(d), ...(due ? { due } : {}) };
    }),
    page: at,
    pages,
  };
}

export const showsDesk = (person: string, page = 0, later: readonly string[] = []): Shown => {
  const params = { ...(page > 0 ? { page } : {}), ...(later.length > 0 ? { later: [...later] } : {}) };
  return {
    card: 'risks.desk',
    about: `desk:${person}`,
    ...(Object.keys(params).length > 0 ? { params } : {}),
  };
};

/** One item only: its own review card, one tap less. */
export async function drawDesk(
  world: World,
  person: Person,
  page: number,
  later: readonly string[] = [],
): Promise<Card> {
  const desk = await deskOf(world, person.id);
  const [only, ...more] = [...desk.items, ...desk.apart.map((a) => a.doc)];
  return only && more.length === 0 && desk.returned.length === 0
    ? drawReview(world, only, person)
    : deskCard({ ...deskView(desk, page, world, person, later), ...(await spreadOf(desk.items, world)) });
}

/** `risks.desk`, about `desk:ou_…`. A desk is only ever drawn for its own person. */
export const renderDesk: CardRenderer = async (world, id, params, viewer) => {
  if (!viewer || viewer.id !== id) return undefined;
  const later = Array.isArray(params.later) ? params.later.map(String) : [];
  return drawDesk(world, viewer, typeof params.page === 'number' ? params.page : 0, later);
};
