import { noneRunningCard, type PlanFormView, planCard, planFormCard } from '../../../cards/screening/plan.ts';
import { said } from '../../../cards/screening/text.ts';
import type { Acting, Answer, AnyCommand, Change, Outcome, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import { same, type Text } from '../../kernel/text.ts';
import { type Click, clicks, invalid, refused, show } from './click.ts';
import { campaignOf, lastFrozen, liveCampaign } from './load.ts';
import type { CampaignBody, CampaignDoc } from './model.ts';
import { planView } from './plan-view.ts';
import { readPlan } from './planning.ts';
import { DEFAULT_DAYS, DEFAULT_SAMPLE } from './stages.ts';

/** Basis documents offered, the newest ones; an office cites a handful, and may type any other. */
const MAX_BASES = 15;
type Basis = { readonly title?: string; readonly number?: string; readonly date?: string };
async function basesOf({ read }: World): Promise<PlanFormView['bases']> {
  const all = await allOf<Basis>(read, 'basis');
  const newest = all.toSorted((a, b) => (b.body.date ?? '').localeCompare(a.body.date ?? ''));
  return newest
    .slice(0, MAX_BASES)
    .map((b) => ({ value: b.id, label: same((b.body.title ?? b.id).slice(0, 40)) }));
}
const unitsOf = ({ org }: World): PlanFormView['units'] =>
  [...org.units.values()]
    .filter((u) => !u.gone)
    .sort((a, b) => a.order - b.order)
    .map((u) => ({ value: u.id, label: same(u.name) }));

/** The form, filled with what an earlier campaign said; the day and the basis of an old year are asked anew. */
async function formView(acting: Acting, from: CampaignDoc | undefined, own: boolean): Promise<PlanFormView> {
  const kept = own ? from : undefined;
  return {
    id: kept?.id ?? acting.newId('C'),
    rev: kept?.rev ?? 0,
    start: kept?.body.dates.deployed ?? acting.calendar.addWorkdays(acting.today, 0),
    days: from?.body.days ?? DEFAULT_DAYS,
    sample: from?.body.samplePercent ?? DEFAULT_SAMPLE,
    bases: await basesOf(acting),
    units: unitsOf(acting),
    chosen: from?.body.units ?? [],
    ...(kept?.body.basis === undefined ? {} : { basis: kept.body.basis }),
    ...(kept?.sealed ? { basisText: kept.sealed.basis } : {}),
    ...(from && !own ? { clonedFrom: from.body.year } : {}),
  };
}

const shows = (id: string) => ({ card: 'screening.plan', about: `campaign:${id}` });
const planAnswer = async (world: World, doc: CampaignDoc, toast?: Text): Promise<Answer> => ({
  card: planCard(await planView(world, doc)),
  shows: shows(doc.id),
  ...(toast ? { toast: { type: 'success', text: toast } } : {}),
});

/** What the office sees under 排查. */
export async function officeAnswer(acting: Acting): Promise<Answer> {
  const live = await liveCampaign(acting.read);
  if (live) return planAnswer(acting, live);
  const last = await lastFrozen(acting.read);
  if (!last) return { card: noneRunningCard(undefined) };
  const signed = await acting.read.tally('pledge', { index: 'unit', prefix: `${last.id}|` });
  const count = Object.values(signed).reduce((sum, n) => sum + n, 0);
  return { card: noneRunningCard({ id: last.id, year: last.body.year, signed: count }) };
}

async function newPlan(acting: Acting, click: Click): Promise<Outcome> {
  const live = await liveCampaign(acting.read);
  if (live) return { ...refused('alreadyRunning'), ...(await planAnswer(acting, live)) } as Outcome;
  const from = click.item === 'clone' ? await lastFrozen(acting.read) : undefined;
  return show({ card: planFormCard(await formView(acting, from, false)) });
}

/** The planned campaign behind a button, or why it can't be changed. */
async function planned(acting: Acting, click: Click): Promise<CampaignDoc | Outcome> {
  const doc = await campaignOf(acting.read, click.id);
  if (!doc) return refused('noCampaign');
  const { card } = await planAnswer(acting, doc);
  if (doc.body.stage !== 'planned') return { ...refused('notPlanned'), card } as Outcome;
  return doc.rev === click.rev ? doc : ({ ...refused('stale'), card } as Outcome);
}
const isDoc = (found: CampaignDoc | Outcome): found is CampaignDoc => 'body' in found;

async function editPlan(acting: Acting, click: Click): Promise<Outcome> {
  const doc = await planned(acting, click);
  return isDoc(doc) ? show({ card: planFormCard(await formView(acting, doc, true)) }) : doc;
}

const event = (acting: Acting, type: string, id: string): Change['events'][number] => ({
  type,
  about: `campaign:${id}`,
  by: acting.actor.id,
  at: acting.now,
});
const answerOf =
  (id: string, toast: Text) =>
  async (after: Acting): Promise<Answer> => {
    const doc = await campaignOf(after.read, id);
    return doc ? planAnswer(after, doc, toast) : { toast: { type: 'success', text: toast } };
  };

/** The form came in: the plan is kept, unconfirmed, and shown with its dates. */
async function savePlan(acting: Acting, click: Click): Promise<Outcome> {
  if (!/^C-[\w-]{2,60}$/.test(click.id)) return refused('noCampaign');
  const live = await liveCampaign(acting.read);
  if (live && live.id !== click.id) return refused('alreadyRunning');
  if (live && live.body.stage !== 'planned') return refused('notPlanned');
  if ((live?.rev ?? 0) !== click.rev) return refused('stale');
  const [bases, units] = [await basesOf(acting), unitsOf(acting)];
  const ids = (list: PlanFormView['units']) => list.map((o) => o.value);
  const { today, calendar } = acting;
  const read = readPlan(click.form, { today, calendar, units: ids(units), bases: ids(bases) });
  if ('fault' in read) return invalid(said[read.fault]);
  const { basisText, ...plan } = read.plan;
  const body: CampaignBody = {
    ...plan,
    stage: 'planned',
    confirmed: false,
    by: acting.actor.id,
    movedAt: { planned: acting.now },
  };
  const put = { kind: 'campaign', id: click.id, rev: click.rev, body, sealed: { basis: basisText } };
  return {
    kind: 'done',
    change: { events: [event(acting, 'campaign.planned', click.id)], put: [put] },
    answer: answerOf(click.id, said.planned),
  };
}

async function confirmPlan(acting: Acting, click: Click): Promise<Outcome> {
  const doc = await planned(acting, click);
  if (!isDoc(doc)) return doc;
  const { id, rev, body, sealed } = doc;
  if (body.dates.deployed < acting.today) return invalid(said.badPlan);
  const put = { kind: 'campaign', id, rev, body: { ...body, confirmed: true }, sealed };
  return {
    kind: 'done',
    change: { events: [event(acting, 'campaign.confirmed', id)], put: [put] },
    answer: answerOf(id, said.confirmedPlan),
  };
}

async function dropPlan(acting: Acting, click: Click): Promise<Outcome> {
  const doc = await planned(acting, click);
  if (!isDoc(doc)) return doc;
  const { id, rev } = doc;
  return {
    kind: 'done',
    change: { events: [event(acting, 'campaign.dropped', id)], remove: [{ kind: 'campaign', id, rev }] },
    answer: async (after) => ({
      ...(await officeAnswer(after)),
      toast: { type: 'success', text: said.dropped },
    }),
  };
}

export const officeCommands: Readonly<Record<string, AnyCommand>> = {
  'screening.newPlan': clicks(newPlan, 'admin.office'),
  'screening.plan': clicks(savePlan, 'admin.office'),
  'screening.editPlan': clicks(editPlan, 'admin.office'),
  'screening.confirmPlan': clicks(confirmPlan, 'admin.office'),
  'screening.dropPlan': clicks(dropPlan, 'admin.office'),
};
