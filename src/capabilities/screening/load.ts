import type { World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Person, PersonId, Place } from '../../kernel/people.ts';
import { instantOf } from '../../kernel/time.ts';
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

export const campaignOf = (read: Reader, id: string): Promise<CampaignDoc | undefined> =>
  read.get<CampaignBody, CampaignTexts>({ kind: 'campaign', id });

/** The campaign that goes on or is being planned; there is one at a time. */
export async function liveCampaign(read: Reader): Promise<CampaignDoc | undefined> {
  const { items } = await read.list<CampaignBody, CampaignTexts>('campaign', { index: 'live', limit: 1 });
  return items[0];
}

/** The campaign that was frozen last: its settings are cloned, its responsibility lists are signed. */
export async function lastFrozen(read: Reader): Promise<CampaignDoc | undefined> {
  return (await allOf<CampaignBody, CampaignTexts>(read, 'campaign', { index: 'frozen' })).at(-1);
}

export const participantOf = (
  read: Reader,
  campaign: string,
  person: PersonId,
): Promise<ParticipantDoc | undefined> =>
  read.get<ParticipantBody>({ kind: 'participant', id: participantId(campaign, person) });

export type Answers = ReadonlyMap<string, AnswerDoc>;
export async function answersOf(read: Reader, campaign: string, person: PersonId): Promise<Answers> {
  const items = await allOf<AnswerBody, AnswerTexts>(read, 'answer', { prefix: `${campaign}|${person}|` });
  return new Map(items.map((a) => [a.body.item, a]));
}

const ALIVE: readonly RiskBody['status'][] = ['inReview', 'returned', 'approved', 'effective'];

/** What stands at a place: risks in force or on their way, and the changes of them that are under way. */
async function risksAt(
  read: Reader,
  place: Place | undefined,
): Promise<{ readonly entries: readonly RiskDoc[]; readonly changes: readonly RiskDoc[] }> {
  if (!place) return { entries: [], changes: [] };
  const key = placeKey(place);
  const items = await allOf<RiskBody, RiskTexts>(read, 'risk', { index: 'place', from: key, to: key });
  const alive = items.filter((r) => ALIVE.includes(r.body.status));
  return { entries: alive.filter((r) => !r.body.replaces), changes: alive.filter((r) => r.body.replaces) };
}

/** What this person has said to risks that leaders raised, by risk. */
async function receiptsOf(
  read: Reader,
  campaign: string,
  person: PersonId,
): Promise<ReadonlyMap<string, ReceiptBody['says']>> {
  const key = `${person}|${campaign}`;
  const items = await allOf<ReceiptBody>(read, 'receipt', { index: 'person', from: key, to: key });
  return new Map(items.map((r) => [r.body.risk, r.body.says]));
}

/** A person in a campaign: what is asked and what was answered. */
export type Hub = {
  readonly campaign: CampaignDoc;
  readonly person: Person;
  readonly participant: ParticipantDoc | undefined;
  readonly items: readonly Item[];
  readonly answers: Answers;
  readonly receipts: ReadonlyMap<string, ReceiptBody['says']>;
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
    receipts: await receiptsOf(world.read, campaign, person),
  };
}

/** Raised by a leader since the deployment (领导提): the holder's own only once he agrees. */
const isRaised = (world: World, { campaign, person }: Hub, { body }: RiskDoc): boolean =>
  body.method === 'leader' &&
  body.declarer !== person.id &&
  (body.submittedAt ?? '') >= instantOf(campaign.body.dates.deployed, '00:00', world.settings.zone);

export type AtItem = {
  /** What the holder states unchanged, corrects or retires. */
  readonly entries: readonly RiskDoc[];
  /** Raised by a leader, still without the holder's word. */
  readonly raised: readonly RiskDoc[];
  readonly changes: readonly RiskDoc[];
};
/** The risks of one item as this person sees them; a raised one he sees differently is neither. */
export async function atItem(world: World, hub: Hub, item: Item): Promise<AtItem> {
  const { entries, changes } = await risksAt(world.read, item.place);
  const raised = entries.filter((r) => isRaised(world, hub, r) && hub.receipts.get(r.id) !== 'agrees');
  return {
    entries: entries.filter((r) => !raised.includes(r)),
    raised: raised.filter((r) => !hub.receipts.has(r.id)),
    changes,
  };
}
