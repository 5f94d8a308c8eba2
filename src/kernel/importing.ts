import type { Acting, Change } from './capability.ts';
import { type Text, text } from './text.ts';
import { type LocalDate, parseDate } from './time.ts';

/**
 * Tables that people send as .xlsx (domain.md §7.4, docs/adr/0006-imports.md). A capability declares what its tables look
 * like and what their rows would do; one place (capabilities/imports) reads files, routes rows and keeps the batch.
 */
export type Column = {
  readonly field: string;
  /** As the template writes it. */
  readonly header: string;
  /** Other names it goes by. */
  readonly also: readonly string[];
  readonly required: boolean;
  readonly width: number;
  readonly note: Text;
  /** Understood where it stands, not asked for: no template has it. */
  readonly onlyRead?: true;
};
export const column = (
  field: string,
  header: string,
  also: readonly string[],
  width: number,
  note: Text,
  required = false,
): Column => ({ field, header, also, width, note, required });

export type SheetSpec = {
  readonly key: string;
  /** Name of its sheet in the template and in error files. */
  readonly name: string;
  readonly label: Text;
  /** Other names its sheet goes by. */
  readonly also: readonly string[];
  readonly columns: readonly Column[];
  /** A header has at least one of these fields. */
  readonly oneOf?: readonly string[];
  /** One row that shows how; its first cell starts with 示例. */
  readonly example: readonly string[];
};

/** A row by field. */
export type RawRow = {
  /** Running number in the file: lines repeat from sheet to sheet. */
  readonly no: number;
  readonly sheet: string;
  /** Name of the sheet it came from, and its line there. */
  readonly tab: string;
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** What stands above the header: the paper form names its unit there. */
  readonly above?: string;
};
export type RowError = {
  readonly no: number;
  readonly why: Text;
  /** What may not even be kept until it is mended: the whole row, or some cells (domain.md §6.1, §6.3, §6.5). */
  readonly drop?: 'row' | { readonly fields: readonly string[] };
};

export type Tally = {
  readonly fresh: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly errors: number;
};
export const noTally: Tally = { fresh: 0, changed: 0, unchanged: 0, errors: 0 };

/** A document as the import wants it. Its revision is looked up when it is put. */
export type PlannedDoc = {
  readonly kind: string;
  readonly id: string;
  readonly body: unknown;
  readonly sealed?: unknown;
  readonly isNew: boolean;
  /** How it is called when it has to be told apart: it was changed since, so undoing leaves it. */
  readonly label?: string;
};

/** What only a person can say before the rows can be taken: answered on the card. */
export type Question = {
  readonly key: string;
  readonly ask: Text;
  /** Nothing to choose from: it is answered in words. */
  readonly options?: readonly { readonly value: string; readonly label: Text }[];
  /** Without an answer the import can't be confirmed. */
  readonly needed: boolean;
  /** What was answered can't be taken, and why. */
  readonly fault?: Text;
};
/** Answered with one of its options, or in words. */
export const isAnswered = (q: Question, said: string | undefined): boolean =>
  said !== undefined && q.fault === undefined && (q.options?.some((o) => o.value === said) ?? true);
/** Answers by key of the question. */
export type Answers = Readonly<Record<string, string>>;

export type ImportPlan = {
  readonly docs: readonly PlannedDoc[];
  readonly errors: readonly RowError[];
  readonly tally: Readonly<Record<string, Tally>>;
  readonly questions?: readonly Question[];
  /** What was taken for granted, in words. */
  readonly notes?: readonly Text[];
};
/** A document an import has put or taken away again. `body` null: it is gone. */
export type Settled = { readonly kind: string; readonly id: string; readonly body: unknown };

export type ImportKind = {
  readonly name: string;
  readonly label: Text;
  readonly sheets: readonly SheetSpec[];
  /** Tables of counts that follow from the register: recognised and passed over. */
  readonly counts?: true;
  /** What the rows would do. Changes nothing. Faulty rows are errors with words that say what to do, never exceptions. */
  readonly plan: (acting: Acting, rows: readonly RawRow[], answers: Answers) => Promise<ImportPlan>;
  /** What belongs into the commit besides the documents: events, stamps, one digest line. */
  readonly settle?: (
    acting: Acting,
    docs: readonly Settled[],
    how: 'applied' | 'undone',
  ) => Promise<Partial<Change>>;
};

/** Width, case, blanks, stars and what stands in brackets don't matter. */
export const foldHeader = (value: string): string =>
  value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s*:]/g, '');

/** Characters a cell may hold; longer ones are an error of the row, never cut silently. */
export const MAX_CELL = 2_000;

/** Why a row can't be taken; thrown inside the judging of one row only. */
export class RowFault extends Error {
  readonly why: Text;
  readonly drop: RowError['drop'];
  constructor(why: Text, drop?: RowError['drop']) {
    super(why['en-US']);
    this.why = why;
    this.drop = drop;
  }
}
export const fault = (zh: string, en: string): never => {
  throw new RowFault(text(zh, en));
};
/** The row's value, or its fault as an error. */
export function judged<T>(no: number, judge: () => T): { readonly ok: T } | { readonly error: RowError } {
  try {
    return { ok: judge() };
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    return { error: { no, why: error.why, ...(error.drop === undefined ? {} : { drop: error.drop }) } };
  }
}
/** Required cells are there and none is too long. */
export function checkCells(raw: RawRow, spec: SheetSpec): void {
  for (const c of spec.columns) {
    const cell = raw.cells[c.field] ?? '';
    if (c.required && cell === '') fault(`“${c.header}”没有填写`, `"${c.header}" is empty`);
    if (cell.length > MAX_CELL)
      fault(`“${c.header}”超过 ${MAX_CELL} 字`, `"${c.header}" has more than ${MAX_CELL} characters`);
  }
}

/** The key whose word, in either language, or whose name the cell has. */
export function keyNamed<K extends string>(words: Readonly<Record<K, Text>>, cell: string): K | undefined {
  const said = foldHeader(cell);
  return (Object.keys(words) as K[]).find((k) =>
    [k, words[k]['zh-CN'], words[k]['en-US']].some((w) => foldHeader(w) === said),
  );
}

/** `2026-03-31`, `2026/3/31`, `2026.3.31`, `2026年3月31日`. undefined: an empty cell. `until`: the last day it may be. */
export function readDate(cell: string, until?: LocalDate): LocalDate | undefined {
  if (cell === '') return undefined;
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(cell.normalize('NFKC'));
  const [, year = '', month = '', day = ''] = parts ?? [];
  const date = parts && parseDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (!date) return fault(`日期“${cell}”请写成 2026-03-31 这样`, `write the date "${cell}" like 2026-03-31`);
  if (until !== undefined && date > until)
    fault(`日期 ${cell} 在今天之后`, `the date ${cell} lies in the future`);
  return date;
}
