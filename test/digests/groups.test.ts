import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import type { ChatBinding, ChatCeiling } from '../../src/kernel/people.ts';
import { ceilingOf, ceilingsFor } from '../../src/kernel/policy.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { worldOf } from '../../src/runtime/bot.ts';
import { effect, PAYER_POST } from '../catalogue/effective.ts';
import { clickOn } from '../security/register.ts';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
const chats: readonly ChatBinding[] = [
  ...smallBureau.chats,
  { chat: 'oc_u0', purpose: 'unit', unit: 'U0', name: '局机关群' },
  { chat: 'oc_d2', purpose: 'division', unit: 'U1', division: 'D2', name: '实施科群' },
  { chat: 'oc_lead', purpose: 'leading_group', name: '领导小组' },
  { chat: 'oc_disc', purpose: 'discipline', name: '纪检' },
  { chat: 'oc_other', purpose: 'other', name: '公开栏' },
];
let bot: TestBot;
afterEach(() => bot?.close());
async function begin(more: readonly ChatBinding[] = chats): Promise<void> {
  bot = await testBot({ data: { ...smallBureau, chats: more }, start: at('2026-11-20', '10:00') });
  await bot.goTo(at('2026-11-20', '10:00'));
  await effect(bot, [
    { id: 'R-1', grade: 1 },
    { id: 'R-2', grade: 3 },
    { id: 'R-3', grade: 2, place: PAYER_POST },
  ]);
}
const summaries = (chat: string) => bot.to(chat).filter((m) => wordsOn(m.card).includes('汇总'));
const hasTable = (card: Card | undefined) => card?.json.body.elements.some((e) => e.tag === 'table');

describe('the ceiling of a group', () => {
  const defaults = {
    unit: 'own',
    division: 'none',
    leading_group: 'units',
    discipline: 'none',
    other: 'none',
  } as const;
  const of = (binding: Partial<ChatBinding>) =>
    ceilingOf({ chat: 'c', name: 'n', purpose: 'unit', ...binding }, defaults);
  it('is nothing for a group that is not bound, and never more than its purpose allows', () => {
    expect(ceilingOf(undefined, defaults)).toBe('none');
    for (const ceiling of ['bureau', 'units'] as const) expect(of({ ceiling })).toBe('none');
    expect(of({ purpose: 'other', ceiling: 'own' })).toBe('none');
    expect(of({ purpose: 'discipline' })).toBe('none');
    expect(of({ purpose: 'discipline', ceiling: 'bureau' })).toBe('bureau');
    expect(ceilingsFor('unit')).toEqual(['none', 'own']);
    expect(ceilingsFor('leading_group')).toEqual(['none', 'bureau', 'units']);
  });

  it('decides what is posted: a unit its own, the leading group all units, the others nothing', async () => {
    await begin();
    await bot.goTo(at('2026-11-23', '09:06'));
    await bot.goTo(at('2026-12-01', '09:11'));
    expect(wordsOn(summaries('oc_u1')[0]?.card)).not.toContain('局机关');
    expect(hasTable(summaries('oc_u1')[0]?.card)).toBe(false);
    expect(hasTable(summaries('oc_lead')[0]?.card)).toBe(true);
    for (const chat of ['oc_d2', 'oc_disc', 'oc_other']) expect(summaries(chat)).toHaveLength(0);
    for (const chat of ['oc_d2', 'oc_disc', 'oc_other'])
      expect(wordsOn((await bot.says('ou_chief', '汇总', chat))?.card)).toContain('未开放汇总数量');
  });

  it('is set on the binding card by the office admin alone, within the purpose', async () => {
    await begin();
    await bot.says('ou_admin', '绑定', 'oc_disc');
    const card = bot.to('ou_admin').at(-1) as Shown;
    const set = (who: string, option: ChatCeiling) =>
      bot.clicks(who, card, 'organization.ceiling', { option });
    expect((await set('ou_clerk', 'units')).toast?.type).toBe('warning');
    expect((await set('ou_admin', 'own')).toast?.text['zh-CN']).toContain('不能显示这么多');
    expect((await set('ou_admin', 'bureau')).toast?.type).toBe('success');
    expect(wordsOn(card.card)).toContain('全局数量，不分单位');
    const shown = await bot.says('ou_clerk', '汇总', 'oc_disc');
    expect(wordsOn(shown?.card)).toContain('共 3 条');
    expect(hasTable(shown?.card)).toBe(false);
  });

  it('lowered later, lowers what is drawn again', async () => {
    await begin();
    await bot.goTo(at('2026-11-23', '09:06'));
    const draw = bot.app.bot.registry.cards.get('digests.summary');
    const world = () => worldOf(bot.app.bot);
    expect(await draw?.(await world(), 'W2026-11-23:oc_lead', {}, undefined)).toBeDefined();
    await bot.says('ou_admin', '绑定', 'oc_lead');
    await bot.clicks('ou_admin', bot.to('ou_admin').at(-1) as Shown, 'organization.ceiling', {
      option: 'none',
    });
    expect(await draw?.(await world(), 'W2026-11-23:oc_lead', {}, undefined)).toBeUndefined();
  });
});

describe('a number in a group', () => {
  it('is answered in private with what the one who tapped may see', async () => {
    await begin();
    const group = (await bot.says('ou_buyer', '汇总', 'oc_u1')) as Shown;
    for (const [who, all] of [
      ['ou_unithead', true],
      ['ou_clerk', false],
    ] as const) {
      for (const { value } of pressables(group.card as Card)) {
        const reply = await bot.clicks(who, group, 'digests.send', { match: (v) => v.what === value.what });
        expect(reply.card).toBeUndefined();
        expect(reply.toast?.text['zh-CN']).toContain('私信');
      }
      const lists = bot.to(who).map((m) => wordsOn(m.card));
      const first = lists.find((l) => l.startsWith('一级（高）')) ?? '';
      expect(first.includes('共 1 条')).toBe(all);
      if (!all) expect(first).toContain('没有您可以查看的条目');
    }
    expect(bot.to('oc_u1')).toHaveLength(1);
  });

  it('tells the whole number of the days the group was told, and of no other', async () => {
    await begin();
    await bot.goTo(at('2026-12-01', '09:11'));
    await effect(bot, [{ id: 'R-9', grade: 1 }]);
    await bot.goTo(at('2027-01-04', '09:11'));
    const posted = summaries('oc_u1').at(-1) as Shown;
    await bot.clicks('ou_buyer', posted, 'digests.send', { match: (v) => v.what === 'inForce' });
    const list = bot.to('ou_buyer').at(-1) as Shown;
    expect(wordsOn(list.card)).toContain('共 1 条');
    const forged = (who: string, unit: string, value: Record<string, unknown>) =>
      clickOn(bot, who, 'digests.list', unit, { value: { page: 0, ...value } });
    const told = async (...asked: Parameters<typeof forged>) => wordsOn((await forged(...asked)).card);
    const days = { from: '2026-12-01', to: '2027-01-04' };
    expect(await told('ou_buyer', 'U1', { what: 'inForce', ...days })).toContain('共 1 条');
    for (const other of [
      { from: '2026-11-01', to: '2027-01-04' },
      { from: '2026-12-01', to: '2026-12-02' },
      {},
    ])
      expect(await told('ou_buyer', 'U1', { what: 'inForce', ...other })).not.toContain('共');
    expect(
      await told('ou_unithead', 'U1', { what: 'inForce', from: '2026-11-01', to: '2027-01-04' }),
    ).toContain('共 3 条');
    expect(await told('ou_buyer', 'U0', { what: 'inForce', ...days })).not.toContain('共');
    expect(await told('ou_buyer', '*', { what: 'overdue' })).not.toContain('共');
    // A state has no days: what was forged is not repeated as if it had been counted.
    expect(await told('ou_buyer', 'U1', { what: 'overdue', ...days })).not.toContain('2026-12-01');
  });

  it('of a unit without a group, or with a closed one, is told to nobody it was not shown to', async () => {
    await begin([{ chat: 'oc_u1', purpose: 'unit', unit: 'U1', name: '采购中心群', ceiling: 'none' }]);
    const { card } = await clickOn(bot, 'ou_buyer', 'digests.list', 'U1', {
      value: { what: 'grade3', page: 0 },
    });
    expect(wordsOn(card)).toContain('您可查看 1 条');
    expect(wordsOn(card)).not.toContain('共');
  });

  it('on a private card opens in place, page by page, and goes back', async () => {
    await begin();
    const titles = Array.from({ length: 12 }, (_, i) => `R-x${i}`);
    await effect(
      bot,
      titles.map((id) => ({ id, grade: 2 as const })),
    );
    const card = (await bot.says('ou_chief', '汇总')) as Shown;
    const open = (what: string) =>
      bot.clicks('ou_chief', card, 'digests.list', { match: (v) => v.what === what });
    await open('grade2');
    expect(wordsOn(card.card)).toContain('共 13 条');
    expect(wordsOn(card.card)).toContain('第 1 页，共 2 页');
    await bot.clicks('ou_chief', card, '下一页');
    expect(wordsOn(card.card)).toContain('11. ');
    await bot.clicks('ou_chief', card, '返回汇总');
    expect(wordsOn(card.card)).toContain('共 15 条风险点');
  });
});

describe('what changed', () => {
  it('comes first: approved grade 1, shown, in effect since the last summary', async () => {
    await begin();
    await bot.goTo(at('2026-11-23', '09:06'));
    await bot.goTo(at('2026-11-24', '10:00'));
    await effect(bot, [{ id: 'R-9', grade: 1 }]);
    await bot.goTo(at('2026-11-30', '09:06'));
    const words = wordsOn(summaries('oc_lead')[1]?.card);
    expect(words).toContain('2026-11-23 以来');
    expect(words).toContain('新审定一级（高） 1');
    expect(words).toContain('新生效 1');
    expect(words.indexOf('以来')).toBeLessThan(words.indexOf('共 4 条风险点'));
  });

  it('a week without any change is one line', async () => {
    await begin();
    await bot.goTo(at('2026-11-23', '09:06'));
    await bot.goTo(at('2026-11-30', '09:06'));
    await bot.goTo(at('2026-12-07', '09:06'));
    const words = wordsOn(summaries('oc_lead').at(-1)?.card);
    expect(words).toContain('2026-11-30 以来没有变化，共 3 条风险点。');
    expect(words).not.toContain('一级');
  });

  it('two groups of one week compare with the same week before', async () => {
    await begin(chats.map((c) => (c.chat === 'oc_disc' ? { ...c, ceiling: 'bureau' as const } : c)));
    await bot.goTo(at('2026-11-23', '09:06'));
    await effect(bot, [{ id: 'R-9', grade: 1 }]);
    await bot.goTo(at('2026-11-30', '09:06'));
    for (const chat of ['oc_lead', 'oc_disc'])
      expect(wordsOn(summaries(chat)[1]?.card)).toContain('（2026-11-23）：一级（高） +1');
  });
});

describe('the months', () => {
  it('are kept at their end and drawn as a line with words', async () => {
    await begin();
    for (const day of ['2026-11-30', '2026-12-01', '2026-12-31', '2027-01-04']) {
      await bot.goTo(at(day, '09:11'));
      if (day === '2026-12-31') await effect(bot, [{ id: 'R-9', grade: 3 }]);
    }
    const card = summaries('oc_u1').at(-1)?.card;
    const chart = card?.json.body.elements.find((e) => e.tag === 'chart');
    if (chart?.tag !== 'chart') throw new Error('no chart');
    expect(chart.chart_spec.type).toBe('line');
    const { values } = chart.chart_spec.data as { values: { month: string; grade: string; count: number }[] };
    expect(values.filter((v) => v.grade === '一级 High')).toEqual([
      { month: '2026-11', grade: '一级 High', count: 1 },
      { month: '2026-12', grade: '一级 High', count: 1 },
    ]);
  });

  it('bring the principal leader five numbers and at most three matters, once', async () => {
    await begin();
    for (const minute of ['09:10', '09:11', '10:00']) await bot.goTo(at('2026-12-01', minute));
    const cards = bot.to('ou_chief').filter((m) => wordsOn(m.card).includes('要情'));
    expect(cards).toHaveLength(1);
    const figures = pressables(cards[0]?.card as Card).filter((p) => p.value.do === 'digests.list');
    expect(figures).toHaveLength(5);
    expect(wordsOn(cards[0]?.card)).toContain('新审定一级（高） 1');
    expect(wordsOn(cards[0]?.card)).toContain('1. 一级（高）');
    expect(wordsOn(cards[0]?.card)).not.toContain('4. ');
    await bot.clicks('ou_chief', cards[0] as Shown, 'digests.list', { match: (v) => v.what === 'grade1' });
    expect(wordsOn(cards[0]?.card)).toContain('共 1 条');
  });
});
