import { expect, it } from 'vitest';
import { coalesced } from '../../src/runtime/coalesced.ts';

it('a rush of calls costs two runs, and everybody gets one that began after they asked', async () => {
  const ends: Array<() => void> = [];
  let begun = 0;
  const soon = coalesced(() => {
    begun += 1;
    return new Promise<void>((resolve) => ends.push(resolve));
  });
  const first = soon();
  const rush = Promise.all(Array.from({ length: 100 }, () => soon()));
  ends[0]?.();
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toBe(2);
  ends[1]?.();
  await rush;
  void soon();
  expect(begun).toBe(3);
});
it('a failed run does not stop the next', async () => {
  let n = 0;
  const soon = coalesced(async () => {
    n += 1;
    if (n === 1) throw new Error('Feishu is away');
  });
  const [a, b] = await Promise.allSettled([soon(), soon()]);
  expect([a.status, b.status, n]).toEqual(['rejected', 'fulfilled', 2]);
});

it('whoever asks in between, when one run has ended and the next has not begun, shares the next', async () => {
  let running = 0;
  let most = 0;
  let ends: Array<() => void> = [];
  const soon = coalesced(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
  });
  const all = [soon(), soon()];
  ends[0]?.();
  ends = [];
  for (let step = 0; step < 12; step += 1) {
    await undefined;
    all.push(soon());
  }
  while (running > 0) {
    for (const end of ends.splice(0)) end();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);
  expect(most).toBe(1);
});
