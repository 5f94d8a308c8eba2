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
