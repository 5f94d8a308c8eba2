import { expect, it } from 'vitest';
import { plusMs } from '../../src/kernel/time.ts';
import { answerShelf } from '../../src/runtime/answers.ts';
import { runtimeCards } from '../../src/runtime/cards.ts';
import { outbox } from '../../src/runtime/outbox.ts';
import { say } from '../../src/runtime/texts.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { wordsOn } from '../support/bot.ts';
import { START, toyBot } from './toy.ts';

/** Somebody said a word to one process, which has the answer in memory; another one looks at the outbox first. */
async function said(more: Parameters<Awaited<ReturnType<typeof toyBot>>['say']>[2] = {}) {
  const toy = await toyBot('/elsewhere', new MemoryDisk().seenBy(newLife()));
  await toy.say('ou_clerk', '看不懂的话', more);
  const answers = answerShelf();
  const cards = new Map([...toy.bot.registry.cards, ...Object.entries(runtimeCards(answers))]);
  const other = outbox({ ...toy.bot, answers, registry: { ...toy.bot.registry, cards } }, 'w2');
  const shown = () => toy.messenger.messages.map(({ card }) => wordsOn(card));
  return { toy, other, shown };
}

it('an answer is left to the process that has it', async () => {
  const { toy, other, shown } = await said();
  // It gives way as well: nothing more at once.
  expect(await other.round()).toBe(0);
  expect(shown()).toEqual([]);
  toy.at(plusMs(START, 250));
  await toy.drain();
  expect(shown()).toEqual([expect.stringContaining(say.notUnderstood['zh-CN'])]);
});

it('after some seconds, when that process is no more, it is told that the answer was not kept, and nothing else', async () => {
  const { toy, other, shown } = await said();
  toy.at(plusMs(START, 5_000));
  expect(await other.round()).toBe(1);
  expect(shown()).toEqual([expect.stringContaining(say.answerLost['zh-CN'])]);
});

it('also in a group', async () => {
  const { toy, other, shown } = await said({ chatType: 'group', chatId: 'oc_u1' });
  toy.at(plusMs(START, 5_000));
  await other.round();
  expect(await toy.store.outbox('dead', 9)).toEqual([]);
  expect(shown()).toEqual([expect.stringContaining(say.answerLost['zh-CN'])]);
});
