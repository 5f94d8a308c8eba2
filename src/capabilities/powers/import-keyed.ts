import type { Acting } from '../../kernel/capability.ts';
import {
  checkCells,
  type ImportPlan,
  judged,
  noTally,
  type PlannedDoc,
  type RawRow,
  type RowError,
  RowFault,
  type SheetSpec,
} from '../../kernel/importing.ts';
import { text } from '../../kernel/text.ts';
import { inTurns } from '../../kernel/turns.ts';
import type { Doc } from '../../store/store.ts';
import { canonical } from '../organization/index.ts';
import { nameFinder, screenRow } from '../risks/index.ts';

/** A row of a register: what makes it this entry and no other, and what it says. */
export type Entry = {
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  /** Its id when it is new; the known entry's otherwise. */
  readonly id?: string;
  readonly body: object;
  readonly sealed?: object;
};
export type Before = (key: string) => Pick<Doc, 'body' | 'sealed'> | undefined;
export type Keyed = {
  readonly spec: SheetSpec;
  /** Fields that name people or places by design. */
  readonly naming: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, Doc>;
  /** Several rows may make one entry, each on what the one before it said: an area and its years. */
  readonly builds?: true;
  /** Throws a RowFault. What an empty cell leaves as it is, is taken from `before`. */
  readonly judge: (row: RawRow, before: Before) => Entry;
};

const repeated = (line: number): RowFault =>
  new RowFault(text(`与第 ${line} 行重复，只保留一行`, `the same as row ${line}; keep one of them`));

/** What the rows of a register would do: new, changed, unchanged, or an error each. */
export async function planKeyed(
  acting: Acting,
  rows: readonly RawRow[],
  { spec, naming, known, builds, judge }: Keyed,
): Promise<Pick<ImportPlan, 'errors' | 'tally'> & { docs: PlannedDoc[] }> {
  const made = new Map<string, PlannedDoc>();
  const errors: RowError[] = [];
  const seen = new Map<string, number>();
  const tally = { ...noTally } as { -readonly [K in keyof typeof noTally]: number };
  const screening = { settings: acting.settings, namesIn: nameFinder(acting.org) };
  const entryOf = (row: RawRow) =>
    judged(row.no, () => {
      screenRow(row, screening, naming);
      checkCells(row, spec);
      const entry = judge(row, (key) => made.get(key) ?? known.get(key));
      const line = seen.get(entry.key);
      if (line !== undefined && !builds) throw repeated(line);
      seen.set(entry.key, row.line);
      return entry;
    });
  await inTurns(rows, (row) => {
    const read = entryOf(row);
    if ('error' in read) {
      errors.push(read.error);
      return;
    }
    const { key, label, kind, body, sealed } = read.ok;
    const before = known.get(key);
    const same = before && canonical([before.body, before.sealed ?? {}]) === canonical([body, sealed ?? {}]);
    tally[same ? 'unchanged' : (before ?? made.has(key)) ? 'changed' : 'fresh'] += 1;
    if (same) {
      // An earlier row of the file changed it, this one sets it back.
      made.delete(key);
      return;
    }
    const id = made.get(key)?.id ?? before?.id ?? read.ok.id ?? acting.newId(kind === 'policy' ? 'Z' : 'B');
    made.set(key, { kind, id, body, ...(sealed ? { sealed } : {}), isNew: !before, label });
  });
  return { docs: [...made.values()], errors, tally: { [spec.key]: { ...tally, errors: errors.length } } };
}
