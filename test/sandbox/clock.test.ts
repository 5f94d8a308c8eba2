import { afterEach, expect, test } from 'vitest';
import { SandboxClock } from '../../src/sandbox/clock.ts';
import { targetOf } from '../../src/sandbox/control/time.ts';
import { DEMO_START } from '../../src/sandbox/demo.ts';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import { LI, type Probe, startProbe, startStill } from './fixture.ts';

const HOUR = 3_600_000;
let sandbox: RunningSandbox | undefined;
let probe: Probe | undefined;
afterEach(async () => {
  await sandbox?.close();
  await probe?.close();
});

test('a running clock goes with real time, a standing one does not', () => {
  let real = 500;
  const running = new SandboxClock({ now: 1000, running: true }, () => real);
  const standing = new SandboxClock({ now: 1000, running: false }, () => real);
  real = 700;
  expect([running.now(), standing.now()]).toEqual([1200, 1000]);
});

test('a jump stops at every alarm in its order and then stands at its target', async () => {
  const clock = new SandboxClock({ now: 0, running: false }, () => 0);
  const seen: string[] = [];
  clock.onJump = async (now) => void seen.push(`jump ${now}`);
  for (const due of [30, 10, 99]) clock.at(due, async () => void seen.push(`alarm ${due} at ${clock.now()}`));
  await clock.moveTo(50);
  expect(seen).toEqual(['jump 10', 'alarm 10 at 10', 'jump 30', 'alarm 30 at 30', 'jump 50']);
});

test('alarms that a running clock has passed fire without a jump', async () => {
  let real = 0;
  const clock = new SandboxClock({ now: 0, running: true }, () => real);
  const fired: number[] = [];
  clock.at(100, async () => void fired.push(clock.now()));
  await clock.fireDue();
  real = 100;
  await clock.fireDue();
  expect(fired).toEqual([100]);
});

test('where the buttons of the clock lead', () => {
  const shown = (move: object, now = DEMO_START) =>
    new Date(targetOf(now, 'Asia/Shanghai', move)).toISOString();
  expect(shown({ next: 'hour' })).toBe('2026-11-23T02:00:00.000Z');
  expect(shown({ next: 'workday' })).toBe('2026-11-24T01:00:00.000Z');
  expect(shown({ next: 'workday' }, DEMO_START + 4 * 24 * HOUR)).toBe('2026-11-30T01:00:00.000Z');
  expect(shown({ next: 'workday10' })).toBe('2026-12-07T01:00:00.000Z');
  expect(() => targetOf(DEMO_START, 'Asia/Shanghai', { to: DEMO_START - 1 })).toThrow('back');
  expect(() => targetOf(DEMO_START, 'Asia/Shanghai', {})).toThrow('needed');
});

test('an unanswered event comes again after 15 s, 5 min, 1 h and 6 h, five times in all, with one event id', async () => {
  probe = await startProbe();
  sandbox = (await startStill({ webhookUrl: probe.url })).sandbox;
  probe.answer = { status: 204, body: '' };
  await sandbox.menu(LI, 'help');
  const counts: number[] = [];
  for (const wait of [14_999, 1, 300_000, HOUR, 6 * HOUR, 24 * HOUR]) {
    await sandbox.moveClock({ by: wait });
    counts.push(probe.received.length);
  }
  expect(counts).toEqual([1, 2, 3, 4, 5, 5]);
  expect(new Set(probe.received.map((r) => r.body.header.event_id)).size).toBe(1);
  expect(new Set(probe.received.map((r) => r.headers['x-lark-signature'])).size).toBe(5);
});

test('one long jump brings all repeats in order, each signed at its instant, and stops after a success', async () => {
  probe = await startProbe();
  sandbox = (await startStill({ webhookUrl: probe.url })).sandbox;
  probe.answer = { status: 500, body: '' };
  await sandbox.menu(LI, 'help');
  await sandbox.moveClock({ by: 24 * HOUR });
  const stamps = probe.received.map((r) => Number(r.headers['x-lark-request-timestamp']) - DEMO_START / 1000);
  expect(stamps).toEqual([0, 15, 315, 3915, 25_515]);
  probe.answer = { status: 200, body: '{}' };
  await sandbox.menu(LI, 'help');
  await sandbox.moveClock({ by: 24 * HOUR });
  expect(probe.received).toHaveLength(6);
});

test('the bot that does not listen gets its event when it does', async () => {
  probe = await startProbe();
  sandbox = (await startStill()).sandbox;
  await sandbox.menu(LI, 'help');
  await sandbox.setWebhook(probe.url);
  await sandbox.moveClock({ by: 15_000 });
  expect(probe.received.at(-1)?.body.header.event_type).toBe('application.bot.menu_v6');
});

test('the clock has moved only when the bot has ticked', async () => {
  probe = await startProbe();
  sandbox = (await startStill()).sandbox;
  const ticks: number[] = [];
  const { createServer } = await import('node:http');
  const bot = createServer(async (req, res) => {
    let raw = '';
    for await (const chunk of req.setEncoding('utf8')) raw += chunk;
    ticks.push(JSON.parse(raw).now);
    setImmediate(() => res.end('{}'));
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  const address = bot.address();
  sandbox.setTick(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/tick`);
  expect(await sandbox.moveClock({ by: HOUR })).toEqual({ now: DEMO_START + HOUR });
  expect(ticks).toEqual([DEMO_START + HOUR]);
  await new Promise((resolve) => bot.close(resolve));
});
