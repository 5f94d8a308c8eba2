import { expect } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import type { RiskBody, RiskDoc, RiskTexts } from '../../src/capabilities/risks/model.ts';
import { riskOf } from '../../src/capabilities/risks/own.ts';
import { pressables, type TestBot } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';

/** Steps that the tests of the declaring half share. */
export const FORM = {
  source: 'process',
  step: 'S1',
  content: '大额资金支付可能缺少合同、验收、决策依据。',
  manifestation: '先付款后补合同；同一收款账户频繁变更。',
  likelihood: 'middle',
  harm: 'high',
};
export const CONFIRM = { title: '大额支付审批程序缺项', measure: '付款前逐项核对要件清单' };

export async function risksIn(bot: TestBot): Promise<readonly RiskDoc[]> {
  const { items } = await bot.store.list<RiskBody, RiskTexts>('risk', { limit: 100 });
  return items;
}
export async function stored(bot: TestBot, id: string): Promise<RiskDoc> {
  const doc = await riskOf(bot.store, id);
  if (!doc) throw new Error(`no risk ${id}`);
  return doc;
}
export async function said(bot: TestBot, who: string, word: string): Promise<Shown> {
  const shown = await bot.says(who, word);
  if (!shown?.card) throw new Error(`no card for ${word}`);
  return shown;
}
/** What stands on the screen now, to put an older card back there later. */
export function cardOn(on: Shown): Card {
  if (!on.card) throw new Error('no card');
  return on.card;
}
export const buttonsOn = (on: Shown): readonly string[] =>
  on.card ? pressables(on.card).map((p) => String(p.value.do)) : [];

/** 填报 up to the open form of one's own first post. */
export async function openForm(bot: TestBot, who: string): Promise<Shown> {
  const on = await said(bot, who, '填报');
  if (!buttonsOn(on).includes('risks.draft'))
    await bot.clicks(who, on, 'risks.form', { match: (v) => v.method === 'self' });
  return on;
}
/** 填报 to the confirm card. */
export async function drafted(bot: TestBot, who: string, form: Record<string, unknown> = {}): Promise<Shown> {
  const on = await openForm(bot, who);
  const reply = await bot.clicks(who, on, 'risks.draft', { form: { ...FORM, ...form } });
  expect(reply.toast).toBeUndefined();
  return on;
}
/** 填报 to the status card; gives the message and the id of the risk. */
export async function submitted(
  bot: TestBot,
  who: string,
  form: Record<string, unknown> = {},
): Promise<{ on: Shown; id: string }> {
  const on = await drafted(bot, who, form);
  const id = idOn(on);
  await bot.clicks(who, on, 'risks.confirm', { form: CONFIRM });
  return { on, id };
}
export function idOn(on: Shown): string {
  const found = on.card && pressables(on.card).find((p) => String(p.value.id).startsWith('R-'));
  if (!found) throw new Error('no risk on this card');
  return String(found.value.id);
}
/** The state that review and publicity lead to, without playing them. */
export async function makeEffective(bot: TestBot, id: string): Promise<void> {
  const doc = await stored(bot, id);
  const { due: _due, stepSince: _since, ...body } = doc.body;
  const put = {
    kind: 'risk',
    id,
    rev: doc.rev,
    body: { ...body, status: 'effective', effectiveAt: bot.now() },
    sealed: doc.sealed,
  };
  await bot.store.commit({
    requestId: `effective:${id}`,
    fingerprint: id,
    at: bot.now(),
    actor: 'system',
    reason: 'test',
    put: [put],
  });
}
