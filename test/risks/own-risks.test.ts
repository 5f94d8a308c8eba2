import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plusMs } from '../../src/kernel/time.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import {
  buttonsOn,
  CONFIRM,
  cardOn,
  drafted,
  FORM,
  idOn,
  makeEffective,
  risksIn,
  said,
  stored,
  submitted,
} from './declaring.ts';

describe("one's own risks", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  /** The first reviewer's card of this risk. */
  const reviewing = async (who: string): Promise<Shown> => {
    const desk = bot.to(who).at(-1);
    if (!desk) throw new Error(`${who} has no desk`);
    if (!buttonsOn(desk).includes('review.approve')) await bot.clicks(who, desk, 'review.open');
    return desk;
  };
  const returnIt = async (): Promise<void> => {
    const desk = await reviewing('ou_head');
    await bot.clicks('ou_head', desk, 'review.returnForm');
    await bot.clicks('ou_head', desk, 'review.return', {
      form: { reason: 'vague', comment: '请写清哪一类支付。', due: '2026-11-26 +0800' },
    });
  };

  it('are edited before the first review: taken back, confirmed, in review again', async () => {
    const { on, id } = await submitted(bot, 'ou_clerk');
    await bot.clicks('ou_clerk', on, 'risks.edit');
    expect(wordsOn(on.card)).toContain('先从审核中取回');
    const desk = await reviewing('ou_head');
    expect(wordsOn(desk.card)).toContain(FORM.content);
    expect((await stored(bot, id)).body.status).toBe('inReview');
    await bot.clicks('ou_clerk', on, 'risks.draft', { form: { ...FORM, likelihood: 'low', harm: 'low' } });
    expect((await stored(bot, id)).body).toMatchObject({
      status: 'draft',
      chain: [],
      grade: 2,
      floor: 'tripleMajor',
    });
    expect(await bot.store.tally('risk', { index: 'reviewer', prefix: 'ou_head|' })).toEqual({});
    // What is being edited is not the reviewer's to read, on the redrawn card or by its button.
    const asked = await bot.clicks('ou_head', desk, 'review.history');
    await bot.goTo(plusMs(bot.now(), 5_000));
    for (const seen of [asked.card, desk.card]) expect(wordsOn(seen)).not.toContain(FORM.content);
    await bot.clicks('ou_clerk', on, 'risks.confirm', { form: CONFIRM });
    const { body, sealed } = await stored(bot, id);
    expect(body.status).toBe('inReview');
    expect(body.trail.map((t) => t.what)).toEqual(['submitted', 'edited', 'submitted']);
    expect(sealed?.title).toBe(CONFIRM.title);
  });

  it('are withdrawn before the first review, not after', async () => {
    const { on, id } = await submitted(bot, 'ou_clerk');
    const card = cardOn(on);
    await bot.clicks('ou_clerk', on, 'risks.withdraw');
    expect((await stored(bot, id)).body.status).toBe('withdrawn');
    expect(wordsOn(on.card)).toContain('已撤回');
    on.card = card;
    expect((await bot.clicks('ou_clerk', on, 'risks.withdraw')).toast?.text['zh-CN']).toContain('已处理过');
    const second = await submitted(bot, 'ou_clerk', { content: '付款依据可能不全就支付大额资金。' });
    const mine = cardOn(second.on);
    const desk = await reviewing('ou_head');
    await bot.clicks('ou_head', desk, 'review.approve');
    await bot.goTo('2026-11-23T01:05:00.000Z');
    expect(wordsOn(second.on.card)).toContain('部门负责人审核（已办）');
    expect(buttonsOn(second.on)).not.toContain('risks.withdraw');
    second.on.card = mine;
    const late = await bot.clicks('ou_clerk', second.on, 'risks.withdraw');
    expect(late.toast?.text['zh-CN']).toContain('审核已经开始');
    expect(wordsOn(late.card)).toContain('分管领导审核（现在）');
    expect((await stored(bot, second.id)).body.status).toBe('inReview');
  });

  it('a discarded draft is erased, and nothing else can be discarded', async () => {
    const on = await drafted(bot, 'ou_clerk');
    const confirm = cardOn(on);
    const id = idOn(on);
    await bot.clicks('ou_clerk', on, 'risks.discard');
    expect(await risksIn(bot)).toEqual([]);
    for await (const change of bot.store.history({ kind: 'risk', id }))
      expect(change.after?.sealed).toBeUndefined();
    on.card = confirm;
    expect(wordsOn((await bot.clicks('ou_clerk', on, 'risks.discard')).card)).toContain('草稿已放弃');
    const sent = await submitted(bot, 'ou_clerk');
    expect(buttonsOn(sent.on)).not.toContain('risks.discard');
  });

  it('a returned one comes back as a prefilled form and goes to its first step again', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    await returnIt();
    const form = bot.to('ou_clerk').at(-1) as Shown;
    const words = wordsOn(form.card);
    for (const part of [
      '内容空泛',
      '2026-11-26',
      '请写清哪一类支付。',
      '写法示例',
      FORM.content,
      '请修改后重新提交',
    ])
      expect(words).toContain(part);
    const old = FORM.content;
    await bot.clicks('ou_clerk', form, 'risks.draft', {
      form: { ...FORM, content: '五十万元以上的支付可能缺少集体决策依据。' },
    });
    expect((await stored(bot, id)).body).toMatchObject({ status: 'returned', due: '2026-11-26' });
    expect(wordsOn(form.card)).toContain('重新提交');
    await bot.clicks('ou_clerk', form, 'risks.confirm', { form: CONFIRM });
    const { body, sealed } = await stored(bot, id);
    expect(body).toMatchObject({ status: 'inReview', step: 0, returns: 1, signers: [] });
    expect(body.trail.map((t) => t.what)).toEqual(['submitted', 'returned', 'resubmitted']);
    expect(sealed?.returned?.content).toBe(old);
    expect(sealed?.content).toContain('五十万元');
  });

  it('stand in 我的, those that wait for oneself first, ten a page, drafts resumable', async () => {
    for (let i = 0; i < 11; i += 1)
      await submitted(bot, 'ou_clerk', { content: `第${i}类支付可能缺少决策依据，提前付款。` });
    const draft = await drafted(bot, 'ou_clerk', { content: '印鉴可能一人保管，随意使用。' });
    const mine = await said(bot, 'ou_clerk', '我的');
    expect(wordsOn(mine.card)).toContain('共 12 条');
    expect(buttonsOn(mine).filter((b) => b === 'risks.show')).toHaveLength(10);
    const start = await said(bot, 'ou_clerk', '填报');
    expect(wordsOn(start.card)).toContain('1 条等您处理');
    await bot.clicks('ou_clerk', mine, '继续填');
    expect(wordsOn(mine.card)).toContain('印鉴可能一人保管');
    expect(idOn(mine)).toBe(idOn(draft));
    const again = await said(bot, 'ou_clerk', 'mine');
    await bot.clicks('ou_clerk', again, '下一页');
    expect(buttonsOn(again).filter((b) => b === 'risks.show')).toHaveLength(2);
    await bot.clicks('ou_clerk', again, 'risks.show');
    expect(wordsOn(again.card)).toContain('等待部门负责人审核');
  });

  it('are nobody else’s to see: a colleague gets no draft and no risk of another post', async () => {
    const { on, id } = await submitted(bot, 'ou_clerk');
    const value = { do: 'risks.show', id, rev: 2 };
    const look = (who: string) =>
      bot.app.handle({
        kind: 'click',
        cause: `evt:look${who}`,
        openId: who,
        chatId: on.chatId,
        messageId: on.id,
        value,
        at: bot.now(),
      });
    expect((await look('ou_clerk2')).card).toBeUndefined();
    expect(wordsOn((await look('ou_head')).card)).toContain('审核中');
    const draft = await drafted(bot, 'ou_clerk', { content: '印鉴可能一人保管，随意使用。' });
    const hidden = { ...value, id: idOn(draft) };
    const reply = await bot.app.handle({
      kind: 'click',
      cause: 'evt:hidden',
      openId: 'ou_head',
      chatId: on.chatId,
      messageId: on.id,
      value: hidden,
      at: bot.now(),
    });
    expect(reply.card).toBeUndefined();
  });

  it('in force are corrected by a short review, one change at a time', async () => {
    const { on, id } = await submitted(bot, 'ou_clerk');
    await makeEffective(bot, id);
    await bot.clicks('ou_clerk', on, 'risks.mine');
    await bot.clicks('ou_clerk', on, 'risks.show');
    await bot.clicks('ou_clerk', on, 'risks.correct');
    expect(wordsOn(on.card)).toContain(FORM.content);
    await bot.clicks('ou_clerk', on, 'risks.draft', {
      form: { ...FORM, content: `${FORM.content.slice(0, -1)}和记录。`, harm: 'low' },
    });
    await bot.clicks('ou_clerk', on, 'risks.confirm', { form: CONFIRM });
    const change = (await risksIn(bot)).find((d) => d.body.replaces);
    // What it corrects is no twin of it.
    expect(change?.body.hints).toEqual([]);
    expect(change?.body).toMatchObject({
      status: 'inReview',
      replaces: { id, how: 'correct' },
      place: { post: 'P1' },
    });
    expect(change?.body.chain.map((s) => s.name)).toEqual(['head', 'discipline']);
    expect((await stored(bot, id)).sealed?.content).toBe(FORM.content);
    const card = await said(bot, 'ou_clerk', '我的');
    await bot.clicks('ou_clerk', card, 'risks.show', { match: (v) => v.id === id });
    expect((await bot.clicks('ou_clerk', card, 'risks.retire')).toast?.text['zh-CN']).toContain('正在办理');
  });

  it('in force are retired with a reason, by the holder of the post too', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    await makeEffective(bot, id);
    const mine = await said(bot, 'ou_clerk', '我的');
    await bot.clicks('ou_clerk', mine, 'risks.show');
    await bot.clicks('ou_clerk', mine, 'risks.retire');
    expect(
      (await bot.clicks('ou_clerk', mine, 'risks.retireSend', { form: { reason: '无' } })).toast?.text[
        'zh-CN'
      ],
    ).toContain('理由');
    await bot.clicks('ou_clerk', mine, 'risks.retireSend', {
      form: { reason: '支付改由财政集中办理，本岗位不再经手。' },
    });
    const change = (await risksIn(bot)).find((d) => d.body.replaces);
    expect(change?.body).toMatchObject({ status: 'inReview', replaces: { id, how: 'retire' } });
    expect(Object.values(change?.sealed?.comments ?? {})).toEqual(['支付改由财政集中办理，本岗位不再经手。']);
    expect(wordsOn(mine.card)).toContain('申请退出目录');
    const desk = await reviewing('ou_head');
    await bot.clicks('ou_head', desk, 'review.approve');
    const officer = await reviewing('ou_officer');
    await bot.clicks('ou_officer', officer, 'review.approve');
    expect((await stored(bot, id)).body.status).toBe('retired');
    expect((await stored(bot, change?.id ?? '')).body.status).toBe('merged');
  });

  it('a request to retire that came back is put right with another reason', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    await makeEffective(bot, id);
    const mine = await said(bot, 'ou_clerk', '我的');
    await bot.clicks('ou_clerk', mine, 'risks.show');
    await bot.clicks('ou_clerk', mine, 'risks.retire');
    await bot.clicks('ou_clerk', mine, 'risks.retireSend', { form: { reason: '本岗位不再经手支付。' } });
    await returnIt();
    const back = bot.to('ou_clerk').at(-1) as Shown;
    expect(wordsOn(back.card)).toContain('退出目录：');
    expect(wordsOn(back.card)).toContain('请写清哪一类支付。');
    await bot.clicks('ou_clerk', back, 'risks.retireSend', {
      form: { reason: '五十万元以上的支付改由财政集中办理。' },
    });
    const change = (await risksIn(bot)).find((d) => d.body.replaces);
    expect(change?.body).toMatchObject({ status: 'inReview', step: 0, returns: 1 });
    expect(Object.values(change?.sealed?.comments ?? {})).toContain('五十万元以上的支付改由财政集中办理。');
    expect(Object.keys(change?.sealed?.comments ?? {})).toHaveLength(3);
  });
});
