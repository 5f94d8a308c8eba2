import { expect, it } from 'vitest';
import { plusMs } from '../../src/kernel/time.ts';
import { outbox } from '../../src/runtime/outbox.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { over } from '../support/over.ts';
import { START, toyBot } from './toy.ts';

const disk = () => new MemoryDisk().seenBy(newLife());
const row = (n: number, topic: 'send' | 'file') => ({
  ...{ id: `m-${n}`, topic, key: `person:ou_p${n}`, notBefore: START },
  payload: {
    ...{ op: topic, to: { person: `ou_p${n}` }, copy: `m-${n}` },
    ...(topic === 'file'
      ? { card: 'toy.book', about: `book:${n}` }
      : { card: 'runtime.answer', about: 'answer:1' }),
  },
});
const cause = { requestId: 'b', fingerprint: 'b', at: START, actor: 'system', reason: 'b' };

/** Stopped for a while between noting an attempt and the call, as under SIGSTOP. */
async function stopped(ms: number) {
  const toy = await toyBot('/late', disk());
  await toy.bot.store.commit({ ...cause, outbox: [row(1, 'send')] });
  const store = over(toy.bot.store, {
    beginAttempt: async (...given) => {
      await toy.bot.store.beginAttempt(...given);
      toy.at(plusMs(START, ms));
    },
  });
  await outbox({ ...toy.bot, store }, 'w0').round();
  return toy;
}

it('what was leased and then stopped for seconds sends nothing any more; the next lease does, once', async () => {
  const toy = await stopped(5_001);
  expect(toy.messenger.messages).toHaveLength(0);
  expect(await toy.store.outbox('waiting', 9)).toMatchObject([{ attempts: 1, error: 'late' }]);
  toy.at(plusMs(START, 6_000));
  await toy.drain();
  expect(toy.messenger.messages).toHaveLength(1);
});

it('and goes on counting as due since it first was, so that /readyz tells when it is late again and again', async () => {
  const toy = await stopped(5_001);
  expect(toy.store.status().oldestDue).toBe(START);
  expect(toy.logged).toContainEqual(expect.stringContaining('outbox.late {"row":"m-1"'));
});

it('a second is not too late', async () => {
  expect((await stopped(1_000)).messenger.messages).toHaveLength(1);
});

it('an attempt at which no call was made is no reason to ask a person an hour later', async () => {
  const toy = await toyBot('/late-hour', disk());
  await toy.bot.store.commit({ ...cause, outbox: [row(1, 'send')] });
  let stop = true;
  const store = over(toy.bot.store, {
    beginAttempt: async (...given) => {
      await toy.bot.store.beginAttempt(...given);
      if (stop) toy.at(plusMs(START, 30_000));
      stop = false;
    },
  });
  const rows = outbox({ ...toy.bot, store }, 'w0');
  await rows.round();
  toy.at(plusMs(START, 3 * 3_600_000));
  await rows.round();
  expect(toy.messenger.messages).toHaveLength(1);
});

it('ten workbooks of ten seconds are made one at a time, each within its lease, and sent once', async () => {
  const toy = await toyBot('/books', disk());
  await toy.bot.store.commit({ ...cause, outbox: Array.from({ length: 10 }, (_, n) => row(n, 'file')) });
  let ms = 0;
  const made: string[] = [];
  let atOnce = 0;
  const book = async (_world: unknown, id: string) => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await Promise.resolve();
    made.push(id);
    ms += 10_000;
    toy.at(plusMs(START, ms));
    atOnce -= 1;
    return { name: 'book.xlsx', bytes: new Uint8Array(1) };
  };
  const files = new Map([['toy.book', book]]);
  const late: string[] = [];
  const sendFile: typeof toy.messenger.sendFile = async (to, file, uuid) => {
    const found = await toy.store.claimOutbox({
      worker: 'w1',
      max: 99,
      leaseMs: 1,
      now: plusMs(START, ms + 20_000),
    });
    if (found.some(({ item }) => item.id === uuid)) late.push(uuid);
    return toy.messenger.sendFile(to, file, uuid);
  };
  const registry = { ...toy.bot.registry, files } as unknown as typeof toy.bot.registry;
  const rows = outbox({ ...toy.bot, registry, messenger: { ...toy.messenger, sendFile } }, 'w0');
  for (let round = 0; round < 60 && toy.messenger.messages.length < 10; round += 1) {
    await rows.round();
    ms += 250;
    toy.at(plusMs(START, ms));
  }
  expect(late).toEqual([]);
  expect(toy.messenger.messages).toHaveLength(10);
  // None was made in vain.
  expect(made).toHaveLength(10);
});
