import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  BasisBody,
  PolicyBody,
  PowerItemBody,
  PowerItemTexts,
} from '../../src/capabilities/powers/index.ts';
import { powerItem, powerItemId } from '../../src/capabilities/powers/index.ts';
import { type Shown, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { file, type Rows } from './risk-rows.ts';

const basis: Rows = [
  ['机关事务管理局依据文件清单'],
  ['序号', '文号', '标题', '发文机关', '发文日期', '类型'],
  [1, '局党〔2011〕1号', '《关于全面推进廉政风险防控机制建设的意见》', '局党组', '2011年1月8日', '本局文件'],
  [
    2,
    '中纪发〔2011〕42号',
    '关于加强廉政风险防控的指导意见',
    '中央纪委',
    new Date('2011-12-06T00:00:00Z'),
    '上级文件',
  ],
  [3, '', '无文号的文件', '局办公室', '2012-01-01', ''],
  [4, '局办〔2012〕3号', '日期有误的文件', '局办公室', '2012.13.1', ''],
];
const policies: Rows = [
  ['制度名称', '类别', '归口单位', '施行日期', '状态', '适用权力事项', '链接'],
  [
    '政府集中采购实施办法',
    '办法',
    '政府采购中心',
    '2026-01-01',
    '现行',
    '采购文件编制',
    'https://intra.example/p1',
  ],
  ['大额资金支付规定', '规定', '', '2026/3/1', '', '大额支付', ''],
  ['没有的事项', '规定', '', '2026/3/1', '', '不存在的事项', ''],
  ['坏链接', '规定', '', '2026/3/1', '', '', 'javascript:alert(1)'],
];
const powers: Rows = [
  ['局机关权力清单（职权目录）'],
  [
    '序号',
    '权力名称',
    '权力类型',
    '法律或制度依据',
    '行使主体（部门）',
    '责任岗位',
    '承办人',
    '办理条件',
    '办理时限',
    '公开范围、形式、时限',
    '监督方式与电话',
    '运行流程图编号',
    '涉及三重一大',
    '风险点数',
    '最高等级',
    '备注',
  ],
  [
    1,
    '大额支付',
    '资金使用',
    '《大额资金支付规定》',
    '财务处',
    '资金支付',
    '',
    '合同与审批单齐全',
    '10个工作日',
    '部分公开；局公告栏；每年',
    '',
    'LC-01',
    '大额度资金使用',
    3,
    '一级',
    '',
  ],
  [2, '预算调整', '资金使用', '预算法', '财务处', '', '', '', '20', '公开', '', '', '', '', '', '年内'],
  [3, '坏时限', '', '', '财务处', '', '', '', '尽快', '', '', '', '', '', '', ''],
  [4, '坏岗位', '', '', '财务处', '没有的岗', '', '', '', '', '', '', '', '', '', ''],
];

describe('导入依据、制度、权力清单', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const send = async (
    sheets: Readonly<Record<string, Rows>>,
  ): Promise<{ shown: Shown; reasons: readonly string[] }> => {
    const before = bot.to('ou_admin').length;
    await bot.sendsFile('ou_admin', '登记.xlsx', await file(sheets));
    const [shown, errors] = bot.to('ou_admin').slice(before);
    if (!shown) throw new Error('no answer');
    const read = errors?.file ? (await readXlsx(errors.file.bytes)).sheets : [];
    return {
      shown,
      reasons: read.flatMap((s) => s.rows.slice(1).map((r) => String(r.at(-1)).split(' (')[0] ?? '')),
    };
  };
  const all = async <B, S = unknown>(kind: string) =>
    (await bot.store.list<B, S>(kind, { limit: 100 })).items;

  it('takes basis documents by their header, whatever the sheet is called, and undoes them', async () => {
    const { shown, reasons } = await send({ Sheet1: basis });
    expect(wordsOn(shown.card)).toContain('依据文件：新增 2，变动 0，不变 0，有误 2');
    expect(reasons).toEqual(['“文号”没有填写', '日期“2012.13.1”请写成 2026-03-31 这样']);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect(
      (await all<BasisBody>('basis')).map((d) => [d.body.title, d.body.date, d.body.kind]).sort(),
    ).toEqual([
      ['关于全面推进廉政风险防控机制建设的意见', '2011-01-08', 'own'],
      ['关于加强廉政风险防控的指导意见', '2011-12-06', 'superior'],
    ]);
    const again = await send({ Sheet1: basis });
    expect(wordsOn(again.shown.card)).toContain('新增 0，变动 0，不变 2，有误 2');
    await bot.clicks('ou_admin', shown, 'imports.undo');
    expect(await all('basis')).toEqual([]);
  });

  it('takes policies with the items they govern', async () => {
    const { shown, reasons } = await send({ 制度台账: policies });
    expect(wordsOn(shown.card)).toContain('制度：新增 2，变动 0，不变 0，有误 2');
    expect(reasons).toEqual([
      '权力事项“不存在的事项”不在权力清单中，请先导入权力清单或改正名称',
      '链接“javascript:alert(1)”应以 http 或 https 开头',
    ]);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    const [first] = (await all<PolicyBody>('policy')).filter((d) => d.body.unit === 'U0');
    expect(first?.body).toMatchObject({ title: '大额资金支付规定', status: 'inForce', items: ['大额支付'] });
    const { shown: next } = await send({
      制度台账: [policies[0] ?? [], ['大额资金支付规定', '', '', '2026-03-01', '已废止', '', '']],
    });
    expect(wordsOn(next.card)).toContain('新增 0，变动 1');
    await bot.clicks('ou_admin', next, 'imports.confirm');
    expect((await bot.store.get<PolicyBody>({ kind: 'policy', id: first?.id ?? '' }))?.body).toMatchObject({
      kind: 'provision',
      status: 'repealed',
      items: ['大额支付'],
    });
    await bot.clicks('ou_admin', next, 'imports.undo');
    expect((await bot.store.get<PolicyBody>({ kind: 'policy', id: first?.id ?? '' }))?.body.status).toBe(
      'inForce',
    );
  });

  it('takes the official power list: owner, limit, disclosure, policies; items without steps get one', async () => {
    const sent = await send({ 制度: policies });
    await bot.clicks('ou_admin', sent.shown, 'imports.confirm');
    const { shown, reasons } = await send({ 权力清单: powers });
    expect(wordsOn(shown.card)).toContain('权力清单：新增 2，变动 0，不变 0，有误 2');
    expect(wordsOn(shown.card)).toContain('1 项还没有业务环节');
    expect(reasons).toEqual(['办理时限“尽快”请填 1 至 250 的工作日数', '没有找到责任岗位“没有的岗”']);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    const id = powerItemId('U0', 'D1', '大额支付');
    const doc = await bot.store.get<PowerItemBody, PowerItemTexts>({ kind: 'powerItem', id });
    const policy = (await all<PolicyBody>('policy')).find((d) => d.body.title === '大额资金支付规定');
    expect(doc?.body).toMatchObject({
      type: 'funds',
      owner: 'P1',
      days: 10,
      disclosure: 'partly',
      policies: [policy?.id],
    });
    expect(doc?.sealed?.listed).toMatchObject({ conditions: '合同与审批单齐全', chart: 'LC-01' });
    const org = await bot.app.bot.loadOrganization(bot.store);
    expect(powerItem(org, powerItemId('U0', 'D1', '预算调整'))?.steps).toHaveLength(1);
    const again = await send({ 权力清单: powers });
    expect(wordsOn(again.shown.card)).toContain('新增 0，变动 0，不变 2，有误 2');
    await bot.clicks('ou_admin', shown, 'imports.undo');
    expect(
      powerItem(await bot.app.bot.loadOrganization(bot.store), powerItemId('U0', 'D1', '预算调整')),
    ).toBeUndefined();
    expect(await bot.store.get({ kind: 'powerItem', id })).toBeUndefined();
  });

  it('routes the sheets of one file each to its own', async () => {
    const { shown } = await send({ 甲: basis, 乙: policies, 丙: powers });
    for (const line of ['依据文件：新增 2', '制度：新增 2', '权力清单：新增 2'])
      expect(wordsOn(shown.card)).toContain(line);
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    expect(wordsOn((await bot.says('ou_admin', '依据'))?.card)).toContain('共 2 件依据文件');
  });
});
