import type { ScreeningDeskView } from '../../../cards/screening/desk.ts';
import { screeningDeskCard } from '../../../cards/screening/desk.ts';
import { said } from '../../../cards/screening/text.ts';
import type { Acting, Answer, AnyCommand, CardRenderer, Outcome, World } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { Text } from '../../kernel/text.ts';
import type { Doc } from '../../store/store.ts';
import { riskOf } from '../risks/index.ts';
import { stateOf } from './answers.ts';
import { cardSubject, deskSubject, participantPut } from './change.ts';
import { type Click, clicks, refused, show } from './click.ts';
import { hubOf } from './load.ts';
import type { AnswerBody, AnswerDoc, AnswerTexts, ReceiptBody, ReceiptTexts } from './model.ts';
import { itemName } from './view.ts';

/** Items on one card; the rest follows as they are dealt with. */
const SHOWN = 8;
const nameOf = (world: World, person: PersonId): string => world.org.people.get(person)?.name ?? '';

async function differing(world: World, person: PersonId): Promise<ScreeningDeskView['views']> {
  const { items } = await world.read.list<ReceiptBody, ReceiptTexts>('receipt', {
    index: 'raisedBy',
    from: person,
    to: person,
    limit: SHOWN,
  });
  return Promise.all(
    items.map(async ({ id, rev, body, sealed }) => ({
      id,
      rev,
      title: (await riskOf(world.read, body.risk))?.sealed?.title ?? '',
      person: nameOf(world, body.person),
      reason: sealed?.reason ?? '',
    })),
  );
}

/** What waits for this person's confirmation, the oldest first. */
export async function deskView(world: World, person: PersonId): Promise<ScreeningDeskView> {
  const query = { index: 'holder', from: person, to: person };
  const { items } = await world.read.list<AnswerBody, AnswerTexts>('answer', { ...query, limit: SHOWN });
  const total = (await world.read.tally('answer', query))[person] ?? 0;
  const rows = items.map(({ id, rev, body, sealed }) => ({
    id,
    rev,
    person: nameOf(world, body.person),
    place: itemName(world, body),
    kind: body.kind === 'away' ? ('away' as const) : ('none' as const),
    reason: sealed?.reason ?? '',
    ...(body.away ? { away: body.away } : {}),
  }));
  return { items: rows, total, views: await differing(world, person) };
}

const deskAnswer = async (world: World, person: PersonId, toast?: Text): Promise<Answer> => ({
  card: screeningDeskCard(await deskView(world, person)),
  shows: { card: 'screening.desk', about: deskSubject(person) },
  ...(toast ? { toast: { type: 'success', text: toast } } : {}),
});
const refusedDesk = async (acting: Acting, why: Parameters<typeof refused>[0]): Promise<Outcome> => ({
  ...(refused(why) as Extract<Outcome, { kind: 'refused' }>),
  card: screeningDeskCard(await deskView(acting, acting.actor.id)),
});

/** The answer as decided; a head who moved on meanwhile loses it, since holders are asked at the click. */
function decided(acting: Acting, answer: AnswerDoc, to: 'confirmed' | 'askedAgain') {
  const body: AnswerBody = {
    ...answer.body,
    state: to,
    decidedBy: acting.actor.id,
    decidedAt: acting.now,
  };
  return { kind: 'answer', id: answer.id, rev: answer.rev, body, sealed: answer.sealed };
}

const decide = (to: 'confirmed' | 'askedAgain') => async (acting: Acting, click: Click) => {
  const answer = await acting.read.get<AnswerBody, AnswerTexts>({ kind: 'answer', id: click.id });
  if (answer?.body.state !== 'waiting') return refusedDesk(acting, 'alreadyDecided');
  const { campaign, person, item } = answer.body;
  const on = { holders: answer.body.holders ?? [], person };
  if (!may(acting.actor, 'screening.confirm', acting.org, on)) return refusedDesk(acting, 'notYours');
  if (answer.rev !== click.rev) return refusedDesk(acting, 'stale');
  const hub = await hubOf(acting, campaign, person);
  const after = (key: string) => (key === item ? { state: to } : hub?.answers.get(key)?.body);
  const about = `campaign:${campaign}`;
  const type = to === 'confirmed' ? 'screening.confirmed' : 'screening.askedAgain';
  return {
    kind: 'done' as const,
    change: {
      events: [{ type, about, by: acting.actor.id, at: acting.now, data: { person, item } }],
      put: [
        decided(acting, answer, to),
        ...(hub ? [participantPut(hub, stateOf(hub.items, after, true))] : []),
      ],
      notices:
        to === 'askedAgain'
          ? [{ to: person, line: 'screening.askedAgain', about: `answer:${answer.id}` }]
          : [],
      touches: [cardSubject(campaign, person), ...(answer.body.holders ?? []).map(deskSubject)],
    },
    answer: (now: Acting) => deskAnswer(now, now.actor.id, said[to]),
  };
};

/** The leader has read a different view. */
async function seen(acting: Acting, click: Click): Promise<Outcome> {
  const receipt: Doc<ReceiptBody, ReceiptTexts> | undefined = await acting.read.get({
    kind: 'receipt',
    id: click.id,
  });
  if (receipt?.body.raisedBy !== acting.actor.id) return refusedDesk(acting, 'notYours');
  if (receipt.body.seen || receipt.rev !== click.rev) return refusedDesk(acting, 'alreadyDecided');
  const { kind, id, rev, body, sealed } = receipt;
  return {
    kind: 'done',
    change: {
      events: [],
      put: [{ kind, id, rev, body: { ...body, seen: true }, sealed }],
      touches: [deskSubject(acting.actor.id)],
    },
    answer: (after) => deskAnswer(after, after.actor.id, said.checked),
  };
}

export const deskCommands: Readonly<Record<string, AnyCommand>> = {
  'screening.desk': clicks(async (acting) => show(await deskAnswer(acting, acting.actor.id))),
  'screening.confirm': clicks(decide('confirmed'), 'screening.confirm'),
  'screening.askAgain': clicks(decide('askedAgain'), 'screening.confirm'),
  'screening.seen': clicks(seen),
};
export const deskRenderer: CardRenderer = async (world, id, _params, viewer) =>
  viewer?.id === id ? screeningDeskCard(await deskView(world, id)) : undefined;
