import type { Reader } from '../../store/store.ts';
import type { ImportBody, ImportDoc, ImportSecret } from './model.ts';

/** Rows as they were kept before files could have several sheets of one table: without a running number. */
type Earlier = { readonly sheet: string; readonly line: number };

function numbered(sealed: ImportSecret): ImportSecret {
  if (sealed.rows.every((r) => r.no !== undefined) && sealed.errors.every((e) => e.no !== undefined))
    return sealed;
  const rows = sealed.rows.map((r, no) => ({ ...r, no, tab: r.tab ?? r.sheet }));
  const noOf = ({ sheet, line }: Earlier): number =>
    rows.find((r) => r.sheet === sheet && r.line === line)?.no ?? -1;
  const errors = sealed.errors.map((e) => ({ ...e, no: e.no ?? noOf(e as unknown as Earlier) }));
  return { ...sealed, rows, errors };
}

export async function importOf(read: Reader, id: string): Promise<ImportDoc | undefined> {
  const doc = await read.get<ImportBody, ImportSecret>({ kind: 'import', id });
  return doc?.sealed ? { ...doc, sealed: numbered(doc.sealed) } : doc;
}
