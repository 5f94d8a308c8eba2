import { expect, it } from 'vitest';
import { readinessOf } from '../../src/readiness.ts';
import type { StoreStatus } from '../../src/store/store.ts';
import { openDoor } from '../feishu/door.ts';

const NOW = Date.parse('2026-11-23T01:00:00.000Z');
const open: StoreStatus = { state: 'open', seq: 1, hash: 'h' };
const due = (ago: number): StoreStatus => ({ ...open, oldestDue: new Date(NOW - ago).toISOString() });

it('is ready while the store is open, the connection is up or not used, and messages leave in time', () => {
  expect(readinessOf(open, undefined, NOW)).toEqual({ ok: true, why: [] });
  expect(readinessOf(due(5 * 60_000), true, NOW).ok).toBe(true);
});
it.each([
  [{ ...open, state: 'failed' as const }, true, 'store is failed'],
  [{ ...open, state: 'full' as const }, true, 'store is full'],
  [{ ...open, state: 'closed' as const }, undefined, 'store is closed'],
  [open, false, 'long connection is down'],
  [due(5 * 60_000 + 1), true, 'messages wait for more than 5 minutes'],
])('names what is wrong: %#', (status, socket, why) =>
  expect(readinessOf(status, socket, NOW)).toEqual({ ok: false, why: [why] }),
);
it('names every reason at once', () =>
  expect(readinessOf({ ...due(600_000), state: 'failed' }, false, NOW).why).toHaveLength(3));
it('/readyz is 503 with the reasons, while /healthz only says that the process lives', async () => {
  const door = await openDoor({ readiness: () => readinessOf(due(600_000), false, NOW) });
  const ready = await fetch(`${door.url}/readyz`);
  const health = await fetch(`${door.url}/healthz`);
  expect([ready.status, await ready.json(), health.status]).toEqual([
    503,
    { ok: false, why: ['long connection is down', 'messages wait for more than 5 minutes'] },
    200,
  ]);
  await door.close();
});
