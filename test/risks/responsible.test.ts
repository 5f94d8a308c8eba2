import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerChoices, readResponsible } from '../../src/capabilities/risks/responsible.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallOrganization } from '../support/bureau.ts';
import { CONFIRM, drafted, FORM, idOn, stored } from './declaring.ts';

const body = { place: { level: 'post', unit: 'U0', division: 'D1', post: 'P1' }, grade: 1 } as const;

describe('who answers for a risk', () => {
  const org = smallOrganization();
  it.each([
    ['what the rules derive', { owner: 'P1', leader: '1' }, {}],
    [
      'another post of the division, another leader',
      { owner: 'P3', leader: '2' },
      { ownerPost: 'P3', leader: 2 },
    ],
    ['nothing chosen', {}, {}],
    ['a post elsewhere, a made-up leader', { owner: 'P2', leader: '9' }, {}],
    ['no text at all', { owner: ['P3'], leader: 2 }, {}],
  ])('%s', (_what, form, expected) => expect(readResponsible(form, body, org)).toEqual(expected));
  it('can be any post of the unit at unit level', () =>
    expect(ownerChoices({ place: { level: 'unit', unit: 'U0' } }, org).map((p) => p.id)).toEqual([
      'P1',
      'P3',
    ]));
});

describe('on the cards', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  it('is derived, can be changed with the submit, and changed back after a return', async () => {
    const on = await drafted(bot, 'ou_clerk');
    const id = idOn(on);
    expect(wordsOn(on.card)).toContain('责任岗位：资金支付；责任领导：主要领导');
    await bot.clicks('ou_clerk', on, 'risks.confirm', { form: { ...CONFIRM, owner: 'P3', leader: '2' } });
    expect((await stored(bot, id)).body).toMatchObject({ ownerPost: 'P3', leader: 2 });
    const desk = bot.to('ou_head').at(-1);
    if (!desk) throw new Error('no desk');
    await bot.clicks('ou_head', desk, 'review.returnForm');
    await bot.clicks('ou_head', desk, 'review.return', {
      form: { reason: 'vague', comment: '请写清哪一步', due: '2026-11-26 +0800' },
    });
    const returned = bot.to('ou_clerk').at(-1);
    if (!returned) throw new Error('nothing came back');
    await bot.clicks('ou_clerk', returned, 'risks.draft', { form: FORM });
    expect(wordsOn(returned.card)).toContain('责任岗位：处长；责任领导：分管领导');
    await bot.clicks('ou_clerk', returned, 'risks.confirm', {
      form: { ...CONFIRM, owner: 'P1', leader: '1' },
    });
    const after = (await stored(bot, id)).body;
    expect([after.ownerPost, after.leader]).toEqual([undefined, undefined]);
  });
});
