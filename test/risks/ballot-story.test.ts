import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MONDAY_9, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { atGroup, groupBureau, MEMBERS, voting } from './group.ts';
import { riskIn, seedRisks } from './seeded.ts';

let bot: TestBot;
const start = async (group: 'all' | 'majority'): Promise<void> => {
  bot = await testBot({ data: groupBureau(), settings: voting(group) });
  await bot.goTo(MONDAY_9);
};
beforeEach(() => start('majority'));
afterEach(() => bot.close());
const desk = async (person: string): Promise<Shown> => {
  const shown = await bot.says(person, '待办');
  if (!shown) throw new Error('no desk');
  return shown;
};
const many = (n: number) => Array.from({ length: n }, () => atGroup());
const approveList = (person: string, on: Shown, form: Record<string, unknown> = {}) =>
  bot.clicks(person, on, 'review.approveRest', { form });

describe('the leading group votes on the list', () => {
  it('with one tap for all but the exceptions; the count shows, never who', async () => {
    await seedRisks(bot, many(4));
    const first = await desk('ou_member');
    expect(wordsOn(first.card)).toContain('已签 0/5');
    const reply = await approveList('ou_member', first, { hold_3: true });
    expect(reply.toast?.text['zh-CN']).toBe('已同意 3 条。');
    const second = await desk('ou_m3');
    expect(wordsOn(second.card)).toContain('已签 1/5');
    expect(wordsOn(second.card)).not.toContain('member');
    await approveList('ou_m3', second);
    expect((await riskIn(bot, 'R-1')).body.status).toBe('inReview');
    await approveList('ou_m4', await desk('ou_m4'));
    // The third of five decides three of them; the fourth has two signatures.
    for (const id of ['R-1', 'R-2', 'R-3']) expect((await riskIn(bot, id)).body.status).toBe('approved');
    expect((await riskIn(bot, 'R-4')).body).toMatchObject({ status: 'inReview', votes: [{}, {}] });
    expect(wordsOn((await desk('ou_m5')).card)).toContain('集体表决：已签 2/5，须 3 人同意。');
  });

  it('an objection takes one item out of the list, for all members, with the reason', async () => {
    await seedRisks(bot, many(3));
    await approveList('ou_member', await desk('ou_member'));
    const on = await desk('ou_m3');
    await bot.clicks('ou_m3', on, 'review.pick', { option: 'R-2' });
    await bot.clicks('ou_m3', on, 'review.opposeForm');
    const empty = await bot.clicks('ou_m3', on, 'review.oppose', { form: {} });
    expect(empty).toMatchObject({ toast: { type: 'error' } });
    expect(empty.card).toBeUndefined();
    await bot.clicks('ou_m3', on, 'review.oppose', { form: { reason: '先请财务处说明' } });
    const again = await desk('ou_member');
    // The only one that waits for this member now is the one to discuss.
    expect(wordsOn(again.card)).toContain('提请讨论：先请财务处说明');
    const other = await desk('ou_m4');
    expect(wordsOn(other.card)).toContain('提请讨论，须逐条办理');
    await approveList('ou_m4', other);
    expect((await riskIn(bot, 'R-2')).body.votes).toBeUndefined();
    for (const id of ['R-1', 'R-3']) expect((await riskIn(bot, id)).body.votes).toHaveLength(2);
    // Voted on again, one by one.
    for (const member of ['ou_member', 'ou_m3', 'ou_m4']) {
      const card = await desk(member);
      if (!wordsOn(card.card).includes('提请讨论：'))
        await bot.clicks(member, card, 'review.pick', { option: 'R-2' });
      await bot.clicks(member, card, 'review.approve');
    }
    expect((await riskIn(bot, 'R-2')).body.status).toBe('approved');
  });

  it('counts both when two vote at the same moment', async () => {
    await seedRisks(bot, many(3));
    const cards: (readonly [string, Shown])[] = [];
    for (const m of ['ou_member', 'ou_m3', 'ou_m4']) cards.push([m, await desk(m)]);
    const replies = await Promise.all(cards.map(([m, on]) => approveList(m, on)));
    expect(replies.map((r) => r.toast?.text['zh-CN'])).toEqual(Array(3).fill('已同意 3 条。'));
    for (const id of ['R-1', 'R-2', 'R-3']) {
      const { body } = await riskIn(bot, id);
      expect(body.status).toBe('approved');
      expect(body.signers.filter((s) => s.step === 'group')).toHaveLength(3);
    }
  });

  it('a vote stays with the group when it is overdue', async () => {
    await seedRisks(bot, many(1));
    await bot.goTo('2026-12-31T01:00:00.000Z');
    const { body } = await riskIn(bot);
    expect(body.trail.some((t) => t.what === 'escalated')).toBe(false);
    expect(body.chain[body.step]?.holders).toEqual(MEMBERS);
  });
});

describe('会签', () => {
  beforeEach(async () => {
    await bot.close();
    await start('all');
  });
  const leave = async (person: string): Promise<void> => {
    const [doc, stamp] = await Promise.all([
      bot.store.get<object>({ kind: 'person', id: person }),
      bot.store.get({ kind: 'stamp', id: 'organization' }),
    ]);
    await bot.store.commit({
      requestId: `left-${person}`,
      fingerprint: 'left',
      at: bot.now(),
      actor: 'system',
      reason: 'test',
      put: [
        {
          kind: 'person',
          id: person,
          rev: doc?.rev ?? 0,
          body: { ...doc?.body, active: false },
          sealed: { name: 'm' },
        },
        { kind: 'stamp', id: 'organization', rev: stamp?.rev ?? 0, body: { changes: 2 } },
      ],
    });
  };
  it('a member who leaves blocks nothing: the others’ signatures pass it at the next tick', async () => {
    await seedRisks(bot, many(2));
    for (const member of MEMBERS.slice(0, 4)) await approveList(member, await desk(member));
    expect((await riskIn(bot)).body.status).toBe('inReview');
    await leave('ou_m5');
    await bot.goTo('2026-11-23T01:01:00.000Z');
    await bot.goTo('2026-11-23T01:02:00.000Z');
    const { body } = await riskIn(bot);
    expect(body.status).toBe('approved');
    expect(body.signers.filter((s) => s.step === 'group')).toHaveLength(4);
  });
  it('a member who goes away signs through a stand-in, or is not waited for', async () => {
    await seedRisks(bot, many(1));
    for (const member of MEMBERS.slice(0, 4)) await bot.clicks(member, await desk(member), 'review.approve');
    const on = await bot.says('ou_m5', '代理');
    if (!on) throw new Error('no card');
    await bot.clicks('ou_m5', on, 'organization.nameStandIn', {
      form: {
        to: 'ou_clerk2',
        name: 'clerk2',
        from: '2026-11-23 +0800',
        until: '2026-11-27 +0800',
        basis: '出差',
      },
    });
    const theirs = await desk('ou_clerk2');
    expect(wordsOn(theirs.card)).toContain('clerk2 代 m5');
    await bot.clicks('ou_clerk2', theirs, 'review.approve');
    expect((await riskIn(bot)).body.signers.at(-1)).toMatchObject({ person: 'ou_clerk2', for: 'ou_m5' });
    expect((await riskIn(bot)).body.status).toBe('approved');
  });
});
