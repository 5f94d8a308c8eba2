import type { Column, RawRow, RowError, SheetSpec } from '../../kernel/importing.ts';
import type { Text } from '../../kernel/text.ts';
import { type SheetToWrite, type WriteTables, writeTables } from './workbook.ts';

/** A file has no reader's language: both stand side by side. */
const both = (t: Text): string => `${t['zh-CN']} (${t['en-US']})`;

const askedOf = (spec: SheetSpec): readonly Column[] => spec.columns.filter((c) => !c.onlyRead);

const notesOf = (specs: readonly SheetSpec[]): SheetToWrite => ({
  name: '说明',
  columns: [
    { header: '工作表', width: 20 },
    { header: '列', width: 16 },
    { header: '是否必填', width: 10 },
    { header: '怎么填', width: 90 },
  ],
  rows: specs.flatMap((s) =>
    askedOf(s).map((c) => [s.name, c.header, c.required ? '必填' : '', both(c.note)]),
  ),
});

/** Empty forms: a sheet each with its header and an example row, and how to fill them. Small, so written at once. */
export const templateOf = (specs: readonly SheetSpec[]): Promise<Uint8Array> =>
  writeTables([
    ...specs.map((s) => ({
      name: s.name,
      columns: askedOf(s).map((c) => ({ header: c.required ? `${c.header}*` : c.header, width: c.width })),
      rows: [s.example],
    })),
    notesOf(specs),
  ]);

/** The faulty rows as they were, each with what is wrong: to be mended and sent again. */
export async function errorFile(
  specs: readonly SheetSpec[],
  rows: readonly RawRow[],
  errors: readonly RowError[],
  write: WriteTables,
): Promise<Uint8Array> {
  const byNo = new Map(rows.map((r) => [r.no, r]));
  const sheets = specs.flatMap((spec) => {
    const own = errors.flatMap((e) => {
      const row = byNo.get(e.no);
      return row?.sheet === spec.key ? [{ ...e, row }] : [];
    });
    if (own.length === 0) return [];
    const shown = spec.columns.filter((c) => !c.onlyRead || own.some(({ row }) => row.cells[c.field]));
    const columns = [
      ...shown.map((c) => ({ header: c.header, width: c.width })),
      { header: '原工作表', width: 14 },
      { header: '原行号', width: 8 },
      { header: '错误原因', width: 60 },
    ];
    const lines = own.map(({ row, why }) => [
      ...shown.map((c) => row.cells[c.field] ?? ''),
      row.tab,
      String(row.line),
      both(why),
    ]);
    return [{ name: spec.name, columns, rows: lines }];
  });
  return write(sheets);
}
