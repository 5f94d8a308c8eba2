import type { Change, Message, Notice, World } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Put } from '../../store/store.ts';
import { answerBody, type Given, stateOf } from './answers.ts';
import { groupOf } from './items.ts';
import type { Hub } from './load.ts';
import {
  type AnswerBody,
  answerId,
  type ParticipantBody,
  type ParticipantState,
  participantId,
} from './model.ts';
import { answering } from './stages.ts';

export const cardSubject = (campaign: string, person: PersonId): string => `screening:${campaign}:${person}`;
export const deskSubject = (person: PersonId): string => `screeningDesk:${person}`;

/** The person's own document with its state; made when it is not there yet. */
export function participantPut(hub: Hub, state: ParticipantState): Put {
  const { campaign, person, participant } = hub;
  const body: ParticipantBody = { campaign: campaign.id, person: person.id, ...groupOf(person), state };
  return {
    kind: 'participant',
    id: participantId(campaign.id, person.id),
    rev: participant?.rev ?? 0,
    body,
  };
}

/** One list card per head; later items gather on the one that is there. */
export const deskMessages = (holders: readonly PersonId[]): readonly Message[] =>
  [...new Set(holders)].map((person) => ({
    to: { person },
    card: 'screening.desk',
    about: deskSubject(person),
    when: 'working',
    gather: true,
  }));

/** Nobody can confirm: the office hears of it in its digest. */
const stuckLines = (world: World, answer: AnswerBody): readonly Notice[] =>
  answer.holders?.length === 0
    ? world.org.granted('office_admin').map((p) => ({
        to: p.id,
        line: 'screening.stuck',
        about: `answer:${answerId(answer.campaign, answer.person, answer.item)}`,
      }))
    : [];

/** Everything that follows when a person answers: the answers, where the person stands now, the head's desk. */
export function answered(world: World, hub: Hub, given: readonly Given[]): Change {
  const { campaign, person, answers, items } = hub;
  const late = answering(campaign.body.stage) === 'late';
  const at = { campaign: campaign.id, person: person.id, ...groupOf(person), now: world.now, late };
  const bodies = given.map((g) => ({ g, body: answerBody(answers.get(g.item.key)?.body, g, at) }));
  const after = (item: string) =>
    bodies.find(({ body }) => body.item === item)?.body ?? answers.get(item)?.body;
  const holders = bodies.flatMap(({ body }) => body.holders ?? []);
  return {
    events: bodies.map(({ body }) => ({
      type: 'screening.answered',
      about: `campaign:${campaign.id}`,
      by: person.id,
      at: world.now,
      data: { unit: body.unit, division: body.division, item: body.item, as: body.kind, state: body.state },
    })),
    put: [
      ...bodies.map(({ g, body }) => ({
        kind: 'answer',
        id: answerId(campaign.id, person.id, g.item.key),
        rev: answers.get(g.item.key)?.rev ?? 0,
        body,
        ...(g.reason === undefined ? {} : { sealed: { reason: g.reason } }),
      })),
      participantPut(hub, stateOf(items, after, true)),
    ],
    messages: deskMessages(holders),
    notices: bodies.flatMap(({ body }) => stuckLines(world, body)),
    touches: [cardSubject(campaign.id, person.id), ...holders.map(deskSubject)],
  };
}

/** Something was begun: a form was opened, a draft kept. undefined when that is known already. */
export const begun = (hub: Hub): Put | undefined =>
  hub.participant === undefined || hub.participant.body.state === 'sent'
    ? participantPut(
        hub,
        stateOf(hub.items, (i) => hub.answers.get(i)?.body, true),
      )
    : undefined;
