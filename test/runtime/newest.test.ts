import { describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { plusMs } from '../../src/kernel/time.ts';
import { outbox } from '../../src/runtime/outbox.ts';
import { type Dice, dice } from '../../src/simulation/dice.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { wordsOn } from '../support/read-card.ts';
import { START, toyBot } from './toy.ts';

const SEEDS = Array.from({ length: 25 }, (_, n) => `o07-${n}`);
/** Steps in which the card changes, redraws begin and end; then five in which they only begin, and nothing ends. */
const CHANGING = 75;
const STEPS = CHANGING + 5;
/** Far below the number at which the toy's card has nothing left to do: it is redrawn in place all the time. */
const FIRST = -1_000;

/** The client gives up a call after ten seconds and tries it once more with a fresh token. */
const LONGEST_MS = 20_000;

type Call = { readonly since: number; readonly arrive: () => void; readonly fail: () => void };

/** A Feishu that redraws cards when it likes: calls arrive, or are lost, in an order that the test throws. */
function slowFeishu(bot: Awaited<ReturnType<typeof toyBot>>, time: () => number): Call[] {
  const calls: Call[] = [];
  bot.messenger.patchCard = (messageId: string, card: Card) =>
    new Promise<void>((resolve, reject) => {
      calls.push({
        since: time(),
        arrive() {
          const shown = bot.messenger.messages.find((m) => m.id === messageId);
          if (shown) Object.assign(shown, { card, patches: shown.patches + 1 });
          resolve();
        },
        fail: () => reject(new MessengerError('unknown', 0, 'lost')),
      });
    });
  return calls;
}

/** Turns of the event loop until whatever was begun stands still at a call or is over. */
const settle = async (): Promise<void> => {
  for (let n = 0; n < 4; n += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

async function play(chance: Dice): Promise<string> {
  const bot = await toyBot('/o07', new MemoryDisk().seenBy(newLife()));
  await bot.click('ou_clerk', 0, { form: { by: String(FIRST) } });
  await bot.drain();
  let passed = 0;
  const calls = slowFeishu(bot, () => passed);
  const workers = [outbox(bot.bot, 'w1'), outbox(bot.bot, 'w2')];
  const rounds: Promise<number>[] = [];
  let now = plusMs(START, 1_000);
  let changes = 1;
  // What was made before an hour that is put back waits for it: in every other history there is none.
  const putBack = chance.chance(0.5) ? 0.03 : 0;
  const step = async (n: number): Promise<void> => {
    const ms = chance.int(4_000);
    passed += ms;
    now = plusMs(now, chance.chance(putBack) ? -3_600_000 : ms);
    bot.at(now);
    while (calls[0] && passed - calls[0].since > LONGEST_MS) calls.shift()?.arrive();
    const lot = n < CHANGING ? chance.next() : 0.5;
    if (lot < 0.3) await bot.click('ou_clerk', changes++);
    else if (lot < 0.7) rounds.push(chance.pick(workers).round());
    else {
      const [call] = calls.splice(chance.int(calls.length), 1);
      if (chance.chance(0.8)) call?.arrive();
      else call?.fail();
    }
    await settle();
  };
  for (let n = 0; n < STEPS; n += 1) await step(n);
  // What was drawn last arrives first; before the clock moves on, or their leases would be over and all drawn anew.
  for (const call of calls.splice(0).reverse()) call.arrive();
  for (let n = 0; n < 5; n += 1) await settle();
  // In the end Feishu answers again, and everything that waits for its time has it.
  for (let n = 0; n < 60; n += 1) {
    now = plusMs(now, 1_200_000);
    bot.at(now);
    for (const call of calls.splice(0)) call.arrive();
    rounds.push(chance.pick(workers).round());
    await settle();
  }
  for (const call of calls.splice(0)) call.arrive();
  await Promise.all(rounds);
  expect(wordsOn(bot.messenger.messages[0]?.card)).toContain(String(FIRST + changes - 1));
  return String(changes);
}

describe('O07: redraws that end in any order', () => {
  it('leave the card of the newest revision, with two workers, lost calls and a clock that is put back', {
    timeout: 60_000,
  }, async () => {
    for (const seed of SEEDS)
      await play(dice(seed)).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
  });
  it('are not left out because a clock that was put back saw a later one', async () => {
    const bot = await toyBot();
    await bot.click('ou_clerk', 0);
    await bot.drain();
    await bot.click('ou_clerk', 1);
    bot.at(plusMs(START, 3_000));
    await bot.drain();
    bot.at(plusMs(START, -3_600_000));
    await bot.click('ou_clerk', 2);
    bot.at(plusMs(START, -3_500_000));
    await bot.drain();
    expect(wordsOn(bot.messenger.messages[0]?.card)).toContain('3');
  });
});
