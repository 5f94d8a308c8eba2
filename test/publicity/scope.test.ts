import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { NoticeBody } from '../../src/capabilities/publicity/index.ts';
import { closedFor } from '../../src/capabilities/publicity/record.ts';
import { chatsOf, scopedFor, scopesFor } from '../../src/capabilities/publicity/scope.ts';
import type { ChatBinding } from '../../src/kernel/people.ts';
import { PUBLICITY_SCOPES } from '../../src/kernel/settings.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { worldOf } from '../../src/runtime/bot.ts';
import type { Reader } from '../../src/store/store.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau, smallOrganization } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';
import { approve, approvedBody, BUYER_POST } from './approved.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
const chats: readonly ChatBinding[] = [
  ...smallBureau.chats,
  { chat: 'oc_u0', purpose: 'unit', unit: 'U0', name: '局机关群' },
  { chat: 'oc_d2', purpose: 'division', unit: 'U1', division: 'D2', name: '实施科群' },
  { chat: 'oc_other', purpose: 'other', name: '公开栏' },
];
let bot: TestBot | undefined;
afterEach(() => bot?.close());
async function begin(): Promise<TestBot> {
  bot = await testBot({ data: { ...smallBureau, chats } });
  await bot.goTo(at('2026-11-23', '09:00'));
  return bot;
}
const shownIn = (b: TestBot, chat: string) =>
  b
    .to(chat)
    .map((m) => wordsOn(m.card))
    .join('\n');
async function pendingCard(b: TestBot): Promise<Shown> {
  const list = (await b.says('ou_admin', '公示')) as Shown;
  await b.clicks('ou_admin', list, 'publicity.pending');
  const { items } = await b.store.list('notice', { limit: 1 });
  await b.clicks('ou_admin', list, 'publicity.pendingOpen', { option: items[0]?.id ?? '' });
  return list;
}

describe('the scope of a notice', () => {
  it('is never wider than the grade allows, whatever was set', async () => {
    const { settings } = (await begin()).app.bot;
    const rank = (s: (typeof PUBLICITY_SCOPES)[number]) => PUBLICITY_SCOPES.indexOf(s);
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3), fc.constantFrom(...PUBLICITY_SCOPES), (grade, wanted) => {
        const risk = approvedBody('2026-11-23T01:00:00.000Z', { grade: grade as 1 | 2 | 3 });
        const { scope } = scopedFor(risk, { scope: wanted }, settings);
        expect(rank(scope)).toBeLessThanOrEqual(rank(settings.publicity.widest[grade as 1 | 2 | 3]));
      }),
    );
    expect(scopesFor([3, 1], settings)).toEqual(['division', 'unit']);
  });

  it('a division without a group is shown in its unit’s', () => {
    const org = smallOrganization({ chats });
    const notice = { status: 'gathering', unit: 'U1', items: [], sendAt: '' } as const;
    const of = (more: Partial<NoticeBody>) => chatsOf({ ...notice, ...more }, org).map((c) => c.chat);
    expect(of({})).toEqual(['oc_u1']);
    expect(of({ scope: 'division', division: 'D2' })).toEqual(['oc_d2']);
    expect(of({ scope: 'division', division: 'D3' })).toEqual(['oc_u1']);
    expect(of({ scope: 'bureau' })).toEqual(['oc_u0', 'oc_u1']);
    expect(of({ scope: 'chosen', chosen: ['oc_other', 'oc_gone'] })).toEqual(['oc_other']);
  });

  it('preset by the office admin, sends each risk point where its grade may be seen: one notice a scope', async () => {
    const b = await begin();
    const list = (await b.says('ou_admin', '公示')) as Shown;
    await b.clicks('ou_admin', list, 'publicity.presets');
    await b.clicks('ou_admin', list, 'publicity.preset', { option: 'U1' });
    await b.clicks('ou_admin', list, 'publicity.presetSet', { option: 'bureau' });
    expect(wordsOn(list.card)).toContain('公示范围：全局');
    await approve(b, ['重'], { grade: 1 });
    await approve(b, ['轻', '也轻'], { grade: 3 });
    await b.goTo(at('2026-11-23', '09:11'));
    expect(b.to('oc_u1')).toHaveLength(2);
    expect(shownIn(b, 'oc_u1')).toContain('风险点：重');
    expect(shownIn(b, 'oc_u0')).toContain('风险点：也轻');
    expect(shownIn(b, 'oc_u0')).not.toContain('风险点：重');
  });

  it('chosen before it goes out: the division alone, or picked groups; not what a grade forbids', async () => {
    const b = await begin();
    await approve(b, ['甲'], { grade: 3, place: BUYER_POST });
    const card = await pendingCard(b);
    await b.clicks('ou_admin', card, 'publicity.scope', { option: 'chosen' });
    const none = await b.clicks('ou_admin', card, 'publicity.groups', { form: { groups: [] } });
    expect(none.toast?.type).toBe('error');
    expect(none.card).toBeUndefined();
    await b.clicks('ou_admin', card, 'publicity.groups', { form: { groups: ['oc_other', 'oc_made_up'] } });
    await approve(b, ['乙'], { grade: 1, place: BUYER_POST });
    await b.goTo(at('2026-11-23', '09:11'));
    expect(shownIn(b, 'oc_other')).toContain('风险点：甲');
    expect(shownIn(b, 'oc_other')).not.toContain('风险点：乙');
    expect(shownIn(b, 'oc_u1')).toContain('风险点：乙');
    const late = await b.clicks('ou_admin', card, 'publicity.groups', { form: { groups: ['oc_u0'] } });
    expect(late.toast?.text['zh-CN']).toContain('已经发布');
  });

  it('is the office admin’s to choose', async () => {
    const b = await begin();
    await approve(b, ['甲'], { grade: 1 });
    const card = await pendingCard(b);
    const wide = await b.clicks('ou_admin', card, 'publicity.scope', { option: 'bureau' });
    expect(wide.toast?.text['zh-CN']).toContain('超出');
    expect((await b.clicks('ou_clerk', card, 'publicity.scope', { option: 'division' })).toast?.type).toBe(
      'warning',
    );
    await b.clicks('ou_admin', card, 'publicity.scope', { option: 'division' });
    await b.goTo(at('2026-11-23', '09:11'));
    expect(shownIn(b, 'oc_d2')).toContain('风险点：甲');
    expect(b.to('oc_u1')).toHaveLength(0);
  });
});

describe('release by the office', () => {
  it('holds a gathered notice until it is released', async () => {
    const b = await begin();
    Object.assign(b.app.bot.settings, { publicity: { ...b.app.bot.settings.publicity, release: 'office' } });
    await approve(b, ['甲']);
    await b.goTo(at('2026-11-23', '09:11'));
    await b.goTo(at('2026-11-24', '09:45'));
    expect(b.to('oc_u1')).toHaveLength(0);
    expect(shownIn(b, 'ou_admin')).toContain('等待您确认范围并发布');
    const card = await pendingCard(b);
    await b.clicks('ou_admin', card, '发布');
    await b.goTo(at('2026-11-24', '09:47'));
    expect(shownIn(b, 'oc_u1')).toContain('2026-11-24 至 2026-12-01');
  });
});

describe('notices that wait', () => {
  const waiting = (b: TestBot, docs: readonly (readonly [string, Partial<NoticeBody>])[]) =>
    b.store.commit({
      ...{ requestId: 'wait', fingerprint: 'w', at: b.now(), actor: 'system', reason: 'seed' },
      put: docs.map(([id, more]) => ({
        ...{ kind: 'notice', id, rev: 0 },
        body: { status: 'waiting', unit: 'U0', items: [], sendAt: b.now(), ...more } satisfies NoticeBody,
      })),
    });

  it('for the office do not keep those with a group from going out', async () => {
    const b = await begin();
    await approve(b, ['甲']);
    const { items } = await b.store.list<NoticeBody>('notice', { limit: 1 });
    const [own] = items;
    if (!own) throw new Error('no notice');
    const held = Array.from({ length: 120 }, (_, i) => [`A-${i}`, { held: true }] as const);
    await waiting(b, [...held, ['N-own', { ...own.body, status: 'waiting' }]]);
    await b.store.commit({
      ...{ requestId: 'gone', fingerprint: 'g', at: b.now(), actor: 'system', reason: 'seed' },
      remove: [{ kind: 'notice', id: own.id, rev: own.rev }],
    });
    await b.goTo(at('2026-11-23', '09:11'));
    expect(shownIn(b, 'oc_u1')).toContain('风险点：甲');
  });

  it('and were released, take nothing along that the office has not seen', async () => {
    const b = await begin();
    Object.assign(b.app.bot.settings, { publicity: { ...b.app.bot.settings.publicity, release: 'office' } });
    await approve(b, ['甲']);
    const [first] = (await b.store.list<NoticeBody>('notice', { limit: 1 })).items;
    await waiting(b, []);
    if (!first) throw new Error('no notice');
    await b.store.commit({
      ...{ requestId: 'free', fingerprint: 'f', at: b.now(), actor: 'system', reason: 'seed' },
      put: [{ kind: 'notice', id: first.id, rev: first.rev, body: { ...first.body, status: 'waiting' } }],
    });
    await approve(b, ['乙']);
    const { items } = await b.store.list<NoticeBody>('notice', { limit: 9 });
    expect(items.map((n) => n.body.items.map((i) => i.risk)).sort()).toEqual([['R-乙'], ['R-甲']]);
  });
});

describe('the list of records', () => {
  it('shows a leader the own ones, however many of other units closed since, and reads no more than it needs', async () => {
    const b = await begin();
    const closed = (id: string, unit: string, closedAt: string) => ({
      ...{ kind: 'notice', id, rev: 0 },
      body: {
        ...{ status: 'closed', unit, items: [], sendAt: closedAt, closedAt },
        ...{ opensOn: '2026-01-05', closesOn: '2026-01-12' },
      } satisfies NoticeBody,
    });
    const old = Array.from({ length: 60 }, (_, i) =>
      closed(`O-${i}`, 'U0', `2022-03-${String((i % 28) + 1).padStart(2, '0')}T10:00:00.000Z`),
    );
    const others = Array.from({ length: 250 }, (_, i) =>
      closed(`A-${i}`, 'U0', `2026-11-${String((i % 20) + 1).padStart(2, '0')}T10:00:00.000Z`),
    );
    await b.store.commit({
      ...{ requestId: 'old', fingerprint: 'o', at: b.now(), actor: 'system', reason: 'seed' },
      put: [...old, ...others, closed('N-own', 'U1', '2026-10-01T10:00:00.000Z')],
    });
    const world = await worldOf(b.app.bot);
    const leader = world.org.people.get('ou_unithead');
    if (!leader) throw new Error('no leader');
    let read = 0;
    const list: Reader['list'] = async (kind, query) => {
      const page = await world.read.list<never, never>(kind, query);
      read += page.items.length;
      return page;
    };
    const found = await closedFor({ ...world, read: { ...world.read, list } }, leader);
    expect(found.map((n) => n.id)).toEqual(['N-own']);
    expect(read).toBeLessThanOrEqual(251);
  });
});

describe('the record of a notice', () => {
  it('proves where, when, how many, what came of it, by which ledger lines, and comes as a file', async () => {
    const b = await begin();
    await approve(b, ['甲', '乙']);
    await b.goTo(at('2026-11-23', '09:11'));
    const group = b.to('oc_u1').at(-1) as Shown;
    await b.clicks('ou_clerk', group, '提出异议');
    await b.clicks('ou_clerk', b.to('ou_clerk').at(-1) as Shown, '提交异议', {
      form: { item: 'R-甲', text: '该环节已由两人复核' },
    });
    await b.clicks('ou_officer', b.to('ou_officer').at(-1) as Shown, '不采纳', {
      form: { reply: '已核对复核记录' },
    });
    await b.goTo(at('2026-11-30', '18:00'));
    await b.goTo(at('2026-11-30', '18:01'));
    expect(wordsOn(group.card)).toContain('异议：1 件：不采纳 1');
    const card = (await b.says('ou_admin', '公示')) as Shown;
    await b.clicks('ou_admin', card, 'publicity.records');
    const { items } = await b.store.list('notice', { limit: 1 });
    const id = items[0]?.id ?? '';
    await b.clicks('ou_admin', card, 'publicity.record', { option: id });
    const words = wordsOn(card.card);
    for (const part of [
      '2026-11-23 至 2026-11-30（5 个工作日',
      '公示群：采购中心群',
      '2 项',
      '已生效 2 项',
      '1 件：不采纳 1',
    ])
      expect(words).toContain(part);
    const marks = [...words.matchAll(/第 (\d+) 条，[^，]+，([0-9a-f]{64})/g)];
    expect(marks).toHaveLength(2);
    expect(Number(marks[0]?.[1])).toBeLessThan(Number(marks[1]?.[1]));
    expect(words).not.toContain('clerk');
    const stranger = await b.clicks('ou_clerk', card, 'publicity.records');
    expect(wordsOn(stranger.card)).toContain('还没有您可以查看');
  });
});
