import type { Change, Message, Schedule, Slot, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Person } from '../../kernel/people.ts';
import { type Instant, instantOf, localDate, millis, plusMs } from '../../kernel/time.ts';
import { nextWorkingTime } from '../../kernel/workdays.ts';
import type { Put } from '../../store/store.ts';
import { cardSubject } from './change.ts';
import { type Group, groupKey, groupOf, isAsked } from './items.ts';
import { campaignOf, liveCampaign } from './load.ts';
import { drawn } from './lot.ts';
import {
  type CampaignBody,
  type CampaignDoc,
  type ParticipantBody,
  type ParticipantDoc,
  participantId,
} from './model.ts';

/** The last cards leave this long before the end of work, so that a busy outbox still sends them inside it. */
const MARGIN_MS = 30 * 60_000;

/** When a person's card leaves: spread over what is left of the working day, always the same for the same person. */
export function sendTime(world: World, person: string): Instant {
  const { zone, quiet } = world.settings;
  const from = nextWorkingTime(world.now, world.calendar, { ...quiet, zone });
  const end = instantOf(localDate(from, zone), quiet.workEnd, zone);
  const span = Math.max(1, millis(end) - MARGIN_MS - millis(from));
  return plusMs(from, drawn(person) % span);
}

const newBody = (campaign: string, person: Person): ParticipantBody => ({
  campaign,
  person: person.id,
  ...groupOf(person),
  state: 'sent',
});
const putOf = (body: ParticipantBody, rev: number): Put => ({
  kind: 'participant',
  id: participantId(body.campaign, body.person),
  rev,
  body,
});
const cardTo = (world: World, campaign: string, person: string): Message => ({
  to: { person },
  card: 'screening.card',
  about: cardSubject(campaign, person),
  when: sendTime(world, person),
  gather: true,
});

/** Everybody of the group now: joiners get their card, movers and those who came back are set right. */
async function present(
  world: World,
  campaign: string,
  people: readonly Person[],
): Promise<{ put: readonly Put[]; messages: readonly Message[] }> {
  const put: Put[] = [];
  const messages: Message[] = [];
  for (const person of people) {
    const known = await world.read.get<ParticipantBody>({
      kind: 'participant',
      id: participantId(campaign, person.id),
    });
    const { body } = known ?? {};
    if (!known) messages.push(cardTo(world, campaign, person.id));
    const back = body?.state === 'left' ? 'started' : (body?.state ?? 'sent');
    const next: ParticipantBody = { ...newBody(campaign, person), state: back };
    const same = body && groupKey(body) === groupKey(next) && body.state === back;
    if (!same) put.push(putOf(next, known?.rev ?? 0));
  }
  return { put, messages };
}

/** Those counted in the group who are no longer asked anywhere. */
async function gone(world: World, campaign: CampaignDoc, group: Group): Promise<readonly Put[]> {
  const counted = { index: 'progress', prefix: `${campaign.id}|${groupKey(group)}|` };
  const items = await allOf<ParticipantBody>(world.read, 'participant', counted);
  const left = (p: ParticipantDoc): boolean =>
    !isAsked(campaign.body, world.org.people.get(p.body.person), world.org);
  return items.filter(left).map((p) => putOf({ ...p.body, state: 'left' }, p.rev));
}

/** One division's list of participants brought in step with the directory. undefined: nothing changed. */
export async function rosterChange(
  world: World,
  campaignId: string,
  group: Group,
): Promise<Change | undefined> {
  const campaign = await campaignOf(world.read, campaignId);
  if (campaign?.body.stage !== 'declaring') return undefined;
  const people = world.org.data.people.filter(
    (p) => groupKey(groupOf(p)) === groupKey(group) && isAsked(campaign.body, p, world.org),
  );
  const { put, messages } = await present(world, campaign.id, people);
  const all = [...put, ...(await gone(world, campaign, group))];
  if (all.length === 0) return undefined;
  const data = { unit: group.unit, division: group.division, sent: messages.length };
  const about = `campaign:${campaign.id}`;
  return {
    events: [{ type: 'screening.rosterUpdated', about, by: 'system', at: world.now, data }],
    put: all,
    messages,
  };
}

/** Groups that have somebody to ask, and those still counted from before. */
async function groupsOf(world: World, id: string, body: CampaignBody): Promise<readonly Group[]> {
  const counted = Object.keys(
    await world.read.tally('participant', { index: 'progress', prefix: `${id}|` }),
  ).map((key) => {
    const [, unit = '', division = ''] = key.split('|');
    return { unit, division };
  });
  const now = world.org.data.people.filter((p) => isAsked(body, p, world.org)).map(groupOf);
  return [...new Map([...now, ...counted].map((g) => [groupKey(g), g])).values()];
}

/** Once on each working day of declaring, at its start of work (the first time when declaring begins). */
async function due(world: World, since: Instant, until: Instant): Promise<readonly Slot[]> {
  const campaign = await liveCampaign(world.read);
  if (campaign?.body.stage !== 'declaring') return [];
  const { zone, quiet } = world.settings;
  const day = localDate(until, zone);
  const begun = campaign.body.movedAt.declaring ?? until;
  const start = instantOf(day, quiet.workStart, zone);
  const at = begun > start ? begun : start;
  if (!world.calendar.isWorkday(day) || at <= since || at > until) return [];
  const groups = await groupsOf(world, campaign.id, campaign.body);
  return groups.map((g) => ({
    key: `${campaign.id}:${day}:${groupKey(g)}`,
    at,
    params: { campaign: campaign.id, unit: g.unit, division: g.division },
  }));
}

export const rosterSchedule: Schedule = {
  name: 'screening.roster',
  due,
  run: (world, { params }) =>
    rosterChange(world, String(params?.campaign), {
      unit: String(params?.unit),
      division: String(params?.division),
    }),
};
