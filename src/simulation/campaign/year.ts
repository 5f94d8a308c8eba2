import type { EditionBody } from '../../capabilities/catalogue/edition-model.ts';
import type { CampaignBody } from '../../capabilities/screening/index.ts';
import { pressesOn, textOf } from '../card-reading.ts';
import { ticksOf } from '../day.ts';
import { DAY, dateAt, isWorkingDay, msOf, workingDaysLater } from '../days.ts';
import { handOf } from './hand.ts';
import type { Notes } from './notes.ts';
import { compilesEdition, looksAtProgress, plansCampaign, STAGE_DAYS, takesEdition } from './office.ts';
import { answersRechecks } from './rechecks.ts';
import { clearsDesk } from './reviewers.ts';
import { answers } from './staff.ts';
import { type Stage, today, withRole } from './stage.ts';
import { checkEdition, checkProgress, checkSummary, inForce, type Sums } from './sums.ts';
import { OBJECTION } from './words.ts';

export type Year = {
  readonly year: number;
  readonly asked: number;
  readonly answered: number;
  readonly edition: string;
  readonly risks: number;
  readonly grades: readonly number[];
};

/** Objections to one year's notices: enough to see the way of one. */
const OBJECTIONS = 4;
/** Working days after the freeze on which lists are signed and the edition is approved. */
const AFTER_FREEZE = 4;
/** Between two people of a morning. */
const APART_MS = 90_000;

async function tickNow({ host: machine }: Stage): Promise<void> {
  await machine.wake();
  await machine.run((app) => app.tick());
  await machine.drain();
}

/** Everybody with something waiting works it off, once before noon and once after. */
function planDesks(stage: Stage, date: string, notes: Notes): void {
  for (const time of ['10:30', '14:30'])
    stage.agenda.add(msOf(date, time), async () => {
      for (const user of stage.feishu.directory.users)
        if (stage.feishu.inbox(user.openId).some((m) => m.card?.waits))
          await clearsDesk(stage, user, notes, stage.chance.fork(`desk ${date} ${time} ${user.openId}`));
    });
}

/** A share of the bureau answers on each declaring day, in the order of their numbers. */
function planAnswers(stage: Stage, date: string, nth: number, notes: Notes): void {
  const { users } = stage.feishu.directory;
  const mine = users.filter((_, i) => i % STAGE_DAYS.declaring === nth);
  for (const [i, user] of mine.entries())
    stage.agenda.add(msOf(date, '09:45') + i * APART_MS, () =>
      answers(stage, user, notes, stage.chance.fork(`answer ${date} ${user.openId}`)),
    );
}

/** Somebody of a unit objects to what its group's notice says. */
async function objects(stage: Stage, chat: string, notes: Notes): Promise<void> {
  const on = stage.feishu.inbox(chat).findLast((m) => m.card && textOf(m.card).includes('publicity.object'));
  const user = stage.feishu.directory.users.findLast((u) =>
    u.primaryDepartmentId.startsWith(`od-${chat.slice(3)}d`),
  );
  if (!on || !user) return;
  const hand = handOf(stage, user);
  await hand.press({ ...on }, 'publicity.object');
  const form = hand.newest();
  const fields = form?.card && pressesOn(form.card).find((p) => p.name === 'publicity.submit')?.fields;
  const item = fields?.find((f) => f.name === 'item')?.options[0];
  if (!form || item === undefined) return notes.failed('object: no form', user);
  const sent = await hand.press(form, 'publicity.submit', { form: { item, text: OBJECTION } });
  if (sent?.toast?.type === 'success') notes.taps('object to a published item', hand.taps);
  else notes.failed(`object: ${sent?.toast?.text['zh-CN']}`, user);
}

/** The principal looks at the whole bureau. */
async function summary(stage: Stage, notes: Notes, sums: Sums): Promise<void> {
  const [principal] = withRole(stage, 'principal_leader');
  const on = principal && (await handOf(stage, principal).say('汇总'));
  if (on) await checkSummary(stage, sums, on);
  else notes.failed('summary: no card', { openId: principal?.openId ?? 'principal' });
}

async function sign(stage: Stage, notes: Notes): Promise<void> {
  for (const user of stage.feishu.directory.users) {
    const hand = handOf(stage, user);
    const on = await hand.say('责任清单');
    const signed = on && (await hand.press(on, 'screening.sign'));
    if (signed?.toast?.type === 'success') notes.taps('sign the responsibility list', hand.taps);
  }
}

async function playDay(stage: Stage): Promise<void> {
  const { agenda, tape: log, inspector: watch } = stage;
  const midnight = msOf(dateAt(log.time), '00:00');
  log.day += 1;
  for (const at of ticksOf(dateAt(midnight))) agenda.add(at, () => tickNow(stage));
  if (isWorkingDay(dateAt(midnight))) log.counts.workingDays += 1;
  const end = midnight + DAY;
  for (let next = agenda.next(end); next && log.violations.length === 0; next = agenda.next(end)) {
    log.time = Math.max(log.time, next.at);
    await next.run();
  }
  log.time = Math.max(log.time, end - 1);
  if (log.violations.length === 0) await watch.endOfDay(true);
  log.time = Math.max(log.time, end);
}

const running = async ({ host: machine }: Stage) =>
  (await machine.store()?.list<CampaignBody>('campaign', { limit: 20 }))?.items.at(-1);

async function progress(stage: Stage, notes: Notes, sums: Sums): Promise<void> {
  const on = await looksAtProgress(stage);
  const campaign = await running(stage);
  if (on && campaign) await checkProgress(stage, sums, on, campaign.id);
  else notes.failed('progress: no card', { openId: 'office' });
}

async function yearOf(stage: Stage): Promise<Year> {
  const store = stage.host.store();
  const campaign = await running(stage);
  const counts = (await store?.tally('participant', { index: 'progress', prefix: `${campaign?.id}|` })) ?? {};
  const asked = Object.values(counts).reduce((a, b) => a + b, 0);
  const answered = Object.entries(counts).reduce(
    (sum, [key, n]) => sum + (/answered|done/.test(key.split('|').at(-1) ?? '') ? n : 0),
    0,
  );
  const editions = (await store?.list<EditionBody>('edition', { index: 'at', limit: 20 }))?.items ?? [];
  const grades = await inForce(stage);
  return {
    year: campaign?.body.year ?? 0,
    asked,
    answered,
    edition: editions.findLast((e) => e.body.status === 'frozen')?.body.no ?? 'none',
    risks: grades.reduce((a, b) => a + b, 0),
    grades,
  };
}

/** The months between two campaigns: nobody declares, what waits is done. */
export async function playQuietDays(stage: Stage, until: string, notes: Notes): Promise<void> {
  let month = today(stage).slice(0, 7);
  while (today(stage) < until && stage.tape.violations.length === 0) {
    const date = today(stage);
    if (isWorkingDay(date)) planDesks(stage, date, notes);
    if (isWorkingDay(date) && date.slice(8) >= '10' && date.slice(0, 7) !== month) {
      month = date.slice(0, 7);
      stage.agenda.add(msOf(date, '15:00'), () =>
        answersRechecks(stage, notes, stage.chance.fork(`rechecks ${date}`)),
      );
    }
    await playDay(stage);
  }
}

/** One campaign from its plan to its approved edition. `start`: the working day of deployment. */
export async function playYear(stage: Stage, start: string, notes: Notes, sums: Sums): Promise<Year> {
  const { tape: log, agenda } = stage;
  const declaring = workingDaysLater(start, STAGE_DAYS.deployed);
  const reviewing = workingDaysLater(declaring, STAGE_DAYS.declaring);
  const publicising = workingDaysLater(reviewing, STAGE_DAYS.reviewing);
  const frozen = workingDaysLater(publicising, STAGE_DAYS.publicising);
  const after = (n: number): string => workingDaysLater(frozen, n);
  agenda.add(log.time + 8 * 3_600_000, () => plansCampaign(stage, start, notes));
  let nth = 0;
  while (today(stage) <= after(AFTER_FREEZE) && log.violations.length === 0) {
    const date = today(stage);
    if (isWorkingDay(date)) {
      planDesks(stage, date, notes);
      if (date >= declaring && date < reviewing) planAnswers(stage, date, nth++, notes);
      if (date === reviewing) {
        agenda.add(msOf(date, '16:30'), () => progress(stage, notes, sums));
        agenda.add(msOf(date, '16:40'), () => summary(stage, notes, sums));
      }
      if (date === reviewing)
        for (const { chat } of stage.bureau.chats.filter((c) => c.purpose === 'unit').slice(0, OBJECTIONS))
          agenda.add(msOf(date, '11:30'), () => objects(stage, chat, notes));
      if (date === after(1)) agenda.add(msOf(date, '14:00'), () => sign(stage, notes));
      if (date === after(2)) agenda.add(msOf(date, '09:50'), () => compilesEdition(stage, notes));
      if (date === after(3))
        agenda.add(msOf(date, '16:00'), async () => {
          const { card, file } = await takesEdition(stage, notes);
          if (card && file) await checkEdition(stage, sums, card, file);
        });
    }
    await playDay(stage);
  }
  return yearOf(stage);
}
