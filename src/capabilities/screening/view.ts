import type { EntryView, ItemView, ScreenView } from '../../../cards/screening/campaign.ts';
import type { AnswerFormView } from '../../../cards/screening/forms.ts';
import type { World } from '../../kernel/capability.ts';
import { same, type Text, text } from '../../kernel/text.ts';
import type { RiskDoc } from '../risks/index.ts';
import { isOpen } from './answers.ts';
import { type Item, needsConfirmation } from './items.ts';
import { atItem, type Hub } from './load.ts';
import type { AnswerBody, CampaignDoc } from './model.ts';
import { answering, lastDeclareDay } from './stages.ts';

type BasisBody = { readonly title?: string; readonly number?: string };
/** The words of the document a campaign cites: from the register, else as the office wrote them. */
export async function basisText(world: Pick<World, 'read'>, { body, sealed }: CampaignDoc): Promise<Text> {
  const doc =
    body.basis === undefined ? undefined : await world.read.get<BasisBody>({ kind: 'basis', id: body.basis });
  const title = doc?.body.title;
  if (title !== undefined) return same(doc?.body.number ? `${title}（${doc.body.number}）` : title);
  return same(sealed?.basis ?? '');
}

export const itemName = ({ org }: Pick<World, 'org'>, item: Pick<Item, 'place'>): Text =>
  item.place
    ? same(org.placeName(item.place))
    : text('本人（名册中暂无岗位）', 'Yourself (no post registered)');

const entryView = ({ id, rev, body, sealed }: RiskDoc): EntryView => ({
  id,
  rev,
  title: sealed?.title ?? body.stepName,
  grade: body.grade,
  inForce: body.status === 'effective',
});

async function itemView(world: World, hub: Hub, item: Item): Promise<ItemView> {
  const { entries, raised, changes } = await atItem(world, hub, item);
  const answer = hub.answers.get(item.key)?.body;
  return {
    key: item.key,
    name: itemName(world, item)['zh-CN'],
    ...(item.place ? { level: item.place.level } : {}),
    kind: item.kind,
    steps: item.place ? world.org.stepsAt(item.place).map((s) => s.name) : [],
    entries: entries.map(entryView),
    changes: changes.length,
    raised: raised.map(entryView),
    ...(answer ? { answer: { as: answer.kind, state: answer.state } } : {}),
  };
}

/** Which item stands in detail: the asked one, else the first that still waits. */
const shownItem = (hub: Hub, wanted: string | undefined): string | undefined =>
  hub.items.find((i) => i.key === wanted)?.key ??
  hub.items.find((i) => isOpen(hub.answers.get(i.key)?.body))?.key;

/** A person's campaign card as it is now. */
export async function screenView(world: World, hub: Hub, wanted?: string): Promise<ScreenView> {
  const { campaign, person, participant } = hub;
  const items = await Promise.all(hub.items.map((i) => itemView(world, hub, i)));
  const shown = shownItem(hub, wanted);
  const waiting = await world.read.tally('answer', { index: 'holder', from: person.id, to: person.id });
  const opens = items.filter((i) => isOpen(hub.answers.get(i.key)?.body) && i.entries.length > 0);
  return {
    campaign: campaign.id,
    rev: participant?.rev ?? 0,
    year: campaign.body.year,
    basis: await basisText(world, campaign),
    until: lastDeclareDay(campaign.body, world.calendar),
    open: answering(campaign.body.stage),
    items,
    ...(shown === undefined ? {} : { shown }),
    unchangeable: opens.length,
    heads: hub.items.some((i) => i.place?.level === 'division' || i.place?.level === 'unit'),
    toConfirm: waiting[person.id] ?? 0,
  };
}

export const answerFormView = (world: World, hub: Hub, item: Item): AnswerFormView => ({
  campaign: hub.campaign.id,
  rev: hub.participant?.rev ?? 0,
  item: item.key,
  place: itemName(world, item)['zh-CN'],
  confirmed: needsConfirmation(item),
});

/** What the ledger's readers and the head see of an answer's place. */
export const answerPlace = (world: World, answer: AnswerBody): string =>
  answer.place ? world.org.placeName(answer.place) : (world.org.units.get(answer.unit)?.name ?? '');
