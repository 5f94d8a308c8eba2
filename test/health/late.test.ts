import { expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { inFlight } from '../../src/in-flight.ts';
import type { Envelope, Reply } from '../../src/kernel/envelope.ts';
import { cardAfterwards, lateReplies } from '../../src/late.ts';
import { botLog } from '../support/log-watch.ts';

const click = {
  kind: 'click',
  cause: 'evt:1',
  openId: 'ou_a',
  chatId: 'oc_a',
  messageId: 'om_7',
  value: {},
  at: '',
} as const;
const card = { audience: 'private', waits: false, text: '{}' } as unknown as Card;
/** Timers that a test lets go itself. */
function heldTimers() {
  const open: Array<() => void> = [];
  const wait = (_ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      open.push(resolve);
      signal.addEventListener('abort', () => resolve());
    });
  return { timers: { wait }, over: () => open.splice(0).forEach((go) => void go()) };
}
const FAILED = 'warn late.failed {"cause":"evt:1"}';
function stage(fails = false) {
  const patched: string[] = [];
  const logged: string[] = [];
  const held = heldTimers();
  const patchCard = async (id: string): Promise<void> => {
    if (fails) throw new Error('gone');
    patched.push(id);
  };
  const late = lateReplies({ patchCard }, held.timers, botLog(logged));
  return { late, patched, logged, over: held.over };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('the card of a late answer is put on the clicked message, but not while its callback may be open', async () => {
  const { late, patched, over } = stage();
  late.onLate(click, Promise.resolve({ card }));
  await settle();
  expect(patched).toEqual([]);
  over();
  await settle();
  expect(patched).toEqual(['om_7']);
});
it('nothing is patched for an event, a toast, a failure, or after a stop', async () => {
  const { late, patched, logged, over } = stage();
  const rejected = Promise.reject<Reply>(new Error('x'));
  rejected.catch(() => {});
  late.onLate({ kind: 'contact', cause: 'c', what: '', at: '' } as Envelope, Promise.resolve({ card }));
  late.onLate(click, Promise.resolve({}));
  late.onLate(click, rejected);
  over();
  await settle();
  expect([patched, logged]).toEqual([[], [FAILED]]);
  late.onLate(click, Promise.resolve({ card }));
  late.stop();
  await settle();
  expect(patched).toEqual([]);
});
it('a patch that fails is a log line, not an unhandled rejection', async () => {
  const { late, logged, over } = stage(true);
  late.onLate(click, Promise.resolve({ card }));
  over();
  await settle();
  await settle();
  expect(logged).toEqual([FAILED]);
});
it('a stop waits for what is under way, but not for ever', async () => {
  const { timers, over } = heldTimers();
  const work = inFlight(timers);
  let finish = (): void => {};
  void work.track(
    new Promise<void>((resolve) => {
      finish = resolve;
    }),
  );
  const first = work.settled(1000);
  finish();
  expect(await first).toBe(0);
  void work.track(new Promise<void>(() => {}));
  const second = work.settled(1000);
  over();
  expect(await second).toBe(1);
});

it('where a tenant takes no card with the callback, the toast answers and the card follows', async () => {
  const { late, patched, over } = stage();
  const toast = { type: 'success', text: { 'zh-CN': '已提交', 'en-US': 'Submitted' } } as const;
  expect(await cardAfterwards(click, Promise.resolve({ toast, card }), late)).toEqual({ toast });
  expect(patched).toEqual([]);
  await over();
  expect(patched).toHaveLength(1);
});
