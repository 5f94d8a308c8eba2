import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import {
  buttonsOn,
  CONFIRM,
  cardOn,
  drafted,
  FORM,
  idOn,
  openForm,
  risksIn,
  said,
  stored,
  submitted,
} from './declaring.ts';

describe('declaring', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());

  it('goes form → confirm → status and lands on the first reviewer', async () => {
    const on = await openForm(bot, 'ou_clerk');
    expect(wordsOn(on.card)).toContain('资金支付');
    await bot.clicks('ou_clerk', on, 'risks.draft', { form: FORM });
    expect(wordsOn(on.card)).toContain('请确认：一级（高）');
    const [draft] = await risksIn(bot);
    expect(draft?.body).toMatchObject({ status: 'draft', tripleMajor: ['funds'], powerItem: '大额支付' });
    expect(bot.to('ou_head')).toEqual([]);
    const sent = await bot.clicks('ou_clerk', on, 'risks.confirm', { form: CONFIRM });
    expect(sent.toast?.type).toBe('success');
    const risk = await stored(bot, draft?.id ?? '');
    expect(risk.body).toMatchObject({ status: 'inReview', grade: 1, step: 0, due: '2026-11-26' });
    expect(risk.body.chain.map((s) => s.name)).toEqual(['head', 'branch', 'discipline', 'group']);
    expect(risk.body.trail.map((t) => t.what)).toEqual(['submitted']);
    expect(wordsOn(on.card)).toContain('部门负责人审核（现在）');
    expect(bot.to('ou_head')).toHaveLength(1);
    const form = await said(bot, 'ou_clerk', '填报');
    expect(buttonsOn(form)).toContain('risks.draft');
  });

  it('keeps one draft however often the form is sent', async () => {
    const on = await openForm(bot, 'ou_clerk');
    const before = cardOn(on);
    await bot.clicks('ou_clerk', on, 'risks.draft', { form: FORM });
    on.card = before;
    await bot.clicks('ou_clerk', on, 'risks.draft', {
      form: { ...FORM, content: '大额资金可能未经集体研究就支付。' },
    });
    const all = await risksIn(bot);
    expect(all).toHaveLength(1);
    expect(all[0]?.sealed?.content).toBe('大额资金可能未经集体研究就支付。');
  });

  it('takes a second tap on submit once', async () => {
    const on = await drafted(bot, 'ou_clerk');
    const confirm = cardOn(on);
    await bot.clicks('ou_clerk', on, 'risks.confirm', { form: CONFIRM });
    on.card = confirm;
    const again = await bot.clicks('ou_clerk', on, 'risks.confirm', { form: CONFIRM });
    expect(again.toast?.text['zh-CN']).toContain('已处理过');
    expect((await risksIn(bot))[0]?.body.trail).toHaveLength(1);
  });

  it('shows the newest draft when an older confirm card is sent', async () => {
    const on = await drafted(bot, 'ou_clerk');
    const old = cardOn(on);
    await bot.clicks('ou_clerk', on, 'risks.back');
    expect(wordsOn(on.card)).toContain(FORM.content);
    await bot.clicks('ou_clerk', on, 'risks.draft', {
      form: { ...FORM, content: '付款依据可能不全就支付大额资金。' },
    });
    on.card = old;
    const reply = await bot.clicks('ou_clerk', on, 'risks.confirm', { form: CONFIRM });
    expect(reply.toast?.text['zh-CN']).toContain('最新');
    expect(wordsOn(reply.card)).toContain('付款依据可能不全');
    expect((await risksIn(bot))[0]?.body.status).toBe('draft');
  });

  it.each([
    ['source', '', '风险来源'],
    ['step', undefined, '业务环节'],
    ['step', 'S2', '业务环节'],
    ['step', 'other', '其他环节'],
    ['content', '', '风险内容'],
    ['content', '长'.repeat(201), '太长'],
    ['manifestation', '   ', '表现形式'],
    ['likelihood', [], '发生几率'],
    ['harm', null, '危害程度'],
    ['harm', 'enormous', '危害程度'],
    ['triple', ['nonsense'], '三重一大'],
    ['content', '无。', '领导岗位和重点岗位'],
  ])('a form with %s = %j gets a toast and stays', async (field, value, words) => {
    const on = await openForm(bot, 'ou_clerk');
    const reply = await bot.clicks('ou_clerk', on, 'risks.draft', { form: { ...FORM, [field]: value } });
    expect(reply.toast?.text['zh-CN']).toContain(words);
    expect(reply.card).toBeUndefined();
    expect(await risksIn(bot)).toEqual([]);
  });

  it.each([
    ['measure', ''],
    ['measure', '无'],
    ['title', ''],
  ])(
    'is not submitted with %s = "%s": a risk point without a measure or name is none (S43)',
    async (field, value) => {
      const on = await drafted(bot, 'ou_clerk');
      const reply = await bot.clicks('ou_clerk', on, 'risks.confirm', {
        form: { ...CONFIRM, [field]: value },
      });
      expect(reply.toast?.type).toBe('error');
      expect(reply.card).toBeUndefined();
      expect((await stored(bot, idOn(on))).body.status).toBe('draft');
    },
  );

  it('takes a step of its own, optional fields in any of their empty shapes, and a checker as text', async () => {
    const on = await drafted(bot, 'ou_clerk', {
      step: 'other',
      stepOther: '印鉴保管',
      triple: '',
      assets: ['money'],
      cause: null,
      harm: 'low',
      confirmedCase: 'true',
    });
    const risk = await stored(bot, idOn(on));
    expect(risk.body).toMatchObject({
      stepName: '印鉴保管',
      powerItem: '印鉴保管',
      tripleMajor: [],
      assets: ['money'],
      confirmedCase: true,
      grade: 1,
      floor: 'confirmedCase',
    });
    expect(risk.sealed).not.toHaveProperty('rootCause');
  });

  it('says "none" is no answer in milder words on an ordinary post', async () => {
    const posts = smallBureau.posts.map((p) => (p.id === 'P1' ? { ...p, kind: 'ordinary' as const } : p));
    const other = await testBot({ data: { ...smallBureau, posts } });
    const on = await openForm(other, 'ou_clerk');
    const reply = await other.clicks('ou_clerk', on, 'risks.draft', {
      form: { ...FORM, content: '没有风险' },
    });
    expect(reply.toast?.text['zh-CN']).not.toContain('重点岗位');
    await other.close();
  });

  it('believes nothing in a button: foreign posts, foreign risks, made-up ids', async () => {
    const { on, id } = await submitted(bot, 'ou_clerk');
    const click = (value: Record<string, unknown>, who = 'ou_clerk2') =>
      bot.app.handle({
        kind: 'click',
        cause: `evt:forged${JSON.stringify(value)}`,
        openId: who,
        chatId: on.chatId,
        messageId: on.id,
        value,
        form: FORM,
        at: bot.now(),
      });
    const P1 = { level: 'post', unit: 'U0', division: 'D1', post: 'P1', method: 'self' };
    const P2 = { level: 'post', unit: 'U1', division: 'D2', post: 'P2', method: 'peer' };
    expect(
      (await click({ do: 'risks.draft', id: 'R-FORGED', rev: 0, ...P1 })).toast?.text['zh-CN'],
    ).toContain('不在您可以填报的范围内');
    expect(
      (await click({ do: 'risks.draft', id: 'R-FORGED', rev: 0, ...P2 })).toast?.text['zh-CN'],
    ).toContain('不在您可以填报的范围内');
    expect(
      (await click({ do: 'risks.draft', id: 'R-FORGED', rev: 0, ...P2, method: 'leader' })).toast?.text[
        'zh-CN'
      ],
    ).toContain('不在您可以填报的范围内');
    expect(
      (await click({ do: 'risks.draft', id: 'R-FORGED', rev: 0, ...P1, post: 'P404' })).toast?.text['zh-CN'],
    ).toContain('已不在机构名册');
    expect(
      (await click({ do: 'risks.draft', id: '../etc', rev: 0, ...P1 }, 'ou_clerk')).toast?.text['zh-CN'],
    ).toContain('已不存在');
    for (const act of ['risks.draft', 'risks.edit', 'risks.withdraw', 'risks.confirm', 'risks.discard'])
      expect((await click({ do: act, id, rev: 2, ...P1 })).toast?.text['zh-CN'], act).toMatch(/本人|请填写/);
    expect(await risksIn(bot)).toHaveLength(1);
  });

  it('tells the ledger about a step that went up', async () => {
    const people = smallBureau.people.map((p) => (p.id === 'ou_head' ? { ...p, active: false } : p));
    const other = await testBot({ data: { ...smallBureau, people } });
    const { id } = await submitted(other, 'ou_clerk');
    const events: string[] = [];
    for await (const change of other.store.history({ kind: 'risk', id }))
      events.push(...change.events.map((e) => (e as { type: string }).type));
    expect(events).toEqual(['risk.drafted', 'risk.submitted', 'risk.stepWentUp']);
    await other.close();
  });
});
