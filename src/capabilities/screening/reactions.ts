import type { Change, DomainEvent, Reaction, World } from '../../kernel/capability.ts';
import { type RiskBody, riskOf } from '../risks/index.ts';
import { answerBody, stateOf } from './answers.ts';
import { answered, begun, cardSubject, participantPut } from './change.ts';
import { groupOf, type Item, placeKey } from './items.ts';
import { type Hub, hubOf, liveCampaign } from './load.ts';
import { answerId } from './model.ts';
import { answering } from './stages.ts';

const idOf = (event: DomainEvent): string => event.about.slice(event.about.indexOf(':') + 1);

/** The risk as this commit leaves it. */
async function riskIn(world: World, event: DomainEvent, soFar: Change): Promise<RiskBody | undefined> {
  const put = [...(soFar.put ?? [])].reverse().find((p) => p.kind === 'risk' && p.id === idOf(event));
  return put ? (put.body as RiskBody) : (await riskOf(world.read, idOf(event)))?.body;
}

type Within = { readonly hub: Hub; readonly item: Item; readonly risk: RiskBody };
/** The declarer's place in the campaign that takes answers now, when the risk hangs on something he answers for. */
async function within(world: World, event: DomainEvent, soFar: Change): Promise<Within | undefined> {
  const campaign = await liveCampaign(world.read);
  if (!campaign || answering(campaign.body.stage) === 'closed') return undefined;
  const risk = await riskIn(world, event, soFar);
  const hub = risk && (await hubOf(world, campaign.id, risk.declarer));
  if (!hub || !risk) return undefined;
  const item = hub.items.find((i) => i.place && placeKey(i.place) === placeKey(risk.place));
  // Who has no post registered answers by whatever he hands in.
  const found = item ?? hub.items.find((i) => !i.place);
  return found && { hub, item: found, risk };
}

/** 领导提: the holders hear of it in their digest and say on their campaign card whether they agree. */
async function tellHolders(
  world: World,
  event: DomainEvent,
  risk: RiskBody,
): Promise<Partial<Change> | undefined> {
  const campaign = await liveCampaign(world.read);
  const post = risk.place.post === undefined ? undefined : world.org.posts.get(risk.place.post);
  if (!campaign || answering(campaign.body.stage) === 'closed' || !post) return undefined;
  const holders = world.org.actives(post.holders).filter((p) => p.id !== risk.declarer);
  return {
    notices: holders.map((p) => ({ to: p.id, line: 'screening.raised', about: event.about })),
    touches: holders.map((p) => cardSubject(campaign.id, p.id)),
  };
}

/** Something was handed in for one's own post: that is an answer to the campaign. */
const onSubmitted: Reaction = async (world, event, soFar) => {
  const body = await riskIn(world, event, soFar);
  if (body?.method === 'leader' && !body.replaces) return tellHolders(world, event, body);
  const found = await within(world, event, soFar);
  if (!found) return undefined;
  const { hub, item, risk } = found;
  const kind = risk.replaces ? 'changed' : 'added';
  return answered(world, hub, [{ item, kind, risks: [idOf(event)] }]);
};

/** A draft of one's own post: the person has begun. */
const onDrafted: Reaction = async (world, event, soFar) => {
  const found = await within(world, event, soFar);
  const put = found && begun(found.hub);
  return put && { put: [put], touches: [cardSubject(found.hub.campaign.id, found.hub.person.id)] };
};

/** What was handed in is taken back: with nothing left the item waits again. */
const onWithdrawn: Reaction = async (world, event, soFar) => {
  const found = await within(world, event, soFar);
  const answer = found?.hub.answers.get(found.item.key);
  if (!found || !answer?.body.risks.includes(idOf(event)) || answer.body.kind === 'noChange')
    return undefined;
  const { hub, item } = found;
  const risks = answer.body.risks.filter((r) => r !== idOf(event));
  const at = { campaign: hub.campaign.id, person: hub.person.id, ...groupOf(hub.person), now: world.now };
  const late = answering(hub.campaign.body.stage) === 'late';
  const again = answerBody(undefined, { item, kind: answer.body.kind, risks }, { ...at, late });
  const body = risks.length > 0 ? again : { ...again, state: 'askedAgain' as const };
  const after = (key: string) => (key === item.key ? body : hub.answers.get(key)?.body);
  return {
    put: [
      { kind: 'answer', id: answerId(at.campaign, at.person, item.key), rev: answer.rev, body },
      participantPut(hub, stateOf(hub.items, after, true)),
    ],
    touches: [cardSubject(at.campaign, at.person)],
  };
};

export const screeningReactions: Readonly<Record<string, Reaction>> = {
  'risk.submitted': onSubmitted,
  'risk.drafted': onDrafted,
  'risk.withdrawn': onWithdrawn,
};
