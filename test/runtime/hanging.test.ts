import { expect, it } from 'vitest';
import { outbox } from '../../src/runtime/outbox.ts';
import { startPump } from '../../src/runtime/pump.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { START, toyBot } from './toy.ts';

type To = { readonly n: number; readonly topic: 'send' | 'file'; readonly person: string };
const row = ({ n, topic, person }: To) => ({
  ...{ id: `m-${n}`, topic, key: `person:${person}`, notBefore: START },
  payload: {
    ...{ op: topic, to: { person }, copy: `m-${n}` },
    ...(topic === 'file'
      ? { card: 'toy.book', about: `book:${n}` }
      : { card: 'runtime.answer', about: `answer:${n}` }),
  },
});
const commit = (id: string, outboxRows: readonly To[]) => ({
  ...{ requestId: id, fingerprint: id, at: START, actor: 'system', reason: 'test' },
  outbox: outboxRows.map(row),
});

/** A bot whose uploads end when they are told to. */
async function hangingBot() {
  const toy = await toyBot('/hanging', new MemoryDisk().seenBy(newLife()));
  const uploads: (() => void)[] = [];
  const sendFile: typeof toy.messenger.sendFile = async (...given) => {
    await new Promise<void>((resolve) => uploads.push(resolve));
    return toy.messenger.sendFile(...given);
  };
  const files = new Map([['toy.book', async () => ({ name: 'book.xlsx', bytes: new Uint8Array(1) })]]);
  const registry = { ...toy.bot.registry, files } as unknown as typeof toy.bot.registry;
  const rows = outbox({ ...toy.bot, registry, messenger: { ...toy.messenger, sendFile } }, 'w0');
  return { ...toy, rows, uploads, sent: () => toy.messenger.messages.map(({ to }) => Object.values(to)[0]) };
}
/** Lets all that is ready go on. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

it('behind an upload that hangs only the other workbooks and that person wait (L03)', async () => {
  const { rows, store, uploads, sent } = await hangingBot();
  await store.commit(commit('a', [{ n: 1, topic: 'file', person: 'ou_1' }]));
  expect(await rows.step()).toBe(1);
  await turns();
  await store.commit(
    commit('b', [
      { n: 2, topic: 'file', person: 'ou_2' },
      { n: 3, topic: 'send', person: 'ou_3' },
      { n: 4, topic: 'send', person: 'ou_1' },
    ]),
  );
  expect(await rows.step()).toBe(2);
  await turns();
  expect(sent()).toEqual(['ou_3']);
  expect(uploads).toHaveLength(1);
  uploads[0]?.();
  await turns();
  // Never two at once: the second one began when the first had ended.
  expect(uploads).toHaveLength(2);
  uploads[1]?.();
  await rows.settled();
  await rows.step();
  expect(sent()).toEqual(['ou_3', 'ou_1', 'ou_2', 'ou_1']);
  expect(await store.outbox('waiting', 9)).toEqual([]);
});

it('a stopping pump waits for the upload under way, a draining one for what is due behind it too', async () => {
  const { rows, store, uploads, sent } = await hangingBot();
  await store.commit(
    commit('a', [
      { n: 1, topic: 'file', person: 'ou_1' },
      { n: 2, topic: 'send', person: 'ou_1' },
    ]),
  );
  const pump = startPump(rows, { wait: () => new Promise((resolve) => setImmediate(resolve)) }, () => {});
  let drained = false;
  const draining = pump.drain().then(() => {
    drained = true;
  });
  await turns();
  expect([drained, sent()]).toEqual([false, []]);
  uploads[0]?.();
  await draining;
  expect(sent()).toEqual(['ou_1', 'ou_1']);
  await store.commit(commit('b', [{ n: 3, topic: 'file', person: 'ou_3' }]));
  pump.wake();
  await turns();
  let stopped = false;
  const stopping = pump.stop().then(() => {
    stopped = true;
  });
  await turns();
  expect([stopped, uploads.length]).toEqual([false, 2]);
  uploads[1]?.();
  await stopping;
  expect(sent()).toHaveLength(3);
});
