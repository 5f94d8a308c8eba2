import type { Change, Notice, Schedule, Slot, World } from '../../kernel/capability.ts';
import { docsOf } from '../../kernel/pages.ts';
import { localDate } from '../../kernel/time.ts';
import { nextWorkingTime } from '../../kernel/workdays.ts';
import { markEffective, markPublished, type RiskDoc } from '../risks/index.ts';
import { asPart, joinChanges } from './change.ts';
import { groupsOf, isLive, type NoticeBody, type NoticeDoc, type NoticeItem } from './model.ts';
import { closingTime, overUpTo, period } from './period.ts';
import { chatsOf } from './scope.ts';
import { readRisk } from './view.ts';

/** Notices handled in one tick; the rest follow with the next one, a minute later. */
const PER_TICK = 100;
const readNotice = (world: World, id: string): Promise<NoticeDoc | undefined> =>
  world.read.get<NoticeBody>({ kind: 'notice', id });

/** One digest line for each office admin. */
const toOffice = (world: World, line: string, notice: NoticeDoc): readonly Notice[] =>
  world.org.granted('office_admin').map((p) => ({ to: p.id, line, about: `notice:${notice.id}` }));

/** The notice with items whose risk is no longer approved taken out, and the risks that stay. */
async function stillApproved(
  world: World,
  notice: NoticeDoc,
): Promise<{ items: readonly NoticeItem[]; risks: readonly RiskDoc[] }> {
  const risks: RiskDoc[] = [];
  const items: NoticeItem[] = [];
  for (const item of notice.body.items) {
    const risk = isLive(item) ? await readRisk(world, item.risk) : undefined;
    const stays = risk?.body.status === 'approved';
    if (risk && stays) risks.push(risk);
    items.push(!isLive(item) || stays ? item : { ...item, state: 'withdrawn' });
  }
  return { items, risks };
}

/** Sends a gathered notice to its group and starts its period; without a group it waits and the office is told. */
export async function openNotice(world: World, id: string): Promise<Change | undefined> {
  const notice = await readNotice(world, id);
  if (!notice || (notice.body.status !== 'gathering' && notice.body.status !== 'waiting')) return undefined;
  const { items, risks } = await stillApproved(world, notice);
  const put = (body: NoticeBody) => ({ put: [{ kind: 'notice', id, rev: notice.rev, body }] });
  const event = (type: string) => ({
    events: [{ type, about: `notice:${id}`, by: 'system' as const, at: world.now }],
  });
  if (risks.length === 0)
    return joinChanges(
      put({ ...notice.body, items, status: 'closed', closedAt: world.now }),
      event('notice.closed'),
    );
  const { held, ...released } = notice.body;
  if (held) return undefined;
  const groups = chatsOf(notice.body, world.org).map(({ chat, name }) => ({ chat, name }));
  if (groups.length === 0) {
    if (notice.body.status === 'waiting') return undefined;
    return joinChanges(put({ ...notice.body, items, status: 'waiting' }), event('notice.waiting'), {
      notices: toOffice(world, 'publicity.unbound', notice),
    });
  }
  // The tick may come late, at night after an outage: the period counts from the day the group really gets it.
  const sentAt = nextWorkingTime(world.now, world.calendar, {
    ...world.settings.quiet,
    zone: world.settings.zone,
  });
  const opened = period(sentAt, world.settings, world.calendar);
  return joinChanges(
    put({
      ...released,
      ...opened,
      items,
      status: 'open',
      sendAt: sentAt,
      groups,
    }),
    {
      events: [
        { type: 'notice.opened', about: `notice:${id}`, by: 'system', at: world.now, data: { groups } },
      ],
      messages: groups.map(({ chat }) => ({
        to: { chat },
        card: 'publicity.notice',
        about: `notice:${id}`,
        when: sentAt,
      })),
    },
    ...risks.map((risk) => asPart(markPublished(world, risk, id))),
  );
}

/** Ends a notice whose period is over: what nobody objects to takes effect, the rest waits for its answer. */
export async function closeNotice(world: World, id: string): Promise<Change | undefined> {
  const notice = await readNotice(world, id);
  const { body } = notice ?? {};
  if (!notice || body?.status !== 'open' || body.closesOn === undefined) return undefined;
  if (body.closesOn > overUpTo(world.now, world.settings)) return undefined;
  const { items, risks } = await stillApproved(world, notice);
  const effective = risks.filter((r) => items.some((i) => i.risk === r.id && i.state === 'open'));
  const settled = items.map(
    (i): NoticeItem => (effective.some((r) => r.id === i.risk) ? { ...i, state: 'cleared' } : i),
  );
  const counts = {
    effective: effective.length,
    objected: settled.filter((i) => i.state === 'objected').length,
  };
  return joinChanges(
    {
      put: [
        {
          kind: 'notice',
          id,
          rev: notice.rev,
          body: { ...body, items: settled, status: 'closed', closedAt: world.now },
        },
      ],
      events: [
        {
          type: 'notice.closed',
          about: `notice:${id}`,
          by: 'system',
          at: world.now,
          // The proof: when and where it hung, and how it ended.
          data: {
            opensOn: body.opensOn,
            closesOn: body.closesOn,
            groups: groupsOf(body),
            items: body.items.length,
            ...counts,
          },
        },
      ],
    },
    ...effective.map((risk) => asPart(markEffective(world, risk))),
  );
}

const openSchedule: Schedule = {
  name: 'publicity.open',
  due: async (world, _since, until) => {
    const { items } = await world.read.list<NoticeBody>('notice', {
      index: 'sendAt',
      to: until,
      limit: PER_TICK,
    });
    return items.map((n): Slot => ({ key: n.id, at: n.body.sendAt }));
  },
  run: (world, slot) =>
    world.settings.publicity.release === 'office' ? holdNotice(world, slot.key) : openNotice(world, slot.key),
};

/** The office admin looks at it first: it waits, and a line in the digest says so. */
async function holdNotice(world: World, id: string): Promise<Change | undefined> {
  const notice = await readNotice(world, id);
  if (notice?.body.status !== 'gathering') return undefined;
  return {
    events: [{ type: 'notice.held', about: `notice:${id}`, by: 'system', at: world.now }],
    put: [{ kind: 'notice', id, rev: notice.rev, body: { ...notice.body, status: 'waiting', held: true } }],
    notices: toOffice(world, 'publicity.held', notice),
  };
}

/** Notices without a group, once their unit has one. */
const boundSchedule: Schedule = {
  name: 'publicity.bound',
  due: async (world, _since, until) => {
    const slots: Slot[] = [];
    // All of them: what waits for its group or for the office may wait for long, and must not stand before the rest.
    for await (const { id, body } of docsOf<NoticeBody>(world.read, 'notice', { index: 'waiting' })) {
      const chat = body.held ? undefined : chatsOf(body, world.org)[0]?.chat;
      if (chat !== undefined) slots.push({ key: `${id}:${chat}`, at: until });
    }
    return slots;
  },
  run: (world, slot) => openNotice(world, slot.key.split(':')[0] ?? ''),
};

const closeSchedule: Schedule = {
  name: 'publicity.close',
  due: async (world, _since, until) => {
    const to = overUpTo(until, world.settings);
    const { items } = await world.read.list<NoticeBody>('notice', { index: 'closesOn', to, limit: PER_TICK });
    return items.map(
      (n): Slot => ({
        key: n.id,
        at: closingTime(n.body.closesOn ?? localDate(until, world.settings.zone), world.settings),
      }),
    );
  },
  run: (world, slot) => closeNotice(world, slot.key),
};

export const publicitySchedules: readonly Schedule[] = [openSchedule, boundSchedule, closeSchedule];
