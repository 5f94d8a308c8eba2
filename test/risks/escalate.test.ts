import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import type { PendingBody } from '../../src/runtime/kinds.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { riskBody } from './fixture.ts';
import { riskIn, seedOne, seedRisks } from './seeded.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await bot.goTo('2026-11-23T01:00:00.000Z');
});
afterEach(() => bot.close());

const notices = async (of = 'overdue|Overdue|movedUp'): Promise<readonly string[]> => {
  const { items } = await bot.store.list<PendingBody>('pending', { limit: 100 });
  return items
    .map((p) => `${p.body.to} ${p.body.line}`)
    .filter((n) => new RegExp(of).test(n))
    .toSorted();
};

describe('an overdue step', () => {
  it('is told once to its holder and the level above on the first working day after', async () => {
    await seedOne(bot); // due Thursday 2026-11-26
    await bot.goTo('2026-11-26T09:00:00.000Z');
    expect(await notices()).toEqual([]);
    // 08:31 on Friday: after the start of work, before the digest takes the lines along.
    await bot.goTo('2026-11-27T00:31:00.000Z');
    const told = ['ou_branch risks.overdueBelow', 'ou_head risks.overdue'];
    expect(await notices()).toEqual(told);
    await bot.goTo('2026-11-27T00:45:00.000Z');
    expect(await notices()).toEqual(told);
    // Telling moves no revision: a form that is open stays good.
    expect((await riskIn(bot)).rev).toBe(1);
  });
  it('moves up behind however many returned ones that nobody takes up again', async () => {
    const old: RiskBody = { ...riskBody(), status: 'returned', due: '2026-10-12', returns: 1 };
    await seedRisks(
      bot,
      Array.from({ length: 505 }, () => old),
      'A',
    );
    await seedOne(bot);
    await bot.goTo('2026-12-02T00:31:00.000Z');
    expect((await riskIn(bot)).body.chain[0]?.holders).toEqual(['ou_branch']);
  });
  it('moves up after three more working days, and the new holder gets a card', async () => {
    await seedOne(bot);
    await bot.goTo('2026-12-01T02:00:00.000Z');
    expect((await riskIn(bot)).body.chain[0]?.holders).toEqual(['ou_head']);
    await bot.goTo('2026-12-02T00:31:00.000Z');
    const { body } = await riskIn(bot);
    expect(body).toMatchObject({ assigned: 'escalated', due: '2026-12-07' });
    expect(body.chain[0]?.holders).toEqual(['ou_branch']);
    expect(body.trail.at(-1)).toMatchObject({
      what: 'escalated',
      from: 'ou_head',
      to: 'ou_branch',
      by: 'system',
    });
    expect(bot.to('ou_branch').length).toBeGreaterThan(0);
    expect(wordsOn(bot.to('ou_branch').at(-1)?.card)).toContain('待审风险点');
    expect(await notices()).toContain('ou_head risks.movedUp');
    expect(await notices('stepEscalated')).toEqual(['ou_admin risks.stepEscalated']);
  });
  it('moves up once although the bot was down for a week', async () => {
    await seedOne(bot);
    await bot.goTo('2026-12-08T02:00:00.000Z');
    const { body } = await riskIn(bot);
    expect(body.trail.filter((t) => t.what === 'escalated')).toHaveLength(1);
  });
  it('waits out a weekend and a holiday', async () => {
    await seedOne(bot);
    await bot.goTo('2026-11-29T03:00:00.000Z');
    expect((await riskIn(bot)).body.assigned).toBeUndefined();
  });
});

describe('an overdue rectification', () => {
  it('is told to the declarer and his head, and stays where it is', async () => {
    await seedOne(bot);
    const card = await bot.says('ou_head', '待办');
    if (!card) throw new Error('no desk');
    await bot.clicks('ou_head', card, 'review.returnForm');
    await bot.clicks('ou_head', card, 'review.return', {
      form: { reason: 'vague', comment: '', due: '2026-11-24' },
    });
    await bot.goTo('2026-11-25T00:31:00.000Z');
    expect(await notices()).toEqual(['ou_clerk risks.overdue', 'ou_head risks.returnOverdue']);
    expect((await riskIn(bot)).body.status).toBe('returned');
  });
});

describe('a step without a holder', () => {
  it('is told to the office admin when a recusal leaves nobody of its own', async () => {
    await seedOne(bot);
    const card = await bot.says('ou_head', '待办');
    if (!card) throw new Error('no desk');
    await bot.clicks('ou_head', card, 'review.recuseForm');
    await bot.clicks('ou_head', card, 'review.recuse', { form: { reason: '近亲属' } });
    expect(await notices('step')).toEqual(['ou_admin risks.stepWentUp']);
    await bot.goTo('2026-11-24T01:45:00.000Z');
    expect(wordsOn(bot.to('ou_admin').at(-1)?.card)).toContain('部门负责人审核缺少本级人员，已转由上级办理');
  });
});
