import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rerouteStep } from '../../src/capabilities/risks/index.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';
import { CONFIRM, FORM, makeEffective, said, submitted } from './declaring.ts';
import { riskBody, worldAt } from './fixture.ts';
import { riskIn, seedOne, seedRisks } from './seeded.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());
const last = (person: string): Shown => {
  const shown = bot.to(person).at(-1);
  if (!shown) throw new Error(`${person} heard nothing`);
  return shown;
};
const approveAs = (person: string) => bot.clicks(person, last(person), 'review.approve');
const form = (comment = '') => ({ form: { reason: 'vague', comment, due: '2026-11-26 +0800' } });

describe('from the form to the last signature', () => {
  it('a returned risk comes back with what changed, and a grade-1 risk ends with the leading group', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    await bot.clicks('ou_head', last('ou_head'), 'review.returnForm');
    await bot.clicks('ou_head', last('ou_head'), 'review.return', form('请写明金额标准'));
    const back = last('ou_clerk');
    expect(wordsOn(back.card)).toContain(FORM.content);
    await bot.clicks('ou_clerk', back, 'risks.draft', {
      form: { ...FORM, content: '单笔 50 万元以上的支付可能缺少合同。' },
    });
    await bot.clicks('ou_clerk', back, 'risks.confirm', { form: CONFIRM });
    const again = await said(bot, 'ou_head', '待办');
    expect(wordsOn(again.card)).toContain(`风险内容 原为：${FORM.content}`);
    expect(wordsOn(again.card)).toContain('退回时的要求：内容空泛；请写明金额标准');
    await bot.clicks('ou_head', again, 'review.approve');
    for (const who of ['ou_branch', 'ou_officer', 'ou_member']) await approveAs(who);
    const { body } = await riskIn(bot, id);
    expect(body).toMatchObject({ grade: 1, returns: 1, final: { grade: 1, by: 'ou_member' } });
    expect(body.signers.map((s) => s.person)).toEqual(['ou_head', 'ou_branch', 'ou_officer', 'ou_member']);
    // The other signer of the group has a copy; it turned by itself.
    await bot.goTo('2026-11-23T01:00:05.000Z');
    expect(wordsOn(last('ou_chief').card)).not.toContain('同意该风险点');
  });

  it('applies an approved correction to the risk in force, in one commit', async () => {
    const { id, on } = await submitted(bot, 'ou_clerk');
    await makeEffective(bot, id);
    await bot.clicks('ou_clerk', on, 'risks.show').catch(() => undefined);
    const mine = await said(bot, 'ou_clerk', '我的');
    await bot.clicks('ou_clerk', mine, 'risks.show');
    await bot.clicks('ou_clerk', mine, 'risks.correct');
    await bot.clicks('ou_clerk', mine, 'risks.draft', {
      form: { ...FORM, content: '单笔 50 万元以上的支付可能缺少合同。' },
    });
    await bot.clicks('ou_clerk', mine, 'risks.confirm', { form: CONFIRM });
    const head = await said(bot, 'ou_head', '待办');
    expect(wordsOn(head.card)).toContain('与现行内容的差异');
    await bot.clicks('ou_head', head, 'review.approve');
    const done = await approveAs('ou_officer');
    expect(done.toast?.text['zh-CN']).toBe('已同意，审核完成，变更已生效。');
    const original = await riskIn(bot, id);
    expect(original.sealed?.content).toBe('单笔 50 万元以上的支付可能缺少合同。');
    expect(original.body).toMatchObject({ status: 'effective', declarer: 'ou_clerk' });
    expect(original.body.trail.at(-1)).toMatchObject({ what: 'corrected', by: 'ou_officer' });
  });
});

describe('messages kept few', () => {
  it('sends nothing at night; the first item comes at the start of work, the second gathers on it', async () => {
    await seedOne(bot, { grade: 3 });
    await seedRisks(bot, [riskBody({ grade: 3 })], 'Q');
    await bot.goTo('2026-11-23T12:00:00.000Z'); // 20:00
    const desk = await said(bot, 'ou_head', '待办');
    await bot.clicks('ou_head', desk, 'review.approveRest', { form: { hold_1: true } });
    await bot.clicks('ou_head', await said(bot, 'ou_head', '待办'), 'review.approve');
    expect(bot.to('ou_officer')).toHaveLength(0);
    await bot.goTo('2026-11-24T00:31:00.000Z');
    expect(bot.to('ou_officer')).toHaveLength(1);
    expect(wordsOn(last('ou_officer').card)).toContain('待审 2 条');
  });
  it('tells the head of a second return in his digest and the unit leader of a third', async () => {
    await seedOne(bot, { returns: 2, grade: 3 });
    const desk = await said(bot, 'ou_head', '待办');
    await bot.clicks('ou_head', desk, 'review.approve');
    const officer = last('ou_officer');
    await bot.clicks('ou_officer', officer, 'review.returnForm');
    await bot.clicks('ou_officer', officer, 'review.return', form());
    const { items } = await bot.store.list<{ to: string; line: string }>('pending', { limit: 50 });
    const told = items.filter((p) => p.body.line === 'risks.returnedAgain').map((p) => p.body.to);
    expect(told.toSorted()).toEqual(['ou_chief', 'ou_head']);
  });
});

describe('who may not', () => {
  it('a stranger to the risk learns nothing from a crafted click', async () => {
    await seedOne(bot);
    const desk = await said(bot, 'ou_head', '待办');
    for (const button of ['review.approve', 'review.history', 'review.returnForm']) {
      const reply = await bot.clicks('ou_buyer', { ...desk }, button);
      expect(reply.toast?.type).toBe('warning');
      expect(JSON.stringify(reply)).not.toMatch(/大额支付|clerk|ou_head/);
    }
    expect((await riskIn(bot)).rev).toBe(1);
  });
  it('one person holding two following steps signs once: the earlier falls away', async () => {
    const data = {
      ...smallBureau,
      divisions: smallBureau.divisions.map((d) => (d.id === 'D1' ? { ...d, head: 'ou_officer' } : d)),
    };
    const world = worldAt(bot.now(), data);
    expect(riskBody({ grade: 3 }, world).chain.map((s) => s.name)).toEqual(['discipline']);
    expect(riskBody({ grade: 2 }, world).chain.map((s) => s.name)).toEqual(['head', 'branch', 'discipline']);
  });
});

describe('a stuck step', () => {
  it('is given to somebody by the office admin, who then holds it', async () => {
    await seedOne(bot);
    const doc = await riskIn(bot);
    const world = { ...worldAt(bot.now()), read: bot.store };
    const moved = await rerouteStep(world, doc, 'ou_member', 'ou_admin');
    expect(moved.event).toMatchObject({ type: 'risk.rerouted', by: 'ou_admin', data: { to: 'ou_member' } });
    expect(moved.messages).toMatchObject([{ to: { person: 'ou_member' }, card: 'risks.desk' }]);
    expect(moved.put.body).toMatchObject({ assigned: 'rerouted', status: 'inReview' });
  });
});
