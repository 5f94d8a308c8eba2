import { column, type ImportKind, type SheetSpec } from '../../kernel/importing.ts';
import { text } from '../../kernel/text.ts';
import { DIFFERENCE_COLUMNS, SUMMARY_COLUMNS } from './edition-excel.ts';
import { CATALOGUE_COLUMNS } from './excel.ts';
import { REGISTER_SUMMARY } from './register.ts';
import type { SheetColumn } from './workbook.ts';

const counted = (key: string, name: string, columns: readonly SheetColumn[]): SheetSpec => ({
  key,
  name,
  label: text('岗位风险等级目录', 'Catalogue of post risk grades'),
  also: [],
  columns: columns.map((c) => column(c.name, c.name, [], c.width, text('', ''))),
  example: [],
});

/** The catalogue follows from the risk points: its own sheets are passed over when a file is sent back. */
export const catalogueCounts: ImportKind = {
  name: 'catalogue',
  label: text('岗位风险等级目录', 'Catalogue of post risk grades'),
  counts: true,
  sheets: [
    counted('catalogue', '岗位风险等级目录', CATALOGUE_COLUMNS),
    counted('catalogueSummary', '汇总', SUMMARY_COLUMNS),
    counted('registerSummary', '汇总', REGISTER_SUMMARY),
    counted('catalogueDifference', '与上一版对照', DIFFERENCE_COLUMNS),
  ],
  plan: async () => ({ docs: [], errors: [], tally: {} }),
};
