import type { Instant } from '../../kernel/time.ts';
import type { Doc } from '../../store/store.ts';
import type { RowError, Tally } from './plan.ts';
import type { Before } from './puts.ts';
import type { RawRow, SheetKey } from './rows.ts';

export type ImportStatus = 'checked' | 'applied' | 'cancelled' | 'undone';
/** One file that was sent in: what it would do, did, or did before it was undone. */
export type ImportBody = {
  readonly status: ImportStatus;
  readonly by: string;
  readonly at: Instant;
  readonly tally: Readonly<Record<SheetKey, Tally>>;
  readonly unknownSheets: readonly string[];
  readonly appliedAt?: Instant;
  /** Documents put back, and those left since they had changed again. */
  readonly undone?: { readonly restored: number; readonly left: number };
};
/** The parsed rows wait for the confirmation; after it only what is needed for the error sheet and for undoing stays. */
export type ImportSecret = {
  readonly file: string;
  readonly rows: readonly RawRow[];
  readonly errors: readonly RowError[];
  readonly before?: readonly Before[];
};
export type ImportDoc = Doc<ImportBody, ImportSecret>;

export const sum = (body: ImportBody, what: keyof Tally): number =>
  body.tally.posts[what] + body.tally.steps[what] + body.tally.roles[what];
