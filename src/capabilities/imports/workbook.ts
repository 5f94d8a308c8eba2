import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { MAX_ROWS, type Table } from './recognise.ts';
import { zipFacts } from './zip.ts';

/** 5 MB hold far more rows than a bureau has (20,000 rows of ten columns are 1.1 MB). */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** XML packs about tenfold; sixty megabytes are past any honest table of that size. */
const MAX_UNPACKED = 60 * 1024 * 1024;
const MAX_ENTRIES = 500;
/** One text may stand in thousands of cells of a small file: so many characters are 1,000 a row in a full one. */
const MAX_CHARS = 20_000_000;
/** Columns beyond the template's are not read. */
const MAX_COLUMNS = 40;

export type FileFault = 'fileTooBig' | 'fileUnpacksTooBig' | 'notXlsx';
export type ReadTables = (bytes: Uint8Array) => Promise<readonly Table[] | FileFault>;

/** What `neutral` put before a text comes off again when an error sheet is sent back. */
const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : value instanceof Date
      ? value.toISOString().slice(0, 10)
      : String(value).replace(/^'(?=[=+\-@#＝＋－＠])/, '');

/** Formulas are never computed: what the file shows for them, or their own text, is a text like any other. */
type FormulaCell = { readonly formula?: string; readonly formulaResult?: unknown; readonly value?: unknown };
const formulaText = (c: FormulaCell): string => textOf(c.formulaResult ?? c.value) || `=${c.formula ?? ''}`;

function tableOf(sheet: {
  name: string;
  rows: readonly (readonly unknown[])[];
  cells?: ReadonlyMap<string, FormulaCell> | undefined;
  merges?: readonly Merge[] | undefined;
}): Table {
  const rows = sheet.rows.slice(0, MAX_ROWS + 20).map((row, r) =>
    row.slice(0, MAX_COLUMNS).map((value, c) => {
      const cell = sheet.cells?.get(`${r},${c}`);
      return cell?.formula === undefined ? textOf(value) : formulaText(cell);
    }),
  );
  // A hostile file may merge everything with everything.
  let room = 10 * MAX_ROWS;
  for (const merge of sheet.merges ?? []) {
    room -= Math.max(1, Math.min(merge.endRow, rows.length) - merge.startRow);
    if (room < 0) break;
    fillDown(rows, merge);
  }
  return { name: sheet.name, rows };
}

type Merge = {
  readonly startRow: number;
  readonly endRow: number;
  readonly startCol: number;
  readonly endCol: number;
};
/** Paper forms write unit and post once over many lines: every line of a merged cell has its value. */
function fillDown(rows: string[][], { startRow, endRow, startCol }: Merge): void {
  const value = rows[startRow]?.[startCol] ?? '';
  if (value === '' || startCol >= MAX_COLUMNS) return;
  for (let r = startRow + 1; r <= Math.min(endRow, rows.length - 1); r += 1) {
    const row = rows[r];
    if (!row) continue;
    while (row.length <= startCol) row.push('');
    row[startCol] = value;
  }
}

const charsIn = (tables: readonly Table[]): number => {
  let sum = 0;
  for (const { rows } of tables) for (const row of rows) for (const cell of row) sum += cell.length;
  return sum;
};

/** Reads the tables of an .xlsx file as text. Gives the name of a fault instead of throwing: files come from people. */
export async function readTables(bytes: Uint8Array): Promise<readonly Table[] | FileFault> {
  if (bytes.length > MAX_FILE_BYTES) return 'fileTooBig';
  const facts = zipFacts(bytes);
  if (!facts) return 'notXlsx';
  if (facts.unpacked > MAX_UNPACKED || facts.entries > MAX_ENTRIES) return 'fileUnpacksTooBig';
  try {
    const { sheets } = await readXlsx(bytes);
    const tables = sheets.map((s) => tableOf(s as Parameters<typeof tableOf>[0]));
    return charsIn(tables) > MAX_CHARS ? 'fileUnpacksTooBig' : tables;
  } catch {
    return 'notXlsx';
  }
}

export type SheetToWrite = {
  readonly name: string;
  readonly columns: readonly { readonly header: string; readonly width: number }[];
  readonly rows: readonly (readonly string[])[];
};

/** Excel's own limit for a cell; the library does not keep it. */
const MAX_CELL_OUT = 32_000;

/** A text that Excel, or a program it is pasted into, could run as a formula becomes plain text. */
export const neutral = (value: string): string => {
  const cut = value.slice(0, MAX_CELL_OUT);
  return /^[=+\-@#\t\r＝＋－＠]/.test(cut) ? `'${cut}` : cut;
};

const headerStyle = {
  font: { bold: true },
  fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'E8EDF5' } },
};

/** Where tables are written: a thread of its own keeps large ones from holding up everybody. Throws when it can't. */
export type WriteTables = (sheets: readonly SheetToWrite[]) => Promise<Uint8Array>;

/** Writes tables of text with a header line that stays in view. */
export async function writeTables(sheets: readonly SheetToWrite[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, columns, rows }) => ({
      name,
      columns: columns.map(({ header, width }) => ({ header, width })),
      rows: [columns.map((c) => c.header), ...rows.map((r) => r.map(neutral))],
      freezePane: { rows: 1 },
      cells: new Map(columns.map((c, i) => [`0,${i}`, { value: c.header, style: headerStyle }])),
    })),
  });
}

/** A file name that is only a name: no folders, no control or reserved characters, at most 60 characters. */
export const cleanFileName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/^.*[/\\]/, '')
    .replace(/\.xlsx$/i, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: stripping them is the purpose
    .replace(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF<>:"|?*]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 60) || '文件';
