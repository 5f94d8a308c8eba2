import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBot, testBot } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { effect, PAYER_POST } from './effective.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await effect(bot, [
    { id: 'R-1', grade: 3, texts: { title: '=cmd|calc', measure: '＋双人复核' } },
    { id: 'R-2', grade: 1 },
    { id: 'R-3', grade: 2, place: { level: 'division', unit: 'U1', division: 'D3' } },
    { id: 'R-4', grade: 3, place: { level: 'unit', unit: 'U1' } },
    { id: 'R-5', grade: 2, place: PAYER_POST },
  ]);
});
afterEach(() => bot.close());

async function exported(who: string, scope?: string): Promise<ExcelJS.Workbook> {
  const shown = (await bot.says(who, '目录')) as Shown;
  if (scope) await bot.clicks(who, shown, 'catalogue.scope', { option: scope });
  const reply = await bot.clicks(who, shown, '导出 Excel');
  expect(reply.toast?.text['zh-CN']).toContain('文件');
  const file = bot.to(who).at(-1)?.file;
  if (!file) throw new Error('no file came');
  expect(file.name).toMatch(/岗位风险等级目录_2026-11-23\.xlsx$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(file.bytes) as unknown as ArrayBuffer);
  return book;
}
/** Cells of a row, counted from 1 as in Excel. */
const valuesOf = (sheet: ExcelJS.Worksheet | undefined, row: number): readonly unknown[] =>
  (sheet?.getRow(row).values ?? []) as unknown[];
const values = (book: ExcelJS.Workbook, sheet: string, row: number) =>
  valuesOf(book.getWorksheet(sheet), row).slice(1);

describe('岗位风险等级目录 as a file', () => {
  it('has exactly the columns of the paper', async () => {
    const book = await exported('ou_unithead');
    expect(values(book, '岗位风险等级目录', 3)).toEqual(
      '序号 单位 部门 岗位 岗位类别 风险点数 一级数 二级数 三级数 岗位等级 责任领导 审定日期 版本'.split(' '),
    );
    expect(values(book, '风险点清单', 3).join(' ')).toBe(
      '序号 单位 部门 岗位 岗位类别 职权事项 业务环节 风险来源 风险点名称 风险内容 表现形式 成因 涉及 发生几率 危害程度 风险等级 岗位措施 部门流程 单位制度 责任人 责任领导 完成时限 监测指标 查找方式 审核意见 审核人 日期 状态',
    );
  });

  it('counts with numbers, lists all levels, and its totals are the sum of the rows', async () => {
    const sheet = (await exported('ou_unithead')).getWorksheet('岗位风险等级目录');
    const rows = [4, 5, 6].map((n) => valuesOf(sheet, n));
    expect(rows.map((r) => [r[1], r[4], r[6], r[10], r[11]])).toEqual([
      [1, '单位层面', 1, '三级（低）', '部门负责人'],
      [2, '采购项目经办', 2, '一级（高）', '主要领导'],
      [3, '部门层面', 1, '二级（中）', '分管领导'],
    ]);
    const totals = valuesOf(sheet, 7);
    expect(totals[1]).toBe('合计');
    for (const column of [6, 7, 8, 9])
      expect(totals[column]).toBe(rows.reduce((sum, r) => sum + Number(r[column]), 0));
    expect(sheet?.getCell('A8').value).toContain('审定人');
  });

  it('keeps texts as texts and holds no formula', async () => {
    const book = await exported('ou_unithead');
    const cells: unknown[] = [];
    book.eachSheet((sheet) =>
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          cells.push(cell.value);
          expect(cell.formula).toBeUndefined();
        }),
      ),
    );
    expect(cells).toContain("'=cmd|calc");
    expect(cells).toContain("'＋双人复核");
  });

  it('holds no names of people', async () => {
    const book = await exported('ou_unithead');
    book.eachSheet((sheet) =>
      sheet.eachRow((row) => expect(JSON.stringify(row.values)).not.toMatch(/buyer|officer|unithead/)),
    );
  });

  it('of a division head holds the own division only', async () => {
    const sheet = (await exported('ou_sectionhead')).getWorksheet('岗位风险等级目录');
    expect(sheet?.getRow(5).values).toContain('合计');
    expect(valuesOf(sheet, 4)[4]).toBe('采购项目经办');
  });

  it('of the whole bureau lists every unit', async () => {
    const book = await exported('ou_admin', '*');
    const units = [4, 5, 6, 7].map((n) => values(book, '岗位风险等级目录', n)[1]);
    expect(units).toEqual(['局机关', '政府采购中心', '政府采购中心', '政府采购中心']);
  });
});
