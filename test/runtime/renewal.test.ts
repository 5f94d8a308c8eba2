import { expect, it } from 'vitest';
import { wordsOn } from '../support/read-card.ts';
import { toyBot } from './toy.ts';

const LATER = '2026-12-07T01:00:00.000Z';

/** Who asked for the same card `times` times, long ago, and what hangs in the chat after the renewal. */
async function afterRenewal(times: number, youngAt?: string) {
  const bot = await toyBot();
  for (let i = 0; i < times; i += 1) await bot.say('ou_clerk', '计数');
  await bot.drain();
  await bot.tick();
  if (youngAt) {
    bot.at(youngAt);
    await bot.say('ou_clerk', '计数');
    await bot.drain();
  }
  bot.at(LATER);
  await bot.tick();
  await bot.drain();
  const shown = bot.messenger.messages.filter((m) => 'person' in m.to && m.to.person === 'ou_clerk');
  return shown.map((m) => (wordsOn(m.card).includes('由新卡片代替') ? 'moved' : 'card'));
}

it('several old copies of one card get one fresh card, not one each', async () => {
  expect(await afterRenewal(4)).toEqual(['moved', 'moved', 'moved', 'moved', 'card']);
});

it('a younger copy of the same card will do', async () => {
  expect(await afterRenewal(2, '2026-12-04T01:00:00.000Z')).toEqual(['moved', 'moved', 'card']);
});
