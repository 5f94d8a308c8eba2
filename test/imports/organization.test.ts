import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';

type Rows = readonly (readonly (string | number)[])[];
const file = (sheets: Readonly<Record<string, Rows>>): Promise<Uint8Array> =>
  writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows.map((r) => [...r]) })),
  });
const HEADER = ['单位', '部门', '岗位', '岗位类别', '在岗人员', '岗位职责'];
const postRows = (count: number, faulty: number): Rows =>
  Array.from({ length: count }, (_, i) => [
    '局机关',
    i < faulty ? '财务科' : '财务处',
    `岗位${i}`,
    '一般岗位',
    'clerk',
    '',
  ]);

describe('导入', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const org = () => bot.app.bot.loadOrganization(bot.store);
  /** The check's card; the error sheet, if any, comes after it. */
  const send = async (bytes: Uint8Array, name = '岗位表.xlsx') => {
    const before = bot.to('ou_admin').length;
    await bot.sendsFile('ou_admin', name, bytes);
    const [shown, errors] = bot.to('ou_admin').slice(before);
    if (!shown) throw new Error('no answer');
    return { shown, errors };
  };

  it('takes 480 of 500 rows, sends the 20 faulty ones back, and undoes the batch', async () => {
    const before = (await org()).data;
    const { shown, errors } = await send(await file({ 岗位: [HEADER, ...postRows(500, 20)] }));
    expect(wordsOn(shown.card)).toContain('新增 480，变动 0，不变 0，有误 20');
    expect((await org()).data.posts).toEqual(before.posts);

    const { sheets } = await readXlsx(errors?.file?.bytes ?? new Uint8Array());
    expect(sheets[0]?.rows).toHaveLength(21);
    expect(sheets[0]?.rows[0]?.at(-1)).toBe('错误原因');
    expect(sheets[0]?.rows[1]?.slice(0, 3)).toEqual(['局机关', '财务科', '岗位0']);
    expect(String(sheets[0]?.rows[1]?.at(-1))).toContain('是否指“财务处”');

    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect((await org()).data.posts).toHaveLength(before.posts.length + 480);
    expect(wordsOn(shown.card)).toContain('导入已生效');
    await bot.clicks('ou_admin', shown, 'imports.undo');
    expect((await org()).data).toEqual(before);
    expect(wordsOn(shown.card)).toContain('已恢复 480 项');
  });

  it('takes the mended error sheet as it comes', async () => {
    const { errors } = await send(
      await file({ 岗位: [HEADER, ['局机关', '财务科', '=资金', '重点', 'clerk', '-']] }),
    );
    const { sheets } = await readXlsx(errors?.file?.bytes ?? new Uint8Array());
    const rows = (sheets[0]?.rows ?? []).map((r) =>
      r.map((c) => String(c ?? '').replace('财务科', '财务处')),
    );
    expect(rows[1]?.[2]).toBe("'=资金");
    const { shown } = await send(await file({ 岗位: rows }));
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect((await org()).data.posts.find((p) => p.name === '=资金')).toMatchObject({
      kind: 'key',
      division: 'D1',
      holders: ['ou_clerk'],
    });
  });

  it('recognises other headers, a title above them, and posts named on another sheet', async () => {
    const { shown } = await send(
      await file({
        职权目录: [
          ['某局权力清单'],
          ['单位名称', '处室（科室）', '责任岗位', '职权事项', '环节', '防控措施', '涉及三重一大'],
          ['局机关', '财务处', '稽核', '内部稽核', '抽查凭证', '按月抽查', '大额资金使用'],
        ],
        岗位: [
          ['单位*', '部门*', '岗位名称', '类别', '工号'],
          ['局机关', '财务处', '稽核', '重点岗位', 'clerk、clerk2'],
        ],
      }),
    );
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    const { data } = await org();
    const post = data.posts.find((p) => p.name === '稽核');
    expect(post?.holders).toEqual(['ou_clerk', 'ou_clerk2']);
    expect(data.steps.find((s) => s.name === '抽查凭证')).toMatchObject({
      post: post?.id,
      tripleMajor: ['funds'],
      measure: '按月抽查',
    });
  });

  it('changes what is there, keeps what empty cells leave, and puts it back', async () => {
    const { shown } = await send(
      await file({
        岗位: [HEADER, ['局机关', '财务处', '资金支付', '领导岗位', '', '支付复核']],
        角色: [
          ['人员', '角色', '单位'],
          ['chief', '分管领导', '政府采购中心'],
        ],
      }),
    );
    expect(wordsOn(shown.card)).toContain('新增 0，变动 1，不变 0，有误 0');
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect((await org()).posts.get('P1')).toMatchObject({
      kind: 'leadership',
      holders: ['ou_clerk'],
      duty: '支付复核',
    });
    expect((await org()).units.get('U1')).toMatchObject({ branchLeader: 'ou_chief', leader: 'ou_unithead' });
    await bot.clicks('ou_admin', shown, 'imports.undo');
    expect((await org()).posts.get('P1')).toEqual({
      id: 'P1',
      name: '资金支付',
      unit: 'U0',
      division: 'D1',
      kind: 'key',
      holders: ['ou_clerk'],
    });
    expect((await org()).units.get('U1')?.branchLeader).toBe('ou_branch');
  });

  it('leaves alone what was changed after the import', async () => {
    const { shown } = await send(
      await file({
        岗位: [
          HEADER,
          ['局机关', '财务处', '资金支付', '一般岗位', '', ''],
          ['局机关', '财务处', '处长', '一般岗位', '', ''],
        ],
      }),
    );
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    const units = await bot.says('ou_admin', '谁是谁');
    if (!units) throw new Error('no card');
    await bot.clicks('ou_admin', units, 'organization.unit', { option: 'U0' });
    await bot.clicks('ou_admin', units, 'organization.division', { option: 'D1' });
    await bot.clicks('ou_admin', units, 'organization.post', { option: 'P1' });
    await bot.clicks('ou_admin', units, 'organization.setKind', { option: 'leadership' });
    await bot.clicks('ou_admin', shown, 'imports.undo');
    expect((await org()).posts.get('P1')?.kind).toBe('leadership');
    expect((await org()).posts.get('P3')?.kind).toBe('leadership');
    expect(wordsOn(shown.card)).toContain('已恢复 1 项；1 项之后另有变动');
  });

  it('shows new numbers first when the organisation moved between check and confirmation', async () => {
    const bytes = await file({ 岗位: [HEADER, ['局机关', '财务处', '稽核', '重点岗位', '', '']] });
    const first = await send(bytes);
    const second = await send(bytes);
    await bot.clicks('ou_admin', second.shown, 'imports.confirm');
    const reply = await bot.clicks('ou_admin', first.shown, 'imports.confirm');
    expect(reply.toast?.text['zh-CN']).toContain('数字已更新');
    expect(wordsOn(first.shown.card)).toContain('没有需要导入的变动');
  });

  it('forgets the rows of a cancelled import', async () => {
    const { shown } = await send(await file({ 岗位: [HEADER, ...postRows(1, 0)] }));
    const id = String(
      pressables(shown.card as NonNullable<typeof shown.card>).find((p) => p.value.do === 'imports.cancel')
        ?.value.id,
    );
    await bot.clicks('ou_admin', shown, 'imports.cancel');
    const doc = await bot.store.get({ kind: 'import', id });
    expect(doc?.sealed).toBeUndefined();
    expect((await bot.store.list('importPart', { limit: 9 })).items).toEqual([]);
    expect(wordsOn(shown.card)).toContain('导入已取消');
  });

  it('is for office admins only', async () => {
    const answer = await bot.sendsFile(
      'ou_clerk',
      '岗位表.xlsx',
      await file({ 岗位: [HEADER, ...postRows(1, 0)] }),
    );
    expect(wordsOn(answer?.card)).toContain('由领导小组办公室管理员办理');
  });
});
