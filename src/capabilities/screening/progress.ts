import { type ScreeningProgressView, screeningProgressCard } from '../../../cards/screening/progress.ts';
import { answerWord, said } from '../../../cards/screening/text.ts';
import type { Acting, AnyCommand, Outcome, World } from '../../kernel/capability.ts';
import type { Division, Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same, text } from '../../kernel/text.ts';
import { type Click, clicks, refused, show } from './click.ts';
import { groupOf, isAsked, itemsOf } from './items.ts';
import { campaignOf, participantOf } from './load.ts';
import type { AnswerKind, CampaignDoc, ReminderBody } from './model.ts';
import { countsByGroup, kindCounts, noCounts, type Scope, sumCounts } from './numbers.ts';
import { unitsIn } from './plan-view.ts';

/** A reminder at most this often, in working days (domain.md §6.6). */
const REMIND_EVERY = 3;
const ALL = '*';
const divisionPlace = (d: Division) => ({ level: 'division' as const, unit: d.unit, division: d.id });
const keyOf = ({ unit, division }: Scope): string =>
  unit === undefined ? ALL : division === undefined ? `u:${unit}` : `d:${division}`;

/** Everything this person may see: the whole, units, own divisions; the widest first. */
function scopesFor(world: World, campaign: CampaignDoc, person: Person): readonly Scope[] {
  const { org } = world;
  const units = unitsIn(world, campaign.body);
  const seen = units.filter((unit) => may(person, 'progress.view', org, { place: { level: 'unit', unit } }));
  const divisions = units
    .flatMap((u) => org.divisionsOf(u))
    .filter((d) => may(person, 'screening.remind', org, { place: divisionPlace(d) }))
    .map((d): Scope => ({ unit: d.unit, division: d.id }));
  const all: readonly Scope[] = may(person, 'progress.view', org) ? [{}] : [];
  return [...all, ...seen.map((unit): Scope => ({ unit })), ...divisions];
}
const nameOf = ({ org }: World, { unit, division }: Scope) =>
  division !== undefined
    ? same(org.divisions.get(division)?.name ?? '')
    : unit !== undefined
      ? same(org.units.get(unit)?.name ?? '')
      : text('全局', 'Whole bureau');

/** People of one division who have not begun. */
async function notStarted(world: World, campaign: CampaignDoc, division: string): Promise<readonly Person[]> {
  const people = world.org.data.people.filter(
    (p) => p.division === division && isAsked(campaign.body, p, world.org),
  );
  const states = await Promise.all(people.map((p) => participantOf(world.read, campaign.id, p.id)));
  return people.filter((_, i) => (states[i]?.body.state ?? 'sent') === 'sent');
}

/** The leading bodies are an audience of their own: how many on leadership posts have answered, by numbers only (S3). */
async function leadersOf(world: World, campaign: CampaignDoc, { unit, division }: Scope) {
  const { org } = world;
  const leaders = org.data.people.filter((p) => {
    const at = groupOf(p);
    return (
      (unit === undefined || at.unit === unit) &&
      (division === undefined || at.division === division) &&
      itemsOf(p.id, org).some((item) => item.kind === 'leadership') &&
      isAsked(campaign.body, p, org)
    );
  });
  const states = await Promise.all(leaders.map((p) => participantOf(world.read, campaign.id, p.id)));
  const answered = states.filter((s) => s?.body.state === 'answered' || s?.body.state === 'done').length;
  return { people: leaders.length, answered };
}

/** Rows one level below the scope: units of the bureau, divisions of a unit. */
async function rowsOf(world: World, campaign: CampaignDoc, scope: Scope) {
  const groups = [...(await countsByGroup(world, campaign, scope))];
  const total = sumCounts(groups.map(([, c]) => c));
  if (scope.division !== undefined) return { total, rows: [] };
  const at = scope.unit === undefined ? 0 : 1;
  const keys = [...new Set(groups.map(([key]) => key.split('|')[at] ?? ''))];
  const rows = keys.map((key) => ({
    name:
      (at === 0 ? world.org.units.get(key) : world.org.divisions.get(key))?.name ?? '未分部门 No division',
    counts: sumCounts(groups.filter(([g]) => g.split('|')[at] === key).map(([, c]) => c)),
  }));
  return { total, rows: rows.filter((r) => r.counts !== noCounts) };
}

async function viewOf(acting: Acting, campaign: CampaignDoc, scope: Scope): Promise<ScreeningProgressView> {
  const division = scope.division === undefined ? undefined : acting.org.divisions.get(scope.division);
  const leads =
    division !== undefined &&
    may(acting.actor, 'screening.remind', acting.org, { place: divisionPlace(division) });
  const idle = leads ? await notStarted(acting, campaign, division.id) : [];
  const kinds = await kindCounts(acting, campaign.id, scope);
  return {
    campaign: campaign.id,
    rev: campaign.rev,
    year: campaign.body.year,
    stage: campaign.body.stage,
    scope: nameOf(acting, scope),
    ...(await rowsOf(acting, campaign, scope)),
    leaders: await leadersOf(acting, campaign, scope),
    kinds: (Object.keys(kinds) as AnswerKind[]).map((k) => ({ label: answerWord[k], count: kinds[k] })),
    notStarted: idle.map((p) => p.name),
    notStartedCount: idle.length,
    ...(division ? { division: division.id } : {}),
    mayRemind: leads && campaign.body.stage === 'declaring',
    scopes: scopesFor(acting, campaign, acting.actor).map((s) => ({
      value: keyOf(s),
      label: nameOf(acting, s),
    })),
  };
}

async function progress(acting: Acting, click: Click): Promise<Outcome> {
  const campaign = await campaignOf(acting.read, click.id);
  if (!campaign || campaign.body.stage === 'planned') return refused('noCampaign');
  const scopes = scopesFor(acting, campaign, acting.actor);
  const own = scopes.find(
    (s) => s.division !== undefined && acting.org.divisions.get(s.division)?.head === acting.actor.id,
  );
  const scope = click.option === '' ? (own ?? scopes[0]) : scopes.find((s) => keyOf(s) === click.option);
  if (!scope) return refused('notVisible');
  return show({ card: screeningProgressCard(await viewOf(acting, campaign, scope)) });
}

/** 提醒: a line in each one's next digest; the division is marked, so that it is not done again too soon. */
async function remind(acting: Acting, click: Click): Promise<Outcome> {
  const campaign = await campaignOf(acting.read, click.id);
  const division = acting.org.divisions.get(click.item);
  if (campaign?.body.stage !== 'declaring' || !division) return refused('closed');
  const place = divisionPlace(division);
  if (!may(acting.actor, 'screening.remind', acting.org, { place })) return refused('notYours');
  const id = `${campaign.id}|${division.id}`;
  const last = await acting.read.get<ReminderBody>({ kind: 'reminder', id });
  if (last && acting.calendar.workdaysBetween(last.body.on, acting.today) < REMIND_EVERY)
    return refused('remindedAlready');
  const idle = await notStarted(acting, campaign, division.id);
  if (idle.length === 0) return refused('nobodyToRemind');
  const about = `campaign:${campaign.id}`;
  const data = { unit: division.unit, division: division.id, people: idle.length };
  const body: ReminderBody = { campaign: campaign.id, on: acting.today };
  return {
    kind: 'done',
    change: {
      events: [{ type: 'screening.reminded', about, by: acting.actor.id, at: acting.now, data }],
      put: [{ kind: 'reminder', id, rev: last?.rev ?? 0, body }],
      notices: idle.map((p) => ({ to: p.id, line: 'screening.remind', about, params: { person: p.id } })),
    },
    answer: async (after) => ({
      toast: { type: 'success', text: said.reminded(idle.length) },
      card: screeningProgressCard(
        await viewOf(after, campaign, { unit: division.unit, division: division.id }),
      ),
    }),
  };
}

export const progressCommands: Readonly<Record<string, AnyCommand>> = {
  'screening.progress': clicks(progress, 'progress.view'),
  'screening.remind': clicks(remind, 'screening.remind'),
};
