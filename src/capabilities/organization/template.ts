import type { FileRenderer } from '../../kernel/capability.ts';
import type { Text } from '../../kernel/text.ts';
import { isAdmin } from './answer.ts';
import type { RowError } from './plan.ts';
import { type RawRow, SHEETS } from './rows.ts';
import { type SheetToWrite, writeTables } from './workbook.ts';

/** A file has no reader's language: both stand side by side. */
const both = (t: Text): string => `${t['zh-CN']} (${t['en-US']})`;

const notes: SheetToWrite = {
  name: '说明',
  columns: [
    { header: '工作表', width: 20 },
    { header: '列', width: 16 },
    { header: '是否必填', width: 10 },
    { header: '怎么填', width: 90 },
  ],
  rows: SHEETS.flatMap((s) =>
    s.columns.map((c) => [s.name, c.header, c.required ? '必填' : '', both(c.note)]),
  ),
};

/** The empty form: three sheets with an example row each, and how to fill them. */
export const templateFile: FileRenderer = async (world, _id, _params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const sheets = SHEETS.map((s) => ({
    name: s.name,
    columns: s.columns.map((c) => ({ header: c.required ? `${c.header}*` : c.header, width: c.width })),
    rows: [s.example],
  }));
  return { name: '清风-岗位与角色导入模板.xlsx', bytes: await writeTables([...sheets, notes]) };
};

/** The faulty rows as they were, each with what is wrong: to be mended and sent again. */
export async function errorFile(rows: readonly RawRow[], errors: readonly RowError[]): Promise<Uint8Array> {
  const byPlace = new Map(rows.map((r) => [`${r.sheet}|${r.line}`, r]));
  const sheets = SHEETS.flatMap((spec) => {
    const own = errors.filter((e) => e.sheet === spec.key);
    if (own.length === 0) return [];
    const columns = [
      ...spec.columns.map((c) => ({ header: c.header, width: c.width })),
      { header: '原行号', width: 8 },
      { header: '错误原因', width: 60 },
    ];
    const lines = own.map((e) => {
      const cells = byPlace.get(`${e.sheet}|${e.line}`)?.cells ?? {};
      return [...spec.columns.map((c) => cells[c.field] ?? ''), String(e.line), both(e.why)];
    });
    return [{ name: spec.name, columns, rows: lines }];
  });
  return writeTables(sheets);
}
