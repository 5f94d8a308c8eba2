import { expect, it } from 'vitest';
import { outbox } from '../../src/runtime/outbox.ts';
import { startPump } from '../../src/runtime/pump.ts';
import { tick } from '../../src/runtime/tick.ts';
import { reconcile } from '../../src/startup.ts';
import { botLog } from '../support/log-watch.ts';
import { toyBot } from './toy.ts';

/** What an error of a library or of our own may hold: a token, and what somebody wrote. */
const broken = (): never => {
  throw new TypeError('Bearer t-g1044 {"text":"张三收了好处费"}');
};

it('L06: a round that breaks is logged by the error’s class and place, never by its message', async () => {
  const logged: string[] = [];
  const wait = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const pump = startPump({ step: async () => broken(), settled: async () => {} }, { wait }, botLog(logged));
  await pump.drain();
  await pump.stop();
  expect(logged).toContainEqual(expect.stringMatching(/^error outbox\.round {"why":"TypeError( at |")/));
  expect(logged.join()).not.toMatch(/Bearer|张三/);
});

it('L06: so is a slot, and a schedule', async () => {
  const bot = await toyBot();
  bot.at('2026-11-23T22:00:00.000Z');
  await bot.tick();
  bot.at('2026-11-24T03:00:00.000Z');
  const [first] = bot.bot.registry.schedules;
  if (!first) throw new Error('the toy has schedules');
  for (const part of ['due', 'run'] as const) {
    const schedules = [{ ...first, due: async () => [{ key: part, at: bot.bot.clock() }], [part]: broken }];
    await tick({ ...bot.bot, registry: { ...bot.bot.registry, schedules } } as never);
  }
  expect(bot.logged.filter((l) => l.startsWith('error')).map((l) => l.split(' ')[1])).toEqual([
    'schedule.failed',
    'slot.failed',
  ]);
  expect(bot.logged.join()).not.toMatch(/Bearer|张三/);
});

it('L03: a slot that breaks stops no other slot, a schedule that breaks no other schedule', async () => {
  const bot = await toyBot();
  const [first] = bot.bot.registry.schedules;
  if (!first) throw new Error('the toy has schedules');
  const ran: string[] = [];
  const slots = ['a', 'b', 'c'].map((key) => ({ key, at: bot.bot.clock() }));
  const run: typeof first.run = async (_world, { key }) => {
    if (key === 'b') broken();
    ran.push(key);
    return undefined;
  };
  const schedules = [
    { ...first, name: 'toy.broken', due: broken },
    { ...first, name: 'toy.partly', due: async () => slots, run },
    {
      ...first,
      name: 'toy.whole',
      due: async () => slots.slice(0, 1),
      run: async () => void ran.push('whole'),
    },
  ];
  const own = { ...bot.bot, registry: { ...bot.bot.registry, schedules } };
  bot.at('2026-11-23T22:00:00.000Z');
  // The first look only writes down from when on.
  const quiet = schedules.map((schedule) => ({ ...schedule, due: async () => [] }));
  await tick({ ...own, registry: { ...own.registry, schedules: quiet } } as never);
  bot.at('2026-11-24T03:00:00.000Z');
  await tick(own as never);
  expect(ran).toEqual(['a', 'c', 'whole']);
  expect(bot.logged.filter((l) => l.startsWith('error')).map((l) => l.split(' ')[1])).toEqual([
    'schedule.failed',
    'slot.failed',
  ]);
  // What broke is tried again at the next look, and nothing else.
  await tick({ ...own } as never);
  expect(ran).toEqual(['a', 'c', 'whole']);
});

it('L06: a row that cannot be drawn is dead with the error’s class and place, never with its message', async () => {
  const bot = await toyBot();
  const payload = { op: 'send', to: { person: 'ou_clerk' }, card: 'toy.broken', about: 'x:1', copy: 'm-1' };
  const row = { id: 'm-1', topic: 'send', key: 'person:ou_clerk', notBefore: bot.bot.clock() } as const;
  await bot.store.commit({
    ...{ requestId: 'r', fingerprint: 'r', at: bot.bot.clock(), actor: 'system', reason: 'test' },
    outbox: [{ ...row, payload }],
  });
  const cards = new Map([...bot.bot.registry.cards, ['toy.broken', broken]]);
  await outbox({ ...bot.bot, registry: { ...bot.bot.registry, cards } as never }, 'w1').round();
  const [dead] = await bot.store.outbox('dead', 9);
  expect(dead?.error).toMatch(/^0 TypeError( at |$)/);
});

it('L06: so is a directory that could not be read', async () => {
  const logged: string[] = [];
  const app = { tick: async () => 0, syncPeople: async () => broken(), bot: { log: botLog(logged) } };
  await reconcile(app as never);
  expect(logged).toEqual([expect.stringMatching(/^error directory\.failed {"why":"TypeError( at |")/)]);
});
