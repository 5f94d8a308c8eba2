import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerAsked, askable, askSigner } from '../../src/capabilities/risks/cosign.ts';
import { approve, returnDue, sendBack } from '../../src/capabilities/risks/review.ts';
import { MONDAY_9, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';
import { givenFor, riskBody, riskDoc } from './fixture.ts';
import { riskIn, seedRisks } from './seeded.ts';

const ask = { rev: 1, to: 'ou_member', reason: '请把关' };
const asked = riskBody({});
const pending = { ...asked, asked: { person: 'ou_member', by: 'ou_head', at: MONDAY_9 } };

describe('加签', () => {
  it('asks those who lead or oversee near, never whom it concerns, who is recused or who signed', () => {
    const given = givenFor('ou_head');
    const near = askable(riskBody({ recused: ['ou_branch'] }), given.org, 'ou_head');
    expect(near).toContain('ou_member');
    for (const out of ['ou_clerk', 'ou_branch', 'ou_head']) expect(near).not.toContain(out);
    expect(askSigner(riskDoc(), { ...ask, to: 'ou_clerk' }, given)).toMatchObject({
      refusal: 'cannotTakeIt',
    });
    expect(askSigner(riskDoc(), { ...ask, reason: '' }, given)).toMatchObject({ refusal: 'commentMissing' });
    expect(askSigner(riskDoc(), ask, givenFor('ou_branch'))).toMatchObject({ refusal: 'notYourStep' });
    expect(askSigner(riskDoc(), ask, given)).toMatchObject({ ok: true });
    expect(askSigner(riskDoc(pending), ask, given)).toMatchObject({ refusal: 'signerPending' });
  });
  it('nothing is decided meanwhile, by nobody, and only the one asked answers', () => {
    const head = givenFor('ou_head');
    expect(approve(riskDoc(pending), 1, head)).toMatchObject({ refusal: 'signerPending' });
    const back = { rev: 1, reason: 'vague', comment: '', due: returnDue(0, head) } as const;
    expect(sendBack(riskDoc(pending), back, head)).toMatchObject({ refusal: 'signerPending' });
    const yes = { rev: 1, agreed: true, comment: '' };
    expect(answerAsked(riskDoc(pending), yes, head)).toMatchObject({ refusal: 'notAsked' });
    expect(answerAsked(riskDoc(pending), yes, givenFor('ou_member'))).toMatchObject({ ok: true });
    const bare = { rev: 1, agreed: false, comment: '' };
    expect(answerAsked(riskDoc(pending), bare, givenFor('ou_member'))).toMatchObject({
      refusal: 'commentMissing',
    });
    const own = { ...pending, asked: { ...pending.asked, person: 'ou_clerk' } };
    expect(answerAsked(riskDoc(own), yes, givenFor('ou_clerk'))).toMatchObject({ refusal: 'ownRisk' });
    const data = { ...smallBureau, relations: [['ou_member', 'ou_clerk']] as const };
    const since = givenFor('ou_member', undefined, data);
    expect(answerAsked(riskDoc(pending), yes, since)).toMatchObject({ refusal: 'related' });
  });
});

describe('one more signature', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
    await seedRisks(bot, [riskBody(), riskBody()]);
  });
  afterEach(() => bot.close());
  const desk = async (person: string): Promise<Shown> => {
    const shown = await bot.says(person, '待办');
    if (!shown) throw new Error('no desk');
    return shown;
  };
  const asking = async (): Promise<Shown> => {
    const on = await desk('ou_head');
    await bot.clicks('ou_head', on, 'review.pick', { option: 'R-1' });
    await bot.clicks('ou_head', on, 'review.askForm');
    expect(wordsOn(on.card)).toContain('答复前本环节等待，可随时撤回');
    const reply = await bot.clicks('ou_head', on, 'review.askSigner', {
      form: { to: 'ou_member', reason: '涉及大额支付，请把关' },
    });
    expect(reply.toast?.type).toBe('success');
    return on;
  };

  it('is asked for, given with an objection, and the holder decides after reading it', async () => {
    const on = await asking();
    expect(wordsOn(on.card)).toContain('已请 member 加签，待答复：涉及大额支付，请把关');
    const list = await desk('ou_head');
    expect(wordsOn(list.card)).toContain('待审 1 条');
    expect(wordsOn(list.card)).toContain('已请他人加签，待答复');
    const theirs = bot.to('ou_member').at(-1);
    if (!theirs) throw new Error('the one asked heard nothing');
    expect(wordsOn(theirs.card)).toContain('head 请您加签：涉及大额支付，请把关');
    await bot.clicks('ou_member', theirs, 'review.objectForm');
    await bot.clicks('ou_member', theirs, 'review.objectAsked', { form: { reason: '请补充验收要求' } });
    expect((await riskIn(bot)).body.asked).toBeUndefined();
    const back = await desk('ou_head');
    await bot.clicks('ou_head', back, 'review.pick', { option: 'R-1' });
    expect(wordsOn(back.card)).toContain('member 加签不同意：请补充验收要求');
    await bot.clicks('ou_head', back, 'review.approve');
    const { body } = await riskIn(bot);
    expect(body.step).toBe(1);
    expect(body.cosigned).toMatchObject([{ person: 'ou_member', agreed: false, step: 'head' }]);
    expect(body.trail.map((t) => t.what)).toEqual([
      'submitted',
      'signerAsked',
      'signerObjected',
      'approvedStep',
    ]);
    const events = [];
    for await (const line of bot.store.history({ kind: 'risk', id: 'R-1' })) events.push(line.events);
    expect(JSON.stringify(events)).not.toContain('请补充验收要求');
  });

  it('is withdrawn, and a late answer finds nothing asked', async () => {
    const on = await asking();
    const theirs = bot.to('ou_member').at(-1);
    if (!theirs) throw new Error('the one asked heard nothing');
    await bot.clicks('ou_head', on, 'review.withdrawAsked');
    const late = await bot.clicks('ou_member', theirs, 'review.agreeAsked');
    expect(late.toast).toMatchObject({ type: 'warning' });
    const { body } = await riskIn(bot);
    expect(body.cosigned).toBeUndefined();
    await bot.clicks('ou_head', on, 'review.approve');
    expect((await riskIn(bot)).body.step).toBe(1);
  });

  it('is given or withdrawn, not both, when it happens at the same moment', async () => {
    const on = await asking();
    const theirs = bot.to('ou_member').at(-1);
    if (!theirs) throw new Error('the one asked heard nothing');
    const replies = await Promise.all([
      bot.clicks('ou_member', theirs, 'review.agreeAsked'),
      bot.clicks('ou_head', on, 'review.withdrawAsked'),
    ]);
    expect(replies.map((r) => r.toast?.type).toSorted()).toEqual(['success', 'warning']);
    const what = (await riskIn(bot)).body.trail.map((t) => t.what);
    expect(what.filter((w) => w === 'signerAgreed' || w === 'signerWithdrawn')).toHaveLength(1);
  });
});
