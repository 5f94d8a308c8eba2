import { afterEach, beforeEach, expect, it } from 'vitest';
import { directorySays } from '../handover/moving.ts';
import { type TestBot, testBot } from '../support/bot.ts';
import { riskBody } from './fixture.ts';
import { riskIn, seedRisks } from './seeded.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await bot.goTo('2026-11-23T01:00:00.000Z');
});
afterEach(() => bot.close());

it('one broken risk keeps no other from its new reviewers after a change of the organisation (L03)', async () => {
  const body = riskBody();
  const elsewhere = { ...body, chain: body.chain.map((s) => ({ ...s, holders: ['ou_clerk2'] })) };
  await seedRisks(bot, [{ ...elsewhere, trail: undefined as never }, elsewhere]);
  await directorySays(bot, 'ou_buyer', { division: 'D3' });
  await bot.goTo('2026-11-23T01:02:00.000Z');
  expect((await riskIn(bot, 'R-2')).body.chain[0]?.holders).toEqual(['ou_head']);
});
