import type { World } from '../../kernel/capability.ts';
import type { Organization, Person, PersonId } from '../../kernel/people.ts';
import type { RiskDoc } from '../risks/index.ts';
import { mayView, openRisksOf } from '../risks/index.ts';
import type { HandoverBody } from './model.ts';

/** One thing that needs a new owner. Keys: `post:P…`, `risk:R…` (declared and under way), `step:R…` (a review). */
export type Duty =
  | { readonly key: string; readonly kind: 'post'; readonly post: string }
  | { readonly key: string; readonly kind: 'returned' | 'inReview' | 'step'; readonly risk: RiskDoc };

/** Whether a risk of this person belongs to the place that is left: everything to the home of who left for good. */
function belongs({ body }: RiskDoc, h: HandoverBody, org: Organization): boolean {
  const { place } = body;
  const home = org.people.get(h.person);
  if (h.reason === 'left' && home?.unit === h.unit && (home.division ?? '') === h.division) return true;
  if (h.reason === 'changed') return place.post !== undefined && h.posts.includes(place.post);
  if (h.reason === 'head')
    return place.unit === h.unit && (place.division ?? '') === h.division && place.post === undefined;
  return place.unit === h.unit && (h.division === '' || (place.division ?? h.division) === h.division);
}

/** Posts nobody took yet, risks under way that the person declared, and steps that were given to the person by name. */
export async function dutiesLeft(world: World, h: HandoverBody): Promise<readonly Duty[]> {
  const { declared, steps } = await openRisksOf(world, h.person);
  const { given } = h;
  const open = (key: string): boolean => !given.some((g) => g.key === key);
  const posts = h.posts
    .filter((post) => open(`post:${post}`) && world.org.posts.has(post))
    .filter((post) => world.org.actives(world.org.posts.get(post)?.holders ?? []).length === 0)
    .map((post): Duty => ({ key: `post:${post}`, kind: 'post', post }));
  const own = declared
    .filter((r) => belongs(r, h, world.org))
    .map((risk): Duty => {
      const kind = risk.body.status === 'returned' ? 'returned' : 'inReview';
      return { key: `risk:${risk.id}`, kind, risk };
    });
  // Only who left or moved loses steps; whoever was merely taken off a post goes on with them.
  const reviews =
    h.reason === 'left' || h.reason === 'moved'
      ? steps
          .filter((r) => belongs(r, h, world.org))
          .map((risk): Duty => ({ key: `step:${risk.id}`, kind: 'step', risk }))
      : [];
  return [...posts, ...own, ...reviews];
}

/** Those that this person may hand over: what hangs elsewhere and is not theirs to see is left to the office. */
export const dutiesFor = (duties: readonly Duty[], viewer: Person, world: World): readonly Duty[] =>
  duties.filter((d) => d.kind === 'post' || mayView(d.risk, viewer, world));

/** Who may follow: people of the division first, then of the unit; never the person who goes. */
export function successorsFor(world: World, h: HandoverBody, most: number): readonly PersonId[] {
  const { org } = world;
  const holders = h.posts.flatMap((p) => org.posts.get(p)?.holders ?? []);
  const near = org.data.people.filter((p) => p.unit === h.unit && p.division === h.division).map((p) => p.id);
  const unit = org.data.people.filter((p) => p.unit === h.unit).map((p) => p.id);
  const head = org.divisions.get(h.division)?.head ?? org.units.get(h.unit)?.leader;
  const first = h.successor === undefined ? [] : [h.successor];
  return org
    .actives([...first, ...holders, ...near, head, ...unit])
    .filter((p) => p.id !== h.person)
    .map((p) => p.id)
    .slice(0, most);
}

/** Who hands it over: the head, else who leads the unit, else its branch leader, else the office. */
export function askedFor(world: World, h: HandoverBody): readonly PersonId[] {
  const { org } = world;
  const place =
    h.division === ''
      ? ({ level: 'unit', unit: h.unit } as const)
      : ({ level: 'division', unit: h.unit, division: h.division } as const);
  const leaders = [
    org.divisions.get(h.division)?.head,
    org.units.get(h.unit)?.leader,
    org.branchLeaderOf(place)?.id,
  ];
  const [first] = org.actives(leaders).filter((p) => p.id !== h.person);
  return first ? [first.id] : org.granted('office_admin').map((p) => p.id);
}
