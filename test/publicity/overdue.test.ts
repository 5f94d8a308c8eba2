import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectionBody } from '../../src/capabilities/publicity/index.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';
import { approve } from './approved.ts';

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await bot.goTo(at('2026-11-23', '09:00'));
  await approve(bot, ['甲']);
  await bot.goTo(at('2026-11-23', '09:11'));
  await bot.clicks('ou_clerk', bot.to('oc_u1').at(-1) as Shown, '提出异议');
  await bot.clicks('ou_clerk', bot.to('ou_clerk').at(-1) as Shown, '提交异议', {
    form: { item: 'R-甲', text: '该环节已由两人复核' },
  });
});
afterEach(() => bot.close());
const holders = async () =>
  (await bot.store.list<ObjectionBody>('objection', { limit: 1 })).items[0]?.body.holders;

describe('an objection that nobody answers', () => {
  it('is brought to the office admin in the digest after its deadline, without the objector', async () => {
    await bot.goTo(at('2026-11-30', '08:30'));
    await bot.goTo(at('2026-11-30', '09:45'));
    expect(
      bot
        .to('ou_admin')
        .map((m) => wordsOn(m.card))
        .join(),
    ).not.toContain('公示异议');
    await bot.goTo(at('2026-12-01', '08:30'));
    await bot.goTo(at('2026-12-01', '09:45'));
    const told = bot
      .to('ou_admin')
      .map((m) => wordsOn(m.card))
      .join();
    expect(told).toContain('应于 2026-11-30 前答复');
    expect(told).not.toContain('clerk');
  });

  it('goes once to those above, who may answer as well', async () => {
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-03']) {
      await bot.goTo(at(day, '08:30'));
      await bot.goTo(at(day, '09:45'));
    }
    expect(await holders()).toEqual(['ou_officer', 'ou_chief']);
    const asked = bot.to('ou_chief').filter((m) => wordsOn(m.card).includes('已请上一级一并答复'));
    expect(asked).toHaveLength(1);
    const lines = bot.to('ou_admin').filter((m) => wordsOn(m.card).includes('应于 2026-11-30 前答复'));
    expect(lines).toHaveLength(1);
    await bot.clicks('ou_chief', asked[0] as Shown, '不采纳', { form: { reply: '已核对复核记录' } });
    expect(wordsOn(bot.to('ou_clerk').at(-1)?.card)).toContain('已核对复核记录');
  });

  it('finds another officer when its own left', async () => {
    expect(await holders()).toEqual(['ou_officer']);
    const {
      id: _id,
      name,
      ...body
    } = smallBureau.people.find((p) => p.id === 'ou_officer') as (typeof smallBureau.people)[number];
    await bot.store.commit({
      requestId: 'left',
      fingerprint: 'left',
      at: bot.now(),
      actor: 'system',
      reason: 'left',
      put: [
        { kind: 'person', id: 'ou_officer', rev: 1, body: { ...body, active: false }, sealed: { name } },
        { kind: 'stamp', id: 'organization', rev: 1, body: { changes: 2 } },
      ],
    });
    await bot.goTo(at('2026-11-24', '08:30'));
    // The only other officer signed the item, so it goes up to the principal leader.
    expect(await holders()).toEqual(['ou_chief']);
    expect(wordsOn(bot.to('ou_chief').at(-1)?.card)).toContain('该环节已由两人复核');
    // The former officer's card shows neither the name nor the words any more, and has no buttons.
    await bot.goTo(at('2026-11-24', '08:31'));
    const former = bot.to('ou_officer').at(-1)?.card;
    expect(wordsOn(former)).not.toContain('clerk');
    expect(wordsOn(former)).not.toContain('该环节');
    expect(JSON.stringify(former?.json)).not.toContain('"do"');
  });
});
