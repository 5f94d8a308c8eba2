import { z } from 'zod';
import { noticeListCard, openNoticesCard } from '../../../cards/publicity/list.ts';
import { noticeCard } from '../../../cards/publicity/notice.ts';
import { answerCard, objectorCard } from '../../../cards/publicity/objection.ts';
import { objectionFormCard } from '../../../cards/publicity/objection-form.ts';
import { publicityRefusals, publicityWords as words } from '../../../cards/publicity/text.ts';
import type {
  Acting,
  Capability,
  CardRenderer,
  ChatWord,
  Command,
  LineRenderer,
  Outcome,
  World,
} from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { Json } from '../../store/store.ts';
import { mayReadNotice } from './access.ts';
import { amendCommand, amendFormCommand, answerCommand, backCommand } from './answer.ts';
import { onApproved, onLeft } from './join.ts';
import {
  type NoticeBody,
  noticeKind,
  type ObjectionBody,
  type ObjectionTexts,
  objectionKind,
  presetKind,
} from './model.ts';
import { allCommand, objectCommand, pageCommand, submitCommand } from './object.ts';
import { objectionSchedule } from './overdue.ts';
import { recordCommands } from './record.ts';
import { releaseCommands } from './release.ts';
import { publicitySchedules } from './schedule.ts';
import { noticeView, objectionView } from './view.ts';

export { groupsOf, type NoticeBody, type NoticeDoc, type ObjectionBody } from './model.ts';
export { mayRead as mayReadRecord, recordOf } from './record.ts';

type Params = Readonly<Record<string, Json>>;
const viewOf = async (world: World, id: string) => {
  const notice = await world.read.get<NoticeBody>({ kind: 'notice', id });
  return notice && noticeView(world, notice);
};
/** For a private message: whoever it goes to must be in the notice's scope when it is drawn. */
const viewFor = async (world: World, id: string, { from }: Params, viewer: Person | undefined) => {
  const notice = await world.read.get<NoticeBody>({ kind: 'notice', id });
  return notice && viewer && mayReadNotice(viewer, notice, world, from)
    ? noticeView(world, notice)
    : undefined;
};
const objectionOf = (world: World, id: string) =>
  world.read.get<ObjectionBody, ObjectionTexts>({ kind: 'objection', id });

const cards: Readonly<Record<string, CardRenderer>> = {
  'publicity.notice': async (world, id) => {
    const view = await viewOf(world, id);
    return view && noticeCard(view);
  },
  'publicity.list': async (world, id, params, viewer) => {
    const view = await viewFor(world, id, params, viewer);
    return view && noticeListCard(view, Number(params.page ?? 0));
  },
  'publicity.objectionForm': async (world, id, params, viewer) => {
    const view = await viewFor(world, id, params, viewer);
    return view && objectionFormCard({ ...view, notice: id, channel: world.settings.reportChannel });
  },
  'publicity.answer': async (world, id, _params, viewer) => {
    const doc = await objectionOf(world, id);
    return doc && answerCard(await objectionView(world, doc, viewer));
  },
  'publicity.reply': async (world, id, _params, viewer) => {
    const doc = await objectionOf(world, id);
    return doc && doc.body.by === viewer?.id
      ? objectorCard(await objectionView(world, doc, viewer))
      : undefined;
  },
};

const lines: Readonly<Record<string, LineRenderer>> = {
  'publicity.unbound': async (world, id) => {
    const notice = await world.read.get<NoticeBody>({ kind: 'notice', id });
    if (notice?.body.status !== 'waiting' || notice.body.held) return undefined;
    return words.unbound(world.org.units.get(notice.body.unit)?.name ?? '', notice.body.items.length);
  },
  'publicity.held': async (world, id) => {
    const notice = await world.read.get<NoticeBody>({ kind: 'notice', id });
    if (!notice?.body.held) return undefined;
    return words.held(world.org.units.get(notice.body.unit)?.name ?? '', notice.body.items.length);
  },
  'publicity.wentUp': async (world, id) => {
    const doc = await objectionOf(world, id);
    return doc?.body.status === 'open'
      ? words.wentUp(world.org.units.get(doc.body.unit)?.name ?? '')
      : undefined;
  },
  'publicity.overdue': async (world, id) => {
    const doc = await objectionOf(world, id);
    return doc?.body.status === 'open'
      ? words.overdue(world.org.units.get(doc.body.unit)?.name ?? '', doc.body.due)
      : undefined;
  },
  'publicity.stuck': async (world, id) => {
    const doc = await objectionOf(world, id);
    return doc?.body.status === 'open'
      ? words.stuck(world.org.units.get(doc.body.unit)?.name ?? '')
      : undefined;
  },
};

/** What is on display in the own unit, as far as its scope names this person. */
async function openNotices(acting: Acting, page: number): Promise<Outcome> {
  const { actor, org, read } = acting;
  const unit = actor.unit ?? '-';
  const hanging = await allOf<NoticeBody>(read, 'notice', { index: 'open', from: unit, to: unit });
  const open = hanging
    .filter((n) => mayReadNotice(actor, n, acting))
    .map(({ id, rev, body }) => ({
      ...{ id, rev, opensOn: body.opensOn ?? '', closesOn: body.closesOn ?? '' },
      count: body.items.length,
    }));
  const name = org.units.get(unit)?.name ?? '';
  const records = may(actor, 'publicity.record', org, { place: { level: 'unit', unit } });
  const office = may(actor, 'admin.office', org);
  return { kind: 'show', answer: { card: openNoticesCard(name, open, { records, office }, page) } };
}
const openCommand: Command<{ value: { page: number } }> = {
  input: z.object({ value: z.object({ page: z.coerce.number().int().min(0).max(1000).catch(0) }) }),
  action: 'self.use',
  run: (acting, { value }) => openNotices(acting, value.page),
};
const publicityWord: ChatWord = {
  words: ['公示', 'publicity', 'notice'],
  menuKey: 'publicity',
  action: 'self.use',
  run: (acting) => openNotices(acting, 0),
};

/** 公示: approved risks stand in the unit's group by post, objections are answered, what nobody objects to takes effect. */
export const publicity: Capability = {
  name: 'publicity',
  kinds: [noticeKind, objectionKind, presetKind],
  commands: {
    'publicity.open': openCommand,
    'publicity.object': objectCommand,
    'publicity.all': allCommand,
    'publicity.page': pageCommand,
    'publicity.submit': submitCommand,
    'publicity.answer': answerCommand,
    'publicity.amendForm': amendFormCommand,
    'publicity.backToAnswer': backCommand,
    'publicity.amend': amendCommand,
    ...recordCommands,
    ...releaseCommands,
  },
  words: [publicityWord],
  cards,
  reads: {
    'publicity.answer': async ({ read }, id, viewer) =>
      (await read.get<ObjectionBody>({ kind: 'objection', id }))?.body.by !== viewer.id,
  },
  lines,
  schedules: [...publicitySchedules, objectionSchedule],
  on: {
    'risk.approved': onApproved,
    'risk.withdrawn': onLeft,
    'risk.diverted': onLeft,
    'risk.reopened': onLeft,
    'risk.retired': onLeft,
  },
  refusals: publicityRefusals,
};
