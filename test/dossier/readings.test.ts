import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadingBody } from '../../src/runtime/kinds.ts';
import { submitted } from '../risks/declaring.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());

const readersOf = async (id: string): Promise<readonly string[]> => {
  const doc = await bot.store.get<ReadingBody>({ kind: 'reading', id: `risk:${id}` });
  return (doc?.body.entries ?? []).map(({ who, how }) => `${who} ${how}`);
};
const last = (person: string): Shown => bot.to(person).at(-1) as Shown;

describe('readings of what is not for everybody (T03)', () => {
  it('go on record with the next tick: who, what, how and when, each once; not one’s own', async () => {
    const { id, on } = await submitted(bot, 'ou_clerk');
    const before = bot.store.status().seq;
    await bot.clicks('ou_head', last('ou_head'), 'review.history');
    await bot.clicks('ou_head', last('ou_head'), 'review.history').catch(() => undefined);
    await bot.clicks('ou_clerk', on, 'risks.show').catch(() => undefined);
    expect(await readersOf(id)).toEqual([]);
    // No commit of its own while somebody waits for the card.
    const lines = bot.store.status().seq - before;
    await bot.goTo('2026-11-23T01:01:00.000Z');
    expect(await readersOf(id)).toEqual(['ou_head review.history']);
    expect(lines).toBeLessThanOrEqual(1);
    await bot.goTo('2026-11-23T01:02:00.000Z');
    expect(await readersOf(id)).toHaveLength(1);
  });

  it('are shown to auditors and discipline officers, and to nobody else', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    await bot.clicks('ou_head', last('ou_head'), 'review.history');
    await bot.goTo('2026-11-23T01:01:00.000Z');
    const seen = await bot.says('ou_officer', `查阅记录 ${id}`);
    expect(JSON.stringify(seen?.card?.json)).toContain(
      '{"at":"2026-11-23 09:00","name":"head","how":"查看 read"}',
    );
    const refused = wordsOn((await bot.says('ou_buyer', `查阅记录 ${id}`))?.card);
    expect(refused).toContain('纪检干部');
    expect(refused).not.toContain('head');
    expect(wordsOn((await bot.says('ou_officer', '查阅记录'))?.card)).toContain('请写明编号');
  });

  it('wait for the next tick when the store is busy with the same subject', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    await bot.clicks('ou_head', last('ou_head'), 'review.history');
    const commit = bot.store.commit.bind(bot.store);
    let failed = 0;
    bot.app.bot.store.commit = async (asked) => {
      if (asked.reason !== 'record.read' || failed > 0) return commit(asked);
      failed += 1;
      throw new Error('busy');
    };
    await bot.app.keepReadings();
    expect(await readersOf(id)).toEqual([]);
    await bot.app.keepReadings();
    expect([failed, await readersOf(id)]).toEqual([1, ['ou_head review.history']]);
  });

  it('are not held back by one whose subject cannot be read', async () => {
    const { id } = await submitted(bot, 'ou_clerk');
    bot.app.bot.readings.note({
      ...{ who: 'ou_head', card: 'risks.review', about: 'risk:R-broken', how: 'review.open', at: bot.now() },
    });
    await bot.clicks('ou_head', last('ou_head'), 'review.history');
    const get = bot.store.get.bind(bot.store);
    bot.app.bot.store.get = async (ref) => {
      if (ref.id === 'R-broken') throw new Error('unreadable');
      return get(ref);
    };
    await bot.app.keepReadings();
    expect(await readersOf(id)).toEqual(['ou_head review.history']);
    expect(await readersOf('R-broken')).toEqual(['ou_head review.open']);
  });
});
