import { describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { millis, plusMs } from '../../src/kernel/time.ts';
import { handle } from '../../src/runtime/handle.ts';
import { outbox, ROUND_MS } from '../../src/runtime/outbox.ts';
import { IDLE_MS } from '../../src/runtime/pump.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { smallOrganization } from '../support/bureau.ts';
import { START, toyBot } from './toy.ts';

const HOUR = 3_600_000;
const MESSAGES = 10_000;
/** Messages of one minute of the outage, in one commit. */
const BATCH = MESSAGES / 60;

const row = (n: number, at: string) => ({
  id: `m-${String(n).padStart(6, '0')}`,
  topic: 'send' as const,
  key: `person:ou_person${n}`,
  notBefore: at,
  payload: {
    op: 'send',
    to: { person: `ou_person${n}` },
    copy: `c${n}`,
    card: 'runtime.answer',
    about: `answer:${n}`,
  },
});

type Drained = {
  readonly sent: ReadonlyArray<{ readonly n: number; readonly at: number }>;
  readonly tries: number;
  readonly asked: number;
};

/** An hour in which nothing is answered and messages are made all the time, then the pump's rounds until all are out. */
async function drain(dir: string, fault: 'again' | 'unknown', onlyMessages = false): Promise<Drained> {
  const bot = await toyBot(dir, new MemoryDisk().seenBy(newLife()));
  const end = millis(START) + HOUR;
  let now = millis(START);
  const clock = (): string => plusMs(START, now - millis(START));
  const down = () => new MessengerError(fault, 0, 'down');
  const sent: { n: number; at: number }[] = [];
  let [tries, asked] = [0, 0];
  bot.messenger.ask = async () => {
    asked += 1;
    if (now < end && !onlyMessages) throw down();
  };
  bot.messenger.sendCard = async (_to, _card, uuid) => {
    tries += 1;
    if (now < end) throw down();
    sent.push({ n: Number(uuid.slice(2)), at: now - end });
    return { messageId: `om_${uuid}`, chatId: 'oc' };
  };
  let made = 0;
  while (made < MESSAGES || (await bot.store.outbox('waiting', 1)).length > 0) {
    bot.at(clock());
    const due = Math.min(MESSAGES, Math.ceil((now - millis(START)) / 60_000) * BATCH);
    if (made < due) {
      const outbox = Array.from({ length: Math.round(due - made) }, (_, i) => row(made + i, clock()));
      made += outbox.length;
      await bot.store.commit({
        requestId: `b${made}`,
        fingerprint: 'b',
        at: clock(),
        actor: 'system',
        reason: 'b',
        outbox,
      });
    }
    now += (await bot.round()) > 0 ? ROUND_MS : IDLE_MS;
  }
  return { sent, tries, asked };
}

describe('10,000 messages of an hour’s outage (O11)', () => {
  it('are out within 10 minutes after it, oldest first', { timeout: 120_000 }, async () => {
    const { sent, tries, asked } = await drain('/o11', 'again');
    expect(sent.map(({ n }) => n)).toEqual(Array.from({ length: MESSAGES }, (_, n) => n));
    expect((sent.at(-1)?.at ?? 0) / 60_000).toBeLessThan(10);
    // The first ones found out that nothing answers; then somebody asked, with no message at stake.
    expect(tries - MESSAGES).toBeLessThanOrEqual(20);
    expect(asked).toBeGreaterThan(300);
  });
  it('and of which it is not known whether they left: all but the ten that found it out', {
    timeout: 120_000,
  }, async () => {
    const { sent } = await drain('/o11-unknown', 'unknown');
    expect(sent.map(({ n }) => n)).toEqual(Array.from({ length: MESSAGES - 10 }, (_, n) => n + 10));
    expect((sent.at(-1)?.at ?? 0) / 60_000).toBeLessThan(10);
  });
  it('go one at a time while only messages are down', { timeout: 120_000 }, async () => {
    const { sent, tries } = await drain('/o11-partly', 'again', true);
    expect(new Set(sent.map(({ n }) => n)).size).toBe(MESSAGES);
    expect(tries - MESSAGES).toBeLessThan(400);
  });
});

/** Events that Feishu pushes at once, for want of an answer to the one before. */
const AT_ONCE = 64;

it('10,000 events of an hour in which the bot was away are all handled and answered within 10 minutes, oldest first, however often they come (O11)', {
  timeout: 120_000,
}, async () => {
  const toy = await toyBot('/o11-events', new MemoryDisk().seenBy(newLife()));
  const people = Array.from({ length: MESSAGES }, (_, n) => ({
    ...{ id: `ou_person${n}`, name: `某${n}`, unit: 'U1', division: 'D1', active: true },
  }));
  const org = smallOrganization({ people });
  const bot = { ...toy.bot, loadOrganization: async () => org };
  const event = (n: number) =>
    handle(bot, {
      ...{
        kind: 'message',
        cause: `msg:om_${n}`,
        openId: `ou_person${n}`,
        chatId: `oc_${n}`,
        chatType: 'p2p',
      },
      ...{ messageId: `om_${n}`, text: '计数', at: START },
    });
  // Each comes again while the first is under way, as Feishu pushes what was not answered.
  for (let from = 0; from < MESSAGES; from += AT_ONCE) {
    const part = people.slice(from, from + AT_ONCE).map((_, i) => from + i);
    await Promise.all([...part, ...part].map(event));
  }
  const seqs: number[] = [];
  for (const n of people.keys()) seqs.push((await toy.store.recall(`msg:om_${n}`))?.seq ?? 0);
  expect(seqs).toEqual(Array.from({ length: MESSAGES }, (_, n) => n + 1));
  const sent: number[] = [];
  toy.messenger.sendCard = async (to, _card, uuid) => {
    sent.push(Number(('person' in to ? to.person : '').slice('ou_person'.length)));
    return { messageId: `om_${uuid}`, chatId: 'oc' };
  };
  const rows = outbox(bot, 'w1');
  let now = 0;
  while ((await toy.store.outbox('waiting', 1)).length > 0) {
    toy.at(plusMs(START, now));
    now += (await rows.round()) > 0 ? ROUND_MS : IDLE_MS;
  }
  expect(sent).toEqual([...people.keys()]);
  expect(now / 60_000).toBeLessThan(10);
});

it('a row that is broken itself says nothing of Feishu: while it is silent no ten more are tried', async () => {
  const bot = await toyBot('/broken', new MemoryDisk().seenBy(newLife()));
  let tries = 0;
  bot.messenger.sendCard = async () => {
    tries += 1;
    throw new MessengerError('unknown', 0, 'down');
  };
  const broken = {
    ...row(0, plusMs(START, 5_000)),
    payload: { ...row(0, START).payload, card: 'gone.card' },
  };
  const outbox = [broken, ...Array.from({ length: 30 }, (_, n) => row(n + 1, START))];
  const cause = { requestId: 'b', fingerprint: 'b', actor: 'system', reason: 'b' };
  await bot.store.commit({ ...cause, at: START, outbox });
  expect([await bot.round(), tries]).toEqual([10, 10]);
  bot.at(plusMs(START, 20_000));
  // Feishu answers a question again; the first row that tries its luck is the broken one.
  expect([await bot.round(), tries, (await bot.store.outbox('dead', 9)).length]).toEqual([1, 10, 1]);
  expect([await bot.round(), tries]).toEqual([1, 11]);
  expect([await bot.round(), tries]).toEqual([0, 11]);
});
