import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectionBody } from '../../src/capabilities/publicity/index.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { approve, riskOf } from './approved.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
let bot: TestBot;
let group: Shown;
beforeEach(async () => {
  bot = await testBot();
  await bot.goTo(at('2026-11-23', '09:00'));
  await approve(bot, ['甲', '乙']);
  await bot.goTo(at('2026-11-23', '09:11'));
  group = bot.to('oc_u1').at(-1) as Shown;
});
afterEach(() => bot.close());

const newest = (person: string): Shown => bot.to(person).at(-1) as Shown;
const fill = (item: string, text: string) => ({ form: { item: `R-${item}`, text } });
async function object(who: string, item = '甲', text = '该环节已由两人交叉复核'): Promise<Shown> {
  await bot.clicks(who, group, '提出异议');
  const form = newest(who);
  await bot.clicks(who, form, '提交异议', fill(item, text));
  return form;
}
const objections = async () => (await bot.store.list<ObjectionBody>('objection', { limit: 10 })).items;
const closing = () => bot.goTo(at('2026-11-30', '18:00'));

describe('an objection', () => {
  it('is raised in private: the group card and the declarer never see who', async () => {
    const reply = await bot.clicks('ou_clerk', group, '提出异议');
    expect(reply.card).toBeUndefined();
    expect(reply.toast?.text['zh-CN']).toContain('私信');
    expect(newest('ou_clerk').to).toEqual({ person: 'ou_clerk' });
    await object('ou_clerk');
    await bot.goTo(at('2026-11-23', '09:12'));
    expect(wordsOn(group.card)).toContain('有异议，待答复');
    for (const message of bot.messenger.messages.filter(
      (m) => !('person' in m.to) || m.to.person === 'ou_buyer',
    ))
      expect(wordsOn(message.card)).not.toContain('clerk');
  });

  it('goes to an officer who did not sign the item, with the name; nobody else gets a card', async () => {
    await object('ou_clerk');
    const card = wordsOn(newest('ou_officer').card);
    expect(card).toContain('该环节已由两人交叉复核');
    expect(card).toContain('clerk');
    expect(
      bot
        .to('ou_officer2')
        .map((m) => wordsOn(m.card))
        .join(),
    ).not.toContain('该环节');
    expect((await objections())[0]?.body.due).toBe('2026-11-30');
  });

  it('tells faults by a toast and keeps the form', async () => {
    await bot.clicks('ou_clerk', group, '提出异议');
    const form = newest('ou_clerk');
    for (const [item, text, why] of [
      ['', '该环节已由两人复核', '请选择'],
      ['甲', '不对', '至少 5 个字'],
      ['甲', '长'.repeat(501), '500'],
    ] as const) {
      const reply = await bot.clicks('ou_clerk', form, '提交异议', {
        form: { item: item && `R-${item}`, text },
      });
      expect(reply.card).toBeUndefined();
      expect(reply.toast?.text['zh-CN']).toContain(why);
    }
    expect(await objections()).toHaveLength(0);
  });

  it('is taken once per person and item, and not after the period', async () => {
    await object('ou_clerk');
    await bot.clicks('ou_clerk', group, '提出异议');
    const again = await bot.clicks(
      'ou_clerk',
      newest('ou_clerk'),
      '提交异议',
      fill('甲', '再说一次同样的意见'),
    );
    expect(again.toast?.text['zh-CN']).toContain('正在答复');
    await bot.clicks('ou_clerk2', group, '提出异议');
    const open = newest('ou_clerk2');
    await closing();
    const late = await bot.clicks('ou_clerk2', open, '提交异议', fill('乙', '这一条也不够准确'));
    expect(late.toast?.text['zh-CN']).toContain('公示期已满');
    expect(await objections()).toHaveLength(1);
  });

  it('the same tap delivered twice raises one objection and answers the same', async () => {
    await bot.clicks('ou_clerk', group, '提出异议');
    const form = newest('ou_clerk');
    const untouched = { ...form };
    const first = await bot.clicks('ou_clerk', form, '提交异议', {
      ...fill('甲', '该环节已由两人复核'),
      cause: 'evt:same',
    });
    const second = await bot.clicks('ou_clerk', untouched, '提交异议', {
      ...fill('甲', '该环节已由两人复核'),
      cause: 'evt:same',
    });
    expect(wordsOn(first.card)).toContain('异议已收到');
    expect(await objections()).toHaveLength(1);
    expect(second.toast?.type).not.toBe('success');
  });

  it('anonymous: no card of anybody but the objector’s own tells who it was, and the answer still arrives', async () => {
    await bot.clicks('ou_clerk', group, '提出异议');
    await bot.clicks('ou_clerk', newest('ou_clerk'), '提交异议', {
      form: { item: 'R-甲', text: '该环节已由两人交叉复核', as: 'anonymous' },
    });
    const card = newest('ou_officer');
    expect(wordsOn(card.card)).toContain('（匿名）');
    for (const m of bot.messenger.messages)
      if (!('person' in m.to) || m.to.person !== 'ou_clerk') expect(wordsOn(m.card)).not.toContain('clerk');
    await bot.clicks('ou_officer', card, '不采纳', { form: { reply: '已核对复核记录' } });
    expect(wordsOn(card.card)).not.toContain('clerk');
    expect(wordsOn(newest('ou_clerk').card)).toContain('已核对复核记录');
    const raised = [];
    for await (const change of bot.store.history({
      kind: 'objection',
      id: (await objections())[0]?.id ?? '',
    }))
      raised.push(...change.events);
    expect(JSON.stringify(raised)).not.toContain('ou_clerk');
  });

  it('blocks only its own item', async () => {
    await object('ou_clerk');
    await closing();
    expect((await riskOf(bot, '甲'))?.body.status).toBe('approved');
    expect((await riskOf(bot, '乙'))?.body.status).toBe('effective');
  });
});

describe('the answer', () => {
  it('not upheld: the objector gets the reply, the item takes effect, even after the period', async () => {
    await object('ou_clerk');
    await closing();
    await bot.goTo(at('2026-12-01', '09:00'));
    const card = newest('ou_officer');
    await bot.clicks('ou_officer', card, '不采纳', { form: { reply: '复核记录显示仅一人签字' } });
    expect((await riskOf(bot, '甲'))?.body.status).toBe('effective');
    const told = bot
      .to('ou_clerk')
      .map((m) => wordsOn(m.card))
      .join();
    expect(told).toContain('复核记录显示仅一人签字');
    expect(told).toContain('不采纳');
  });

  it('upheld: the risk goes back to review and leaves the notice', async () => {
    await object('ou_clerk');
    await bot.clicks('ou_officer', newest('ou_officer'), '采纳', { form: { reply: '意见成立，请重新核定' } });
    const risk = await riskOf(bot, '甲');
    expect(risk?.body.status).toBe('inReview');
    expect(risk?.body.trail.some((t) => t.by === 'ou_clerk')).toBe(false);
    await closing();
    expect((await riskOf(bot, '甲'))?.body.status).toBe('inReview');
    await bot.goTo(at('2026-11-30', '18:01'));
    expect(wordsOn(group.card)).toContain('已撤出公示 1 项');
  });

  it('upheld and approved again: only that item hangs anew, with a clock of its own', async () => {
    await object('ou_clerk');
    await bot.clicks('ou_officer', newest('ou_officer'), '采纳', { form: { reply: '意见成立，请重新核定' } });
    await bot.goTo(at('2026-11-25', '09:00'));
    await bot.clicks('ou_officer2', newest('ou_officer2'), 'review.approve');
    await bot.goTo(at('2026-11-25', '09:11'));
    const notices = bot.to('oc_u1').filter((m) => wordsOn(m.card).includes('风险点：甲'));
    expect(notices).toHaveLength(1);
    expect(wordsOn(notices[0]?.card)).toContain('2026-11-25 至 2026-12-02');
    expect(wordsOn(notices[0]?.card)).not.toContain('风险点：乙');
    await closing();
    expect((await riskOf(bot, '乙'))?.body.status).toBe('effective');
    expect((await riskOf(bot, '甲'))?.body.status).toBe('approved');
    await bot.goTo(at('2026-12-02', '18:00'));
    expect((await riskOf(bot, '甲'))?.body.status).toBe('effective');
  });

  it('partly upheld: the amended item hangs again with a period of its own', async () => {
    await object('ou_clerk');
    const card = newest('ou_officer');
    await bot.clicks('ou_officer', card, '部分采纳');
    expect(wordsOn(card.card)).toContain('编写采购需求时可能设置倾向性条件');
    const texts = { title: '甲（改）', content: '内容改', manifestation: '表现改', measure: '措施改' };
    await bot.goTo(at('2026-11-25', '10:00'));
    const reply = await bot.clicks('ou_officer', card, '确认修改并重新公示', {
      form: { ...texts, reply: '已按意见修改表述' },
    });
    expect(reply.toast?.type).toBe('success');
    await bot.goTo(at('2026-11-25', '10:11'));
    expect(bot.to('oc_u1')).toHaveLength(2);
    const second = wordsOn(bot.to('oc_u1').at(-1)?.card);
    expect(second).toContain('甲（改）');
    expect(second).toContain('2026-11-25 至 2026-12-02');
    await closing();
    expect((await riskOf(bot, '乙'))?.body.status).toBe('effective');
    expect((await riskOf(bot, '甲'))?.body.status).toBe('approved');
    await bot.goTo(at('2026-12-02', '18:00'));
    expect((await riskOf(bot, '甲'))?.body.status).toBe('effective');
  });

  it('needs a reason, is given once, and only by those it was sent to', async () => {
    await object('ou_clerk');
    const card = newest('ou_officer');
    const before = { ...card };
    const empty = await bot.clicks('ou_officer', card, '不采纳', { form: { reply: '' } });
    expect(empty.toast?.text['zh-CN']).toContain('答复意见');
    for (const stranger of ['ou_officer2', 'ou_buyer', 'ou_clerk', 'ou_admin']) {
      const no = await bot.clicks(stranger, before, '不采纳', { form: { reply: '不应由我来答复' } });
      expect(no.toast?.text['zh-CN']).toContain('不由您答复');
    }
    await bot.clicks('ou_officer', card, '不采纳', { form: { reply: '已核对复核记录' } });
    const twice = await bot.clicks('ou_officer', before, '采纳', { form: { reply: '改变主意了一下' } });
    expect(twice.toast?.text['zh-CN']).toContain('已经答复');
    expect((await objections())[0]?.body.outcome).toBe('rejected');
  });

  it('with two objections the item waits for both', async () => {
    await object('ou_clerk');
    const first = newest('ou_officer');
    await object('ou_clerk2', '甲', '等级可能偏高，请再核');
    const second = newest('ou_officer');
    await bot.clicks('ou_officer', first, '不采纳', { form: { reply: '已核对复核记录' } });
    await closing();
    expect((await riskOf(bot, '甲'))?.body.status).toBe('approved');
    await bot.goTo(at('2026-12-01', '09:00'));
    await bot.clicks('ou_officer', second, '不采纳', { form: { reply: '等级按表核定无误' } });
    expect((await riskOf(bot, '甲'))?.body.status).toBe('effective');
  });
});
