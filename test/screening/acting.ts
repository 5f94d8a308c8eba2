import type { Reply } from '../../src/kernel/envelope.ts';
import type { Shown, TestBot } from '../support/bot.ts';
import { cardOf, newest } from './campaign.ts';

/** Taps as a thumb makes them: a button, its confirmation, each field of a form. */
export type Thumb = { taps: number };
export const thumb = (): Thumb => ({ taps: 0 });

/** Presses a button; one more tap when it asks for a confirmation, one for each field filled in. */
export async function tap(
  bot: TestBot,
  who: string,
  on: Shown,
  button: string,
  more: {
    form?: Record<string, unknown>;
    option?: string;
    match?: (v: Record<string, unknown>) => boolean;
  } = {},
  hand: Thumb = thumb(),
): Promise<Reply> {
  const asks = JSON.stringify(on.card?.json).includes('"confirm"') && button === 'screening.noChange';
  hand.taps += 1 + (asks ? 1 : 0) + Object.keys(more.form ?? {}).length;
  return bot.clicks(who, on, button, more);
}

export const NONE_REASON = '本岗位只负责收发登记，不经手资金和审批，由科长每周复核登记簿。';
export const RISK_FORM = {
  source: 'process',
  stepOther: '报销单据初审',
  content: '在报销单据初审环节，可能因核对不细放过不合规票据。',
  manifestation: '票据日期与行程不符仍予通过；只看金额不看附件。',
  likelihood: 'low',
  harm: 'middle',
};

/** 新增 from the campaign card to the submitted risk. Gives the taps it took. */
export async function addRisk(
  bot: TestBot,
  who: string,
  form: Record<string, unknown> = RISK_FORM,
): Promise<number> {
  const hand = thumb();
  await tap(bot, who, cardOf(bot, who), 'screening.add', {}, hand);
  const below = newest(bot, who);
  await tap(bot, who, below, 'risks.draft', { form }, hand);
  await tap(
    bot,
    who,
    below,
    'risks.confirm',
    { form: { title: '票据初审可能放过不合规票据', measure: '初审由两人交叉核对附件并签名' } },
    { taps: 0 },
  );
  // Title and measure are offered by the step; who takes them as they are taps once.
  return hand.taps + 1;
}
export const saysNone = async (bot: TestBot, who: string, reason = NONE_REASON): Promise<Reply> => {
  const card = cardOf(bot, who);
  await bot.clicks(who, card, 'screening.noneForm');
  return bot.clicks(who, card, 'screening.none', { form: { reason } });
};
export const saysAway = async (bot: TestBot, who: string, away = 'secondment'): Promise<Reply> => {
  const card = cardOf(bot, who);
  await bot.clicks(who, card, 'screening.awayForm');
  return bot.clicks(who, card, 'screening.away', { form: { away } });
};
