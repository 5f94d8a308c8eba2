import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { riskIn, seedOne } from './seeded.ts';

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

describe('review level by level in chat', () => {
  it('goes from the head to the discipline officer, each getting a card when it is their turn', async () => {
    await seedOne(bot, { grade: 2 });
    const head = await desk('ou_head');
    expect(wordsOn(head.card)).toContain('待审风险点：二级（中）');
    const reply = await bot.clicks('ou_head', head, 'review.approve');
    expect(reply.toast?.text['zh-CN']).toBe('已同意，下一环节：分管领导审核。');
    expect(wordsOn(reply.card)).not.toContain('同意该风险点');
    const branch = bot.to('ou_branch').at(-1);
    if (!branch) throw new Error('the branch leader heard nothing');
    await bot.clicks('ou_branch', branch, 'review.approve');
    const officer = bot.to('ou_officer').at(-1);
    if (!officer) throw new Error('the officer heard nothing');
    const last = await bot.clicks('ou_officer', officer, '同意');
    expect(last.toast?.text['zh-CN']).toContain('将进入公示');
    expect((await riskIn(bot)).body.status).toBe('approved');
    expect(bot.to('ou_clerk')).toEqual([]);
  });

  it('a second tap and a stale copy say who did what when, and change nothing', async () => {
    await seedOne(bot, { grade: 1 });
    await bot.clicks('ou_head', await desk('ou_head'), 'review.approve');
    await bot.clicks('ou_branch', await desk('ou_branch'), 'review.approve');
    await bot.clicks('ou_officer', await desk('ou_officer'), 'review.approve');
    const [chief, member] = [await desk('ou_chief'), await desk('ou_member')];
    const stale = { ...member };
    await bot.clicks('ou_chief', { ...chief }, 'review.approve');
    const late = await bot.clicks('ou_member', stale, 'review.approve').catch(() => undefined);
    const doc = await riskIn(bot);
    expect(doc.body.signers).toHaveLength(4);
    expect(late?.toast?.text['zh-CN']).toContain('chief已');
    const again = await bot.clicks('ou_chief', { ...chief }, 'review.approve');
    expect(again.toast?.text['zh-CN']).toContain('您已办理过');
    expect((await riskIn(bot)).rev).toBe(doc.rev);
  });

  it('writes a refused approval into the ledger', async () => {
    await seedOne(bot);
    const card = await desk('ou_head');
    const seq = bot.store.status().seq;
    const reply = await bot.clicks('ou_clerk', { ...card }, 'review.approve');
    expect(reply.toast).toMatchObject({ type: 'warning' });
    expect((await riskIn(bot)).body.signers).toEqual([]);
    // One commit for the refusal and none for the copy: the ledger grew by who tried.
    expect(bot.store.status().seq).toBeGreaterThan(seq);
  });
});

describe('returning in chat', () => {
  it('toasts a missing reason and keeps the form, then sends the declarer a card', async () => {
    await seedOne(bot);
    const card = await desk('ou_head');
    await bot.clicks('ou_head', card, 'review.returnForm');
    expect(JSON.stringify(card.card)).toContain('"initial_date":"2026-11-26"');
    const bad = await bot.clicks('ou_head', card, 'review.return', {
      form: { comment: '请写具体', due: '2026-11-26 +0800' },
    });
    expect(bad).toEqual({
      toast: { type: 'error', text: expect.objectContaining({ 'zh-CN': '请选择退回原因。' }) },
    });
    const done = await bot.clicks('ou_head', card, 'review.return', {
      form: { reason: 'vague', comment: '请写明金额标准', due: '2026-11-26 +0800' },
    });
    expect(done.toast?.type).toBe('success');
    expect((await riskIn(bot)).body).toMatchObject({ status: 'returned', due: '2026-11-26' });
    expect(bot.to('ou_clerk')).toHaveLength(1);
    expect(wordsOn((await desk('ou_clerk')).card)).toContain('退回给您修改的 1 条');
  });
});

describe('other ways out of a review card', () => {
  it('hands over, and the former holder sees only that it is with others', async () => {
    await seedOne(bot);
    const card = await desk('ou_head');
    await bot.clicks('ou_head', card, 'review.handForm');
    await bot.clicks('ou_head', card, 'review.handOver', { form: { to: 'ou_branch', reason: '出差' } });
    expect((await riskIn(bot)).body.chain[0]?.holders).toEqual(['ou_branch']);
    expect(bot.to('ou_branch')).toHaveLength(1);
  });
  it('shows the reason of a recusal to discipline officers only', async () => {
    await seedOne(bot);
    const card = await desk('ou_head');
    await bot.clicks('ou_head', card, 'review.recuseForm');
    await bot.clicks('ou_head', card, 'review.recuse', { form: { reason: '填报人是近亲属' } });
    expect(wordsOn(card.card)).toContain('已不由您办理');
    const chief = await desk('ou_chief');
    await bot.clicks('ou_chief', chief, 'review.history');
    expect(wordsOn(chief.card)).toContain('申请回避');
    expect(wordsOn(chief.card)).not.toContain('近亲属');
  });
  it('changes the grade and stays with the same reviewer', async () => {
    await seedOne(bot, { grade: 3 });
    const card = await desk('ou_head');
    await bot.clicks('ou_head', card, 'review.gradeForm');
    const done = await bot.clicks('ou_head', card, 'review.grade', {
      form: { likelihood: 'high', harm: 'high', reason: '金额大' },
    });
    expect(done.toast?.text['zh-CN']).toBe('已调整等级。');
    expect(wordsOn(card.card)).toContain('待审风险点：一级（高）');
    expect((await riskIn(bot)).body.grade).toBe(1);
  });
  it('moves out what does not belong, and its words are gone from the store', async () => {
    await seedOne(bot);
    const card = await desk('ou_head');
    await bot.clicks('ou_head', card, 'review.divert');
    const doc = await riskIn(bot);
    expect(doc.body.status).toBe('diverted');
    expect(doc.sealed).toBeUndefined();
    expect(bot.to('ou_clerk')).toHaveLength(1);
  });
});
