import type { Grade, PostKind } from '../../kernel/grade.ts';
import type { Organization, Place } from '../../kernel/people.ts';
import type { Instant } from '../../kernel/time.ts';

/** Rows on one page of the card. */
export const PAGE_ROWS = 10;
/** Scope of the whole bureau. */
export const BUREAU = '*';

export type Counts = Readonly<Record<Grade, number>>;
/** What the catalogue needs to know of one risk in effect. */
export type Entry = {
  readonly place: Place;
  readonly postKind?: PostKind;
  readonly grade: Grade;
  /** Its kind of risk, for the rule that counts kinds. */
  readonly source?: string;
  readonly approvedAt?: Instant;
};
/** From so many kinds of risk on a post has at least that grade (W8); null: the rule is off. */
export type KindRule = { readonly second: number; readonly first: number } | null;
export type CatalogueRow = {
  /** `<unit>|<division>|<post>`: missing parts are empty. */
  readonly key: string;
  readonly place: Place;
  readonly kind?: PostKind;
  readonly counts: Counts;
  /** The highest grade of its risks, raised by the number of kinds where that rule is on. */
  readonly grade: Grade;
  /** The latest approval among its risks. */
  readonly approvedAt?: Instant;
};

export const noCounts: Counts = { 1: 0, 2: 0, 3: 0 };
export const addCounts = (a: Counts, b: Counts): Counts => ({
  1: a[1] + b[1],
  2: a[2] + b[2],
  3: a[3] + b[3],
});
export const countOf = (c: Counts): number => c[1] + c[2] + c[3];
export const placeKey = (p: Place): string => [p.unit, p.division ?? '', p.post ?? ''].join('|');

/** The graver of two grades. */
const graver = (a: Grade, b: Grade): Grade => (a < b ? a : b);
const later = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

function joined(row: CatalogueRow | undefined, e: Entry, key: string): CatalogueRow {
  const counts = addCounts(row?.counts ?? noCounts, { ...noCounts, [e.grade]: 1 });
  const approvedAt = later(row?.approvedAt, e.approvedAt);
  const kind = row?.kind ?? e.postKind;
  return {
    key,
    place: e.place,
    counts,
    grade: row ? graver(row.grade, e.grade) : e.grade,
    ...(kind ? { kind } : {}),
    ...(approvedAt ? { approvedAt } : {}),
  };
}

/** The grade that the number of different kinds gives a post on top of its risks' own. */
const byKinds = (kinds: number, rule: KindRule): Grade =>
  rule === null ? 3 : kinds >= rule.first ? 1 : kinds >= rule.second ? 2 : 3;

function graded(entries: readonly Entry[], rule: KindRule): ReadonlyMap<string, CatalogueRow> {
  const rows = new Map<string, CatalogueRow>();
  const kinds = new Map<string, Set<string>>();
  for (const e of entries) {
    const key = placeKey(e.place);
    const seen = kinds.get(key) ?? new Set();
    kinds.set(key, e.source === undefined ? seen : seen.add(e.source));
    const row = joined(rows.get(key), e, key);
    rows.set(key, { ...row, grade: graver(row.grade, byKinds(seen.size, rule)) });
  }
  return rows;
}

/** Unit level first, then division by division in their order, the division's own level before its posts. */
export function rowsOf(
  entries: readonly Entry[],
  org: Organization,
  rule: KindRule = null,
): readonly CatalogueRow[] {
  const rows = graded(entries, rule);
  const unitOrder = (r: CatalogueRow): number => org.units.get(r.place.unit)?.order ?? 0;
  const divisionOrder = (r: CatalogueRow): number =>
    r.place.division === undefined ? -1 : (org.divisions.get(r.place.division)?.order ?? 0);
  const postName = (r: CatalogueRow): string =>
    r.place.post === undefined ? '' : (org.posts.get(r.place.post)?.name ?? '');
  return [...rows.values()].sort(
    (a, b) =>
      unitOrder(a) - unitOrder(b) ||
      a.place.unit.localeCompare(b.place.unit) ||
      divisionOrder(a) - divisionOrder(b) ||
      (a.place.division ?? '').localeCompare(b.place.division ?? '') ||
      Number(a.place.post !== undefined) - Number(b.place.post !== undefined) ||
      a.grade - b.grade ||
      postName(a).localeCompare(postName(b), 'zh-CN') ||
      a.key.localeCompare(b.key),
  );
}

/** Sum of the rows: nothing else may ever be printed as a total. */
export const totalsOf = (
  rows: readonly { readonly counts: Counts }[],
): Counts & { readonly places: number } => ({
  ...rows.reduce((sum, r) => addCounts(sum, r.counts), noCounts),
  places: rows.length,
});

/** One page, `page` counted from 0 and clamped. */
export function pageOf<T>(
  rows: readonly T[],
  page: number,
): { readonly rows: readonly T[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { rows: rows.slice(at * PAGE_ROWS, (at + 1) * PAGE_ROWS), page: at, pages };
}
