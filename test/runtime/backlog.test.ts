import { expect, it } from 'vitest';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { millis, plusMs } from '../../src/kernel/time.ts';
import { ROUND_MS } from '../../src/runtime/outbox.ts';
import { IDLE_MS } from '../../src/runtime/pump.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
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

it('10,000 messages of an hour’s outage are out within minutes after it, oldest first (O11)', {
  timeout: 120_000,
}, async () => {
  const bot = await toyBot('/o11', new MemoryDisk().seenBy(newLife()));
  const end = millis(START) + HOUR;
  let now = millis(START);
  const clock = (): string => plusMs(START, now - millis(START));
  const sent: { n: number; at: number }[] = [];
  let tries = 0;
  bot.messenger.sendCard = async (_to, _card, uuid) => {
    tries += 1;
    if (now < end) throw new MessengerError('again', 503, 'down');
    sent.push({ n: Number(uuid.slice(2)), at: now });
    return { messageId: `om_${uuid}`, chatId: 'oc' };
  };
  let made = 0;
  while (sent.length < MESSAGES) {
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
  const numbers = sent.map(({ n }) => n);
  expect(new Set(numbers).size).toBe(MESSAGES);
  // A look every half minute whether Feishu is back, instead of every message again and again.
  expect(tries - MESSAGES).toBeLessThan(150);
  // What waited leaves in its order; only the few that were tried meanwhile keep their own time.
  const waited = numbers.filter((n) => n >= 150);
  expect(waited).toEqual(waited.toSorted((a, b) => a - b));
  // Ten minutes are the least that 1,000 a minute allow.
  const after = (share: number): number => ((sent[Math.ceil(MESSAGES * share) - 1]?.at ?? 0) - end) / 60_000;
  expect(after(0.98)).toBeLessThan(10.2);
  expect(after(1)).toBeLessThan(13);
});
