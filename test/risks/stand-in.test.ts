import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actingFor, handsNow, policyObject } from '../../src/capabilities/risks/holders.ts';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import { approve, recuse } from '../../src/capabilities/risks/review.ts';
import { type OrganizationData, organization, type StandIn } from '../../src/kernel/people.ts';
import { may } from '../../src/kernel/policy.ts';
import { MONDAY_9, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';
import { givenFor, riskBody, riskDoc, settings } from './fixture.ts';
import { riskIn, seedOne, seedRisks } from './seeded.ts';

const DAY = '2026-11-23';
const standIn = (absent: string, person: string, more: Partial<StandIn> = {}): StandIn => ({
  id: `SI-${absent}`,
  absent,
  person,
  from: DAY,
  to: '2026-11-27',
  ...more,
});
const away = (...standIns: readonly StandIn[]): OrganizationData => ({ ...smallBureau, standIns });
const orgOn = (data: OrganizationData, day = DAY) => organization(data, day);
const hands = (body: RiskBody, data: OrganizationData, day = DAY) =>
  handsNow(body, orgOn(data, day), settings.review.chains);

describe('a stand-in', () => {
  const data = away(standIn('ou_head', 'ou_clerk2'));
  it('decides what the absent one holds, on the named days only', () => {
    const both = [{ person: 'ou_head' }, { person: 'ou_clerk2', for: 'ou_head' }];
    expect(hands(riskBody(), data)).toEqual(both);
    expect(hands(riskBody(), data, '2026-11-27')).toEqual(both);
    for (const day of ['2026-11-22', '2026-11-28'])
      expect(hands(riskBody(), data, day)).toEqual([{ person: 'ou_head' }]);
  });
  it('never decides the own declaration, the own post, where recused, or after signing an earlier step', () => {
    const declared = riskBody({ declarer: 'ou_clerk2', method: 'peer' });
    expect(hands(declared, data)).toEqual([{ person: 'ou_head' }]);
    expect(hands(riskBody(), away(standIn('ou_head', 'ou_clerk')))).toEqual([{ person: 'ou_head' }]);
    expect(hands(riskBody({ recused: ['ou_clerk2'] }), data)).toEqual([{ person: 'ou_head' }]);
    const signed = riskBody({
      signers: [{ person: 'ou_clerk2', step: 'discipline', at: `${DAY}T01:00:00Z` }],
    });
    expect(hands(signed, data)).toEqual([{ person: 'ou_head' }]);
  });
  it('is never chained: who stands in for the stand-in has no power', () => {
    const chained = away(standIn('ou_head', 'ou_clerk2'), standIn('ou_clerk2', 'ou_admin'));
    expect(hands(riskBody(), chained).map((h) => h.person)).toEqual(['ou_head', 'ou_clerk2']);
    const org = orgOn(chained);
    const on = policyObject(riskBody(), org, settings.review.chains);
    const admin = org.people.get('ou_admin');
    expect(admin && may(admin, 'risk.review', org, on)).toBe(false);
  });
  it('who left the bureau has no power', () => {
    expect(hands(riskBody(), away(standIn('ou_head', 'ou_gone')))).toEqual([{ person: 'ou_head' }]);
  });
  it('signs with both names, and recusing himself leaves the step with its holder', () => {
    const base = givenFor('ou_clerk2');
    const given = { ...base, org: orgOn(data) };
    const signed = approve(riskDoc(), 1, given);
    expect(signed).toMatchObject({
      ok: true,
      events: [{ type: 'risk.stepApproved', by: 'ou_clerk2', for: 'ou_head' }],
    });
    expect(recuse(riskDoc(), { rev: 1, reason: '近亲属' }, given)).toMatchObject({ ok: true });
    expect(hands(riskBody({ recused: ['ou_clerk2'] }), data)).toEqual([{ person: 'ou_head' }]);
    expect(actingFor(riskBody(), orgOn(data))).toEqual(['ou_head', 'ou_clerk2']);
  });
});

describe('代 张三', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const name = async (until = '2026-11-24'): Promise<void> => {
    const on = await bot.says('ou_head', '代理');
    if (!on) throw new Error('no card');
    await bot.clicks('ou_head', on, 'organization.nameStandIn', {
      form: { to: 'ou_clerk2', from: `${DAY} +0800`, until: `${until} +0800`, basis: '出差通知' },
    });
  };
  const desk = async (person: string): Promise<Shown> => {
    const shown = await bot.says(person, '待办');
    if (!shown) throw new Error('no desk');
    return shown;
  };

  it('sees the desk of the absent one, decides, and every line says for whom', async () => {
    await seedRisks(bot, [riskBody(), riskBody(), riskBody({ declarer: 'ou_clerk2', method: 'peer' })]);
    await name();
    const on = await desk('ou_clerk2');
    expect(wordsOn(on.card)).toContain('待审 2 条');
    expect(wordsOn(on.card)).toContain('二级 · clerk2 代 head');
    await bot.clicks('ou_clerk2', on, 'review.pick', { option: 'R-1' });
    expect(wordsOn(on.card)).toContain('clerk2 代 head 办理，至 2026-11-24');
    const reply = await bot.clicks('ou_clerk2', on, 'review.approve');
    expect(reply.toast?.type).toBe('success');
    const { body } = await riskIn(bot);
    expect(body.signers[0]).toMatchObject({ person: 'ou_clerk2', for: 'ou_head', step: 'head' });
    expect(body.trail.at(-1)).toMatchObject({ what: 'approvedStep', by: 'ou_clerk2', for: 'ou_head' });
    const branch = await desk('ou_branch');
    expect(wordsOn(branch.card)).toContain('clerk2 代 head');
    await bot.clicks('ou_branch', branch, 'review.history');
    expect(wordsOn(branch.card)).toContain('clerk2 代 head · 部门负责人审核 · 审核同意');
    const entries = [];
    for await (const line of bot.store.history({ kind: 'risk', id: 'R-1' })) entries.push(line.by);
    expect(entries.at(-1)).toBe('ou_clerk2');
  });

  it('gets new items like a holder, is reminded like a holder, and loses all on the day after', async () => {
    await bot.goTo(MONDAY_9);
    await name();
    await seedOne(bot);
    await bot.goTo('2026-11-24T00:31:00.000Z');
    expect(wordsOn(bot.to('ou_clerk2').at(-1)?.card)).toContain('待审风险点');
    const on = await desk('ou_clerk2');
    expect(wordsOn(on.card)).toContain('clerk2 代 head');
    await bot.goTo('2026-11-25T01:00:00.000Z');
    const late = await bot.clicks('ou_clerk2', on, 'review.approve');
    expect(late.toast).toMatchObject({ type: 'warning' });
    expect((await riskIn(bot)).body.signers).toEqual([]);
    expect(wordsOn((await desk('ou_clerk2')).card)).toContain('没有等您审核或修改的风险点');
    expect(wordsOn((await desk('ou_head')).card)).toContain('待审风险点');
  });

  it('signs once when the stand-in and the absent one approve at the same moment', async () => {
    await seedOne(bot);
    await name();
    const [mine, theirs] = [await desk('ou_clerk2'), await desk('ou_head')];
    const replies = await Promise.all([
      bot.clicks('ou_clerk2', mine, 'review.approve'),
      bot.clicks('ou_head', theirs, 'review.approve'),
    ]);
    expect(replies.map((r) => r.toast?.type).toSorted()).toEqual(['success', 'warning']);
    const { body } = await riskIn(bot);
    expect(body.signers).toHaveLength(1);
    expect(body.step).toBe(1);
  });
});
