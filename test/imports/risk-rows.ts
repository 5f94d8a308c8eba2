import { writeXlsx } from 'hucre/xlsx';
import { RISK_SHEET } from '../../src/capabilities/risks/index.ts';

export type Rows = readonly (readonly (string | number | Date)[])[];
export const file = (
  sheets: Readonly<Record<string, Rows>>,
  merges: NonNullable<Parameters<typeof writeXlsx>[0]['sheets'][number]['merges']> = [],
): Promise<Uint8Array> =>
  writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows.map((r) => [...r]), merges })),
  });

/** The 29 official columns. */
export const HEADER: readonly string[] = RISK_SHEET.columns
  .filter((c) => !c.onlyRead && c.field !== 'gradeReason')
  .map((c) => c.header);

const good: Readonly<Record<string, string>> = {
  单位: '政府采购中心',
  部门: '采购实施科',
  岗位: '采购项目经办',
  岗位类别: '重点岗位',
  职权事项: '采购文件编制',
  业务环节: '需求与评分标准编写',
  风险来源: '岗位职责',
  风险点名称: '评分标准带有倾向性',
  表现形式: '参数与单一品牌样本逐条吻合',
  发生几率: '中',
  危害程度: '高',
  风险等级: '一级（高）',
  岗位措施: '经办人起草后由另一名同岗人员逐条复核并签名',
  查找方式: '自己找',
  日期: '2026-03-31',
};
/** One row by header; `n` makes its text its own. */
export const riskRow = (n: number, more: Readonly<Record<string, string>> = {}): readonly string[] => {
  const cells: Readonly<Record<string, string>> = {
    序号: String(n),
    风险内容: `编写第 ${n} 类采购文件时，评分项可能贴近某一家产品的特点`,
    ...good,
    ...more,
  };
  return HEADER.map((h) => cells[h] ?? '');
};
