import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';

describe('谁是谁', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const org = () => bot.app.bot.loadOrganization(bot.store);
  const openUnit = async (unit: string) => {
    const shown = await bot.says('ou_admin', '谁是谁');
    if (!shown) throw new Error('no card');
    await bot.clicks('ou_admin', shown, 'organization.unit', { option: unit });
    return shown;
  };

  it('goes from unit to division to post and moves a holder', async () => {
    const shown = await openUnit('U1');
    await bot.clicks('ou_admin', shown, 'organization.division', { option: 'D2' });
    await bot.clicks('ou_admin', shown, 'organization.post', { option: 'P2' });
    expect(wordsOn(shown.card)).toContain('采购文件编制 · 需求与评分标准编写');
    await bot.clicks('ou_admin', shown, 'organization.addHolder', { option: 'ou_sectionhead' });
    await bot.clicks('ou_admin', shown, 'organization.removeHolder', { match: (v) => v.to === 'ou_buyer' });
    expect((await org()).posts.get('P2')?.holders).toEqual(['ou_sectionhead']);
  });

  it('names discipline officers and takes the role back, but not of leaders and admins', async () => {
    const shown = await openUnit('U1');
    await bot.clicks('ou_admin', shown, 'organization.addOfficer', { option: 'ou_buyer' });
    const officers = async () =>
      (await org()).data.grants
        .filter((g) => g.role === 'discipline_officer' && g.scope === 'U1')
        .map((g) => g.person);
    expect(await officers()).toEqual(expect.arrayContaining(['ou_officer2', 'ou_buyer']));
    await bot.clicks('ou_admin', shown, 'organization.revokeOfficer', {
      match: (v) => String(v.id).endsWith('ou_buyer'),
    });
    expect(await officers()).toEqual(['ou_officer2']);
    const reply = await bot.clicks('ou_admin', shown, 'organization.addOfficer', { option: 'ou_unithead' });
    expect(reply.toast?.type).toBe('warning');
    expect(await officers()).toEqual(['ou_officer2']);
  });

  it('refuses an option that no card offered', async () => {
    const shown = await openUnit('U1');
    for (const option of ['ou_gone', 'ou_nobody'])
      expect(
        (await bot.clicks('ou_admin', shown, 'organization.setUnitBranch', { option })).toast?.type,
      ).toBe('warning');
    expect((await org()).units.get('U1')?.branchLeader).toBe('ou_branch');
    await bot.clicks('ou_admin', shown, 'organization.setUnitBranch', { option: 'ou_member' });
    expect((await org()).units.get('U1')?.branchLeader).toBe('ou_member');
  });

  it('keeps the last office admin', async () => {
    const shown = await bot.says('ou_admin', '谁是谁');
    if (!shown) throw new Error('no card');
    await bot.clicks('ou_admin', shown, 'organization.roles');
    const reply = await bot.clicks('ou_admin', shown, 'organization.revokeRole', {
      match: (v) => String(v.id).startsWith('office_admin'),
    });
    expect(reply.toast?.text['zh-CN']).toContain('至少要保留一位');
    await bot.clicks('ou_admin', shown, 'organization.revokeRole', {
      match: (v) => String(v.id) === 'leading_group:*:ou_member',
    });
    expect((await org()).granted('leading_group').map((p) => p.id)).toEqual(['ou_chief']);
  });

  it('is for office admins: a forged click of somebody else changes nothing', async () => {
    const shown = await openUnit('U1');
    const reply = await bot.clicks('ou_clerk', shown, 'organization.setUnitBranch', { option: 'ou_clerk' });
    expect(reply.toast?.text['zh-CN']).toContain('不由您办理');
    expect((await org()).units.get('U1')?.branchLeader).toBe('ou_branch');
  });

  it('lists whom messages do not reach, and what did not arrive', async () => {
    bot.messenger.fail = (to) =>
      'person' in to && to.person === 'ou_clerk'
        ? { error: new MessengerError('permanent', 230013, 'no availability'), lost: false }
        : undefined;
    await bot.says('ou_clerk', '帮助');
    const shown = await bot.says('ou_admin', '管理');
    if (!shown) throw new Error('no card');
    expect(wordsOn(shown.card)).toContain('无法送达的人：1 人');
    await bot.clicks('ou_admin', shown, 'organization.unreachable');
    expect(wordsOn(shown.card)).toContain('230013');
    await bot.clicks('ou_admin', shown, 'organization.retryPerson');
    expect((await org()).people.get('ou_clerk')?.unreachable).toBeUndefined();
    await bot.clicks('ou_admin', shown, 'organization.admin');
    await bot.clicks('ou_admin', shown, 'organization.undelivered');
    expect(shown.card ? pressables(shown.card).map((p) => p.value.do) : []).toContain('organization.resend');
  });
});
