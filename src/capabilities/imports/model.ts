import type { Answers, Question, RawRow, RowError, Tally } from '../../kernel/importing.ts';
import type { Text } from '../../kernel/text.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';
import type { Before } from '../organization/index.ts';

export type ImportStatus = 'checked' | 'applied' | 'cancelled' | 'undone';
/** One file that was sent in: what it would do, did, or did before it was undone. */
export type ImportBody = {
  readonly status: ImportStatus;
  readonly by: string;
  readonly at: Instant;
  /** By key of the sheet. */
  readonly tally: Readonly<Record<string, Tally>>;
  readonly unknownSheets: readonly string[];
  readonly skipped?: readonly string[];
  readonly appliedAt?: Instant;
  /** Documents put back, and those left since they had changed again. */
  readonly undone?: { readonly restored: number; readonly left: number };
};
export type ImportSecret = {
  readonly file: string;
  readonly answers?: Answers;
  /** What the last look asked and took for granted; it names posts as they were typed. */
  readonly questions?: readonly Question[];
  readonly notes?: readonly Text[];
  /** Rows that the error file already sent to the person lists. */
  readonly told?: readonly number[];
  /** What undoing left as it is, by name: the first few. */
  readonly kept?: readonly string[];
};
export type ImportDoc = Doc<ImportBody, ImportSecret>;

/** The parsed rows wait for the confirmation; after it only what is needed for the error sheet and for undoing stays. */
export type Lists = {
  readonly rows: readonly RawRow[];
  readonly errors: readonly RowError[];
  /** What the import changed, as it was. */
  readonly before: readonly Before[];
};
/** A slice of one of the lists: thousands of rows in one document would be sealed and opened all at once. */
export type PartBody = { readonly import: string; readonly list: keyof Lists };
export type PartSecret = { readonly items: readonly unknown[] };

export const importKind: KindSpec = {
  kind: 'import',
  schema: 1,
  indexes: { by: (i: { by: string; at: string }) => `${i.by}|${i.at}` },
};

export const importPartKind: KindSpec = {
  kind: 'importPart',
  schema: 1,
  indexes: { import: (p: PartBody) => p.import },
};

export const sum = ({ tally }: Pick<ImportBody, 'tally'>, what: keyof Tally): number =>
  Object.values(tally).reduce((n, t) => n + t[what], 0);
