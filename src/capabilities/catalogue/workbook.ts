import { writeXlsx } from 'hucre/xlsx';

/** Excel's own limit of one cell; no library keeps it. */
const MAX_CELL = 32_767;
/** What a spreadsheet may take for a formula, in half and full width, or for the start of one after a stripped blank. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** hucre writes these words as error values. */
const ERROR_VALUE = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)/i;

// XML 1.0 has no place for these: Excel would call the whole file damaged.
// biome-ignore lint/suspicious/noControlCharactersInRegex: stripping them is the purpose
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** A text that stays a text in every spreadsheet program. */
export function safeText(value: string): string {
  const sound = value.toWellFormed().replace(NOT_XML, '');
  const guarded = FORMULA.test(sound) || ERROR_VALUE.test(sound) ? `'${sound}` : sound;
  return guarded.length <= MAX_CELL ? guarded : `${guarded.slice(0, MAX_CELL - 1).toWellFormed()}…`;
}

export type CellInput = string | number;
export type SheetColumn = { readonly name: string; readonly width: number };
export type Sheet = {
  readonly name: string;
  readonly title: string;
  /** Under the title: unit and date. */
  readonly subtitle: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly CellInput[])[];
  /** Last row of the table, in bold. */
  readonly totals?: readonly CellInput[];
  /** Under the table: who made, checked and approved it, by hand. */
  readonly signature: string;
};

const line = { style: 'thin' as const, color: { rgb: '808080' } };
const border = { top: line, right: line, bottom: line, left: line };
const wrapped = { vertical: 'center' as const, wrapText: true };
const styles = {
  title: {
    font: { bold: true, size: 16 },
    alignment: { horizontal: 'center' as const, vertical: 'center' as const },
  },
  subtitle: { alignment: { horizontal: 'right' as const } },
  head: {
    font: { bold: true },
    border,
    fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'E7ECF0' } },
    alignment: { ...wrapped, horizontal: 'center' as const },
  },
  text: { border, alignment: wrapped },
  number: { border, numFmt: '0', alignment: { ...wrapped, horizontal: 'center' as const } },
  total: { font: { bold: true }, border, alignment: { ...wrapped, horizontal: 'center' as const } },
};
type Style = (typeof styles)[keyof typeof styles];

/** Title, subtitle and head stand above the table. */
const HEAD_ROW = 2;

/** A line of 11-point text is 15 points high; Excel's tallest row is 409. */
const LINE_HEIGHT = 15;
const TALLEST = 409;
/** Width in the unit of columns: a Chinese letter takes two. */
const widthOf = (value: string): number =>
  [...value].reduce((n, c) => n + (c.charCodeAt(0) > 0xff ? 2 : 1), 0);
/** Heights that show wrapped texts whole: not every program finds them by itself. */
function heightsOf(grid: readonly (readonly CellInput[])[], columns: readonly SheetColumn[]) {
  return grid.slice(HEAD_ROW, -1).map((cells, i) => {
    const lines = cells.map((value, c) =>
      // A cell keeps about one unit for itself.
      String(value)
        .split('\n')
        .reduce(
          (n, l) => n + Math.max(1, Math.ceil(widthOf(l) / Math.max(1, (columns[c]?.width ?? 10) - 1))),
          0,
        ),
    );
    return [i + HEAD_ROW, { height: Math.min(TALLEST, Math.max(1, ...lines) * LINE_HEIGHT + 3) }] as const;
  });
}

function sheetOf(sheet: Sheet) {
  const width = sheet.columns.length;
  const body = [...sheet.rows, ...(sheet.totals ? [sheet.totals] : [])];
  const blank = (value: string): readonly CellInput[] => [
    value,
    ...Array.from({ length: width - 1 }, () => ''),
  ];
  const grid = [
    blank(sheet.title),
    blank(sheet.subtitle),
    sheet.columns.map((c) => c.name),
    ...body,
    blank(sheet.signature),
  ];
  const lastRow = grid.length - 1;
  const styleOf = (value: CellInput, row: number): Style => {
    if (row === 0) return styles.title;
    if (row === 1) return styles.subtitle;
    if (row === HEAD_ROW) return styles.head;
    if (row === lastRow) return { alignment: wrapped } as Style;
    if (sheet.totals && row === lastRow - 1) return styles.total;
    return typeof value === 'number' ? styles.number : styles.text;
  };
  const cells = new Map(
    grid.flatMap((cellsOfRow, r) =>
      cellsOfRow.map((value, c) => {
        const shown = typeof value === 'number' ? value : safeText(value);
        return [
          `${r},${c}`,
          {
            value: shown === '' ? null : shown,
            type: typeof shown === 'number' ? ('number' as const) : ('string' as const),
            style: styleOf(value, r),
          },
        ] as const;
      }),
    ),
  );
  const across = (row: number) => ({ startRow: row, startCol: 0, endRow: row, endCol: width - 1 });
  return {
    name: sheet.name,
    columns: sheet.columns.map((c) => ({ width: c.width })),
    rows: grid.map((cellsOfRow) =>
      cellsOfRow.map((value) => (typeof value === 'number' ? value : value === '' ? null : safeText(value))),
    ),
    cells,
    merges: [across(0), across(1), across(lastRow)],
    freezePane: { rows: HEAD_ROW + 1 },
    pageSetup: {
      paperSize: 'a4' as const,
      orientation: 'landscape' as const,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${HEAD_ROW + 1}:$${HEAD_ROW + 1}`,
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
    rowDefs: new Map([[0, { height: 30 }], ...heightsOf(grid, sheet.columns)]),
  };
}

/** Where books are written: a thread of its own keeps a large one from holding up everybody. Throws when it can't. */
export type WriteBook = (sheets: readonly Sheet[]) => Promise<Uint8Array>;

/** Sheets as the bytes of an .xlsx file: numbers as numbers, no formulas, printed A4 across with the head on each page. */
export async function workbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: sheets.map(sheetOf) });
}
