import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import { reviewLines } from '../../src/capabilities/risks/review-lines.ts';
import { pressables, type TestBot, testBot } from '../support/bot.ts';
import { riskBody, worldAt } from './fixture.ts';
import { riskIn, seedRisks } from './seeded.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());
const said = async (line: string, params: Record<string, string | number>): Promise<string | undefined> => {
  const world = { ...worldAt(bot.now()), read: bot.store };
  return (await reviewLines[line]?.(world, 'R-1', params))?.['zh-CN'];
};
const put = async (more: Partial<RiskBody>) => seedRisks(bot, [{ ...riskBody(), ...more }]);

describe('digest lines of review', () => {
  it('say where a risk stands, by title and post, never by name', async () => {
    await put({});
    expect(await said('risks.progress', { what: 'step' })).toBe(
      '“大额支付审批程序缺项1”（资金支付）：已进入部门负责人审核',
    );
    expect(await said('risks.overdueBelow', { due: '2026-11-26' })).toContain(
      '部门负责人审核应于 2026-11-26 前完成',
    );
    expect(await said('risks.stepStuck', { step: 'discipline' })).toContain('纪检审核无人可以办理，请改派');
  });
  it('fall silent when they are no longer true', async () => {
    await put({ status: 'effective' });
    for (const [line, params] of [
      ['risks.progress', { what: 'step' }],
      ['risks.progress', { what: 'approved' }],
      ['risks.progress', { what: 'published' }],
      ['risks.returnedAgain', { times: 2 }],
      ['risks.overdue', { due: '2026-11-25' }],
      ['risks.returnOverdue', { due: '2026-11-26' }],
      ['risks.movedUp', {}],
      ['risks.stepWentUp', { step: 'head' }],
      ['risks.stepWentUp', { step: 'constructor' }],
    ] as const)
      expect([line, await said(line, params)]).toEqual([line, undefined]);
    expect(await said('risks.progress', { what: 'effective' })).toContain('已列入目录');
  });
});

describe('two signers at the same moment', () => {
  it('sign once; the slower one hears who was faster', async () => {
    await put({
      ...riskBody({ grade: 1 }),
      step: 3,
      signers: [{ person: 'ou_head', step: 'head', at: bot.now() }],
    });
    const cards = [await bot.says('ou_chief', '待办'), await bot.says('ou_member', '待办')];
    const replies = await Promise.all(
      ['ou_chief', 'ou_member'].map((p, i) => {
        const on = cards[i];
        if (!on) throw new Error('no desk');
        return bot.clicks(p, on, 'review.approve');
      }),
    );
    expect((await riskIn(bot)).body.signers).toHaveLength(2);
    const words = replies.map((r) => r.toast?.text['zh-CN'] ?? '');
    expect(words.filter((w) => w.includes('将进入公示'))).toHaveLength(1);
    // The slower one is told at once or asked to tap again, and then reads who was faster.
    const slow = replies.findIndex((r) => r.toast?.type !== 'success');
    const [who, on] = [['ou_chief', 'ou_member'][slow] ?? '', cards[slow]];
    const again = on && pressables(on.card as Card).some((p) => p.value.do === 'review.approve');
    const heard = again
      ? ((await bot.clicks(who, on, 'review.approve')).toast?.text['zh-CN'] ?? '')
      : words[slow];
    expect(heard).toMatch(/有变化.*(chief|member)已/);
    expect((await riskIn(bot)).body.signers).toHaveLength(2);
  });
});
