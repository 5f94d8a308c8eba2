import { importCard } from '../../../cards/organization/import.ts';
import { importOpenCard } from '../../../cards/organization/import-open.ts';
import type { CardRenderer, FileRenderer } from '../../kernel/capability.ts';
import { localDateTime, millis } from '../../kernel/time.ts';
import { isAdmin } from './answer.ts';
import { type ImportBody, type ImportSecret, sum } from './import-model.ts';
import { errorFile } from './template.ts';
import { cleanFileName } from './workbook.ts';

/** A batch can be undone as a whole for a week; after that too much hangs on it. */
export const UNDO_MS = 7 * 86_400_000;

/** How to import: template and limits. */
export const importOpenView: CardRenderer = async (world, _id, _params, viewer) =>
  isAdmin(world, viewer) ? importOpenCard() : undefined;

/** What a file would do, or did. */
export const importView: CardRenderer = async (world, id, _params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const doc = await world.read.get<ImportBody, ImportSecret>({ kind: 'import', id });
  if (!doc) return undefined;
  const { body, sealed } = doc;
  return importCard({
    id,
    rev: doc.rev,
    file: sealed?.file ?? '',
    status: body.status,
    by: world.org.people.get(body.by)?.name ?? '',
    at: localDateTime(body.appliedAt ?? body.at, world.settings.zone),
    tally: body.tally,
    willChange: sum(body, 'fresh') + sum(body, 'changed'),
    unknownSheets: body.unknownSheets,
    canUndo:
      body.status === 'applied' &&
      body.appliedAt !== undefined &&
      millis(world.now) - millis(body.appliedAt) < UNDO_MS,
    undone: body.undone,
  });
};

/** The rows of an import that could not be taken, with the reason of each. */
export const importErrorsFile: FileRenderer = async (world, id, _params, viewer) => {
  if (!isAdmin(world, viewer)) return undefined;
  const doc = await world.read.get<ImportBody, ImportSecret>({ kind: 'import', id });
  if (!doc?.sealed || doc.sealed.errors.length === 0) return undefined;
  const { file, rows, errors } = doc.sealed;
  return { name: `错误行-${cleanFileName(file)}.xlsx`, bytes: await errorFile(rows, errors) };
};
