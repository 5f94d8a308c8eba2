import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClaimCode } from '../../src/capabilities/organization/index.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { secret } from '../support/log-watch.ts';
import { nobody, sandboxBureau, snapshotOf } from './bureau.ts';

/** From an empty store to a bureau at work: people from Feishu, the code, a group, the posts. */
describe('the first day of an administrator', () => {
  const seed = sandboxBureau();
  const admin = seed.people.find((p) => p.title === '副主任')?.openId ?? '';
  const group = seed.groups.find((g) => g.name === '局机关工作群')?.chatId ?? '';
  let bot: TestBot;
  let code = '';
  beforeAll(async () => {
    bot = await testBot({ data: nobody, directory: snapshotOf(seed) });
    await bot.app.syncPeople();
    await bot.app.apply('claim:first', async (world) => {
      const made = await newClaimCode(world, (n) => new Uint8Array(n).map((_, i) => i * 29));
      code = secret(made.code);
      return made.change;
    });
  });
  afterAll(() => bot.close());
  const org = () => bot.app.bot.loadOrganization(bot.store);

  it('claims, binds the group of the bureau, imports posts and roles, and then has heads, posts and officers', async () => {
    expect(wordsOn((await bot.says(admin, '管理'))?.card)).toContain('不由您办理');
    expect(wordsOn((await bot.says(admin, `认领 ${code}`))?.card)).toContain('您已成为管理员');

    const before = bot.to(admin).length;
    await bot.says(admin, '绑定', group);
    const bind = bot.to(admin)[before];
    const bureau = (await org()).data.units.find((u) => u.kind === 'bureau')?.id ?? '';
    if (!bind) throw new Error('no card');
    await bot.clicks(admin, bind, 'organization.bindUnit', { option: bureau });
    expect((await org()).unitChat(bureau)?.chat).toBe(group);

    const open = await bot.says(admin, '导入');
    if (!open) throw new Error('no card');
    const count = bot.to(admin).length;
    await bot.clicks(admin, open, 'imports.template', { option: 'organization' });
    expect(bot.to(admin)[count]?.file?.name).toBe('清风-岗位与角色导入模板.xlsx');

    const bytes = await writeXlsx({
      sheets: [
        {
          name: '岗位',
          rows: [
            ['单位', '部门', '岗位', '岗位类别', '在岗人员'],
            ['局机关', '财务处', '资金支付', '重点岗位', '20024'],
          ],
        },
        {
          name: '角色',
          rows: [
            ['人员', '角色', '单位', '部门'],
            ['20003', '分管领导', '局机关', '财务处'],
            ['20012', '纪检干部', '', ''],
            ['20001', '主要领导', '', ''],
          ],
        },
      ],
    });
    const check = await bot.sendsFile(admin, '首批.xlsx', bytes);
    if (!check) throw new Error('no card');
    await bot.clicks(admin, check, '确认导入');
    const after = await org();
    const post = after.data.posts[0];
    expect(post?.name).toBe('资金支付');
    const place = {
      level: 'post' as const,
      unit: bureau,
      division: post?.division ?? '',
      post: post?.id ?? '',
    };
    expect(after.branchLeaderOf(place)?.employeeNo).toBe('20003');
    expect(after.divisions.get(place.division)?.head).toBeDefined();
    expect(after.granted('discipline_officer', bureau).map((p) => p.employeeNo)).toEqual(['20012']);
    expect(after.principal()?.employeeNo).toBe('20001');
  });

  it('stays what it is after the same directory is read again', async () => {
    const before = (await org()).data;
    expect(await bot.app.syncPeople()).toBe(false);
    expect((await org()).data).toEqual(before);
  });
});
