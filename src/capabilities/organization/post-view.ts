import { type PostView, postCard } from '../../../cards/organization/post.ts';
import type { PostsView } from '../../../cards/organization/posts.ts';
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

/** People who may be added: of the unit, the own division's first. */
function choicesFor(post: Post, org: Organization): PostView['choices'] {
  const people = org.data.people.filter(
    (p) => p.active && p.unit === post.unit && !post.holders.includes(p.id),
  );
  const own = (p: Person): boolean => p.division === post.division;
  return [...people.filter(own), ...people.filter((p) => !own(p))].map((p) => choice(org, p.id));
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
    choices: mayEdit ? choicesFor(post, org) : [],
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
