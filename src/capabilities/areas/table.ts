import {
  checkCells,
  type ImportKind,
  judged,
  noTally,
  type PlannedDoc,
  type RawRow,
  type RowError,
  type SheetSpec,
  type Tally,
} from '../../kernel/importing.ts';
import { text } from '../../kernel/text.ts';
import { canonical, lookupOf } from '../organization/index.ts';
import { loadAreas, loadProjects } from './load.ts';
import type { AreaBody, ProjectBody } from './model.ts';
import { areaRow, projectRow } from './rows.ts';
import { AREA_SHEET, PROJECT_SHEET } from './sheets.ts';

type Kept = { readonly id: string; readonly body: unknown; readonly isNew: boolean };
/** Rows of one sheet onto what is stored, by a key of their own: later rows build on earlier ones. */
function merged<B extends { readonly name: string }>(
  rows: readonly RawRow[],
  spec: SheetSpec,
  stored: ReadonlyMap<string, { readonly id: string; readonly body: B }>,
  made: {
    readonly judge: (row: RawRow, before: (key: string) => B | undefined) => { key: string; body: B };
    readonly newId: () => string;
  },
) {
  const kept = new Map<string, Kept & { readonly body: B }>();
  const errors: RowError[] = [];
  const tally = { ...noTally };
  for (const row of rows) {
    const found = judged(row.no, () => {
      checkCells(row, spec);
      return made.judge(row, (key) => kept.get(key)?.body ?? stored.get(key)?.body);
    });
    if ('error' in found) {
      errors.push(found.error);
      Object.assign(tally, { errors: tally.errors + 1 });
      continue;
    }
    const { key, body } = found.ok;
    const before = stored.get(key);
    const how: keyof Tally =
      !before && !kept.has(key)
        ? 'fresh'
        : canonical(before?.body) === canonical(body)
          ? 'unchanged'
          : 'changed';
    Object.assign(tally, { [how]: tally[how] + 1 });
    if (how !== 'unchanged')
      kept.set(key, {
        id: kept.get(key)?.id ?? before?.id ?? made.newId(),
        body,
        isNew: before === undefined,
      });
  }
  return { kept: [...kept.values()], errors, tally: tally as Tally };
}

export const areasImport: ImportKind = {
  name: 'areas',
  label: text('业务领域与建设项目', 'Areas and construction projects'),
  sheets: [AREA_SHEET, PROJECT_SHEET],
  async plan(acting, rows) {
    const find = lookupOf(acting.org).unit;
    const stored = new Map((await loadAreas(acting)).map((d) => [d.body.name, d] as const));
    const projects = new Map(
      (await loadProjects(acting)).map((d) => [`${d.body.unit}|${d.body.name}`, d] as const),
    );
    const areas = merged<AreaBody>(
      rows.filter((r) => r.sheet === 'areas'),
      AREA_SHEET,
      stored,
      {
        judge: (row, before) => {
          const key = (row.cells.name ?? '').trim();
          return { key, body: areaRow(find, row, before(key)) };
        },
        newId: () => acting.newId('L'),
      },
    );
    const built = merged<ProjectBody>(
      rows.filter((r) => r.sheet === 'projects'),
      PROJECT_SHEET,
      projects,
      {
        judge: (row) => {
          const body = projectRow(find, row);
          return { key: `${body.unit}|${body.name}`, body };
        },
        newId: () => acting.newId('J'),
      },
    );
    const docs = (kind: string, kept: typeof areas.kept | typeof built.kept): readonly PlannedDoc[] =>
      kept.map(({ id, body, isNew }) => ({ kind, id, body, isNew, label: body.name }));
    return {
      docs: [...docs('area', areas.kept), ...docs('project', built.kept)],
      errors: [...areas.errors, ...built.errors],
      tally: { areas: areas.tally, projects: built.tally },
    };
  },
  settle: async (acting, docs, how) => {
    const own = docs.filter((d) => d.kind === 'area' || d.kind === 'project').length;
    const type = how === 'applied' ? 'areas.imported' : 'areas.importUndone';
    return own === 0
      ? {}
      : {
          events: [
            { type, about: 'areas:register', by: acting.actor.id, at: acting.now, data: { rows: own } },
          ],
        };
  },
};
