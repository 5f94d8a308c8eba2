import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTags } from '../../cards/kit/card.ts';
import { waitingFor } from '../../src/capabilities/risks/desk.ts';
import { notHeld } from '../../src/capabilities/risks/desk-commands.ts';
import { MONDAY_9, pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { riskBody, worldAt } from './fixture.ts';
import { riskIn, seedRisks } from './seeded.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());
const desk = async (person: string): Promise<Shown> => {
  const shown = await bot.says(person, '待办');
  if (!shown) throw new Error('no desk');
  return shown;
};
const many = (n: number) =>
  Array.from({ length: n }, (_, i) => riskBody({ grade: ((i % 3) + 1) as 1 | 2 | 3 }));

describe('the review desk', () => {
  it('is calm when nothing waits', async () => {
    const shown = await desk('ou_head');
    expect(wordsOn(shown.card)).toContain('没有等您审核或修改的风险点');
    expect(shown.card?.waits).toBe(false);
  });
  it('shows the only item as its own card', async () => {
    await seedRisks(bot, many(1));
    expect(wordsOn((await desk('ou_head')).card)).toContain('待审风险点：一级（高）');
  });
  it('lists many gravest first, ten a page, within 200 tagged objects', async () => {
    await seedRisks(bot, many(37));
    const shown = await desk('ou_head');
    const words = wordsOn(shown.card);
    expect(words).toContain('待审 37 条：一级 13 / 二级 12 / 三级 12');
    expect(words.indexOf('1. 一级')).toBeGreaterThan(0);
    // Calibration, for reviewers: how everything of the division is graded.
    expect(words).toContain('本部门一级 13 / 二级 12 / 三级 12（含在审）');
    expect(words).not.toContain('二级 · ');
    expect(countTags(shown.card?.json)).toBeLessThan(80);
    await bot.clicks('ou_head', shown, '下一页');
    expect(wordsOn(shown.card)).toContain('第 2 页，共 4 页');
    expect(wordsOn(shown.card)).toContain('二级 · ');
  });
  it('marks what is overdue in words', async () => {
    await seedRisks(bot, many(3));
    await bot.goTo('2026-11-30T01:00:00.000Z');
    expect(wordsOn((await desk('ou_head')).card)).toContain('应于 2026-11-26 前办理，已逾期 2 个工作日');
    expect(await waitingFor({ ...worldAt(bot.now()), read: bot.store }, 'ou_head')).toEqual({
      total: 3,
      byGrade: { 1: 1, 2: 1, 3: 1 },
      overdue: 3,
      dueToday: 0,
      soon: 0,
    });
  });
  it('shows nothing of a step to somebody who lost it since', async () => {
    await seedRisks(bot, many(2));
    const division = await bot.store.get({ kind: 'division', id: 'D1' });
    const stamp = await bot.store.get({ kind: 'stamp', id: 'organization' });
    await bot.store.commit({
      requestId: 'moved',
      fingerprint: 'moved',
      at: bot.now(),
      actor: 'system',
      reason: 'test',
      put: [
        {
          kind: 'division',
          id: 'D1',
          rev: division?.rev ?? 0,
          body: { ...(division?.body as object), head: 'ou_clerk2' },
        },
        { kind: 'stamp', id: 'organization', rev: stamp?.rev ?? 0, body: { changes: 2 } },
      ],
    });
    expect(wordsOn((await desk('ou_head')).card)).toContain('没有等您审核或修改的风险点');
    // The next tick gives the steps to the new head and tells him with one card.
    await bot.goTo(MONDAY_9);
    await bot.goTo('2026-11-23T01:01:00.000Z');
    expect((await riskIn(bot)).body.chain[0]?.holders).toEqual(['ou_clerk2']);
    expect(bot.to('ou_clerk2')).toHaveLength(1);
    expect(wordsOn(bot.to('ou_clerk2').at(-1)?.card)).toContain('待审 2 条');
  });
});

describe('approving the rest', () => {
  it('leaves what is ticked, and tells the next reviewer with one card', async () => {
    await seedRisks(bot, many(12));
    const shown = await desk('ou_head');
    const reply = await bot.clicks('ou_head', shown, 'review.approveRest', {
      form: { hold_0: true, hold_9: true, hold_1: false },
    });
    expect(reply.toast).toMatchObject({ type: 'success', text: { 'zh-CN': '已同意 8 条。' } });
    expect(wordsOn(reply.card)).toContain('待审 4 条');
    // Grades 1 and 2 went to the branch leader, grade 3 to the officer: one card each.
    expect(bot.to('ou_branch')).toHaveLength(1);
    expect(bot.to('ou_officer').length).toBeLessThanOrEqual(1);
  });
  it('skips an item that changed meanwhile and names it', async () => {
    await seedRisks(bot, many(3));
    const shown = await desk('ou_head');
    const other = { ...shown };
    await bot.clicks('ou_head', other, 'review.pick', { option: 'R-2' });
    await bot.clicks('ou_head', other, 'review.gradeForm');
    await bot.clicks('ou_head', other, 'review.grade', {
      form: { likelihood: 'low', harm: 'low', reason: '有把关' },
    });
    const reply = await bot.clicks('ou_head', shown, 'review.approveRest', { form: {} });
    expect(reply.toast).toMatchObject({ type: 'success' });
    expect(reply.toast?.text['zh-CN']).toContain(
      '已同意 2 条；1 条已有变化，未办理：“大额支付审批程序缺项2”',
    );
    expect((await riskIn(bot, 'R-2')).body.signers).toEqual([]);
  });
  it('approves nothing that was not on the page', async () => {
    await seedRisks(bot, many(12));
    const shown = await desk('ou_head');
    const items = pressables(shown.card as never).find((p) => p.value.do === 'review.approveRest')?.value
      .items;
    expect(String(items).split(',')).toHaveLength(10);
    expect(notHeld('R-1:3,broken,R-2:x,:4,R-3:5', { hold_0: true })).toEqual([{ id: 'R-3', rev: 5 }]);
  });
});
