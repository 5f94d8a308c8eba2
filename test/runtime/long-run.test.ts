import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plusMs } from '../../src/kernel/time.ts';
import { START, toyBot } from './toy.ts';

const DAY_MS = 86_400_000;
const CLICKS = 8;
/** Longer than anything is remembered: a card that was replaced, a month after it was sent. */
const WARM = 45;
const DAYS = 75;

type Sizes = Readonly<Record<'docs' | 'gone' | 'keys' | 'erased' | 'requests' | 'uniques' | 'rows', number>>;

/** All that a store has in memory, as the snapshot at its end lists it. */
function sizesIn(dir: string): Sizes {
  const all = JSON.parse(readFileSync(join(dir, 'db.json'), 'utf8')) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, list]) => (Array.isArray(list) ? [[name, list.length]] : [])),
  ) as Sizes;
}

/** Days of the same work: clicks, their messages, words, the daily schedules. Gives the sizes after the last. */
async function live(days: number): Promise<Sizes> {
  const dir = mkdtempSync(join(tmpdir(), 'qingfeng-'));
  const bot = await toyBot(dir);
  for (let day = 0; day < days; day += 1) {
    for (let n = 0; n < CLICKS; n += 1) {
      bot.at(plusMs(START, day * DAY_MS + n * 60_000));
      const rev = (await bot.store.get({ kind: 'tally', id: 'T' }))?.rev ?? 0;
      const reply = await bot.click('ou_clerk', rev, { cause: `evt:${day}-${n}` });
      expect(reply.card).toBeDefined();
      await bot.round();
    }
    await bot.say('ou_head', '计数', { cause: `msg:${day}` });
    await bot.drain();
    await bot.tick();
    await bot.drain();
  }
  await bot.store.close();
  const sizes = sizesIn(dir);
  rmSync(dir, { recursive: true, force: true });
  return sizes;
}

it('a long run leaves nothing behind in memory but the names of slots (L01)', {
  timeout: 60_000,
}, async () => {
  const [first, warm, late] = [await live(1), await live(WARM), await live(DAYS)];
  // Everything that is remembered for a while did come in, so that it could have stayed.
  for (const name of ['docs', 'requests', 'rows'] as const) expect(first[name]).toBeGreaterThan(0);
  expect(warm.requests).toBeGreaterThan(first.requests);
  expect(warm.docs).toBeGreaterThan(first.docs);
  const { uniques, ...rest } = late;
  const { uniques: before, ...restBefore } = warm;
  expect(rest).toEqual(restBefore);
  // One slot of a working day did something; its key stays, so that it never runs again (C06).
  expect(uniques - before).toBeLessThanOrEqual(DAYS - WARM);
});
