import { afterEach, describe, expect, it } from 'vitest';
import { plusMs } from '../../src/kernel/time.ts';
import { tick } from '../../src/runtime/tick.ts';
import { dice } from '../../src/simulation/dice.ts';
import { newLife } from '../../src/simulation/life.ts';
import { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { type TestBot, testBot } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import { toyBot } from './toy.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SLOTS = ['2026-11-24', '2026-11-25', '2026-11-26'];

describe('clocks that jump (C08)', () => {
  it('neither repeat nor skip a slot: an hour back, a day forward, at any moment', async () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const chance = dice(`c08-${seed}`);
      const bot = await toyBot('/c08', new MemoryDisk().seenBy(newLife()));
      let now = '2026-11-23T22:00:00.000Z';
      bot.at(now);
      await bot.tick();
      while (now < '2026-11-27T00:00:00.000Z') {
        const lot = chance.next();
        now = plusMs(now, lot < 0.15 ? -HOUR : lot < 0.2 ? DAY : chance.int(2 * HOUR));
        bot.at(now);
        await bot.tick();
        await bot.drain();
      }
      for (const slot of SLOTS)
        expect(await bot.store.recall(`slot:toy.daily@${slot}`), `seed ${seed}`).toBeDefined();
      // Each slot's one message is a private card for a group, which the outbox refuses: one dead row each.
      expect(await bot.store.outbox('dead', 10), `seed ${seed}`).toHaveLength(SLOTS.length);
    }
  });
});

describe.each([
  ['ten days', 10 * DAY],
  ['an hour', HOUR],
])('a clock that was %s ahead once (C08)', (_by, ahead) => {
  it('stops no schedule: what comes about afterwards has its slot, what ran then does not run again', async () => {
    const bot = await toyBot('/c08-ahead', new MemoryDisk().seenBy(newLife()));
    const [daily] = bot.bot.registry.schedules.filter(({ name }) => name === 'toy.daily');
    if (!daily) throw new Error('no schedule');
    /** So much of the way to where the clock was. */
    const part = (share: number) => plusMs('2026-11-24T02:00:00.000Z', share * ahead);
    const dated = [part(0.25), part(0.5)];
    const ran: string[] = [];
    const schedule: typeof daily = {
      ...daily,
      due: async (_world, since, until) =>
        dated.filter((at) => at > since && at <= until).map((at) => ({ key: at, at })),
      run: async (_world, { key }) => {
        ran.push(key);
        return undefined;
      },
    };
    const own = { ...bot.bot, registry: { ...bot.bot.registry, schedules: [schedule] } };
    const tickAt = async (at: string) => {
      bot.at(at);
      await tick(own);
    };
    await tickAt(part(0));
    await tickAt(part(1));
    expect(ran).toEqual(dated);
    // The clock is right again; somebody sets a date in between.
    await tickAt(part(0.1));
    dated.push(part(0.75));
    await tickAt(part(0.6));
    await tickAt(part(0.8));
    expect(ran).toEqual(dated);
    expect(bot.logged.filter((line) => line.includes('clock.ahead'))).toHaveLength(1);
  });
});

describe('a mark that was put back (N09)', () => {
  it('runs no slot again, not even after its request was forgotten', async () => {
    const bot = await toyBot('/n09', new MemoryDisk().seenBy(newLife()));
    const mark = { kind: 'tick', id: 'toy.daily' };
    for (const at of ['2026-11-23T22:00:00.000Z', '2026-11-24T03:00:00.000Z', '2026-12-20T03:00:00.000Z']) {
      bot.at(at);
      await bot.tick();
      await bot.drain();
    }
    expect(await bot.store.recall('slot:toy.daily@2026-11-24')).toBeUndefined();
    const { rev = 0 } = (await bot.store.get(mark)) ?? {};
    await bot.store.commit({
      ...{ requestId: 'back', fingerprint: 'back', at: bot.bot.clock(), actor: 'system', reason: 'test' },
      put: [{ ...mark, rev, body: { until: '2026-11-23T22:00:00.000Z' } }],
    });
    const { seq } = bot.store.status();
    // Another process: it has not looked itself.
    await tick({ ...bot.bot });
    expect(await bot.store.outbox('waiting', 10)).toEqual([]);
    expect(bot.store.status().seq).toBe(seq + 1);
    expect(await bot.store.get(mark)).toMatchObject({ body: { until: '2026-12-20T03:00:00.000Z' } });
  });
});

describe('the calendar’s odd days (C08)', () => {
  let bot: TestBot;
  const zone = process.env.TZ;
  afterEach(async () => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    await bot.close();
  });
  it.each([
    [
      'a leap day, in a process that lives in New York',
      '2028-02-28',
      '2028-03-02',
      'America/New_York',
      ['2028-03', 'W2028-02-28'],
    ],
    [
      'the night in which New York puts its clocks forward',
      '2026-03-09',
      '2026-03-12',
      'America/New_York',
      ['W2026-03-09'],
    ],
    [
      'the night in which Lord Howe puts them back half an hour',
      '2026-04-07',
      '2026-04-09',
      'Australia/Lord_Howe',
      ['W2026-04-06'],
    ],
  ])('%s: each summary once', async (_name, from, to, tz, expected) => {
    process.env.TZ = tz;
    const chats = [
      ...smallBureau.chats,
      { chat: 'oc_lead', purpose: 'leading_group', name: '领导小组' } as const,
    ];
    bot = await testBot({
      start: plusMs(`${from}T00:00:00.000Z`, -8 * HOUR),
      data: { ...smallBureau, chats },
    });
    let now = bot.now();
    for (let n = 0; now < `${to}T00:00:00.000Z`; n += 1) {
      now = plusMs(now, n % 7 === 3 ? -HOUR : 3 * HOUR);
      await bot.goTo(now);
    }
    const { items: all } = await bot.store.list('summary', { limit: 50 });
    // Those of the groups; who leads the bureau gets a card of his own.
    const items = all.filter(({ id }) => id.includes(':oc_'));
    const periods = new Set(items.map(({ id }) => id.slice(0, id.lastIndexOf(':'))));
    expect([...periods].sort()).toEqual(expected);
    const shown = items.map(({ id }) => id).sort();
    expect(new Set(shown).size).toBe(shown.length);
    for (const { id } of items) {
      const chat = id.slice(id.lastIndexOf(':') + 1);
      expect(bot.to(chat).length).toBe(items.filter((i) => i.id.endsWith(chat)).length);
    }
  });
});
