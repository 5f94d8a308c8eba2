import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import { noticeListCard } from '../../../cards/publicity/list.ts';
import { objectorCard } from '../../../cards/publicity/objection.ts';
import { MAX_OBJECTION } from '../../../cards/publicity/objection-form.ts';
import { publicityRefusals, publicityWords as words } from '../../../cards/publicity/text.ts';
import type { Acting, Change, Command, Message, Notice, Outcome } from '../../kernel/capability.ts';
import type { Text } from '../../kernel/text.ts';
import { deadline } from '../../kernel/workdays.ts';
import type { RiskDoc } from '../risks/index.ts';
import { noticeFor } from './access.ts';
import { isLive, type NoticeDoc, type ObjectionBody, type ObjectionTexts, withItem } from './model.ts';
import { type Answering, answeringOfficers, partOf } from './officers.ts';
import { overUpTo } from './period.ts';
import { noticeView, objectionView, readRisk } from './view.ts';

/** Objections on one item at a time: more wait for the first answers. */
const MAX_OPEN = 50;
/** Shortest objection that can say something, characters. */
const MIN_TEXT = 5;

export type PublicityRefusal = keyof typeof publicityRefusals;
export const refused = (why: PublicityRefusal): Outcome => ({ kind: 'refused', why: publicityRefusals[why] });
export const invalid = (why: Text): Outcome => ({ kind: 'invalid', why });
export const field = z.string().catch('');

/** Is the notice still taking objections? undefined: yes. */
function closedWhy(acting: Acting, notice: NoticeDoc | undefined): PublicityRefusal | undefined {
  if (!notice) return 'noticeGone';
  if (notice.body.status === 'gathering' || notice.body.status === 'waiting') return 'notYetOpen';
  const over =
    notice.body.closesOn === undefined || notice.body.closesOn <= overUpTo(acting.now, acting.settings);
  return notice.body.status === 'closed' || over ? 'noticeOver' : undefined;
}

/** A private message now to whoever clicked, and a toast that says so. The subject is one that no commit redraws: a form must not lose what was typed. */
const sendPrivately = (acting: Acting, card: string, about: string, why: Text, from?: string): Outcome => {
  const params = from === undefined ? {} : { params: { from } };
  const message: Message = { to: { person: acting.actor.id }, card, about, when: 'now', ...params };
  const change: Change = { events: [], messages: [message] };
  return { kind: 'done', change, answer: async () => ({ toast: { type: 'success', text: why } }) };
};

/** 提出异议 on the group's card. */
export const objectCommand: Command<{ id: string }> = {
  input: z.object({ id: z.string() }),
  action: 'publicity.object',
  run: async (acting, { id }) => {
    const found = await noticeFor(acting, id);
    const why = closedWhy(acting, found?.notice);
    return why
      ? refused(why)
      : sendPrivately(acting, 'publicity.objectionForm', `objectionForm:${id}`, words.formSent, found?.from);
  },
};

/** 查看全部 on the group's card. */
export const allCommand: Command<{ id: string }> = {
  input: z.object({ id: z.string() }),
  action: 'self.use',
  run: async (acting, { id }) => {
    const found = await noticeFor(acting, id);
    return found
      ? sendPrivately(acting, 'publicity.list', `notice:${id}`, words.listSent, found.from)
      : refused('noticeGone');
  },
};

/** Turns the page of the private list. */
export const pageCommand: Command<{ id: string; page: number }> = {
  input: z
    .object({ id: z.string(), value: z.object({ page: z.coerce.number().int().catch(0) }) })
    .transform(({ id, value }) => ({ id, page: value.page })),
  action: 'self.use',
  run: async (acting, { id, page }) => {
    const found = await noticeFor(acting, id);
    const view = found && (await noticeView(acting, found.notice));
    if (!found || !view) return refused('noticeGone');
    const params = { page, ...(found.from === undefined ? {} : { from: found.from }) };
    const shows = { card: 'publicity.list', about: `notice:${id}`, params };
    return { kind: 'show', answer: { card: noticeListCard(view, page), shows } };
  },
};

type Submitted = {
  readonly notice: NoticeDoc;
  readonly risk: RiskDoc;
  readonly said: string;
  readonly anonymous: boolean;
};

/** Lines for the office when nobody free of recusal could be found at the first place. */
function officeLines(acting: Acting, id: string, answering: Answering): readonly Notice[] {
  if (!answering.wentUp) return [];
  const line = answering.holders.length > 0 ? 'publicity.wentUp' : 'publicity.stuck';
  return acting.org.granted('office_admin').map((p) => ({ to: p.id, line, about: `objection:${id}` }));
}

/** The objection, the blocked item and the officers' cards: one commit. No name and no word of it in the events. */
function raised(acting: Acting, id: string, { notice, risk, said, anonymous }: Submitted): Change {
  const { actor, org, now, settings, calendar } = acting;
  const { place } = risk.body;
  const answering = answeringOfficers({ unit: place.unit, excluded: partOf(risk.body, actor.id, org) }, org);
  const due = deadline(now, settings.publicity.answerDays, calendar, settings.zone);
  const body: ObjectionBody = {
    status: 'open',
    notice: notice.id,
    risk: risk.id,
    unit: place.unit,
    by: actor.id,
    ...(anonymous ? { anonymous } : {}),
    at: now,
    holders: answering.holders,
    due,
  };
  return {
    events: [
      {
        type: 'objection.raised',
        about: `objection:${id}`,
        // What later capabilities and the ledger's readers are told of an anonymous one has no person in it.
        by: anonymous ? 'system' : actor.id,
        at: now,
        data: { notice: notice.id, due },
      },
    ],
    put: [
      { kind: 'objection', id, rev: 0, body, sealed: { text: said } },
      { kind: 'notice', id: notice.id, rev: notice.rev, body: withItem(notice.body, risk.id, 'objected') },
    ],
    messages: answering.holders.map((person) => ({
      to: { person },
      card: 'publicity.answer',
      about: `objection:${id}`,
      when: 'working',
    })),
    notices: officeLines(acting, id, answering),
    touches: [`risk:${risk.id}`],
  };
}

type ObjectionForm = {
  readonly id: string;
  readonly form: { readonly item: string; readonly text: string; readonly as: string };
};
/** The private form. Faults are told by a toast, so that nothing typed is lost. */
export const submitCommand: Command<ObjectionForm> = {
  input: z.object({ id: z.string(), form: z.object({ item: field, text: field, as: field }) }),
  action: 'publicity.object',
  run: async (acting, { id, form }) => {
    const notice = (await noticeFor(acting, id))?.notice;
    const why = closedWhy(acting, notice);
    if (!notice || why) return refused(why ?? 'noticeGone');
    if (!form.item) return invalid(words.noItem);
    const said = cleanText(form.text);
    if (said.length < MIN_TEXT) return invalid(words.noText);
    if (said.length > MAX_OBJECTION) return invalid(words.tooLong);
    const item = notice.body.items.find((i) => i.risk === form.item && isLive(i));
    const risk = item && (await readRisk(acting, item.risk));
    if (risk?.body.status !== 'approved') return refused('itemGone');
    const { items } = await acting.read.list<ObjectionBody, ObjectionTexts>('objection', {
      index: 'open',
      prefix: `${risk.id}|`,
      limit: MAX_OPEN,
    });
    const own = items.find((o) => o.body.by === acting.actor.id);
    // A second tap, or the first one delivered again: the receipt stands instead of the form.
    if (own)
      return {
        ...refused('alreadyObjected'),
        card: objectorCard(await objectionView(acting, own, acting.actor)),
      } as Outcome;
    if (items.length >= MAX_OPEN) return refused('tooMany');
    const objection = acting.newId('O');
    return {
      kind: 'done',
      change: raised(acting, objection, { notice, risk, said, anonymous: form.as === 'anonymous' }),
      answer: (after) => receipt(after, risk.id),
    };
  },
};

/** The form's card turns into the receipt; found again by risk and person, since a repeated cause has no new id. */
async function receipt(after: Acting, risk: string) {
  const key = `${risk}|${after.actor.id}`;
  const { items } = await after.read.list<ObjectionBody, { text: string }>('objection', {
    index: 'open',
    from: key,
    to: key,
    limit: 1,
  });
  const view = items[0] && (await objectionView(after, items[0], after.actor));
  return {
    toast: { type: 'success' as const, text: words.thanks },
    ...(view
      ? { card: objectorCard(view), shows: { card: 'publicity.reply', about: `objection:${view.id}` } }
      : {}),
  };
}
