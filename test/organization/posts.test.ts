import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withHolders } from '../../src/capabilities/organization/terms.ts';
import { riskBody, worldAt } from '../risks/fixture.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';

describe('terms of a post', () => {
  const post = { name: '出纳', unit: 'U', division: 'D', kind: 'key' as const, holders: ['a'] };
  it('keep who came and went with their days', () => {
    const swapped = withHolders(post, ['b'], '2026-11-23');
    expect(swapped).toMatchObject({
      holders: ['b'],
      terms: [
        { person: 'a', to: '2026-11-23' },
        { person: 'b', from: '2026-11-23' },
      ],
    });
    const back = withHolders(swapped, ['a', 'b'], '2027-01-04', '2027-01-01');
    expect(back.terms?.at(-1)).toEqual({ person: 'a', from: '2027-01-01' });
    expect(withHolders(back, ['a'], '2027-02-01').terms?.slice(1)).toEqual([
      { person: 'b', from: '2026-11-23', to: '2027-02-01' },
      { person: 'a', from: '2027-01-01' },
    ]);
  });
  it('stay as they are when nobody comes or goes', () => {
    expect(withHolders(post, ['a', 'a'], '2026-11-23')).toEqual(post);
  });
});

describe('岗位', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const open = async (who: string, post: string): Promise<Shown> => {
    const shown = (await bot.says(who, '岗位')) as Shown;
    await bot.clicks(who, shown, 'organization.post', { option: post });
    return shown;
  };
  const written = { duty: '办理资金支付', authority: '提出支付意见', basis: '《行政单位财务规则》' };

  it('is written by the head and read by its holder', async () => {
    const head = await open('ou_head', 'P1');
    expect(wordsOn(head.card)).toContain('职责定位：未填');
    await bot.clicks('ou_head', head, '填写职责与权限');
    await bot.clicks('ou_head', head, 'organization.savePost', { form: written });
    expect(wordsOn(head.card)).toContain('法律依据：《行政单位财务规则》');
    const clerk = await open('ou_clerk', 'P1');
    expect(wordsOn(clerk.card)).toContain('职责定位：办理资金支付\n法定权限：提出支付意见');
    await expect(bot.clicks('ou_clerk', clerk, '填写职责与权限')).rejects.toThrow('no button');
  });

  it('shows since when somebody holds it, and who held it before', async () => {
    const head = await open('ou_head', 'P1');
    await bot.clicks('ou_head', head, 'organization.addHolder', { option: 'ou_clerk2' });
    await bot.clicks('ou_head', head, 'organization.removeHolder', { match: (v) => v.to === 'ou_clerk' });
    const words = wordsOn(head.card);
    expect(words).toContain('，自 2026-11-23');
    expect(words).toMatch(/clerk.*：起始未登记 至 2026-11-23/);
  });

  it('seats nobody of another unit, and lets no head off the own post', async () => {
    const head = await open('ou_head', 'P1');
    const seat = (option: string) => bot.clicks('ou_head', head, 'organization.addHolder', { option });
    expect((await seat('ou_buyer')).toast?.text['zh-CN']).toContain('不在本单位');
    const own = await open('ou_head', 'P3');
    const off = await bot.clicks('ou_head', own, 'organization.removeHolder', {
      match: (v) => v.to === 'ou_head',
    });
    expect(off.toast?.text['zh-CN']).toContain('不能把自己从岗位上移除');
    const { posts } = await bot.app.bot.loadOrganization(bot.store);
    expect([posts.get('P1')?.holders, posts.get('P3')?.holders]).toEqual([['ou_clerk'], ['ou_head']]);
  });

  it('a head seats no one who reviews there; the office is told what it would mean, and the step moves on', async () => {
    await bot.close();
    const grants = [
      ...smallBureau.grants,
      { person: 'ou_clerk2', role: 'discipline_officer' as const, scope: 'U0' },
    ];
    bot = await testBot({ data: { ...smallBureau, grants } });
    const head = await open('ou_head', 'P1');
    expect(JSON.stringify(head.card?.json)).not.toContain('ou_clerk2');
    const seat = await bot.clicks('ou_head', head, 'organization.addHolder', { option: 'ou_clerk2' });
    expect(seat.toast?.text['zh-CN']).toContain('负责审核');
    const office = (await bot.says('ou_admin', '谁是谁')) as Shown;
    await bot.clicks('ou_admin', office, 'organization.unit', { option: 'U0' });
    await bot.clicks('ou_admin', office, 'organization.division', { option: 'D1' });
    await bot.clicks('ou_admin', office, 'organization.post', { option: 'P1' });
    expect(JSON.stringify(office.card?.json)).toContain('（负责审核）');
    expect(wordsOn(office.card)).toContain('相应环节自动转给同级其他人或上一级');
    await bot.clicks('ou_admin', office, 'organization.addHolder', { option: 'ou_clerk2' });
    const org = await bot.app.bot.loadOrganization(bot.store);
    expect(org.posts.get('P1')?.holders).toEqual(['ou_clerk', 'ou_clerk2']);
    const risk = riskBody({ grade: 2 }, { ...worldAt(), org });
    const step = risk.chain.find((s) => s.name === 'discipline');
    expect([step?.holders.includes('ou_clerk2'), (step?.holders.length ?? 0) > 0]).toEqual([false, true]);
  });

  it('is refused to others, to forged clicks and on an old card', async () => {
    const head = await open('ou_head', 'P1');
    const stranger = (await bot.says('ou_buyer', '岗位')) as Shown;
    const peek = await bot.clicks('ou_buyer', stranger, 'organization.post', { option: 'P1' });
    expect(peek.toast?.text['zh-CN']).toContain('由部门负责人');
    await bot.clicks('ou_head', head, '填写职责与权限');
    const forged = await bot.clicks('ou_clerk', head, 'organization.savePost', { form: written });
    expect(forged.toast?.text['zh-CN']).toContain('由部门负责人');
    const kind = await open('ou_head', 'P1');
    await expect(bot.clicks('ou_head', kind, 'organization.setKind')).rejects.toThrow('no button');
    await bot.clicks('ou_head', kind, 'organization.addHolder', { option: 'ou_clerk2' });
    const stale = await bot.clicks('ou_head', head, 'organization.savePost', { form: written });
    expect(stale.toast?.text['zh-CN']).toContain('刚刚有过变动');
  });
});
