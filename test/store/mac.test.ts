import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { macOf } from '../../src/store/ledger/mac.ts';
import { secretKey } from '../support/log-watch.ts';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

it('a sum under a key is what Node makes of it, whatever key and text', () => {
  const same = (text: Buffer, key: Buffer): void => {
    expect(macOf(text, key)).toBe(createHmac('sha256', key).update(text).digest('hex'));
  };
  fc.assert(fc.property(bytes(500), bytes(64), same));
  for (const length of [0, 63, 64, 65, 65_535, 65_536, 300_000, 10])
    same(Buffer.alloc(length, 'x'), secretKey(7));
  expect(() => macOf(Buffer.alloc(1), Buffer.alloc(65))).toThrow(RangeError);
});
