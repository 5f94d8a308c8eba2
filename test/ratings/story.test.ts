import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RatingBody } from '../../src/capabilities/ratings/index.ts';
import { instantOf } from '../../src/kernel/time.ts';
import type { Doc } from '../../src/store/store.ts';
import { type Shown, type TestBot, testBot, wordsOn } from '../support/bot.ts';

const at = (date: string, time: string): string => instantOf(date, time, 'Asia/Shanghai');
let bot: TestBot;
const newest = (who: string): Shown => bot.to(who).at(-1) as Shown;
const says = async (who: string, word: string): Promise<Shown> => (await bot.says(who, word)) as Shown;
const WHY = '付款资料每月上百份，复核只看合计。';

/** The buyer declares, the section head has it on the desk. */
async function declared(): Promise<void> {
  const start = await says('ou_buyer', '填报');
  await bot.clicks('ou_buyer', start, 'risks.draft', {
    form: {
      source: 'process',
      step: 'S2',
      content: '编写采购需求时可能设置倾向性条件，影响公平竞争。',
      manifestation: '需求中指定品牌；评分标准与履约无关的分值偏高。',
      likelihood: 'low',
      harm: 'middle',
    },
  });
  await bot.clicks('ou_buyer', start, 'risks.confirm', {
    form: { title: '采购需求可能带倾向性', measure: '采购需求由两人分别编写，科长签字复核后提交' },
  });
}
const ratings = async (): Promise<readonly Doc<RatingBody>[]> =>
  (await bot.store.list<RatingBody>('rating', { limit: 10 })).items;
const gives = (who: string, likelihood: string, harm: string, reason = WHY) =>
  bot.clicks(who, newest(who), 'ratings.give', { form: { likelihood, harm, reason } });
async function asks(people: readonly string[]): Promise<Shown> {
  const review = await says('ou_sectionhead', '待办');
  await bot.clicks('ou_sectionhead', review, '联合评估');
  await bot.clicks('ou_sectionhead', review, 'ratings.ask', { form: { people } });
  return review;
}

describe('a joint rating', () => {
  beforeEach(async () => {
    bot = await testBot({ start: at('2026-11-23', '09:00') });
    await bot.goTo(at('2026-11-23', '09:00'));
    await declared();
  });
  afterEach(() => bot.close());

  it('asks each alone, shows nothing before all have answered, then everything to whoever decides', async () => {
    const review = await asks(['ou_unithead', 'ou_officer', 'ou_officer2']);
    expect(wordsOn(review.card)).toContain('已评 0 人，共 3 人');
    for (const who of ['ou_unithead', 'ou_officer', 'ou_officer2']) {
      expect(wordsOn(newest(who).card)).toContain('请评估一个风险点');
      // Neither the self-rating nor who declared it.
      expect(wordsOn(newest(who).card)).not.toMatch(/自评|buyer|按评级表/);
    }
    await gives('ou_unithead', 'high', 'middle');
    expect(wordsOn(newest('ou_officer').card)).not.toContain(WHY);
    const early = await says('ou_sectionhead', '待办');
    await bot.clicks('ou_sectionhead', early, '联合评估');
    expect(wordsOn(early.card)).toContain('已评 1 人，共 3 人');
    expect(wordsOn(early.card)).not.toContain(WHY);
    expect(wordsOn(early.card)).not.toContain('几率高');
    await gives('ou_officer', 'middle', 'high');
    await gives('ou_officer2', 'middle', 'low');

    const done = await says('ou_sectionhead', '待办');
    await bot.clicks('ou_sectionhead', done, '联合评估');
    expect(wordsOn(done.card)).toContain('建议：几率中、危害中，二级（中）');
    expect(wordsOn(done.card)).toContain('意见相差最多 2 档');
    expect(wordsOn(done.card)).toContain('unithead：几率高、危害中，一级（高）');
    expect(wordsOn(done.card)).toContain(`理由：${WHY}`);
    await bot.clicks('ou_sectionhead', done, '按建议调整等级');
    const form = JSON.stringify(done.card?.json);
    expect(form).toContain('"initial_option":"middle"');
    const changed = await bot.clicks('ou_sectionhead', done, 'review.grade', {
      form: { likelihood: 'middle', harm: 'middle', reason: '按联合评估的建议调整' },
    });
    expect(changed.toast?.type).toBe('success');
    await bot.goTo(at('2026-11-24', '09:00'));
    await bot.goTo(at('2026-11-24', '09:45'));
    expect(
      bot
        .to('ou_sectionhead')
        .map((m) => wordsOn(m.card))
        .join(),
    ).toContain('联合评估已结束');
  });

  it('asked twice at the same moment is asked once, and nobody hears of a broken store', async () => {
    const review = await says('ou_sectionhead', '待办');
    await bot.clicks('ou_sectionhead', review, '联合评估');
    const tap = () =>
      bot.clicks('ou_sectionhead', { ...review }, 'ratings.ask', {
        form: { people: ['ou_officer', 'ou_unithead'] },
      });
    const replies = await Promise.all([tap(), tap()]);
    expect(replies.map((r) => r.toast?.text['zh-CN'])).toContain('该项已在联合评估中。');
    expect(await ratings()).toHaveLength(1);
  });

  it('stands in the history of the score, without who gave what', async () => {
    await asks(['ou_unithead', 'ou_officer']);
    await gives('ou_unithead', 'high', 'high');
    await gives('ou_officer', 'middle', 'high');
    const review = await says('ou_sectionhead', '待办');
    await bot.clicks('ou_sectionhead', review, 'review.history');
    // Of two middle ones the graver: upward.
    expect(wordsOn(review.card)).toContain('联合评估 · 几率高、危害高，一级（高）');
    expect(wordsOn(review.card)).toContain('提交审核 · 几率低、危害中，三级（低）');
    expect(wordsOn(review.card)).not.toContain(WHY);
  });

  it('is asked of two to four, never of those whose own it is, and once at a time', async () => {
    const review = await says('ou_sectionhead', '待办');
    await bot.clicks('ou_sectionhead', review, '联合评估');
    const stale = { ...review };
    for (const people of [
      undefined,
      [],
      ['ou_officer'],
      ['ou_officer', 'ou_buyer'],
      ['ou_officer', 'ou_sectionhead'],
      'ou_officer',
      ['ou_officer', 'ou_officer'],
    ]) {
      const reply = await bot.clicks('ou_sectionhead', review, 'ratings.ask', { form: { people } });
      expect(reply.toast?.text['zh-CN']).toContain('2–4 人');
    }
    expect(await ratings()).toEqual([]);
    await bot.clicks('ou_sectionhead', review, 'ratings.ask', {
      form: { people: ['ou_officer', 'ou_unithead'] },
    });
    const twice = await bot.clicks('ou_sectionhead', { ...stale }, 'ratings.ask', {
      form: { people: ['ou_officer', 'ou_unithead'] },
    });
    expect(twice.toast?.text['zh-CN']).toContain('已在联合评估中');
    const stranger = await bot.clicks('ou_buyer', { ...stale }, 'ratings.ask', {
      form: { people: ['ou_officer', 'ou_unithead'] },
    });
    expect(stranger.toast?.type).not.toBe('success');
    const peeping = await bot.clicks(
      'ou_buyer',
      { ...review, card: (await says('ou_sectionhead', '待办')).card as NonNullable<Shown['card']> },
      'ratings.open',
    );
    expect(peeping.toast?.text['zh-CN']).toContain('没有请您参加');
    expect(await ratings()).toHaveLength(1);
  });

  it('takes each answer once, with a reason', async () => {
    await asks(['ou_unithead', 'ou_officer']);
    const stale = { ...newest('ou_unithead') };
    expect((await gives('ou_unithead', 'high', 'high', '')).toast?.text['zh-CN']).toContain('理由');
    expect((await gives('ou_unithead', 'high', 'high', '无')).toast?.text['zh-CN']).toContain('理由');
    expect((await gives('ou_unithead', 'higher', 'high')).toast?.text['zh-CN']).toContain('请选择');
    await gives('ou_unithead', 'high', 'high');
    const form = { likelihood: 'low', harm: 'low', reason: WHY };
    const twice = await bot.clicks('ou_unithead', { ...stale }, 'ratings.give', { form });
    expect(twice.toast?.text['zh-CN']).toContain('已评过');
    const other = await bot.clicks('ou_buyer', { ...stale }, 'ratings.give', { form });
    expect(other.toast?.text['zh-CN']).toContain('没有请您参加');
    expect((await ratings())[0]?.body.answers).toHaveLength(1);
  });

  it('closes by hand with what there is, by itself when its time is over, and not at all without answers', async () => {
    const review = await asks(['ou_unithead', 'ou_officer', 'ou_officer2']);
    await gives('ou_unithead', 'high', 'high');
    await bot.clicks('ou_sectionhead', review, 'review.open');
    await bot.clicks('ou_sectionhead', review, '联合评估');
    await bot.clicks('ou_sectionhead', review, '结束评估');
    expect(wordsOn(review.card)).toContain('建议：几率高、危害高');
    await bot.clicks('ou_sectionhead', review, '再请人评估');
    await bot.clicks('ou_sectionhead', review, 'ratings.ask', {
      form: { people: ['ou_officer', 'ou_officer2'] },
    });
    await bot.clicks('ou_officer', newest('ou_officer'), '不便评估');
    await bot.goTo(at('2026-11-27', '09:00'));
    const statuses = (await ratings()).map((r) => r.body.status).toSorted();
    expect(statuses).toEqual(['closed', 'dropped']);
  });

  it('ends with the review', async () => {
    await asks(['ou_unithead', 'ou_officer']);
    const review = await says('ou_sectionhead', '待办');
    await bot.clicks('ou_sectionhead', review, 'review.divert');
    const [doc] = await ratings();
    expect(doc?.body.status).toBe('dropped');
    // The card they were asked with is no form any more, without a word of theirs.
    await bot.goTo(at('2026-11-23', '09:01'));
    for (const who of ['ou_officer', 'ou_unithead'])
      expect(
        bot
          .to(who)
          .map((m) => wordsOn(m.card))
          .join(),
      ).not.toContain('请评估一个风险点');
    expect(wordsOn((await says('ou_officer', '评估')).card)).toContain('没有待评估');
  });

  it('can be asked for as often as it is needed', async () => {
    const [risk] = (await bot.store.list('risk', { limit: 1 })).items;
    const body = {
      status: 'dropped',
      risk: risk?.id,
      unit: 'U1',
      askedBy: 'ou_sectionhead',
      at: '2026-11-20',
    };
    const asked = { due: '2026-11-24', asked: ['ou_officer'], declined: [], answers: [] };
    await bot.store.commit({
      ...{ requestId: 'old', fingerprint: 'o', at: bot.now(), actor: 'system', reason: 'seed' },
      put: Array.from({ length: 25 }, (_, i) => ({
        ...{ kind: 'rating', id: `J-old${i}`, rev: 0, body: { ...body, ...asked }, sealed: { reasons: {} } },
      })),
      unique: Array.from({ length: 25 }, (_, i) => `rating:${risk?.id}:${i}`),
    });
    const review = await asks(['ou_unithead', 'ou_officer']);
    expect(wordsOn(review.card)).toContain('已评 0 人，共 2 人');
  });
});
