import type { NoticeBody } from '../../capabilities/publicity/model.ts';
import type { Settings } from '../../kernel/settings.ts';
import type { PendingBody } from '../../runtime/kinds.ts';
import { dateAt, isWorkingDay, laterDay, msOf, weekdayOf } from '../days.ts';
import type { Looked } from '../looked.ts';
import type { Tape } from '../tape.ts';
import { everyDoc } from './register.ts';

type Due = {
  readonly store: Looked;
  readonly date: string;
  readonly settings: Settings;
  readonly tape: Tape;
  /** Who got a digest on a date: more lines than one holds wait for the next. */
  readonly toldOn: (date: string, person: string) => boolean;
};

/** Notices whose period is over are closed by the end of their last day. */
async function noticesClosed({ store, date, settings, tape }: Due): Promise<void> {
  const { items } = await store.list<NoticeBody>('notice', { index: 'closesOn', to: date, limit: 50 });
  for (const { id, body } of items)
    if (tape.now > msOf(body.closesOn ?? date, settings.quiet.workEnd))
      tape.broken('nothing due is skipped', `notice ${id} is still open after ${body.closesOn}`);
}

/** A line that was there before the digests of a working day went with them. */
async function digestsTaken({ store, date, tape, toldOn }: Due): Promise<void> {
  for (const { id, body } of await everyDoc<PendingBody>(store, 'pending')) {
    const person = await store.get<{ active: boolean }>({ kind: 'person', id: body.to });
    if (Date.parse(body.at) < msOf(date, '09:30') && person?.body.active && !toldOn(date, body.to))
      tape.broken('nothing due is skipped', `digest line ${id} of ${body.at} still waits for ${body.to}`);
  }
}

const firstWorkdayFrom = (date: string): string => {
  let day = date;
  while (!isWorkingDay(day)) day = laterDay(day, 1);
  return day;
};

/** The weekly and monthly summaries of their days exist. */
async function summariesPosted(due: Due, chats: readonly { chat: string; purpose: string }[]): Promise<void> {
  const { store, date, tape } = due;
  const monday = laterDay(date, 1 - weekdayOf(date));
  const month = date.slice(0, 7);
  const expected = [
    ...(firstWorkdayFrom(monday) === date
      ? chats.filter((c) => c.purpose === 'leading_group').map((c) => `W${monday}:${c.chat}`)
      : []),
    ...(firstWorkdayFrom(`${month}-01`) === date
      ? chats.filter((c) => c.purpose === 'unit').map((c) => `${month}:${c.chat}`)
      : []),
  ];
  for (const id of expected)
    if (!(await store.get({ kind: 'summary', id })))
      tape.broken('nothing due is skipped', `summary ${id} was not posted on ${date}`);
}

/** At the end of an undisturbed day: what was due on it has happened. */
export async function checkSchedules(
  store: Looked,
  settings: Settings,
  chats: readonly { chat: string; purpose: string }[],
  tape: Tape,
  toldOn: Due['toldOn'],
): Promise<void> {
  const due = { store, settings, tape, toldOn, date: dateAt(tape.now) };
  await noticesClosed(due);
  if (!isWorkingDay(due.date)) return;
  await digestsTaken(due);
  await summariesPosted(due, chats);
}
