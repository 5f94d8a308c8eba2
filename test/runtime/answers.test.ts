import { expect, it } from 'vitest';
import { answerShelf } from '../../src/runtime/answers.ts';
import { sayCard } from '../../src/runtime/say.ts';
import { say } from '../../src/runtime/texts.ts';

const card = sayCard(say.privately);

it('an outbox that is faster than the answer waits for it', async () => {
  const shelf = answerShelf();
  const place = shelf.expect('msg:1');
  const early = shelf.take('msg:1');
  place.give(card);
  expect(await early).toBe(card);
  shelf.sent('msg:1');
  expect(shelf.take('msg:1')).toBeUndefined();
});
it('keeps the newest two thousand, whatever dies on the way', () => {
  const shelf = answerShelf();
  for (let n = 0; n < 2_500; n += 1) shelf.expect(`msg:${n}`).give(card);
  expect([shelf.take('msg:499'), shelf.take('msg:500') === undefined]).toEqual([undefined, false]);
});
