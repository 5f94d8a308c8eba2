import { expect, it } from 'vitest';
import type { CopyBody } from '../../src/runtime/kinds.ts';
import { wordsOn } from '../support/read-card.ts';
import { START, toyBot } from './toy.ts';

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

it('what was replaced or got too old is forgotten after a month, but not before', async () => {
  const bot = await toyBot();
  await bot.say('ou_clerk', '计数');
  await bot.drain();
  await bot.tick();
  const copies = async (at: string) => {
    bot.at(at);
    await bot.tick();
    await bot.drain();
    const { items } = await bot.store.list<CopyBody>('copy', { limit: 99 });
    return items.filter(({ body }) => body.person === 'ou_clerk').length;
  };
  // The old one and its fresh twin; then the twin alone, until its own time comes.
  expect(await copies('2026-12-07T01:00:00.000Z')).toBe(2);
  expect(await copies('2026-12-22T01:00:00.000Z')).toBe(3);
  expect(await copies('2026-12-24T01:00:00.000Z')).toBe(2);
});

it('keeps up with a bureau: a round every ten minutes of work as long as something is old', async () => {
  const bot = await toyBot();
  const row = (n: number) => ({
    ...{ kind: 'copy', id: `c${n}`, rev: 0 },
    body: {
      card: 'toy.private',
      about: `x:${n}`,
      chat: 'oc_u1',
      state: 'live',
      message: `om_${n}`,
      sentAt: START,
    },
  });
  await bot.tick();
  const put = Array.from({ length: 450 }, (_, n) => row(n));
  await bot.store.commit({ requestId: 'many', fingerprint: 'm', at: START, actor: 'x', reason: 'x', put });
  const left = async (at: string) => {
    bot.at(at);
    await bot.tick();
    return (await bot.store.list('copy', { index: 'sentAt', limit: 1000 })).items.length;
  };
  expect(await left('2026-12-07T01:00:00.000Z')).toBe(250);
  expect(await left('2026-12-07T01:09:00.000Z')).toBe(250);
  expect(await left('2026-12-07T01:10:00.000Z')).toBe(50);
  expect(await left('2026-12-07T01:20:00.000Z')).toBe(0);
});
