import { expect, it } from 'vitest';
import { type LookUp, MessengerError } from '../../src/feishu/messenger.ts';
import { millis, plusMs } from '../../src/kernel/time.ts';
import { ROUND_MS } from '../../src/runtime/outbox.ts';
import { IDLE_MS } from '../../src/runtime/pump.ts';
import { type Dice, dice } from '../../src/simulation/dice.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { START, toyBot } from './toy.ts';

const MESSAGES = 20_000;
const PEOPLE = 4_000;
const CRASHES = 20;
/** Rows of one commit. */
const BATCH = 500;
const HOUR = 3_600_000;
/** From the tenth minute on nothing answers for longer than Feishu remembers a uuid. */
const OUTAGE = { from: millis(START) + 600_000, to: millis(START) + 600_000 + 1.5 * HOUR } as const;
const isOut = (now: number): boolean => now >= OUTAGE.from && now < OUTAGE.to;
/** A process comes back a minute after it died: its count of the last minute is lost with it. */
const RESTART_MS = 61_000;
const LIMITS = [
  { most: 50, ms: 1_000 },
  { most: 1_000, ms: 60_000 },
] as const;
const PER_PERSON = { most: 5, ms: 1_000 } as const;

const person = (n: number): string => `ou_p${n % PEOPLE}`;
const row = (n: number) => ({
  id: `m-${n}`,
  topic: 'send' as const,
  key: `person:${person(n)}`,
  notBefore: START,
  payload: {
    ...{ op: 'send', to: { person: person(n) }, copy: `m-${n}` },
    ...{ card: 'runtime.answer', about: `answer:${n}` },
  },
});

/** Feishu as its documents have it, on a bad day: limits, an hour's memory for uuids, and every way to fail. */
function badFeishu(chance: Dice, now: () => number) {
  const shown = new Map<string, { times: number; at: number }>();
  const arrivals: number[] = [];
  const ofPerson = new Map<string, number[]>();
  const looks: string[] = [];
  const seen = { tooMany: 0, faults: new Map<string, number>() };

  const isTooMany = (times: readonly number[], at: number, { most, ms }: { most: number; ms: number }) =>
    times.length >= most && at - (times.at(-most) ?? at) < ms;
  function limited(to: string, at: number): boolean {
    const mine = ofPerson.get(to) ?? [];
    const over = LIMITS.some((limit) => isTooMany(arrivals, at, limit)) || isTooMany(mine, at, PER_PERSON);
    arrivals.push(at);
    ofPerson.set(to, [...mine.slice(-PER_PERSON.most), at]);
    return over;
  }
  function show(uuid: string, at: number): void {
    const known = shown.get(uuid);
    if (known && at - known.at < HOUR) return;
    shown.set(uuid, { times: (known?.times ?? 0) + 1, at });
  }
  const fault = (name: string, error: MessengerError): never => {
    seen.faults.set(name, (seen.faults.get(name) ?? 0) + 1);
    throw error;
  };
  return {
    shown,
    seen,
    /** Every tenth card was redrawn by a tap meanwhile, and tells nothing any more. */
    lookUp(uuid: string): LookUp {
      if (isOut(now())) fault('no look', new MessengerError('unknown', 0, 'timeout'));
      const lot = chance.next();
      if (lot < 0.1) fault('no look', new MessengerError('again', 0, 'ECONNREFUSED'));
      const found = shown.get(uuid) ? `om_${uuid}` : undefined;
      looks.push(found === undefined ? 'absent' : lot < 0.2 ? 'unsure' : 'there');
      if (found === undefined) return { others: ['om_near'] };
      return lot < 0.2 ? { others: [found, 'om_near'] } : { messageId: found, others: [] };
    },
    looks,
    send(to: string, uuid: string): { messageId: string; chatId: string } {
      const at = now() + chance.int(60);
      if (isOut(now())) {
        // What half of them say never arrives, however often they try.
        if (Number(uuid.slice(2)) % 4 < 2 && chance.chance(0.3)) show(uuid, at);
        fault('reset', new MessengerError('unknown', 0, 'reset'));
      }
      if (limited(to, at)) {
        seen.tooMany += 1;
        fault('own 429', new MessengerError('slow', 99991400, 'slow', 1_000));
      }
      const lot = chance.next();
      if (lot < 0.01) fault('429', new MessengerError('slow', 99991400, 'slow', 1_000 + chance.int(9_000)));
      if (lot < 0.015) fault('per person', new MessengerError('slow', 230020, 'slow', 1_000));
      if (lot < 0.04) fault('refused', new MessengerError('again', 0, 'ECONNREFUSED'));
      if (lot < 0.06) fault('5xx', new MessengerError('unknown', 0, '503'));
      show(uuid, at);
      if (lot < 0.09) fault('lost answer', new MessengerError('unknown', 0, 'timeout'));
      return { messageId: `om_${uuid}`, chatId: 'oc' };
    },
  };
}

it(`${MESSAGES} messages on a bad day with ${CRASHES} crashes: none twice, none lost, none too fast (O02, O03, O05, O06)`, {
  timeout: 180_000,
}, async () => {
  const chance = dice('flood');
  const disk = new MemoryDisk();
  let now = millis(START);
  const clock = (): string => plusMs(START, now - millis(START));
  const feishu = badFeishu(chance.fork('feishu'), () => now);
  let crash: (() => void) | undefined;
  // A settled row leaves the store's memory after an hour: who wants to count them notes them.
  const sent = new Set<string>();
  async function start() {
    const bot = await toyBot('/flood', disk.seenBy(newLife()));
    bot.at(clock());
    const settle = bot.store.settleOutbox.bind(bot.store);
    bot.store.settleOutbox = async (claim, how) => {
      await settle(claim, how);
      if (how.kind === 'sent') sent.add(claim.item.id);
    };
    bot.messenger.lookUp = async ({ uuid }) => feishu.lookUp(uuid);
    bot.messenger.patchCard = async () => {};
    bot.messenger.sendCard = async (to, _card, uuid) => {
      const sent = feishu.send('person' in to ? to.person : to.chat, uuid);
      if (!crash) return sent;
      // The process dies with the call: what Feishu has done, nobody writes down.
      crash();
      return new Promise<never>(() => {});
    };
    return bot;
  }
  let bot = await start();
  for (let n = 0; n < MESSAGES; n += BATCH)
    await bot.store.commit({
      ...{ requestId: `b${n}`, fingerprint: 'b', at: clock(), actor: 'system', reason: 'b' },
      outbox: Array.from({ length: BATCH }, (_, i) => row(n + i)),
    });
  // Of every second person one card hangs in the chat, so that it can be looked into.
  const near = (n: number) => ({
    ...{ kind: 'copy', id: `near-${n}`, rev: 0 },
    body: {
      ...{ card: 'toy.tally', about: 'tally:T', state: 'live', person: person(n) },
      ...{ message: `om_near${n}`, sent: true },
    },
  });
  await bot.store.commit({
    ...{ requestId: 'near', fingerprint: 'near', at: clock(), actor: 'system', reason: 'near' },
    put: [
      ...Array.from({ length: PEOPLE / 2 }, (_, n) => near(2 * n)),
      { ...near(0), id: 'near', body: { ...near(0).body, person: 'ou_x', message: 'om_near' } },
    ],
  });
  let rounds = 0;
  let crashes = 0;
  for (let took: number | 'died' = 1; ; ) {
    if (took === 0 && !isOut(now) && (await bot.store.outbox('waiting', 1)).length === 0) break;
    bot.at(clock());
    const died = new Promise<'died'>((resolve) => {
      const due = crashes < CRASHES && rounds > 0 && rounds % 50 === 0;
      crash = due ? () => resolve('died') : undefined;
    });
    rounds += 1;
    took = await Promise.race([bot.round(), died]);
    if (took === 'died') {
      crashes += 1;
      await bot.store.close();
      now += RESTART_MS;
      crash = undefined;
      bot = await start();
    } else now += took > 0 ? ROUND_MS : IDLE_MS;
  }
  const unknown = await bot.store.outbox('unknown', MESSAGES);
  expect(sent.size + unknown.length).toBe(MESSAGES);
  expect(unknown.filter(({ item }) => sent.has(item.id))).toEqual([]);
  expect([...feishu.shown.values()].filter(({ times }) => times > 1)).toEqual([]);
  expect([...sent].filter((id) => !feishu.shown.has(id))).toEqual([]);
  expect(feishu.seen.tooMany).toBe(0);
  expect(crashes).toBe(CRASHES);
  for (const outcome of ['there', 'absent', 'unsure'] as const)
    expect([outcome, feishu.looks.includes(outcome)]).toEqual([outcome, true]);
  // What a person must look at are the few that were tried shortly before and during the outage.
  expect(unknown.length).toBeGreaterThan(0);
  expect(unknown.length).toBeLessThan(MESSAGES / 50);
  for (const kind of ['reset', '429', 'per person', 'refused', '5xx', 'lost answer'])
    expect([kind, (feishu.seen.faults.get(kind) ?? 0) > 50]).toEqual([kind, true]);
});
