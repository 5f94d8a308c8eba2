import { z } from 'zod';
import { handoversCard } from '../../../cards/handover/handover.ts';
import { handoverRefusals as refusals, handoverWords as words } from '../../../cards/handover/text.ts';
import { refusals as organizationRefusals } from '../../../cards/organization/text.ts';
import type { Acting, Change, Command, DomainEvent, Notice, Outcome } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { Text } from '../../kernel/text.ts';
import type { Put } from '../../store/store.ts';
import { organizationChange, type PostBody, withHolders } from '../organization/index.ts';
import { passStep, type Transition, transferRisk } from '../risks/index.ts';
import { cardSubject, lastFrozen, liveCampaign } from '../screening/index.ts';
import { type Duty, dutiesFor, dutiesLeft } from './duties.ts';
import type { HandoverBody, HandoverDoc } from './model.ts';
import { handoverRenderer, handoversView, mayGive, placeOf } from './view.ts';

const text = (v: unknown): string => (typeof v === 'string' ? v : '');
const input = z
  .object({
    id: z.string(),
    rev: z.int(),
    value: z.object({ page: z.coerce.number().int().min(0).max(1000).catch(0) }),
    form: z.record(z.string(), z.unknown()).catch({}),
  })
  .transform(({ id, rev, value, form }) => ({
    ...{ id, rev, page: value.page },
    successor: text(form.successor),
    except: z.array(z.string().max(200)).max(200).catch([]).parse(form.except),
  }));
type Input = z.infer<typeof input>;

const shows = (id: string) => ({ card: 'handover.card', about: `handover:${id}` });
async function screen(acting: Acting, id: string) {
  const card = await handoverRenderer(acting, id, {}, acting.actor);
  return card ? { card, shows: shows(id) } : {};
}
async function refused(acting: Acting, id: string, why: Text): Promise<Outcome> {
  const { card } = await screen(acting, id);
  return { kind: 'refused', why, ...(card ? { card } : {}) };
}

/** The open hand-over for somebody who may give it away on the revision the card showed, or why not. */
async function opened(
  acting: Acting,
  { id, rev }: Input,
): Promise<{ readonly doc: HandoverDoc } | { readonly stop: Outcome }> {
  const doc = await acting.read.get<HandoverBody>({ kind: 'handover', id });
  if (!doc) return { stop: { kind: 'refused', why: refusals.gone } };
  if (!mayGive(acting.actor, doc.body, acting.org))
    return { stop: { kind: 'refused', why: refusals.notYours } };
  if (doc.body.state !== 'open') return { stop: await refused(acting, id, refusals.closed) };
  if (doc.rev !== rev) return { stop: await refused(acting, id, refusals.stale) };
  return { doc };
}

async function postsTo(
  acting: Acting,
  posts: readonly string[],
  change: (holders: readonly PersonId[]) => readonly PersonId[],
): Promise<readonly Put[]> {
  const docs = await Promise.all(posts.map((id) => acting.read.get<PostBody>({ kind: 'post', id })));
  return docs.flatMap((d) =>
    d
      ? [
          {
            kind: 'post',
            id: d.id,
            rev: d.rev,
            body: withHolders(d.body, change(d.body.holders), acting.today),
          },
        ]
      : [],
  );
}

/** The posts get a holder, with the stamp and everything else a change of the organisation brings. */
async function seated(acting: Acting, posts: readonly string[], to: PersonId): Promise<Change> {
  if (posts.length === 0) return { events: [] };
  const put = await postsTo(acting, posts, (h) => [...h, to]);
  return organizationChange(acting, acting.actor.id, { put, moved: { posts, people: [to] } });
}

/** Responsibility lists are signed for the year: whoever comes in between signs for what came. */
async function pledgeLine(acting: Acting, to: PersonId): Promise<readonly Notice[]> {
  const campaign = await lastFrozen(acting.read);
  const line = { to, line: 'screening.pledge', params: { person: to } };
  return campaign ? [{ ...line, about: `campaign:${campaign.id}` }] : [];
}
async function campaignCard(acting: Acting, to: PersonId): Promise<readonly string[]> {
  const campaign = await liveCampaign(acting.read);
  return campaign ? [cardSubject(campaign.id, to)] : [];
}

const transitionOf = (acting: Acting, duty: Duty, to: PersonId): readonly Promise<Transition>[] => {
  if (duty.kind === 'post') return [];
  const move = duty.kind === 'step' ? passStep : transferRisk;
  return [move(acting, duty.risk, to, acting.actor.id)];
};

const event = (
  acting: Acting,
  id: string,
  type: string,
  data: Record<string, string | number>,
): DomainEvent => ({
  ...{ type, about: `handover:${id}`, by: acting.actor.id, at: acting.now, data },
});

async function giving(
  acting: Acting,
  doc: HandoverDoc,
  given: readonly Duty[],
  left: number,
  to: PersonId,
): Promise<Change> {
  const posts = given.flatMap((d) => (d.kind === 'post' ? [d.post] : []));
  const seats = await seated(acting, posts, to);
  const moves = await Promise.all(given.flatMap((d) => transitionOf(acting, d, to)));
  const entry = { to, at: acting.now, by: acting.actor.id };
  const body: HandoverBody = {
    ...doc.body,
    state: left === 0 ? 'done' : 'open',
    given: [...doc.body.given, ...given.map(({ key }) => ({ key, ...entry }))],
  };
  const card = {
    to: { person: to },
    card: 'handover.received',
    about: `handover:${doc.id}`,
    when: 'working' as const,
  };
  return {
    events: [
      event(acting, doc.id, 'handover.given', { to, items: given.length, left }),
      ...seats.events,
      ...moves.map((m) => m.event),
    ],
    put: [
      { kind: 'handover', id: doc.id, rev: doc.rev, body },
      ...(seats.put ?? []),
      ...moves.map((m) => m.put),
    ],
    messages: [...(to === acting.actor.id ? [] : [card]), ...moves.flatMap((m) => m.messages)],
    notices: await pledgeLine(acting, to),
    touches: [...moves.flatMap((m) => m.touches), ...(await campaignCard(acting, to))],
  };
}

const done = (change: Change, id: string, said: Text): Outcome => ({
  kind: 'done',
  change,
  answer: async (after) => ({ ...(await screen(after, id)), toast: { type: 'success', text: said } }),
});

/** Everything but the ticked exceptions goes to the successor; the exceptions stay on the card. */
async function give(acting: Acting, asked: Input): Promise<Outcome> {
  const found = await opened(acting, asked);
  if ('stop' in found) return found.stop;
  const { doc } = found;
  const to = acting.org.active(asked.successor);
  if (!to || to.id === doc.body.person || to.unit !== doc.body.unit)
    return { kind: 'invalid', why: refusals.noSuccessor };
  const duties = await dutiesLeft(acting, doc.body);
  const given = dutiesFor(duties, acting.actor, acting).filter((d) => !asked.except.includes(d.key));
  if (given.length === 0 && duties.length > 0) return { kind: 'invalid', why: refusals.nothing };
  const seats = given.some((d) => d.kind === 'post');
  const place = placeOf(doc.body);
  // Who hands posts over chooses no more than who seats somebody: a reviewer of the place is the office's to seat.
  if (seats && !may(acting.actor, 'post.seat', acting.org, { place, person: to.id }))
    return { kind: 'invalid', why: organizationRefusals.reviewsHere };
  const change = await giving(acting, doc, given, duties.length - given.length, to.id);
  return done(change, doc.id, words.given);
}

/** The directory moved somebody who goes on with the posts: they are his again. */
async function keep(acting: Acting, asked: Input): Promise<Outcome> {
  const found = await opened(acting, asked);
  if ('stop' in found) return found.stop;
  const { doc } = found;
  const { person, posts, given } = doc.body;
  if (!acting.org.active(person) || given.length > 0) return refused(acting, doc.id, refusals.notBack);
  const seats = await seated(acting, posts, person);
  const body: HandoverBody = { ...doc.body, state: 'dropped' };
  const change: Change = {
    ...seats,
    events: [event(acting, doc.id, 'handover.kept', { person }), ...seats.events],
    put: [{ kind: 'handover', id: doc.id, rev: doc.rev, body }, ...(seats.put ?? [])],
  };
  return done(change, doc.id, words.kept);
}

async function open(acting: Acting, { id }: Input): Promise<Outcome> {
  const shown = await screen(acting, id);
  return 'card' in shown ? { kind: 'show', answer: shown } : { kind: 'refused', why: refusals.notYours };
}
export const listHandovers = async (acting: Acting, page: number): Promise<Outcome> => ({
  kind: 'show',
  answer: { card: handoversCard(await handoversView(acting, acting.actor, page)) },
});

const command = (
  action: Command<Input>['action'],
  run: (acting: Acting, asked: Input) => Promise<Outcome>,
): Command<Input> => ({ input, action, run });
export const handoverCommands = {
  'handover.give': command('post.edit', give),
  'handover.keep': command('post.edit', keep),
  'handover.open': command('self.use', open),
  'handover.list': command('self.use', (acting, { page }) => listHandovers(acting, page)),
};
