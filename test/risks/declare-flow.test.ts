import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RiskDoc } from '../../src/capabilities/risks/model.ts';
import { riskOf } from '../../src/capabilities/risks/own.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';

const FORM = {
  source: 'process',
  step: 'S1',
  content: '大额资金支付可能缺少合同、验收、决策依据。',
  manifestation: '先付款后补合同；同一收款账户频繁变更。',
  likelihood: 'middle',
  harm: 'high',
};
const only = async (bot: TestBot): Promise<RiskDoc> => {
  const { items } = await bot.store.list('risk', { limit: 10 });
  expect(items).toHaveLength(1);
  return items[0] as RiskDoc;
};

describe('declaring, from the word to the submit', () => {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await testBot();
  });
  afterAll(() => bot.close());

  it('goes form → confirm → status', async () => {
    const form = await bot.says('ou_clerk', '填报');
    expect(wordsOn(form?.card)).toContain('资金支付');
    const confirm = await bot.clicks('ou_clerk', form!, 'risks.draft', { form: FORM });
    expect(confirm.toast).toBeUndefined();
    expect(wordsOn(confirm.card)).toContain('一级（高）');
    expect((await only(bot)).body.status).toBe('draft');
    const sent = await bot.clicks('ou_clerk', form!, 'risks.confirm', {
      form: { title: '大额支付审批程序缺项', measure: '付款前逐项核对要件清单' },
    });
    expect(sent.toast?.type).toBe('success');
    const risk = await only(bot);
    expect(risk.body).toMatchObject({ status: 'inReview', grade: 1, step: 0 });
    expect(risk.body.chain[0]).toMatchObject({ name: 'head', holders: ['ou_head'] });
    expect(await riskOf(bot.store, risk.id)).toEqual(risk);
  });
});
