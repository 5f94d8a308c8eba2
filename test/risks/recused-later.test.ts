import { afterEach, beforeEach, expect, it } from 'vitest';
import { signedHash } from '../../src/capabilities/risks/signature.ts';
import { MONDAY_9, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { NOW, texts } from './fixture.ts';
import { atGroup, groupBureau, voting } from './group.ts';
import { riskIn, seedRisks } from './seeded.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot({ data: groupBureau(), settings: voting('majority') });
  await bot.goTo(MONDAY_9);
});
afterEach(() => bot.close());
const { chain } = atGroup();
const sealed = { ...texts, title: `${texts.title}1` };
const hash = signedHash({ body: atGroup(), sealed }) ?? '';
const names = chain.map((s) => s.name);
const signed = (who: Readonly<Record<string, string>>) =>
  chain.slice(0, -1).map((s) => ({ person: who[s.name] ?? s.holders[0] ?? '', step: s.name, at: NOW }));
async function recuses(person: string): Promise<Shown> {
  const card = (await bot.says(person, '待办')) as Shown;
  await bot.clicks(person, card, 'review.recuseForm');
  return card;
}
const send = (person: string, card: Shown) =>
  bot.clicks(person, card, 'review.recuse', { form: { reason: '与该岗位人员有近亲属关系' } });

it('what somebody signed before staying out counts no more: said before the tap, done again, with an event', async () => {
  expect(names).toContain('discipline');
  const votes = [{ member: 'ou_m3', by: 'ou_m3', at: NOW, hash }];
  await seedRisks(bot, [atGroup({ signers: signed({ discipline: 'ou_member' }), votes })]);
  const card = await recuses('ou_member');
  expect(wordsOn(card.card)).toContain('您此前签过：纪检审核。提交后这些签字作废');
  await send('ou_member', card);
  const { body } = await riskIn(bot);
  const at = names.indexOf('discipline');
  expect(body).toMatchObject({ status: 'inReview', step: at, recused: ['ou_member'] });
  expect(body.votes).toBeUndefined();
  expect(body.signers.map((s) => s.step)).toEqual(names.slice(0, at));
  expect(body.trail.slice(-2).map((t) => t.what)).toEqual(['recused', 'voided']);
  const events: unknown[] = [];
  for await (const change of bot.store.history({ kind: 'risk', id: 'R-1' })) events.push(...change.events);
  expect(JSON.stringify(events)).toContain('"voided":["discipline"]');
  // Whoever holds the step now has it on the desk again.
  const [holder = ''] = body.chain[at]?.holders ?? [];
  expect(holder).not.toBe('ou_member');
  expect(wordsOn((await bot.says(holder, '待办'))?.card)).toContain('大额支付审批程序缺项');
});

it('so does what a stand-in signed for him', async () => {
  const signers = signed({}).map((s) => (s.step === 'discipline' ? { ...s, for: 'ou_member' } : s));
  await seedRisks(bot, [atGroup({ signers })]);
  await send('ou_member', await recuses('ou_member'));
  expect((await riskIn(bot)).body.step).toBe(names.indexOf('discipline'));
});

it('somebody who signed nothing leaves what the others signed', async () => {
  const votes = [{ member: 'ou_m3', by: 'ou_m3', at: NOW, hash }];
  await seedRisks(bot, [atGroup({ signers: signed({}), votes })]);
  const card = await recuses('ou_member');
  expect(wordsOn(card.card)).not.toContain('您此前签过');
  await send('ou_member', card);
  const { body } = await riskIn(bot);
  expect([body.step, body.signers.length, body.votes?.length]).toEqual([
    chain.length - 1,
    chain.length - 1,
    1,
  ]);
});
