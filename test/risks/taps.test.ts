import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTags, MAX_TAGS } from '../../cards/kit/card.ts';
import type { Reply } from '../../src/kernel/envelope.ts';
import { MONDAY_9, pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { riskBody } from './fixture.ts';
import { riskIn, seedRisks } from './seeded.ts';

/** How often a reviewer touches the screen: a button 1, its confirmation 1, a tick 1, a select 2 (open, choose). */
class Taps {
  count = 0;
}
let bot: TestBot;
let taps: Taps;
beforeEach(async () => {
  bot = await testBot();
  taps = new Taps();
  await bot.goTo(MONDAY_9);
});
afterEach(() => bot.close());

const confirms = (on: Shown, name: string): boolean =>
  JSON.stringify(on.card?.json)
    .split('"tag":"button"')
    .some((b) => b.includes(`"do":"${name}"`) && b.includes('"confirm"'));
async function tap(
  on: Shown,
  name: string,
  more: { form?: Record<string, unknown>; option?: string; ticks?: number; selects?: number } = {},
): Promise<Reply> {
  taps.count += 1 + (confirms(on, name) ? 1 : 0) + (more.ticks ?? 0) + 2 * (more.selects ?? 0);
  return bot.clicks('ou_head', on, name, more);
}
/** Chooses in a select outside a form: opening it and choosing. */
async function choose(on: Shown, name: string, option: string): Promise<Reply> {
  taps.count += 2;
  return bot.clicks('ou_head', on, name, { option });
}
const thirty = () => Array.from({ length: 30 }, (_, i) => riskBody({ grade: i < 5 ? 1 : i < 14 ? 2 : 3 }));
const desk = async (): Promise<Shown> => {
  const shown = await bot.says('ou_head', '待审');
  if (!shown) throw new Error('no desk');
  return shown;
};
const numberOf = (on: Shown, id: string): number => {
  const items = String(
    pressables(on.card as never).find((p) => p.value.do === 'review.approveRest')?.value.items,
  );
  return items.split(',').findIndex((entry) => entry.startsWith(`${id}:`));
};

describe('a reviewer with 30 items', () => {
  it('approves them all with six taps, from the card that says how many of each grade wait', async () => {
    await seedRisks(bot, thirty());
    const on = await desk();
    expect(wordsOn(on.card)).toContain('待审 30 条：一级 5 / 二级 9 / 三级 16');
    while (wordsOn(on.card).includes('待审')) {
      expect(countTags(on.card?.json)).toBeLessThan(MAX_TAGS);
      await tap(on, 'review.approveRest', { form: {} });
    }
    expect(wordsOn(on.card)).toContain('没有等您审核或修改的风险点');
    for (let i = 1; i <= 30; i += 1) expect((await riskIn(bot, `R-${i}`)).body.step, `R-${i}`).toBe(1);
    expect(taps.count).toBe(6);
  });

  it('returns one of them within twelve taps: a tick is asked for once, not on every page', async () => {
    await seedRisks(bot, thirty());
    const on = await desk();
    const n = numberOf(on, 'R-3');
    await tap(on, 'review.approveRest', { form: { [`hold_${n}`]: true }, ticks: 1 });
    // What was held back waits below, and the next page is full of others.
    expect(numberOf(on, 'R-3')).toBe(-1);
    expect(wordsOn(on.card)).toContain('已暂留');
    await tap(on, 'review.approveRest', { form: {} });
    // The last one left is its own card.
    await tap(on, 'review.approveRest', { form: {} });
    await tap(on, 'review.returnForm');
    await tap(on, 'review.return', { form: { reason: 'vague', due: '2026-11-26 +0800' }, selects: 1 });
    expect((await riskIn(bot, 'R-3')).body.status).toBe('returned');
    for (let i = 1; i <= 30; i += 1)
      if (i !== 3) expect((await riskIn(bot, `R-${i}`)).body.step, `R-${i}`).toBe(1);
    expect(taps.count).toBeLessThanOrEqual(12);
  });

  it('with two exceptions it stays at one tick each, and each is opened from below the list', async () => {
    await seedRisks(bot, thirty());
    const on = await desk();
    const ticks = { [`hold_${numberOf(on, 'R-1')}`]: true, [`hold_${numberOf(on, 'R-2')}`]: true };
    await tap(on, 'review.approveRest', { form: ticks, ticks: 2 });
    await tap(on, 'review.approveRest', { form: {} });
    await tap(on, 'review.approveRest', { form: {} });
    const before = taps.count;
    expect(before).toBe(8);
    expect(wordsOn(on.card)).toContain('须单独打开的：');
    await choose(on, 'review.pick', 'R-1');
    await tap(on, 'review.approve');
    // Approved after a look: two taps to open it, two to approve it.
    expect(taps.count).toBe(before + 4);
    expect((await riskIn(bot, 'R-1')).body.step).toBe(1);
  });
});
