import {
  type DutyItem,
  type HandoversView,
  type HandoverView,
  handoverCard,
  receivedCard,
} from '../../../cards/handover/handover.ts';
import { reasonWord } from '../../../cards/handover/text.ts';
import { pageOf } from '../../../cards/organization/paged.ts';
import type { CardRenderer, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Organization, Person, Place } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { localDateTime } from '../../kernel/time.ts';
import { labelOf } from '../organization/index.ts';
import { type Duty, dutiesFor, dutiesLeft, successorsFor } from './duties.ts';
import type { HandoverBody, HandoverDoc } from './model.ts';

/** Names in the list of successors; each option costs two of a card's 200 elements. */
const MAX_SUCCESSORS = 30;
const PER_PAGE = 8;

export const placeOf = (h: Pick<HandoverBody, 'unit' | 'division'>): Place =>
  h.division === ''
    ? { level: 'unit', unit: h.unit }
    : { level: 'division', unit: h.unit, division: h.division };
/** Heads, leaders of the place and the office; never the one who goes. */
export const mayGive = (person: Person, h: HandoverBody, org: Organization): boolean =>
  person.id !== h.person && may(person, 'post.edit', org, { place: placeOf(h) });

const itemOf = (world: World, duty: Duty): DutyItem => ({
  key: duty.key,
  kind: duty.kind,
  title:
    duty.kind === 'post'
      ? (world.org.posts.get(duty.post)?.name ?? '')
      : (duty.risk.sealed?.title ?? duty.risk.body.stepName),
});

/** Risks in force at the posts: they follow the post, nobody has to hand them over. */
async function following(world: World, h: HandoverBody): Promise<number> {
  const counts = await Promise.all(
    h.posts.map((post) => {
      const key = [h.unit, h.division, post].join('|');
      return world.read.tally('risk', { index: 'effective', from: key, to: key });
    }),
  );
  return counts.flatMap((c) => Object.values(c)).reduce((n, x) => n + x, 0);
}

function givenOf(world: World, h: HandoverBody): HandoverView['given'] {
  const rounds = new Map<string, { to: string; at: string; count: number }>();
  for (const { to, at } of h.given) {
    const before = rounds.get(`${to}|${at}`);
    const shown = { to: labelOf(world.org, to), at: localDateTime(at, world.settings.zone) };
    rounds.set(`${to}|${at}`, { ...shown, count: (before?.count ?? 0) + 1 });
  }
  return [...rounds.values()];
}

export async function handoverView(
  world: World,
  { id, rev, body }: HandoverDoc,
  viewer: Person,
): Promise<HandoverView> {
  const { org } = world;
  const open = body.state === 'open' || body.state === 'fresh';
  const duties = open ? await dutiesLeft(world, body) : [];
  const seen = dutiesFor(duties, viewer, world);
  const successors = open ? successorsFor(world, body, MAX_SUCCESSORS) : [];
  return {
    ...{ id, rev, open },
    person: labelOf(org, body.person),
    reason: reasonWord[body.reason],
    place: org.placeName(placeOf(body)),
    due: body.due ?? '',
    duties: seen.map((d) => itemOf(world, d)),
    elsewhere: duties.length - seen.length,
    follows: await following(world, body),
    given: givenOf(world, body),
    successor: body.successor,
    successors: successors.map((s) => ({ id: s, label: labelOf(org, s) })),
    mayKeep: body.posts.length > 0 && body.given.length === 0 && org.active(body.person) !== undefined,
  };
}

const load = (world: World, id: string): Promise<HandoverDoc | undefined> =>
  world.read.get<HandoverBody>({ kind: 'handover', id });

export const handoverRenderer: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await load(world, id);
  return doc && viewer && mayGive(viewer, doc.body, world.org)
    ? handoverCard(await handoverView(world, doc, viewer))
    : undefined;
};

/** For the successor only: what came to him with this hand-over. */
export const receivedRenderer: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await load(world, id);
  const mine = doc?.body.given.filter((g) => g.to === viewer?.id) ?? [];
  if (!doc || mine.length === 0) return undefined;
  const of = (kind: string): readonly string[] =>
    mine.filter((g) => g.key.startsWith(`${kind}:`)).map((g) => g.key.slice(kind.length + 1));
  return receivedCard({
    place: world.org.placeName(placeOf(doc.body)),
    posts: of('post').map((p) => world.org.posts.get(p)?.name ?? ''),
    counts: { risk: of('risk').length, step: of('step').length },
  });
};

/** Hand-overs that go on in a unit, or in one division of it. */
export const openHandovers = async (
  world: Pick<World, 'read'>,
  unit: string,
  division: string,
): Promise<number> => {
  const prefix = division === '' ? `${unit}|` : `${unit}|${division}|`;
  const tally = await world.read.tally('handover', { index: 'live', prefix });
  return Object.values(tally).reduce((n, x) => n + x, 0);
};

export async function handoversView(world: World, viewer: Person, page: number): Promise<HandoversView> {
  const items = await allOf<HandoverBody>(world.read, 'handover', { index: 'live' });
  const mine = items.filter((d) => mayGive(viewer, d.body, world.org));
  const paged = pageOf(mine, page, PER_PAGE);
  return {
    items: paged.items.map(({ id, body }) => ({
      id,
      person: world.org.people.get(body.person)?.name ?? '',
      place: world.org.placeName(placeOf(body)),
      due: body.due ?? '',
    })),
    page: paged.page,
    pages: paged.pages,
    total: mine.length,
  };
}
