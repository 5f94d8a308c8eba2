import type { Instant } from '../../kernel/time.ts';
import type { KindSpec } from '../../store/store.ts';

/** Levels and sources of the matrix, in the order of the official form. */
export const LEVELS = ['post', 'division', 'unit'] as const;
export type Level = (typeof LEVELS)[number];
export const SOURCES = ['ethics', 'duty', 'process', 'institution', 'environment'] as const;
export type Source = (typeof SOURCES)[number];
export const REASONS = ['unrealistic', 'vague', 'perfunctory', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/** Where an item lies; `listed` is false for one that only a risk names. */
export type Item = {
  readonly unit: string;
  readonly division: string;
  readonly name: string;
  readonly listed: boolean;
};
export type Placed = {
  readonly unit: string;
  readonly division: string;
  readonly item: string;
  readonly level: Level;
  readonly source: Source;
};
export type Counts = Readonly<Record<Source, number>>;
export type Line = {
  readonly item: Item;
  readonly level: Level;
  readonly counts: Counts;
  /** Sources without a risk for which somebody signed why there is none. */
  readonly signed: readonly Source[];
};

const none: Counts = { ethics: 0, duty: 0, process: 0, institution: 0, environment: 0 };
export const sumOf = (c: Counts): number => SOURCES.reduce((n, s) => n + c[s], 0);
const itemKey = (i: { unit: string; division: string; name: string }): string =>
  JSON.stringify([i.unit, i.division, i.name]);
/** Levels that can exist for an item: a unit's own matter has one, a division's has two. */
const levelsOf = (item: Item): readonly Level[] => (item.division === '' ? ['unit'] : ['post', 'division']);

/**
 * The coverage matrix (S56): one line per power item and level with risks by source; empty cells are zero. Items that
 * only a risk names come last, so that the sum of all cells is the number of risks.
 */
export function matrixOf(
  listed: readonly Item[],
  risks: readonly Placed[],
  isSigned: (item: Item, level: Level, source: Source) => boolean = () => false,
): readonly Line[] {
  const items = new Map(listed.map((i) => [itemKey(i), i]));
  for (const { unit, division, item: name } of risks) {
    const item = { unit, division, name, listed: false };
    if (!items.has(itemKey(item))) items.set(itemKey(item), item);
  }
  const cells = new Map<string, Counts>();
  for (const r of risks) {
    const key = `${itemKey({ ...r, name: r.item })}|${r.level}`;
    const before = cells.get(key) ?? none;
    cells.set(key, { ...before, [r.source]: before[r.source] + 1 });
  }
  return [...items].flatMap(([key, item]) =>
    levelsOf(item).map((level) => {
      const counts = cells.get(`${key}|${level}`) ?? none;
      return {
        item,
        level,
        counts,
        signed: SOURCES.filter((s) => counts[s] === 0 && isSigned(item, level, s)),
      };
    }),
  );
}

/** Every cell is one of three: with risks, signed, or empty; the three add up to all. */
export type Cells = { readonly filled: number; readonly signed: number; readonly empty: number };
export const cellsOf = (lines: readonly Line[]): Cells => {
  const filled = lines.reduce((n, l) => n + SOURCES.filter((s) => l.counts[s] > 0).length, 0);
  const signed = lines.reduce((n, l) => n + l.signed.length, 0);
  return { filled, signed, empty: lines.length * SOURCES.length - filled - signed };
};

export type Coverage = {
  readonly item: Item;
  readonly counts: Counts;
  readonly covered: readonly Source[];
  readonly missing: readonly Source[];
  /** Of the missing ones: signed at every level. */
  readonly signed: readonly Source[];
};
/** The matrix with its levels added up: a row per power item, as a phone can show it. */
export function coverageOf(lines: readonly Line[]): readonly Coverage[] {
  const rows = new Map<string, { item: Item; counts: Counts; signed: readonly Source[] }>();
  for (const { item, counts, signed } of lines) {
    const before = rows.get(itemKey(item));
    const sum = Object.fromEntries(SOURCES.map((s) => [s, (before?.counts[s] ?? 0) + counts[s]])) as Counts;
    const both = (before?.signed ?? SOURCES).filter((s) => signed.includes(s));
    rows.set(itemKey(item), { item, counts: sum, signed: both });
  }
  return [...rows.values()].map(({ item, counts, signed }) => ({
    item,
    counts,
    signed,
    covered: SOURCES.filter((s) => counts[s] > 0),
    missing: SOURCES.filter((s) => counts[s] === 0 && !signed.includes(s)),
  }));
}

/** Kept by reactions, one small document per year and unit, so that no statistic scans the register. */
export type QualityBody = {
  readonly year: number;
  readonly unit: string;
  readonly submitted: number;
  /** Submitted with hints of saying little, and answers that there is no risk (S52 找不出). */
  readonly empty: number;
  readonly returned: number;
  readonly reasons: Readonly<Record<Reason, number>>;
  readonly at: Instant;
};
export const qualityId = (year: number, unit: string): string => `${year}|${unit}`;
export const noQuality = (year: number, unit: string, at: Instant): QualityBody => ({
  year,
  unit,
  submitted: 0,
  empty: 0,
  returned: 0,
  reasons: { unrealistic: 0, vague: 0, perfunctory: 0, other: 0 },
  at,
});
export const completenessKinds: readonly KindSpec[] = [{ kind: 'quality', schema: 1, indexes: {} }];
