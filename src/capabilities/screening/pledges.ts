import { type PledgeView, pledgeCard } from '../../../cards/screening/pledge.ts';
import { said } from '../../../cards/screening/text.ts';
import type {
  Acting,
  AnyCommand,
  CardRenderer,
  ChatWord,
  Notice,
  Outcome,
  Schedule,
  World,
} from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { localDateTime } from '../../kernel/time.ts';
import { type Click, clicks, refused, show } from './click.ts';
import { dutiesOf } from './duties.ts';
import { type Group, groupKey, groupOf, isAsked } from './items.ts';
import { campaignOf, lastFrozen } from './load.ts';
import { type CampaignDoc, type PledgeBody, participantId } from './model.ts';

const pledgeOf = (world: Pick<World, 'read'>, campaign: string, person: PersonId) =>
  world.read.get<PledgeBody>({ kind: 'pledge', id: participantId(campaign, person) });

async function pledgeView(world: World, campaign: CampaignDoc, person: PersonId): Promise<PledgeView> {
  const signed = await pledgeOf(world, campaign.id, person);
  return {
    campaign: campaign.id,
    year: campaign.body.year,
    ...(await dutiesOf(world, person)),
    ...(signed ? { signedAt: localDateTime(signed.body.at, world.settings.zone) } : {}),
  };
}

/** 责任清单: what one answers for this year. */
async function openList(acting: Acting): Promise<Outcome> {
  const campaign = await lastFrozen(acting.read);
  if (!campaign) return refused('notFrozen');
  const view = await pledgeView(acting, campaign, acting.actor.id);
  if (view.duties.length === 0) return refused('nothingToSign');
  const about = `pledge:${campaign.id}:${acting.actor.id}`;
  return show({ card: pledgeCard(view), shows: { card: 'screening.responsibility', about } });
}

async function sign(acting: Acting, click: Click): Promise<Outcome> {
  const campaign = await campaignOf(acting.read, click.id);
  if (campaign?.body.stage !== 'frozen') return refused('notFrozen');
  const { actor } = acting;
  const view = await pledgeView(acting, campaign, actor.id);
  const shown = async (world: World) => pledgeCard(await pledgeView(world, campaign, actor.id));
  if (view.signedAt !== undefined)
    return {
      ...(refused('alreadyAnswered') as Extract<Outcome, { kind: 'refused' }>),
      card: await shown(acting),
    };
  if (view.duties.length === 0) return refused('nothingToSign');
  const body: PledgeBody = {
    ...{ campaign: campaign.id, person: actor.id, unit: actor.unit ?? '', at: acting.now },
    counts: Object.fromEntries(view.duties.map((d) => [`${d.role}|${d.grade}`, d.count])),
  };
  const about = `campaign:${campaign.id}`;
  return {
    kind: 'done',
    change: {
      events: [{ type: 'screening.pledged', about, by: actor.id, at: acting.now, data: { unit: body.unit } }],
      put: [{ kind: 'pledge', id: participantId(campaign.id, actor.id), rev: 0, body }],
      touches: [`pledge:${campaign.id}:${actor.id}`],
    },
    answer: async (after) => ({ toast: { type: 'success', text: said.signed }, card: await shown(after) }),
  };
}

export const pledgeCommands: Readonly<Record<string, AnyCommand>> = {
  'screening.responsibility': clicks(openList),
  'screening.sign': clicks(sign),
};
export const pledgeWord: ChatWord = {
  words: ['责任清单', '责任书', 'pledge', 'responsibility'],
  action: 'self.use',
  run: openList,
};
export const pledgeRenderer: CardRenderer = async (world, id, _params, viewer) => {
  const [campaign = '', person = ''] = id.split(':');
  const doc = viewer?.id === person ? await campaignOf(world.read, campaign) : undefined;
  return doc && pledgeCard(await pledgeView(world, doc, person));
};

/** A digest line for everybody of a group who has something to sign. */
async function tell(world: World, campaign: CampaignDoc, group: Group): Promise<readonly Notice[]> {
  const people = world.org.data.people.filter(
    (p) => groupKey(groupOf(p)) === groupKey(group) && isAsked(campaign.body, p, world.org),
  );
  const lists = await Promise.all(people.map((p) => dutiesOf(world, p.id)));
  return people
    .filter((_, i) => (lists[i]?.duties.length ?? 0) > 0)
    .map((p) => ({
      to: p.id,
      line: 'screening.pledge',
      about: `campaign:${campaign.id}`,
      params: { person: p.id },
    }));
}

/** Once, when a campaign was frozen: a slot for each group of people. */
export const pledgeSchedule: Schedule = {
  name: 'screening.pledges',
  due: async (world, since, until) => {
    const campaign = await lastFrozen(world.read);
    const at = campaign?.body.movedAt.frozen;
    if (!campaign || at === undefined || at <= since || at > until) return [];
    const asked = world.org.data.people.filter((p) => isAsked(campaign.body, p, world.org));
    const groups = new Map(asked.map(groupOf).map((g) => [groupKey(g), g]));
    return [...groups].map(([key, { unit, division }]) => ({
      key: `${campaign.id}:${key}`,
      at,
      params: { campaign: campaign.id, unit, division },
    }));
  },
  run: async (world, { params }) => {
    const campaign = await campaignOf(world.read, String(params?.campaign));
    const group = { unit: String(params?.unit), division: String(params?.division) };
    return campaign && { events: [], notices: await tell(world, campaign, group) };
  },
};
