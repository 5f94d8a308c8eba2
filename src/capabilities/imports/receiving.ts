import { refusals } from '../../../cards/imports/text.ts';
import type { Acting, Change, Message, Outcome } from '../../kernel/capability.ts';
import { type Text, text } from '../../kernel/text.ts';
import { type Kinds, keepable, planRows, route } from './check.ts';
import { keepLists } from './load.ts';
import type { ImportBody, ImportSecret } from './model.ts';
import type { Recognised } from './recognise.ts';
import { unknownCard } from './view.ts';
import { cleanFileName, type ReadTables } from './workbook.ts';

const invalid = (why: Text): Outcome => ({ kind: 'invalid', why });

function headerFault(found: Recognised): Text | undefined {
  const missing = found.missing.map((m) => `“${m.sheet}”：${m.column}`).join('；');
  if (missing)
    return text(
      `缺少必填的列，没有导入。${missing}`,
      `Required columns are missing; nothing was imported. ${missing}`,
    );
  if (found.tooMany) return refusals.tooManyRows;
  return found.rows.length === 0 ? refusals.noRows : undefined;
}

async function fetchFile(file: NonNullable<Acting['file']>): Promise<Uint8Array | Text> {
  try {
    return await file.bytes();
  } catch (error) {
    return error instanceof Error && /larger/.test(error.message)
      ? refusals.fileTooBig
      : refusals.notReceived;
  }
}

/** The check's record, its card, and the error sheet when there are faulty rows. */
async function checked(acting: Acting, kinds: Kinds, file: string, found: Recognised): Promise<Outcome> {
  const { errors, tally, questions, notes } = await planRows(acting, kinds, found.rows, {});
  const by = acting.actor.id;
  const about = `import:${acting.newId('I')}`;
  const to = { person: by };
  const body: ImportBody = {
    status: 'checked',
    by,
    at: acting.now,
    tally,
    unknownSheets: found.unknown.map((u) => u.sheet).slice(0, 10),
    skipped: found.skipped.slice(0, 10),
  };
  const told = errors.map((e) => e.no);
  const id = about.slice('import:'.length);
  const lists = await keepLists(acting.read, id, { rows: keepable(found.rows, errors), errors });
  const sealed: ImportSecret = { file: cleanFileName(file), questions, notes, told };
  const card: Message = { to, card: 'imports.import', about, when: 'now' };
  const sheet: Message = { to, card: 'imports.errors', about, when: 'now', asFile: true };
  const change: Change = {
    put: [{ kind: 'import', id, rev: 0, body, sealed }, ...lists.put],
    events: [
      {
        type: 'import.checked',
        about,
        by,
        at: acting.now,
        data: { rows: found.rows.length, errors: errors.length },
      },
    ],
    messages: errors.length > 0 ? [card, sheet] : [card],
  };
  return { kind: 'done', change, answer: async () => ({}) };
}

/** Reads a file that was sent, says what it would do, and changes nothing but its own record. */
export async function check(
  acting: Acting,
  kinds: Kinds,
  file: NonNullable<Acting['file']>,
  read: ReadTables,
): Promise<Outcome> {
  const bytes = await fetchFile(file);
  if (!(bytes instanceof Uint8Array)) return invalid(bytes);
  const tables = await read(bytes);
  if (typeof tables === 'string') return invalid(refusals[tables]);
  const found = await route(tables, kinds);
  if (found.rows.length === 0 && found.unknown.length > 0)
    return { kind: 'show', answer: { card: unknownCard(kinds, found.unknown) } };
  const fault = headerFault(found);
  return fault ? invalid(fault) : checked(acting, kinds, file.name, found);
}
