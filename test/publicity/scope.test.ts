import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { NoticeBody } from '../../src/capabilities/publicity/index.ts';
import { chatsOf, scopedFor, scopesFor } from '../../src/capabilities/publicity/scope.ts';
import type { ChatBinding } from '../../src/kernel/people.ts';
import { PUBLICITY_SCOPES } from '../../src/kernel/settings.ts';
import { instantOf } from '../../src/kernel/time.ts';
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
