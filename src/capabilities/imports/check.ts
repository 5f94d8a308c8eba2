import type { Acting, Change } from '../../kernel/capability.ts';
import {
  type Answers,
  type ImportKind,
  type ImportPlan,
  noTally,
  type PlannedDoc,
  type Question,
  type RawRow,
  type RowError,
  type Settled,
  type SheetSpec,
  type Tally,
} from '../../kernel/importing.ts';
import type { Text } from '../../kernel/text.ts';
import { giveWay } from '../../kernel/turns.ts';
import { type Recognised, recognise, type Table } from './recognise.ts';

/** Everything that capabilities take from files, in their import order. */
export type Kinds = readonly ImportKind[];

export const specsOf = (kinds: Kinds): readonly SheetSpec[] =>
  kinds.filter((k) => !k.counts).flatMap((k) => k.sheets);

/** Which rows of a file are whose: the one place that routes. */
export const route = (tables: readonly Table[], kinds: Kinds): Promise<Recognised> =>
  recognise(
    tables,
    specsOf(kinds),
    kinds.filter((k) => k.counts).flatMap((k) => k.sheets),
  );

export type Planned = {
  readonly docs: readonly PlannedDoc[];
  readonly errors: readonly RowError[];
  readonly tally: Readonly<Record<string, Tally>>;
  readonly questions: readonly Question[];
  readonly notes: readonly Text[];
};

const kindOf = (kinds: Kinds, sheet: string): ImportKind | undefined =>
  kinds.find((k) => k.sheets.some((s) => s.key === sheet));

/**
 * What the rows of a file would do, asked of whoever declared their sheets. `final`: errors of an earlier look whose
 * rows were not kept; they stand.
 */
export async function planRows(
  acting: Acting,
  kinds: Kinds,
  rows: readonly RawRow[],
  answers: Answers,
  final: readonly RowError[] = [],
): Promise<Planned> {
  const out = new Set(final.map((e) => e.no));
  const plans: ImportPlan[] = [];
  for (const kind of new Set(rows.flatMap((r) => kindOf(kinds, r.sheet) ?? []))) {
    const own = rows.filter((r) => !out.has(r.no) && kind.sheets.some((s) => s.key === r.sheet));
    plans.push(await kind.plan(acting, own, answers));
  }
  const tally: Record<string, Tally> = Object.assign({}, ...plans.map((p) => p.tally));
  for (const { sheet } of rows.filter((r) => out.has(r.no))) {
    const before = tally[sheet] ?? noTally;
    tally[sheet] = { ...before, errors: before.errors + 1 };
  }
  return {
    docs: plans.flatMap((p) => p.docs),
    errors: [...plans.flatMap((p) => p.errors), ...final].sort((a, b) => a.no - b.no),
    tally,
    questions: plans.flatMap((p) => p.questions ?? []),
    notes: plans.flatMap((p) => p.notes ?? []),
  };
}

/** What capabilities add to the commit that applies or undoes a batch. */
export async function settled(
  acting: Acting,
  kinds: Kinds,
  sheets: readonly string[],
  docs: readonly Settled[],
  how: 'applied' | 'undone',
): Promise<readonly Partial<Change>[]> {
  const parts: Partial<Change>[] = [];
  for (const kind of new Set(sheets.flatMap((s) => kindOf(kinds, s) ?? [])))
    if (kind.settle) {
      await giveWay();
      parts.push(await kind.settle(acting, docs, how));
    }
  return parts;
}

/** Rows as they may be kept: without what has no place even in a list of errors. */
export function keepable(rows: readonly RawRow[], errors: readonly RowError[]): readonly RawRow[] {
  const drops = new Map(errors.flatMap((e) => (e.drop === undefined ? [] : [[e.no, e.drop] as const])));
  return rows.map((row) => {
    const drop = drops.get(row.no);
    if (drop === undefined) return row;
    if (drop === 'row') return { ...row, cells: {} };
    const kept = Object.entries(row.cells).filter(([field]) => !drop.fields.includes(field));
    return { ...row, cells: Object.fromEntries(kept) };
  });
}
