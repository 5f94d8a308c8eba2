import { importCard } from '../../../cards/imports/import.ts';
import { importOpenCard, type UnknownView, unknownFileCard } from '../../../cards/imports/open.ts';
import type { Card } from '../../../cards/kit/card.ts';
import type { CardRenderer, FileRenderer } from '../../kernel/capability.ts';
import { isAnswered } from '../../kernel/importing.ts';
import { localDateTime, millis } from '../../kernel/time.ts';
import { isAdmin } from '../organization/index.ts';
import { type Kinds, specsOf } from './check.ts';
import { importOf, listsOf } from './load.ts';
import { sum } from './model.ts';
import type { Nearest } from './recognise.ts';
import { errorFile, templateOf } from './template.ts';
import { cleanFileName, type WriteTables } from './workbook.ts';

/** A batch can be undone as a whole for a week; after that too much hangs on it. */
export const UNDO_MS = 7 * 86_400_000;

const offers = (kinds: Kinds) =>
  kinds.filter((k) => !k.counts).map((k) => ({ value: k.name, label: k.label }));

/** How to import: templates and limits. */
export const openView =
  (kinds: Kinds): CardRenderer =>
  async (world, _id, _params, viewer) =>
    isAdmin(world, viewer) ? importOpenCard(offers(kinds)) : undefined;

/** A file nobody could make sense of: what it comes nearest to, and the templates. */
export function unknownCard(kinds: Kinds, unknown: readonly Nearest[]): Card {
  const specs = specsOf(kinds);
  const sheets: UnknownView['sheets'] = unknown.slice(0, 5).map(({ sheet, like }) => {
    const spec = specs.find((s) => s.key === like?.key);
    return { sheet, ...(like && spec ? { like: { ...like, label: spec.label } } : {}) };
  });
  return unknownFileCard({ sheets, offers: offers(kinds) });
}

/** What a file would do, or did. */
export const importView =
  (kinds: Kinds): CardRenderer =>
  async (world, id, _params, viewer) => {
    if (!viewer || !isAdmin(world, viewer)) return undefined;
    const doc = await importOf(world.read, id);
    if (!doc) return undefined;
    const { body, sealed } = doc;
    return importCard({
      id,
      rev: doc.rev,
      file: sealed?.file ?? '',
      status: body.status,
      by: world.org.people.get(body.by)?.name ?? '',
      at: localDateTime(body.appliedAt ?? body.at, world.settings.zone),
      sheets: specsOf(kinds).flatMap((s) => {
        const tally = body.tally[s.key];
        return tally ? [{ label: s.label, tally }] : [];
      }),
      willChange: sum(body, 'fresh') + sum(body, 'changed'),
      unknownSheets: body.unknownSheets,
      skipped: body.skipped ?? [],
      questions: (sealed?.questions ?? []).map((q) => {
        const said = sealed?.answers?.[q.key];
        return { ...q, answer: isAnswered(q, said) ? said : undefined };
      }),
      notes: body.status === 'checked' ? (sealed?.notes ?? []) : [],
      canUndo:
        body.status === 'applied' &&
        body.appliedAt !== undefined &&
        millis(world.now) - millis(body.appliedAt) < UNDO_MS,
      undone: body.undone && { ...body.undone, kept: sealed?.kept ?? [] },
    });
  };

/** The rows of an import that could not be taken, with the reason of each. */
export const errorsView =
  (kinds: Kinds, write: WriteTables): FileRenderer =>
  async (world, id, _params, viewer) => {
    if (!isAdmin(world, viewer)) return undefined;
    const doc = await importOf(world.read, id);
    const { rows, errors } = doc?.sealed ? await listsOf(world.read, doc) : { rows: [], errors: [] };
    if (!doc?.sealed || errors.length === 0) return undefined;
    return {
      name: `错误行-${cleanFileName(doc.sealed.file)}.xlsx`,
      bytes: await errorFile(specsOf(kinds), rows, errors, write),
    };
  };

/** The empty forms, all or those of one kind. */
export const templateView =
  (kinds: Kinds): FileRenderer =>
  async (world, _id, { which }, viewer) => {
    if (!isAdmin(world, viewer)) return undefined;
    const kind = kinds.find((k) => k.name === which && !k.counts);
    const name = kind ? kind.label['zh-CN'] : '全部';
    return {
      name: `清风-${name}导入模板.xlsx`,
      bytes: await templateOf(kind ? kind.sheets : specsOf(kinds)),
    };
  };
