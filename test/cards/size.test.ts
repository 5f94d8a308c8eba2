import { expect, test } from 'vitest';
import { card, countTags, MAX_BYTES, MAX_TAGS } from '../../cards/kit/card.ts';
import { para } from '../../cards/kit/elements.ts';
import { same } from '../../src/kernel/text.ts';

const drawn = (text: string) =>
  card({ audience: 'private', title: same('t'), colour: 'grey' }, [para(same(text))]);
const bytesWith = (text: string): number => Buffer.byteLength(JSON.stringify(drawn(text).json));

test('the limits are Feishu’s: 30 KB and two hundred tagged objects (I02)', () =>
  expect([MAX_BYTES, MAX_TAGS]).toEqual([30 * 1024, 200]));

// A paragraph says its text three times. What is cheap to see to fit must fit to the byte, whatever the letters take.
test.each([
  ['a letter', 'a', 1],
  ['a quote', '"', 2],
  ['a Chinese character', '风', 3],
  ['an emoji', '🧹', 4],
  ['a control character', '\u0001', 6],
  ['half a surrogate pair', '\uD800', 6],
])('the largest card of %s is taken and a larger one is not', (_, one, bytes) => {
  const fits = Math.floor((MAX_BYTES - bytesWith('')) / (3 * bytes));
  const largest = one.repeat(fits);
  expect(bytesWith(largest)).toBe(bytesWith('') + 3 * bytes * fits);
  expect(bytesWith(largest)).toBeLessThanOrEqual(MAX_BYTES);
  expect(() => drawn(largest + one)).toThrow(/bytes; Feishu takes/);
});

test('two hundred tagged objects are taken and one more is not; what somebody types is none of them', () => {
  const texts = (many: number) => Array.from({ length: many }, () => para(same('"tag":"div"')));
  // A paragraph is two of them, the title is one.
  const lines = Math.floor((MAX_TAGS - 1) / 2);
  const head = { audience: 'private', title: same('t'), colour: 'grey' } as const;
  expect(countTags(card(head, texts(lines)).json)).toBe(1 + 2 * lines);
  expect(() => card(head, texts(lines + 1))).toThrow(/elements; Feishu takes/);
});
