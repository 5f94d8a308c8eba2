import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { effect, PAYER_POST } from '../catalogue/effective.ts';
import { approve } from '../publicity/approved.ts';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
const chats = [
  ...smallBureau.chats,
  { chat: 'oc_lead', purpose: 'leading_group' as const, name: '领导小组' },
];
let bot: TestBot;
beforeEach(async () => {
  bot = await testBot({ data: { ...smallBureau, chats }, start: at('2026-11-20', '10:00') });
  await bot.goTo(at('2026-11-20', '10:00'));
  await effect(bot, [
    { id: 'R-1', grade: 1 },
    { id: 'R-2', grade: 3 },
    { id: 'R-3', grade: 2, place: PAYER_POST },
  ]);
});
afterEach(() => bot.close());
const rowsOf = (card: Card | undefined): readonly (readonly string[])[] => {
  const table = card?.json.body.elements.find((e) => e.tag === 'table');
  if (table?.tag !== 'table') return [];
  return table.rows.map((r) =>
    table.columns.map((c) => {
      const cell = r[c.name];
      return Array.isArray(cell) ? cell.map((t) => t.text).join() : String(cell);
    }),
  );
};
const summaries = (chat: string) => bot.to(chat).filter((m) => wordsOn(m.card).includes('汇总'));

describe('the posted summaries', () => {
  it('the week’s goes to the leading group on Monday, once, with the whole bureau', async () => {
    for (const minute of ['09:04', '09:05', '09:06', '10:00']) await bot.goTo(at('2026-11-23', minute));
    await Promise.all([bot.app.tick(), bot.app.tick()]);
    expect(summaries('oc_lead')).toHaveLength(1);
    expect(summaries('oc_u1')).toHaveLength(0);
    const card = summaries('oc_lead')[0]?.card;
    expect(wordsOn(card)).toContain('共 3 条风险点\n一级（高） 1 条：已生效 1\n二级（中） 1 条');
    expect(rowsOf(card)).toEqual([
      ['合计 Total', '1', '1', '1'],
      ['局机关', '0', '1', '0'],
      ['政府采购中心', '1', '0', '1'],
    ]);
    expect(wordsOn(card)).toContain('首期');
    expect(JSON.stringify(card?.json)).toContain('"chart_spec"');
    expect(JSON.stringify(card?.json)).toContain('一级 High');
  });

  it('the month’s goes to each unit’s group with that unit alone', async () => {
    await bot.goTo(at('2026-12-01', '09:10'));
    expect(summaries('oc_u1')).toHaveLength(1);
    expect(wordsOn(summaries('oc_u1')[0]?.card)).toContain(
      '一级（高） 1 条：已生效 1\n二级（中） 0 条\n三级（低） 1 条：已生效 1',
    );
  });

  it('says what changed since the last, and old cards keep their numbers', async () => {
    await bot.goTo(at('2026-11-23', '09:05'));
    await approve(bot, ['新']);
    await bot.goTo(at('2026-11-30', '09:05'));
    const [first, second] = summaries('oc_lead');
    expect(wordsOn(second?.card)).toContain('（2026-11-23）：三级（低） +1');
    expect(wordsOn(first?.card)).toContain('三级（低） 1 条');
  });

  it('after an outage only the newest comes, marked late, in working hours', async () => {
    await bot.goTo(at('2026-12-02', '21:00'));
    expect(summaries('oc_lead')).toHaveLength(0);
    await bot.goTo(at('2026-12-03', '08:30'));
    expect(summaries('oc_lead')).toHaveLength(1);
    expect(wordsOn(summaries('oc_lead')[0]?.card)).toContain('补发：本期应于 2026-11-30 发布');
  });

  it('holds no name of anybody', async () => {
    await bot.goTo(at('2026-12-01', '09:10'));
    for (const m of bot.messenger.messages.filter((m) => 'chat' in m.to))
      for (const p of smallBureau.people) expect(wordsOn(m.card)).not.toContain(p.name);
  });
});

describe('汇总 at any time', () => {
  it('answers privately within one’s rights', async () => {
    expect(wordsOn((await bot.says('ou_admin', '汇总'))?.card)).toContain('全局');
    expect(wordsOn((await bot.says('ou_unithead', '汇总'))?.card)).toContain('政府采购中心');
    expect(wordsOn((await bot.says('ou_buyer', '汇总'))?.card)).toContain('请联系本部门负责人');
    expect(wordsOn((await bot.says('ou_sectionhead', '汇总'))?.card)).toContain('请发送“进度”');
  });
  it('lets nobody choose a scope that is not theirs', async () => {
    const shown = await bot.says('ou_admin', '汇总');
    if (!shown) throw new Error('no answer');
    const other = await bot.clicks('ou_admin', shown, 'digests.summary', { option: 'U1' });
    expect(wordsOn(other.card)).toContain('政府采购中心');
    const no = await bot.clicks('ou_unithead', shown, 'digests.summary', { option: '*' });
    expect(no.card).toBeUndefined();
  });
  it('in a unit’s group shows that unit alone, and every button answers in private', async () => {
    const shown = await bot.says('ou_buyer', '汇总', 'oc_u1');
    expect(shown?.card?.audience).toBe('group');
    expect(wordsOn(shown?.card)).toContain('政府采购中心');
    expect(rowsOf(shown?.card)).toEqual([]);
    expect(wordsOn(shown?.card)).not.toContain('局机关');
    const all = pressables(shown?.card as Card).map((p) => p.value.do);
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all)).toEqual(new Set(['digests.send']));
  });
  it('in an unbound group says what to do', async () => {
    expect(wordsOn((await bot.says('ou_buyer', '汇总', 'oc_else'))?.card)).toContain('绑定');
  });
});

describe('进度', () => {
  it('shows the head each post, those without a risk, and who has not started', async () => {
    const words = wordsOn((await bot.says('ou_head', '进度'))?.card);
    expect(words).toContain('还没有风险点的岗位：处长');
    expect(words).toContain('人员 4 人，已开始 0 人');
    expect(words).toContain('clerk2');
  });
  it('shows an officer the numbers without names of who has not started', async () => {
    const shown = (await bot.says('ou_officer', '进度')) as Shown;
    const words = wordsOn((await bot.clicks('ou_officer', shown, 'digests.progress', { option: 'D1' })).card);
    expect(words).toContain('财务处');
    expect(words).toContain('人员 4 人，已开始 0 人');
    expect(words).not.toContain('还没有开始的人员');
    const own = await bot.says('ou_head', '进度');
    expect(own?.card?.json.body.elements.some((e) => e.tag === 'select_static')).toBe(false);
  });
  it('is refused to staff', async () => {
    expect(wordsOn((await bot.says('ou_clerk', '进度'))?.card)).toContain('请联系本部门负责人');
  });
});
