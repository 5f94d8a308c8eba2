import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RiskBody, RiskDoc, RiskTexts } from '../../src/capabilities/risks/index.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { file, HEADER, type Rows, riskRow } from './risk-rows.ts';

const measure = '招标文件由两人会审并留存意见';
/** Column sets as they are in use (domain.md §3.1). */
const forms: readonly (readonly [string, Rows, Record<string, unknown>])[] = [
  [
    'a: one column for content and form, unit or division in one cell',
    [
      [
        '序号',
        '单位/科室',
        '风险类别',
        '风险点',
        '廉政风险主要内容及表现形式',
        '风险等级',
        '防控措施',
        '部门负责人',
        '责任领导',
      ],
      [
        1,
        '采购实施科',
        '岗位职责风险',
        '工程招标',
        '可能设置不合理条件。表现形式：以业绩排除他人',
        '中',
        measure,
        '处长',
        '分管领导',
      ],
    ],
    {
      place: { level: 'division', unit: 'U1', division: 'D2' },
      source: 'duty',
      grade: 2,
      title: '工程招标',
      content: '可能设置不合理条件',
      manifestation: '以业绩排除他人',
    },
  ],
  [
    'b: power item, form, grade and division',
    [
      ['序号', '权力事项', '风险点数量', '表现形式', '等级', '防控措施', '责任科室'],
      [1, '住房公积金提取', 2, '可能放宽提取条件', '三级', measure, '综合科'],
    ],
    {
      place: { level: 'division', unit: 'U1', division: 'D3' },
      powerItem: '住房公积金提取',
      grade: 3,
      content: '可能放宽提取条件',
      manifestation: '',
    },
  ],
  [
    'c: who, power, risk, grade, measure, owner',
    [
      ['序号', '责任主体', '职权内容', '风险点', '风险等级', '防控措施', '责任人'],
      [1, '政府采购中心', '采购方式审批', '可能化整为零规避公开招标', '一级', measure, '采购项目经办'],
    ],
    {
      place: { level: 'unit', unit: 'U1' },
      ownerPost: 'P2',
      grade: 1,
      powerItem: '采购方式审批',
      content: '可能化整为零规避公开招标',
    },
  ],
  [
    'd: posts of one unit, named in the title',
    [
      ['政府采购中心岗位廉洁风险清单'],
      ['岗位', '岗位类别', '风险名称', '风险描述', '风险等级', '防控措施', '监测指标'],
      ['采购项目经办', '重点岗位', '评分倾向', '评分项可能贴近一家产品', '二级', measure, '质疑占比'],
    ],
    {
      place: { level: 'post', unit: 'U1', division: 'D2', post: 'P2' },
      title: '评分倾向',
      paper: { indicator: '质疑占比' },
    },
  ],
  [
    'e: likelihood, severity and risk value',
    [
      ['部门', '岗位', '风险点', 'L（可能性）', 'C（严重性）', 'D（风险度）', '预防措施'],
      ['采购实施科', '采购项目经办', '验收时可能不逐项核对', '低', '高', '二级', measure],
    ],
    { self: { likelihood: 'low', harm: 'high', grade: 2 }, grade: 2, content: '验收时可能不逐项核对' },
  ],
];

describe('column sets in use', () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await testBot();
  });
  afterEach(() => bot.close());
  const take = async (bytes: Uint8Array): Promise<readonly RiskDoc[]> => {
    const before = bot.to('ou_admin').length;
    await bot.sendsFile('ou_admin', '表.xlsx', bytes);
    const shown = bot.to('ou_admin')[before];
    if (!shown) throw new Error('no card');
    await bot.clicks('ou_admin', shown, 'imports.answer', {
      form: { as: 'effective', basis: '局党组会审定' },
    });
    await bot.clicks('ou_admin', shown, 'imports.confirm');
    return (await bot.store.list<RiskBody, RiskTexts>('risk', { limit: 1000 })).items;
  };

  it.each(forms)('%s', async (_name, rows, expected) => {
    const [risk, ...more] = await take(await file({ Sheet1: rows }));
    expect(more).toEqual([]);
    expect({ ...risk?.sealed, ...risk?.body }).toMatchObject(expected);
  });

  it('reads one sheet a unit, fills merged cells down, and passes over summary, totals and signature', async () => {
    const header = ['部门', '岗位', '风险点名称', '风险内容', '风险等级', '岗位措施'];
    const unit = (first: readonly string[], second: readonly string[]): Rows => [
      ['岗位廉政风险点排查及防控措施表'],
      header,
      ['采购实施科', '采购项目经办', ...first],
      ['', '', ...second],
      ['合计', '2', '', '', '', ''],
      ['填表人：　　审核人：'],
    ];
    const merges = [
      { startRow: 2, endRow: 3, startCol: 0, endCol: 0 },
      { startRow: 2, endRow: 3, startCol: 1, endCol: 1 },
    ];
    const bytes = await file(
      {
        政府采购中心: unit(
          ['甲', '第一种情形可能发生在评审中', '二级', measure],
          ['乙', '第二种情形可能发生在验收中', '三级', measure],
        ),
        汇总: [
          [
            '序号',
            '单位',
            '目录条目',
            '风险点数',
            '一级数',
            '二级数',
            '三级数',
            '最高等级',
            '责任领导',
            '版本',
          ],
          [1, '政府采购中心', 1, 2, 0, 1, 1, '二级', '', ''],
        ],
      },
      merges,
    );
    const taken = await take(bytes);
    expect(taken.map((r) => [r.body.place.post, r.sealed?.title])).toEqual([
      ['P2', '甲'],
      ['P2', '乙'],
    ]);
    expect(wordsOn(bot.to('ou_admin')[0]?.card)).toContain('导入已生效');
  });

  it('says what a file it does not know comes nearest to, and offers templates', async () => {
    const shown = await bot.sendsFile(
      'ou_admin',
      '台账.xlsx',
      await file({
        车辆: [
          ['车牌', '岗位'],
          ['浙A', '驾驶'],
        ],
      }),
    );
    expect(wordsOn(shown?.card)).toContain('没有认出这份表格');
    expect(wordsOn(shown?.card)).toContain('“车辆”：最像');
    if (!shown) throw new Error('no card');
    await bot.clicks('ou_admin', shown, 'imports.template', { option: 'risks' });
    expect(bot.to('ou_admin').at(-1)?.file?.name).toBe('清风-风险点（排查及防控措施表）导入模板.xlsx');
  });

  it('keeps hostile cells as texts or refuses their rows, and goes on', async () => {
    const hostile = (
      JSON.parse(readFileSync('test/data/hostile-inputs.json', 'utf8')) as { items: { value?: string }[] }
    ).items;
    const values = hostile.flatMap((h) =>
      typeof h.value === 'string' && h.value.length < 190 ? [h.value] : [],
    );
    expect(values.length).toBeGreaterThan(50);
    const rows = values.flatMap((v, i) => [
      riskRow(i, { 风险内容: `可能${i}${v}` }),
      riskRow(i, { 岗位: v, 单位: v, 责任人: v, 日期: v, 涉及: v }),
    ]);
    const taken = await take(await file({ 表: [HEADER, ...rows] }));
    expect(taken.length).toBeGreaterThan(30);
    const card = JSON.stringify(bot.to('ou_admin')[0]?.card?.json);
    expect(card).not.toContain('"tag":"at"');
  });
});
