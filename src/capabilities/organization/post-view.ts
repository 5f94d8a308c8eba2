import { type PostView, postCard } from '../../../cards/organization/post.ts';
import type { PostsView } from '../../../cards/organization/posts.ts';
import { reviewsHere } from '../../../cards/organization/text.ts';
import type { Acting, CardRenderer } from '../../kernel/capability.ts';
import type { Organization, Person, Post } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { isAdmin } from './answer.ts';
import { revOf } from './change.ts';
import { heldSince } from './terms.ts';
import { choice, labelOf, pageOf } from './who-view.ts';

/** Former holders named on the card, the latest first. */
const MAX_FORMER = 5;

export const placeOf = (post: Pick<Post, 'unit' | 'division'>) => ({
  level: 'division' as const,
  unit: post.unit,
  division: post.division,
});
export const mayEditPost = (person: Person, post: Post, org: Organization): boolean =>
  may(person, 'post.edit', org, { place: placeOf(post) });

const formerOf = (post: Post, org: Organization): PostView['former'] =>
  [...(post.terms ?? [])]
    .flatMap(({ person, from, to }) => (to === undefined ? [] : [{ label: labelOf(org, person), from, to }]))
    .reverse()
    .slice(0, MAX_FORMER);

/** May this person seat that one? Where only the office may, somebody would lose the review of the post's risks. */
const maySeat = (who: Person, post: Post, org: Organization, person: string): boolean =>
  may(who, 'post.seat', org, { place: placeOf(post), person });
/** Would the office take a reviewer away from the post by seating him? Asked as its head would be. */
const reviews = (post: Post, org: Organization, person: string): boolean => {
  const head =
    org.active(org.divisions.get(post.division)?.head) ?? org.active(org.units.get(post.unit)?.leader);
  return head !== undefined && head.id !== person && !maySeat(head, post, org, person);
};

/** People whom this viewer may add: of the unit, the own division's first; reviewers say what it would mean. */
function choicesFor(post: Post, org: Organization, viewer: Person): PostView['choices'] {
  const people = org.data.people.filter(
    (p) =>
      p.active && p.unit === post.unit && !post.holders.includes(p.id) && maySeat(viewer, post, org, p.id),
  );
  const own = (p: Person): boolean => p.division === post.division;
  return [...people.filter(own), ...people.filter((p) => !own(p))].map((p) => ({
    ...choice(org, p.id),
    ...(reviews(post, org, p.id) ? { remark: reviewsHere } : {}),
  }));
}

/** One post, for its holders, those who lead it and the office; nobody else. */
export const postView: CardRenderer = async ({ org, read }, id, params, viewer) => {
  const post = org.posts.get(id);
  if (!post || !viewer) return undefined;
  const mayEdit = mayEditPost(viewer, post, org);
  if (!mayEdit && !(viewer.active && post.holders.includes(viewer.id))) return undefined;
  const admin = isAdmin({ org }, viewer);
  return postCard({
    id,
    rev: await revOf(read, { kind: 'post', id }),
    division: post.division,
    place: org.placeName(placeOf(post)),
    name: post.name,
    kind: post.kind,
    duty: post.duty,
    authority: post.authority,
    basis: post.basis,
    holders: post.holders.map((h) => ({
      ...choice(org, h),
      active: org.active(h) !== undefined,
      since: heldSince(post, h),
    })),
    former: mayEdit ? formerOf(post, org) : [],
    steps: org.data.steps.filter((s) => s.post === id).map((s) => `${s.powerItem} · ${s.name}`),
    choices: mayEdit ? choicesFor(post, org, viewer) : [],
    page: pageOf(params),
    mayEdit,
    admin,
  });
};

/** The posts of the divisions one heads, else those one holds. */
export function postsView({ org, actor }: Acting, page: number): PostsView {
  const headed = org.data.divisions.filter((d) => d.head === actor.id && !d.gone);
  const posts = headed.length > 0 ? headed.flatMap((d) => org.postsIn(d.id)) : org.postsOf(actor.id);
  return {
    heads: headed.length > 0,
    posts: posts.map((p) => ({
      id: p.id,
      name: p.name,
      kind: p.kind,
      empty: org.actives(p.holders).length === 0,
      duty: p.duty !== undefined,
    })),
    page,
  };
}
