import { afterEach, describe, expect, it } from 'vitest';
import { type TestBot, wordsOn } from '../support/bot.ts';
import { at, cardOf, DAY0, DECLARING, declaringBot, plannedBot } from './campaign.ts';

let bot: TestBot;
afterEach(() => bot.close());

describe('a campaign', () => {
  it('is told once in each unit’s group, by counts and dates', async () => {
    bot = await plannedBot();
    await bot.goTo(at(DAY0, '08:30'));
    expect(bot.to('oc_u0')).toHaveLength(1);
    expect(wordsOn(bot.to('oc_u1')[0]?.card)).toContain('本单位 10 人、7 个岗位参加');
    expect(wordsOn(bot.to('oc_u1')[0]?.card)).toContain('2026-11-25 至 2026-12-08');
    expect(wordsOn(bot.to('oc_u1')[0]?.card)).not.toContain('buyer');
  });

  it('gives each person one card, spread over the first working day', async () => {
    bot = await plannedBot();
    await bot.goTo(at(DAY0, '08:30'));
    await bot.goTo(at(DECLARING, '08:29'));
    expect(bot.to('ou_buyer')).toHaveLength(0);
    await bot.goTo(at(DECLARING, '08:30'));
    const early = bot.messenger.messages.length;
    await bot.goTo(at(DECLARING, '12:00'));
    const noon = bot.messenger.messages.length;
    await bot.goTo(at(DECLARING, '17:59'));
    expect(noon).toBeGreaterThan(early);
    expect(bot.messenger.messages.length).toBeGreaterThan(noon);
    const cards = bot.messenger.messages.filter((m) => 'person' in m.to && m !== bot.to('ou_admin')[0]);
    expect(new Set(cards.map((m) => m.chatId)).size).toBe(20);
    expect(bot.to('ou_gone')).toHaveLength(0);
  });

  it('takes «no change» in one tap and a confirmation', async () => {
    bot = await declaringBot();
    const card = cardOf(bot, 'ou_clerk');
    expect(wordsOn(card.card)).toContain('一级（高） 风险A1');
    const reply = await bot.clicks('ou_clerk', card, 'screening.noChange');
    expect(reply.toast?.text['zh-CN']).toBe('已确认没有变化');
    expect(wordsOn(card.card)).toContain('您已全部答复');
    const again = await bot.clicks('ou_clerk', card, 'screening.open');
    expect(again.toast).toBeUndefined();
  });
});
