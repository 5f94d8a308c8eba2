import { allOf } from '../../kernel/pages.ts';
import { giveWay } from '../../kernel/turns.ts';
import type { Put, Reader, Ref, Rev } from '../../store/store.ts';
import type { ImportBody, ImportDoc, ImportSecret, Lists, PartBody, PartSecret } from './model.ts';

export const importOf = (read: Reader, id: string): Promise<ImportDoc | undefined> =>
  read.get<ImportBody, ImportSecret>({ kind: 'import', id });

/** Rows as they were kept before files could have several sheets of one table: without a running number. */
type Earlier = { readonly sheet: string; readonly line: number };

function numbered(lists: Lists): Lists {
  if (lists.rows.every((r) => r.no !== undefined) && lists.errors.every((e) => e.no !== undefined))
    return lists;
  const rows = lists.rows.map((r, no) => ({ ...r, no, tab: r.tab ?? r.sheet }));
  const noOf = ({ sheet, line }: Earlier): number =>
    rows.find((r) => r.sheet === sheet && r.line === line)?.no ?? -1;
  const errors = lists.errors.map((e) => ({ ...e, no: e.no ?? noOf(e as unknown as Earlier) }));
  return { ...lists, rows, errors };
}

const partsOf = (read: Reader, id: string) =>
  allOf<PartBody, PartSecret>(read, 'importPart', { index: 'import', from: id, to: id });

/** Slices opened in one turn. */
const OPENED = 10;

/** The lists of an import, opened in turns. Imports of earlier versions have them in their own document. */
export async function listsOf(read: Reader, doc: ImportDoc): Promise<Lists> {
  const { rows = [], errors = [], before = [] } = (doc.sealed ?? {}) as Partial<Lists>;
  const lists = { rows: [...rows], errors: [...errors], before: [...before] };
  for (const [at, { body, sealed }] of (await partsOf(read, doc.id)).entries()) {
    (lists[body.list] as unknown[]).push(...(sealed?.items ?? []));
    if (at % OPENED === OPENED - 1) await giveWay();
  }
  return numbered(lists);
}

/** Items of a slice. */
const PART = 50;
const LISTS = ['rows', 'errors', 'before'] as const;

type Kept = { readonly put: readonly Put[]; readonly remove: ReadonlyArray<Ref & { readonly rev: Rev }> };

/** What makes these the lists of an import, whatever it had before. */
export async function keepLists(read: Reader, id: string, lists: Partial<Lists>): Promise<Kept> {
  const known = new Map((await partsOf(read, id)).map((p) => [p.id, p.rev]));
  const put = LISTS.flatMap((list) => {
    const all: readonly unknown[] = lists[list] ?? [];
    return Array.from({ length: Math.ceil(all.length / PART) }, (_, n): Put => {
      const part = `${id}.${list}.${String(n).padStart(5, '0')}`;
      const items = all.slice(n * PART, (n + 1) * PART);
      return {
        ...{ kind: 'importPart', id: part, rev: known.get(part) ?? 0 },
        body: { import: id, list } satisfies PartBody,
        sealed: { items } satisfies PartSecret,
      };
    });
  });
  const kept = new Set(put.map((p) => p.id));
  const remove = [...known].filter(([part]) => !kept.has(part));
  return { put, remove: remove.map(([part, rev]) => ({ kind: 'importPart', id: part, rev })) };
}
