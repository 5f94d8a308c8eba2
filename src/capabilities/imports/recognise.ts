import { type Column, foldHeader, type RawRow, type SheetSpec } from '../../kernel/importing.ts';
import { inTurns } from '../../kernel/turns.ts';

/** A sheet as read from a file. */
export type Table = { readonly name: string; readonly rows: readonly (readonly string[])[] };
export type Recognised = {
  readonly rows: readonly RawRow[];
  /** Sheets with content that nobody could make sense of, with what comes nearest. */
  readonly unknown: readonly Nearest[];
  /** Sheets of counts, passed over. */
  readonly skipped: readonly string[];
  /** Required columns that are missing, by sheet name. */
  readonly missing: readonly { readonly sheet: string; readonly column: string }[];
  readonly tooMany: boolean;
};
export type Nearest = {
  readonly sheet: string;
  readonly like?: {
    readonly key: string;
    readonly found: readonly string[];
    readonly missing: readonly string[];
  };
};

/** Rows in one file, all sheets together. */
export const MAX_ROWS = 20_000;
/** Titles and notes may stand above the header; it is looked for in this many lines. */
const HEADER_LINES = 10;
/** What stands above a header goes along with each of its rows: a title and a line of units, not an essay. */
const MAX_ABOVE = 300;
/** The template's own notes. */
const NOTES_SHEET = '说明';
/** A header says at least this many of a table's columns. */
const ENOUGH = 2;

type Fit = {
  readonly spec: SheetSpec;
  readonly line: number;
  readonly fields: readonly (string | undefined)[];
  readonly found: number;
  readonly missing: readonly string[];
  readonly score: number;
};

/** Header names of a table; a column's own name wins over another column's synonym. */
const names = new WeakMap<SheetSpec, ReadonlyMap<string, string>>();
function namesOf(spec: SheetSpec): ReadonlyMap<string, string> {
  const known = names.get(spec);
  if (known) return known;
  const map = new Map<string, string>();
  for (const c of spec.columns)
    for (const n of c.also) if (!map.has(foldHeader(n))) map.set(foldHeader(n), c.field);
  for (const c of spec.columns) map.set(foldHeader(c.header), c.field);
  names.set(spec, map);
  return map;
}
const namedAs = (spec: SheetSpec, name: string): boolean =>
  [spec.name, ...spec.also].some((n) => foldHeader(n) === foldHeader(name));

function fitHeader(spec: SheetSpec, table: Table, line: number): Fit {
  const byName = namesOf(spec);
  const taken = new Set<string>();
  const fields = (table.rows[line] ?? []).map((cell) => {
    const field = byName.get(foldHeader(cell));
    if (field === undefined || taken.has(field)) return undefined;
    taken.add(field);
    return field;
  });
  const lacks = (c: Column): boolean => c.required && !taken.has(c.field);
  const one = spec.oneOf && !spec.oneOf.some((f) => taken.has(f)) ? spec.oneOf[0] : undefined;
  const missing = spec.columns.filter((c) => lacks(c) || c.field === one).map((c) => c.header);
  // The name on the tab counts as one more column; a column that must be there and isn't, as one less.
  const score = taken.size - missing.length + (namedAs(spec, table.name) ? 1 : 0);
  return { spec, line, fields, found: taken.size, missing, score };
}

const fitsOf = (table: Table, specs: readonly SheetSpec[]): readonly Fit[] => {
  const lines = table.rows.slice(0, HEADER_LINES).map((_, line) => line);
  return specs.flatMap((spec) => lines.map((line) => fitHeader(spec, table, line)));
};
/** The table whose columns fit best, in whatever order they stand. */
const bestFit = (table: Table, specs: readonly SheetSpec[]): Fit | undefined =>
  fitsOf(table, specs).reduce<Fit | undefined>(
    (a, b) => (a && (a.score > b.score || (a.score === b.score && a.found >= b.found)) ? a : b),
    undefined,
  );

const UNDER_TABLE =
  /^(合计|小计|总计|编制人|填表人|制表人|制表|填报人|审核人|审定人|负责人签字|主要负责人|备注|说明|注)\s*[:：]?/;
/** Totals, signatures and notes under the table, and the header again on a later page. */
function isFurniture(cells: readonly string[], header: readonly string[]): boolean {
  const filled = cells.filter((c) => c !== '');
  const first = filled[0] ?? '';
  if (/^(合计|小计|总计)$/.test(first)) return true;
  if (UNDER_TABLE.test(first) && new Set(filled).size === 1) return true;
  return cells.length > 0 && cells.every((c, i) => c === (header[i]?.trim() ?? ''));
}

/** Lines looked at in one turn. */
const TURN = 100;
type Unnumbered = Omit<RawRow, 'no'>;

async function rowsOf(table: Table, fit: Fit): Promise<readonly Unnumbered[]> {
  const header = table.rows[fit.line] ?? [];
  const above = table.rows
    .slice(0, fit.line)
    .flatMap((r) => [...new Set(r)])
    .join(' ')
    .trim()
    .slice(0, MAX_ABOVE);
  const rows: Unnumbered[] = [];
  const take = (typed: readonly string[], line: number): void => {
    const cells = typed.map((c) => c.trim());
    if (line <= fit.line || cells.every((c) => c === '')) return;
    if (cells[0]?.startsWith('示例') || isFurniture(cells, header)) return;
    const entries = fit.fields.flatMap((field, i) => (field === undefined ? [] : [[field, cells[i] ?? '']]));
    const row = { sheet: fit.spec.key, tab: table.name, line: line + 1 };
    rows.push({
      ...row,
      cells: Object.fromEntries(entries) as Record<string, string>,
      ...(above ? { above } : {}),
    });
  };
  await inTurns(table.rows, take, TURN);
  return rows;
}

/** What a table nobody takes comes nearest to, by the columns it does have. */
function nearest(table: Table, specs: readonly SheetSpec[]): Nearest {
  const fit = fitsOf(table, specs).toSorted((a, b) => b.found - a.found || b.score - a.score)[0];
  if (!fit || fit.found === 0) return { sheet: table.name };
  const found = fit.fields.flatMap((f) => fit.spec.columns.find((c) => c.field === f)?.header ?? []);
  return { sheet: table.name, like: { key: fit.spec.key, found, missing: fit.missing } };
}

/** Turns the tables of a file into rows by field, in turns. Nothing is judged here but the header. */
export async function recognise(
  tables: readonly Table[],
  specs: readonly SheetSpec[],
  counts: readonly SheetSpec[] = [],
): Promise<Recognised> {
  const filled = tables.filter(
    (t) => t.name.trim() !== NOTES_SHEET && t.rows.some((r) => r.some((c) => c.trim() !== '')),
  );
  const fits = filled.map((table) => ({ table, fit: bestFit(table, [...specs, ...counts]) }));
  const known = fits.flatMap(({ table, fit }) => (fit && fit.found >= ENOUGH ? [{ table, fit }] : []));
  const taken = known.filter(({ fit }) => !counts.includes(fit.spec));
  const rows: Unnumbered[] = [];
  for (const { table, fit } of taken) for (const row of await rowsOf(table, fit)) rows.push(row);
  return {
    rows: rows.slice(0, MAX_ROWS).map((row, no) => ({ ...row, no })),
    tooMany: rows.length > MAX_ROWS,
    unknown: fits.filter(({ fit }) => !fit || fit.found < ENOUGH).map(({ table }) => nearest(table, specs)),
    skipped: known.filter(({ fit }) => counts.includes(fit.spec)).map(({ table }) => table.name),
    missing: taken.flatMap(({ table, fit }) => fit.missing.map((column) => ({ sheet: table.name, column }))),
  };
}
