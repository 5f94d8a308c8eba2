import { MAX_ROWS, type RawRow, SHEETS, type SheetSpec } from './rows.ts';

/** A sheet as read from a file. */
export type Table = { readonly name: string; readonly rows: readonly (readonly string[])[] };
export type Recognised = {
  readonly rows: readonly RawRow[];
  /** Sheets with content that nobody could make sense of. */
  readonly unknownSheets: readonly string[];
  /** Required columns that are missing, by sheet name. */
  readonly missing: readonly { readonly sheet: string; readonly column: string }[];
  readonly tooMany: boolean;
};

/** Titles and notes may stand above the header; it is looked for in this many lines. */
const HEADER_LINES = 10;
/** The template's own notes. */
const NOTES_SHEET = '说明';

/** Width, case, blanks, stars and what stands in brackets don't matter. */
export const foldHeader = (value: string): string =>
  value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s*:]/g, '');

type Fit = {
  readonly spec: SheetSpec;
  readonly line: number;
  readonly fields: readonly (string | undefined)[];
  readonly score: number;
};

function fitHeader(spec: SheetSpec, cells: readonly string[], line: number): Fit {
  const names = new Map<string, string>();
  // A column's own name wins over another column's synonym.
  for (const c of spec.columns)
    for (const n of c.also) if (!names.has(foldHeader(n))) names.set(foldHeader(n), c.field);
  for (const c of spec.columns) names.set(foldHeader(c.header), c.field);
  const taken = new Set<string>();
  const fields = cells.map((cell) => {
    const field = names.get(foldHeader(cell));
    if (field === undefined || taken.has(field)) return undefined;
    taken.add(field);
    return field;
  });
  return { spec, line, fields, score: taken.size };
}

const namedAs = (spec: SheetSpec, name: string): boolean =>
  [spec.name, ...spec.also].some((n) => foldHeader(n) === foldHeader(name));

/** The sheet's kind and header line: by its name, else by the kind whose columns fit best. */
function bestFit(table: Table): Fit | undefined {
  const named = SHEETS.filter((s) => namedAs(s, table.name));
  const fits = (named.length > 0 ? named : SHEETS).flatMap((spec) =>
    table.rows.slice(0, HEADER_LINES).map((cells, line) => fitHeader(spec, cells, line)),
  );
  const best = fits.reduce<Fit | undefined>((a, b) => (a && a.score >= b.score ? a : b), undefined);
  return best && best.score >= 2 ? best : undefined;
}

function rowsOf(table: Table, fit: Fit): readonly RawRow[] {
  return table.rows.flatMap((cells, line) => {
    if (line <= fit.line || cells.every((c) => c.trim() === '')) return [];
    if (cells[0]?.trim().startsWith('示例')) return [];
    const entries = fit.fields.flatMap((field, i) =>
      field === undefined ? [] : [[field, cells[i]?.trim() ?? '']],
    );
    return [
      { sheet: fit.spec.key, line: line + 1, cells: Object.fromEntries(entries) as Record<string, string> },
    ];
  });
}

/** Turns the tables of a file into rows by field. Pure; nothing is judged here but the header. */
export function recognise(tables: readonly Table[]): Recognised {
  const filled = tables.filter(
    (t) => t.name.trim() !== NOTES_SHEET && t.rows.some((r) => r.some((c) => c.trim() !== '')),
  );
  const fits = filled.map((table) => ({ table, fit: bestFit(table) }));
  const rows = fits.flatMap(({ table, fit }) => (fit ? rowsOf(table, fit) : []));
  return {
    rows: rows.slice(0, MAX_ROWS),
    tooMany: rows.length > MAX_ROWS,
    unknownSheets: fits.filter((f) => !f.fit).map((f) => f.table.name),
    missing: fits.flatMap(({ table, fit }) =>
      (fit?.spec.columns ?? [])
        .filter((c) => c.required && !fit?.fields.includes(c.field))
        .map((c) => ({ sheet: table.name, column: c.header })),
    ),
  };
}
