import { afterEach, expect, it } from 'vitest';
import type { AnswerBody } from '../../src/capabilities/screening/model.ts';
import { type Shown, type TestBot, wordsOn } from '../support/bot.ts';
import { addRisk, NONE_REASON, saysAway, saysNone, tap, thumb } from './acting.ts';
import { at, cardOf, declaringBot, inForce, newest, raisedByLeader } from './campaign.ts';

let bot: TestBot;
afterEach(() => bot?.close());
const answer = async (who: string, item: string) => {
  const { items } = await bot.store.list<AnswerBody>('answer', { limit: 100 });
  return items.find((a) => a.body.person === who && a.body.item === item)?.body;
};

it('«no change» takes two taps, also for two posts at once', async () => {
  bot = await declaringBot();
  const hand = thumb();
  await tap(bot, 'ou_cook', cardOf(bot, 'ou_cook'), 'screening.noChange', {}, hand);
  expect(hand.taps).toBeLessThanOrEqual(2);
  expect(await answer('ou_cook', 'P9')).toMatchObject({ kind: 'noChange', state: 'given', risks: ['R-C9'] });
  expect(await answer('ou_cook', 'P10')).toMatchObject({ kind: 'noChange', risks: ['R-C10'] });
  expect(wordsOn(cardOf(bot, 'ou_cook').card)).toContain('您已全部答复');
});

it('a second tap on an old card changes nothing and shows the fresh one', async () => {
  bot = await declaringBot();
  const card = cardOf(bot, 'ou_clerk');
  const old = { ...card };
  await bot.clicks('ou_clerk', card, 'screening.noChange');
  const again = await bot.clicks('ou_clerk', old, 'screening.noChange');
  expect(again.toast?.text['zh-CN']).toContain('刚刚有变动');
  expect(wordsOn(again.card)).toContain('您已全部答复');
});

it('a new risk of one’s own post is an answer, within ten taps; the campaign card stays and shows it', async () => {
  bot = await declaringBot();
  expect(await addRisk(bot, 'ou_clerk2')).toBeLessThanOrEqual(10);
  expect(await answer('ou_clerk2', 'P2')).toMatchObject({ kind: 'added', state: 'given' });
  await bot.goTo(at('2026-11-26', '09:00'));
  expect(wordsOn(cardOf(bot, 'ou_clerk2').card)).toContain('已新增');
  expect(wordsOn(newest(bot, 'ou_clerk2').card)).toContain('票据初审');
});

it('a card with open items is renewed on its thirteenth day and shows what is answered; an answered one stays', async () => {
  bot = await declaringBot();
  const campaignCards = (who: string) =>
    bot.to(who).filter((m) => m.card?.json.header.title.content.includes('年度廉政风险排查'));
  await bot.clicks('ou_clerk', cardOf(bot, 'ou_clerk'), 'screening.noChange');
  const old = cardOf(bot, 'ou_clerk2');
  await bot.goTo(at('2026-12-09', '10:00'));
  expect(campaignCards('ou_clerk')).toHaveLength(1);
  const fresh = newest(bot, 'ou_clerk2');
  expect(fresh).not.toBe(old);
  await bot.clicks('ou_clerk2', fresh, 'screening.noneForm');
  await bot.clicks('ou_clerk2', fresh, 'screening.none', { form: { reason: NONE_REASON } });
  await bot.goTo(at('2026-12-09', '10:10'));
  expect(wordsOn(fresh.card)).toContain('您已全部答复');
  await bot.goTo(at('2026-12-09', '10:30'));
  expect(campaignCards('ou_clerk2').at(-1)).toBe(fresh);
});

it('what is taken back is no answer any more', async () => {
  bot = await declaringBot();
  await addRisk(bot, 'ou_clerk2');
  await bot.clicks('ou_clerk2', newest(bot, 'ou_clerk2'), 'risks.withdraw');
  expect(await answer('ou_clerk2', 'P2')).toMatchObject({ state: 'askedAgain', risks: [] });
});

it('更正 and 退出目录 open the risk’s own forms below the card and count as changes', async () => {
  bot = await declaringBot();
  await bot.clicks('ou_buyer', cardOf(bot, 'ou_buyer'), '更正');
  const form = newest(bot, 'ou_buyer');
  expect(wordsOn(form.card)).toContain('可能设置倾向性条件');
  await bot.clicks('ou_buyer', form, 'risks.draft', {
    form: {
      source: 'process',
      step: 'S4',
      content: '编写采购需求时可能按某一品牌设置参数，影响公平竞争。',
      manifestation: '需求参数只有一家满足；评分标准偏向既有供应商。',
      likelihood: 'low',
      harm: 'middle',
    },
  });
  await bot.clicks('ou_buyer', form, 'risks.confirm', {
    form: { title: '采购需求可能带倾向性', measure: '需求由两人分别编写、交叉复核' },
  });
  expect(await answer('ou_buyer', 'P4')).toMatchObject({ kind: 'changed', state: 'given' });

  await bot.clicks('ou_buyer2', cardOf(bot, 'ou_buyer2'), '退出目录');
  await bot.clicks('ou_buyer2', newest(bot, 'ou_buyer2'), 'risks.retireSend', {
    form: { reason: '这一环节自本月起由系统自动完成，不再人工办理。' },
  });
  expect(await answer('ou_buyer2', 'P5')).toMatchObject({ kind: 'changed' });
});

it('«none» on a key post says why, and the head confirms it', async () => {
  bot = await declaringBot();
  const card = cardOf(bot, 'ou_clerk3');
  expect((await saysNone(bot, 'ou_clerk3', '暂无')).toast?.text['zh-CN']).toContain('请说明');
  expect(await answer('ou_clerk3', 'P3')).toBeUndefined();
  await bot.clicks('ou_clerk3', card, 'screening.none', {
    form: { reason: '岗位职责已并入结算中心，本岗位不再经手审批和资金。' },
  });
  expect(await answer('ou_clerk3', 'P3')).toMatchObject({
    kind: 'none',
    state: 'waiting',
    holders: ['ou_head'],
  });
  await bot.goTo(at('2026-11-26', '08:30'));
  const desk = newest(bot, 'ou_head');
  expect(wordsOn(desk.card)).toContain('结算中心');
  await bot.clicks('ou_head', desk, 'screening.confirm');
  expect(await answer('ou_clerk3', 'P3')).toMatchObject({ state: 'confirmed', decidedBy: 'ou_head' });
  expect(wordsOn(desk.card)).toContain('没有等您确认的事项');
});

it('nobody else confirms it, and the head may ask to look again: a digest line, no message', async () => {
  bot = await declaringBot();
  await saysAway(bot, 'ou_buyer4');
  await bot.goTo(at('2026-11-26', '08:30'));
  const desk = newest(bot, 'ou_sectionhead');
  const stranger = await bot.clicks('ou_head', desk, 'screening.confirm');
  expect(stranger.toast?.type).toBe('warning');
  expect(await answer('ou_buyer4', 'P7')).toMatchObject({ kind: 'away', state: 'waiting' });
  const before = bot.to('ou_buyer4').length;
  const again = (await bot.says('ou_sectionhead', '排查')) && newest(bot, 'ou_sectionhead');
  await bot.clicks('ou_sectionhead', again as never, 'screening.desk');
  await bot.clicks('ou_sectionhead', again as never, 'screening.askAgain');
  expect(bot.to('ou_buyer4')).toHaveLength(before);
  await bot.goTo(at('2026-11-26', '09:45'));
  expect(wordsOn(newest(bot, 'ou_buyer4').card)).toContain('请您再看一看');
  await saysNone(bot, 'ou_buyer4');
  expect(await answer('ou_buyer4', 'P7')).toMatchObject({ kind: 'none', state: 'waiting' });
});

it('«none» where risks stand is no answer', async () => {
  bot = await declaringBot();
  await inForce(bot, { X2: { unit: 'U0', division: 'D1', post: 'P2', grade: 3 } });
  const card = cardOf(bot, 'ou_clerk2');
  const reply = await bot.clicks('ou_clerk2', card, 'screening.noneForm');
  expect(reply.toast?.text['zh-CN']).toContain('逐条申请退出');
});

it('the post holder says what he thinks of a risk that a leader raised', async () => {
  bot = await declaringBot();
  const raised = (post: string) => raisedByLeader('ou_sectionhead', 'D2', post);
  await inForce(bot, { L6: raised('P6'), L7: raised('P7') });
  const fresh = (await bot.says('ou_buyer3', '排查')) as never;
  await bot.clicks('ou_buyer3', fresh, 'screening.agree');
  expect(await answer('ou_buyer3', 'P6')).toMatchObject({ kind: 'added', risks: ['R-L6'] });

  const other = (await bot.says('ou_buyer4', '排查')) as never;
  const early = await bot.clicks('ou_buyer4', other, 'screening.noneForm');
  expect(early.toast?.text['zh-CN']).toContain('请先对领导提出的');
  await bot.clicks('ou_buyer4', other, 'screening.differ');
  await bot.clicks('ou_buyer4', other, 'screening.differSend', {
    form: { reason: '这一环节去年已改由系统抽取专家，岗位不再经手。' },
  });
  expect(await answer('ou_buyer4', 'P7')).toBeUndefined();
  await bot.goTo(at('2026-11-26', '08:30'));
  const desk = newest(bot, 'ou_sectionhead');
  expect(wordsOn(desk.card)).toContain('有不同意见');
  await bot.clicks('ou_sectionhead', desk, 'screening.seen');
  expect(wordsOn(desk.card)).not.toContain('有不同意见');
  // A differing view is no answer yet: the holder may still say that there is none.
  await bot.clicks('ou_buyer4', other, 'screening.noneForm');
  await bot.clicks('ou_buyer4', other, 'screening.none', { form: { reason: NONE_REASON } });
  expect(await answer('ou_buyer4', 'P7')).toMatchObject({ kind: 'none', state: 'waiting' });
});

it('agreeing to a leader’s risk leaves the entries of last year to be answered', async () => {
  bot = await declaringBot();
  await inForce(bot, { L8: raisedByLeader('ou_chief3', 'D3', 'P8') });
  const card = (await bot.says('ou_driver', '排查')) as Shown;
  await bot.clicks('ou_driver', card, 'screening.agree');
  expect(await answer('ou_driver', 'P8')).toBeUndefined();
  await bot.clicks('ou_driver', card, 'screening.noChange');
  expect(await answer('ou_driver', 'P8')).toMatchObject({ kind: 'noChange', risks: ['R-D8', 'R-L8'] });
});
