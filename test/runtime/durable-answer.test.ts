import { expect, it } from 'vitest';
import { handle } from '../../src/runtime/handle.ts';
import { click, NOW, openDoor, push } from '../feishu/door.ts';
import { Disk } from '../store/disk.ts';
import { toyBot } from './toy.ts';

/** Long enough for an answer that does not wait for the disk: turns of the loop, not of a clock. */
const TURNS = 500;
const turns = async (): Promise<void> => {
  for (let n = 0; n < TURNS; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A disk that holds its next sync until it is released. */
function holding() {
  const disk = new Disk();
  let reached = (): void => {};
  let release = (): void => {};
  return {
    disk,
    release: () => {
      disk.hold = undefined;
      release();
    },
    hold: () => {
      const inSync = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      disk.hold = () => {
        reached();
        return held;
      };
      return { inSync };
    },
  };
}

it('D03 at the door: Feishu hears of a decision when the disk has it, not before', async () => {
  const { disk, hold, release } = holding();
  const bot = await toyBot('/d03', disk);
  bot.at(new Date(NOW).toISOString());
  const never = { after: () => () => {} };
  const door = await openDoor({ timers: never }, (envelope) =>
    handle(bot.bot, envelope.kind === 'click' ? { ...envelope, openId: 'ou_clerk' } : envelope),
  );
  const { inSync } = hold();
  let answered = false;
  const value = { do: 'toy.add', id: 'T', rev: 0 };
  const answer = push(door, click({ value, tag: 'button', form_value: { by: '2' } })).finally(() => {
    answered = true;
  });
  await inSync;
  await turns();
  expect(answered).toBe(false);
  expect(await bot.store.get({ kind: 'tally', id: 'T' })).toBeUndefined();
  release();
  expect(await answer).toMatchObject({ status: 200, json: { card: { type: 'raw' } } });
  expect(await bot.store.get({ kind: 'tally', id: 'T' })).toMatchObject({ body: { n: 2 } });
  await door.close();
});

it('D03 in the outbox: no message of a decision leaves before the disk has it', async () => {
  const { disk, hold, release } = holding();
  const bot = await toyBot('/d03-outbox', disk);
  const { inSync } = hold();
  const clicked = bot.click('ou_clerk', 0);
  await inSync;
  for (let n = 0; n < 5; n += 1) expect(await bot.round()).toBe(0);
  expect(bot.messenger.messages).toEqual([]);
  release();
  await clicked;
  await bot.drain();
  expect(bot.messenger.messages).toHaveLength(1);
});
