import { createHash } from 'node:crypto';
import type { Grade, PostKind } from '../../kernel/grade.ts';
import type { PersonId, Place } from '../../kernel/people.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec, Ref } from '../../store/store.ts';
import { canonical } from '../organization/index.ts';
import { addCounts, type Counts, countOf, noCounts } from './model.ts';

/**
 * draft      compiled by the office, waits for a signature
 * returned   a signer sent it back; a new draft takes its number
 * frozen     approved: the catalogue in force
 * superseded a later edition was approved
 */
export type EditionStatus = 'draft' | 'returned' | 'frozen' | 'superseded';

/** One risk point as it stood: `rev` finds its words in the ledger, `mark` tells whether its content changed since. */
export type FrozenRisk = {
  readonly id: string;
  readonly rev: number;
  readonly grade: Grade;
  readonly mark: string;
};
/** One row of the paper, with the names of that day. */
export type FrozenRow = {
  readonly key: string;
  readonly place: Place;
  /** 单位、部门、岗位 */
  readonly names: readonly [string, string, string];
  readonly kind?: PostKind;
  readonly counts: Counts;
  readonly grade: Grade;
  readonly approvedOn?: LocalDate;
  readonly risks: readonly FrozenRisk[];
};
export type UnitTotal = {
  readonly unit: string;
  readonly name: string;
  readonly counts: Counts;
  readonly places: number;
};
export type EditionBody = {
  readonly no: string;
  readonly year: number;
  readonly status: EditionStatus;
  readonly at: Instant;
  readonly compiledBy: PersonId;
  readonly units: readonly UnitTotal[];
  readonly totals: Counts;
  readonly places: number;
  /** SHA-256 over the canonical JSON of all rows, hexadecimal. */
  readonly hash: string;
  /** The edition in force when this one was compiled. */
  readonly previous?: string;
  readonly askedAt?: Instant;
  readonly approver?: PersonId;
  readonly approvedAt?: Instant;
  readonly returnedBy?: PersonId;
};
export type EditionTexts = { readonly reason?: string };
export type EditionDoc = Doc<EditionBody, EditionTexts>;
/** Rows of one unit of one edition: `<edition>|<unit>`. */
export type EditionRows = { readonly edition: string; readonly rows: readonly FrozenRow[] };
/** Which edition is in force, which is being made, and the last number given. */
export type EditionHead = {
  readonly year: number;
  readonly last: number;
  readonly draft?: string;
  readonly current?: string;
};
export const HEAD: Ref = { kind: 'editionHead', id: 'catalogue' };

export const editionKinds: readonly KindSpec[] = [
  {
    kind: 'edition',
    schema: 1,
    indexes: { at: (e: EditionBody) => e.at, status: (e: EditionBody) => e.status },
  },
  { kind: 'editionRows', schema: 1, indexes: {} },
  { kind: 'editionHead', schema: 1, indexes: {} },
];

/** What anyone can compute again from the rows. */
export const hashOf = (rows: readonly FrozenRow[]): string =>
  createHash('sha256').update(canonical(rows)).digest('hex');

/** The next number of a year: `2026-1`, `2026-2` for a later change of the same year. */
export const nextNumber = (head: EditionHead | undefined, year: number): { no: string; last: number } => {
  const last = head?.year === year ? head.last + 1 : 1;
  return { no: `${year}-${last}`, last };
};

/** Totals by unit, in the order of the rows. */
export function unitTotals(rows: readonly FrozenRow[]): readonly UnitTotal[] {
  const units = new Map<string, UnitTotal>();
  for (const { place, names, counts } of rows) {
    const before = units.get(place.unit) ?? { unit: place.unit, name: names[0], counts: noCounts, places: 0 };
    units.set(place.unit, {
      ...before,
      counts: addCounts(before.counts, counts),
      places: before.places + 1,
    });
  }
  return [...units.values()];
}

/** Grades counted from the items themselves. */
export const countItems = (rows: readonly FrozenRow[]): Counts =>
  rows
    .flatMap((r) => r.risks)
    .reduce<Counts>((sum, r) => addCounts(sum, { ...noCounts, [r.grade]: 1 }), noCounts);

const sameCounts = (a: Counts, b: Counts): boolean => a[1] === b[1] && a[2] === b[2] && a[3] === b[3];

/** Every row's numbers are those of its items, and the printed totals are their sum; nothing else may be signed. */
export function addsUp(
  edition: Pick<EditionBody, 'totals' | 'places' | 'units'>,
  rows: readonly FrozenRow[],
): boolean {
  const units = unitTotals(rows);
  return (
    rows.every((r) => sameCounts(r.counts, countItems([r])) && countOf(r.counts) > 0) &&
    sameCounts(edition.totals, countItems(rows)) &&
    edition.places === rows.length &&
    canonical(edition.units) === canonical(units)
  );
}

export type DifferentItem = {
  readonly id: string;
  readonly row: FrozenRow;
  readonly grade: Grade;
  /** Grade before, of a changed one. */
  readonly from?: Grade;
};
export type Difference = {
  readonly fresh: readonly DifferentItem[];
  readonly changed: readonly DifferentItem[];
  readonly retired: readonly DifferentItem[];
  readonly unchanged: number;
};

const itemsOf = (rows: readonly FrozenRow[]): ReadonlyMap<string, { row: FrozenRow; risk: FrozenRisk }> =>
  new Map(rows.flatMap((row) => row.risks.map((risk) => [risk.id, { row, risk }] as const)));

/** New, changed, retired and unchanged risk points between two states of the catalogue. */
export function differenceOf(before: readonly FrozenRow[], after: readonly FrozenRow[]): Difference {
  const [old, now] = [itemsOf(before), itemsOf(after)];
  const fresh: DifferentItem[] = [];
  const changed: DifferentItem[] = [];
  let unchanged = 0;
  for (const [id, { row, risk }] of now) {
    const was = old.get(id);
    if (!was) fresh.push({ id, row, grade: risk.grade });
    else if (was.risk.mark === risk.mark) unchanged += 1;
    else changed.push({ id, row, grade: risk.grade, from: was.risk.grade });
  }
  const retired = [...old]
    .filter(([id]) => !now.has(id))
    .map(([id, { row, risk }]) => ({ id, row, grade: risk.grade }));
  return { fresh, changed, retired, unchanged };
}
