import type { World } from '../../kernel/capability.ts';
import type { Person, PersonId, Place } from '../../kernel/people.ts';
import type { Reader } from '../../store/store.ts';
import type { RiskBody, RiskDoc, RiskTexts } from '../risks/index.ts';
import { type Item, isAsked, itemsOf, placeKey } from './items.ts';
import {
  type AnswerBody,
  type AnswerDoc,
  type AnswerTexts,
  type CampaignBody,
  type CampaignDoc,
  type CampaignTexts,
  type ParticipantBody,
  type ParticipantDoc,
  participantId,
  type ReceiptBody,
} from './model.ts';

/** Answers of one person: nobody holds more posts than this. */
const MAX_ITEMS = 50;
/** Risks of one place on one card; the catalogue asks for two to five. */
const MAX_ENTRIES = 60;

export const campaignOf = (read: Reader, id: string): Promise<CampaignDoc | undefined> =>
  read.get<CampaignBody, CampaignTexts>({ kind: 'campaign', id });

/** The campaign that goes on or is being planned; there is one at a time. */
export async function liveCampaign(read: Reader): Promise<CampaignDoc | undefined> {
  const { items } = await read.list<CampaignBody, CampaignTexts>('campaign', { index: 'live', limit: 1 });
  return items[0];
}

/** The campaign that was frozen last: its settings are cloned, its responsibility lists are signed. */
export async function lastFrozen(read: Reader): Promise<CampaignDoc | undefined> {
  const { items } = await read.list<CampaignBody, CampaignTexts>('campaign', { index: 'frozen', limit: 50 });
  return items.at(-1);
}

export const participantOf = (
  read: Reader,
  campaign: string,
  person: PersonId,
): Promise<ParticipantDoc | undefined> =>
  read.get<ParticipantBody>({ kind: 'participant', id: participantId(campaign, person) });

export type Answers = ReadonlyMap<string, AnswerDoc>;
export async function answersOf(read: Reader, campaign: string, person: PersonId): Promise<Answers> {
  const { items } = await read.list<AnswerBody, AnswerTexts>('answer', {
    prefix: `${campaign}|${person}|`,
    limit: MAX_ITEMS,
  });
  return new Map(items.map((a) => [a.body.item, a]));
}

const ALIVE: readonly RiskBody['status'][] = ['inReview', 'returned', 'approved', 'effective'];

/** What stands at a place: risks in force or on their way, and the changes of them that are under way. */
export async function risksAt(
  read: Reader,
  place: Place | undefined,
): Promise<{ readonly entries: readonly RiskDoc[]; readonly changes: readonly RiskDoc[] }> {
  if (!place) return { entries: [], changes: [] };
  const key = placeKey(place);
  const { items } = await read.list<RiskBody, RiskTexts>('risk', {
    index: 'place',
    from: key,
    to: key,
    limit: MAX_ENTRIES,
  });
  const alive = items.filter((r) => ALIVE.includes(r.body.status));
  return { entries: alive.filter((r) => !r.body.replaces), changes: alive.filter((r) => r.body.replaces) };
}

export async function receiptsOf(
  read: Reader,
  campaign: string,
  person: PersonId,
): Promise<ReadonlySet<string>> {
  const key = `${person}|${campaign}`;
  const { items } = await read.list<ReceiptBody>('receipt', {
    index: 'person',
    from: key,
    to: key,
    limit: 100,
  });
  return new Set(items.map((r) => r.body.risk));
}

/** A person in a campaign: what is asked and what was answered. */
export type Hub = {
  readonly campaign: CampaignDoc;
  readonly person: Person;
  readonly participant: ParticipantDoc | undefined;
  readonly items: readonly Item[];
  readonly answers: Answers;
};

/** undefined: the campaign is gone, or this person is not asked. */
export async function hubOf(world: World, campaign: string, person: PersonId): Promise<Hub | undefined> {
  const doc = await campaignOf(world.read, campaign);
  const who = world.org.active(person);
  if (!doc || !who || !isAsked(doc.body, who, world.org)) return undefined;
  return {
    campaign: doc,
    person: who,
    participant: await participantOf(world.read, campaign, person),
    items: itemsOf(person, world.org),
    answers: await answersOf(world.read, campaign, person),
  };
}
