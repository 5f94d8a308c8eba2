import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import { riskBody, texts } from '../risks/fixture.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';

describe('卡住的环节', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const put = (id: string, body: RiskBody) =>
    bot.store.commit({
      requestId: `put:${id}`,
      fingerprint: id,
      at: bot.now(),
      actor: 'test',
      reason: 'test',
      put: [{ kind: 'risk', id, rev: 0, body, sealed: texts }],
    });
  /** A risk of the finance division whose open step is held by these. */
  const held = (holders: readonly string[]): RiskBody => {
    const body = riskBody({ signers: [{ person: 'ou_branch', step: 'branch', at: bot.now() }] });
    return { ...body, chain: body.chain.map((s, i) => (i === body.step ? { ...s, holders } : s)) };
  };
  const riskOf = async (id: string) => (await bot.store.get<RiskBody>({ kind: 'risk', id }))?.body;
  const openList = async () => {
    const shown = await bot.says('ou_admin', '管理');
    if (!shown) throw new Error('no card');
    await bot.clicks('ou_admin', shown, 'office.stuck');
    return shown;
  };

  it('lists steps without an active holder only, and gives one to somebody with no part in it', async () => {
    await put('R-1', held([]));
    await put('R-2', held(['ou_gone']));
    await put('R-3', held(['ou_head']));
    const shown = await openList();
    expect(wordsOn(shown.card)).toContain('共 2 项');
    await bot.clicks('ou_admin', shown, 'office.route', { match: (v) => v.id === 'R-2' });
    // The declarer and holder of the post (clerk) and who signed before (branch) may not.
    for (const option of ['ou_clerk', 'ou_branch', 'ou_gone'])
      expect((await bot.clicks('ou_admin', { ...shown }, 'office.reroute', { option })).toast?.type).toBe(
        'warning',
      );
    const reply = await bot.clicks('ou_admin', shown, 'office.reroute', { option: 'ou_officer' });
    expect(reply.toast?.text['zh-CN']).toContain('已指定办理人');
    const risk = await riskOf('R-2');
    expect(risk?.chain[risk.step]?.holders).toEqual(['ou_officer']);
    expect(risk?.trail.at(-1)).toMatchObject({ what: 'rerouted', by: 'ou_admin', to: 'ou_officer' });
    expect(wordsOn(shown.card)).toContain('共 1 项');
  });

  it('is no way into a review that somebody holds', async () => {
    await put('R-1', held([]));
    const shown = await openList();
    const stale = { ...shown };
    await bot.clicks('ou_admin', shown, 'office.route');
    await bot.clicks('ou_admin', shown, 'office.reroute', { option: 'ou_officer' });
    const reply = await bot.clicks('ou_admin', stale, 'office.route');
    expect(reply.toast?.text['zh-CN']).toContain('已有人办理');
  });

  it('says so when nothing is stuck', async () =>
    expect(wordsOn((await openList()).card)).toContain('没有卡住的环节'));
});
