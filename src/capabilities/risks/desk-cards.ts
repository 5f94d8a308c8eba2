import type { Card } from '../../../cards/kit/card.ts';
import { type DeskView, deskCard } from '../../../cards/risks/desk.ts';
import type { CardRenderer, Shown, World } from '../../kernel/capability.ts';
import type { Person } from '../../kernel/people.ts';
import { type Desk, deskOf } from './desk.ts';
import { drawReview } from './review-cards.ts';
import { dueText } from './review-view.ts';

/** Ten rows read well on a phone and stay far below 200 tagged objects. */
export const PAGE = 10;
/** More returned risks than this are found under 我的. */
const RETURNED_SHOWN = 10;

const titleOf = (d: {
  readonly sealed?: { readonly title: string };
  readonly body: { readonly stepName: string };
}): string => d.sealed?.title ?? d.body.stepName;

export function deskView(desk: Desk, page: number, world: World): DeskView {
  const pages = Math.max(1, Math.ceil(desk.items.length / PAGE));
  const at = Math.min(Math.max(page, 0), pages - 1);
  const late = [...desk.items, ...desk.returned].filter(
    (d) => d.body.due !== undefined && d.body.due < world.today,
  );
  return {
    counts: desk.byGrade,
    overdue: late.length,
    rows: desk.items.slice(at * PAGE, (at + 1) * PAGE).map((d) => {
      const due = dueText(d.body, world);
      const { place } = d.body;
      const post = place.post === undefined ? undefined : world.org.posts.get(place.post)?.name;
      return {
        id: d.id,
        rev: d.rev,
        grade: d.body.grade,
        title: titleOf(d),
        content: d.sealed?.content ?? '',
        post: post ?? world.org.placeName(place),
        hint: d.body.hints.length > 0,
        ...(due ? { due } : {}),
      };
    }),
    returned: desk.returned.slice(0, RETURNED_SHOWN).map((d) => {
      const due = dueText(d.body, world);
      return { id: d.id, rev: d.rev, title: titleOf(d), ...(due ? { due } : {}) };
    }),
    page: at,
    pages,
  };
}

export const showsDesk = (person: string, page = 0): Shown => ({
  card: 'risks.desk',
  about: `desk:${person}`,
  ...(page > 0 ? { params: { page } } : {}),
});

/** One item only: its own review card, one tap less. */
export async function drawDesk(world: World, person: Person, page: number): Promise<Card> {
  const desk = await deskOf(world, person.id);
  const [only, ...more] = desk.items;
  return only && more.length === 0 && desk.returned.length === 0
    ? drawReview(world, only, person)
    : deskCard(deskView(desk, page, world));
}

/** `risks.desk`, about `desk:ou_…`. A desk is only ever drawn for its own person. */
export const renderDesk: CardRenderer = async (world, id, params, viewer) =>
  viewer && viewer.id === id
    ? drawDesk(world, viewer, typeof params.page === 'number' ? params.page : 0)
    : undefined;
