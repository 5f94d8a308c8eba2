import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';

describe('绑定', () => {
  let bot: TestBot;
  let n = 0;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const org = () => bot.app.bot.loadOrganization(bot.store);
  const drain = async (): Promise<void> => {
    while ((await bot.app.round()) > 0);
  };
  const chatEvent = async (
    kind: 'botAdded' | 'botRemoved' | 'chatDisbanded',
    chatId: string,
    openId: string,
    name = '新群',
  ) => {
    n += 1;
    await bot.app.handle({ kind, cause: `evt:chat${n}`, openId, chatId, name, at: bot.now() });
    await drain();
  };
  /** The word in a group; gives the private card. */
  const bindIn = async (chat: string, person = 'ou_admin') => {
    const before = bot.to(person).length;
    await bot.says(person, '绑定', chat);
    const shown = bot.to(person)[before];
    if (!shown) throw new Error('no private answer');
    return shown;
  };

  it('answers in private, binds to a unit and redraws the card', async () => {
    await chatEvent('botAdded', 'oc_new', 'ou_clerk', '局机关群');
    const card = await bindIn('oc_new');
    expect(bot.to('oc_new')).toEqual([]);
    expect(wordsOn(card.card)).toContain('局机关群');
    const reply = await bot.clicks('ou_admin', card, 'organization.bindUnit', { option: 'U0' });
    expect(reply.toast?.text['zh-CN']).toBe('已绑定。');
    expect((await org()).unitChat('U0')).toEqual({
      chat: 'oc_new',
      name: '局机关群',
      purpose: 'unit',
      unit: 'U0',
    });
    expect(wordsOn(card.card)).toContain('单位群 · 局机关');
  });

  it('offers the units without a group first', async () => {
    await chatEvent('botAdded', 'oc_new', 'ou_clerk');
    const first = await bindIn('oc_new');
    await bot.clicks('ou_admin', first, 'organization.bindUnit', { option: 'U0' });
    await chatEvent('chatDisbanded', 'oc_u1', 'ou_clerk');
    await chatEvent('botAdded', 'oc_more', 'ou_clerk');
    const card = await bindIn('oc_more');
    const words = wordsOn(card.card);
    expect(words.indexOf('政府采购中心')).toBeLessThan(words.indexOf('局机关（已有群）'));
  });

  it('gives a purpose to one group only, the last one bound', async () => {
    await chatEvent('botAdded', 'oc_new', 'ou_clerk');
    const card = await bindIn('oc_new');
    await bot.clicks('ou_admin', card, 'organization.bindUnit', { option: 'U1' });
    expect((await org()).data.chats).toEqual([{ chat: 'oc_new', name: '新群', purpose: 'unit', unit: 'U1' }]);
    await bot.clicks('ou_admin', card, 'organization.bindLeading');
    expect((await org()).data.chats).toEqual([{ chat: 'oc_new', name: '新群', purpose: 'leading_group' }]);
    await bot.clicks('ou_admin', card, 'organization.unbind');
    expect((await org()).data.chats).toEqual([]);
  });

  it('refuses a stale tap and says so', async () => {
    await chatEvent('botAdded', 'oc_new', 'ou_clerk');
    const first = await bindIn('oc_new');
    const old = { ...first };
    await bot.clicks('ou_admin', first, 'organization.bindLeading');
    const reply = await bot.clicks('ou_admin', old, 'organization.bindDiscipline');
    expect(reply.toast?.text['zh-CN']).toContain('有过变动');
    expect((await org()).chatFor('discipline')).toBeUndefined();
  });

  it('offers the card at once to an admin who brings the bot into a group', async () => {
    await chatEvent('botAdded', 'oc_new', 'ou_admin', '领导小组');
    expect(wordsOn(bot.to('ou_admin').at(-1)?.card)).toContain('领导小组');
  });

  it('unbinds when the bot is removed or the group disbanded, and tells the admins in their digest', async () => {
    await bot.goTo(bot.now());
    await chatEvent('chatDisbanded', 'oc_u1', 'ou_clerk', '采购中心群');
    expect((await org()).unitChat('U1')).toBeUndefined();
    const { items } = await bot.store.list<{ to: string; line: string }>('pending', { limit: 10 });
    expect(items.map((i) => [i.body.to, i.body.line])).toContainEqual(['ou_admin', 'organization.groupLost']);
    await bot.goTo('2026-11-23T01:45:00.000Z');
    expect(wordsOn(bot.to('ou_admin').at(-1)?.card)).toContain('已不在群“采购中心群”中');
  });

  it('is for office admins: others are told whom to ask, in the group without a name', async () => {
    const shown = await bot.says('ou_clerk', '绑定', 'oc_u1');
    expect(wordsOn(shown?.card)).toContain('不由您办理');
    expect(bot.to('ou_clerk')).toEqual([]);
  });

  it('pages through 22 units without passing the limits of a card', async () => {
    const many = Array.from({ length: 23 }, (_, i) => ({
      id: `U${i}`,
      name: `单位${i}`,
      kind: 'affiliated' as const,
      order: i,
    }));
    const { smallBureau } = await import('../support/bureau.ts');
    await bot.close();
    bot = await testBot({ data: { ...smallBureau, units: many } });
    const card = await bindIn('oc_new');
    expect(wordsOn(card.card)).toContain('第 1 页，共 2 页');
    await bot.clicks('ou_admin', card, '下一页');
    expect(wordsOn(card.card)).toContain('单位22');
    expect(card.card ? pressables(card.card).map((p) => p.label) : []).toContain('上一页');
  });
});
