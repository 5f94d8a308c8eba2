import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { policy, put } from '../powers/registers.ts';
import { atGroup, groupBureau, voting } from '../risks/group.ts';
import { seedRisks } from '../risks/seeded.ts';
import { MONDAY_9, type TestBot, testBot } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { texts, wrongWith } from './hostile-texts.ts';
import { clickOn } from './register.ts';

/** Forms that take a text only beside other fields that fit, or in a vote; every hostile text goes once into each. */
let bot: TestBot;
afterEach(() => bot.close());

/** Stands before each text, so that it is seen whether anybody was shown what was typed. */
const MARK = '经集体研究的依据：';
const words = (text: string): string => `${MARK}${text}`.slice(0, 100);
const seen: Card[] = [];
const keep = (card: Card | undefined): void => void (card && seen.push(card));
const succeeded = ({ toast }: { toast?: { type: string } }): number => Number(toast?.type === 'success');
/** More than half of the texts were taken and shown, and nothing of them is live. */
function check(taken: number): void {
  for (const { card } of bot.messenger.messages) keep(card);
  const cards = seen.splice(0);
  expect(taken).toBeGreaterThan(texts.length / 2);
  const shown = cards.filter((card) => JSON.stringify(card.json).includes(MARK));
  expect(shown.length).toBeGreaterThan(texts.length / 2);
  expect(cards.flatMap(wrongWith)).toEqual([]);
}

describe('I01 in forms that a text alone does not pass', { timeout: 120_000 }, () => {
  it('what a step takes and gives, and why it was changed', async () => {
    bot = await testBot();
    await put(bot, [policy('Z-1', { items: ['大额支付'] })]);
    const shown = (await bot.says('ou_head', '权力')) as Shown;
    const [id = ''] = JSON.stringify(shown.card?.json).match(/W-[0-9a-f]{12}/) ?? [];
    await bot.clicks('ou_head', shown, 'powers.item', { option: id });
    let taken = 0;
    for (const [n, { text }] of texts.entries()) {
      await bot.clicks('ou_head', shown, 'powers.step', { option: 'S1' });
      const form = {
        no: '1',
        days: String(1 + (n % 9)),
        why: words(text),
        input: words(text),
        output: words(text),
      };
      taken += succeeded(await bot.clicks('ou_head', shown, 'powers.saveStep', { form }));
      keep(shown.card);
      await bot.clicks('ou_head', shown, '流程版本');
      keep(shown.card);
      await bot.clicks('ou_head', shown, 'powers.item');
    }
    check(taken);
  });

  it('on what basis somebody stands in', async () => {
    bot = await testBot();
    const on = (await bot.says('ou_head', '代理')) as Shown;
    let taken = 0;
    for (const { text } of texts) {
      const days = { from: '2026-11-24 +0800', until: '2026-11-27 +0800' };
      const form = { to: 'ou_clerk2', ...days, basis: words(text) };
      taken += succeeded(await bot.clicks('ou_head', on, 'organization.nameStandIn', { form }));
      keep(bot.to('ou_clerk2').at(-1)?.card);
      await bot.clicks('ou_head', on, 'organization.endStandIn');
    }
    check(taken);
  });

  it('why one of the leading group takes an item off the list', async () => {
    bot = await testBot({ data: groupBureau(), settings: voting('majority') });
    await bot.goTo(MONDAY_9);
    await seedRisks(
      bot,
      texts.map(() => atGroup()),
    );
    let taken = 0;
    for (const [n, { text }] of texts.entries()) {
      const id = `R-${n + 1}`;
      const form = { reason: words(text) };
      taken += succeeded(await clickOn(bot, 'ou_m3', 'review.oppose', id, { rev: 1, form }));
      keep((await clickOn(bot, 'ou_m4', 'review.pick', id, { option: id })).card);
    }
    check(taken);
  });
});
