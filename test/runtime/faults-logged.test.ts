import { expect, it } from 'vitest';
import { startPump } from '../../src/runtime/pump.ts';
import { tick } from '../../src/runtime/tick.ts';
import { toyBot } from './toy.ts';

/** What an error of a library or of our own may hold: a token, and what somebody wrote. */
const broken = (): never => {
  throw new TypeError('Bearer t-g1044 {"text":"张三收了好处费"}');
};

it('L06: a round that breaks is logged by the error’s class and place, never by its message', async () => {
  const logged: unknown[] = [];
  const wait = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const pump = startPump(
    async () => broken(),
    { wait },
    (...line) => void logged.push(line),
  );
  await pump.drain();
  await pump.stop();
  expect(logged).toContainEqual([
    'error',
    'outbox.round',
    { why: expect.stringMatching(/^TypeError( at |$)/) },
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/Bearer|张三/);
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
