import type { ImportKind } from '../../kernel/importing.ts';
import { text } from '../../kernel/text.ts';
import { lookupOf } from '../organization/index.ts';
import { planKeyed } from '../powers/index.ts';
import { loadAreas, loadProjects } from './load.ts';
import type { AreaBody, ProjectBody } from './model.ts';
import { areaRow, projectRow } from './rows.ts';
import { AREA_SHEET, PROJECT_SHEET } from './sheets.ts';

const projectKey = ({ unit, name }: Pick<ProjectBody, 'unit' | 'name'>): string => `${unit}|${name}`;

/** 业务领域与建设项目 from a table: areas with a row for each year, projects with one row each. */
export const areasImport: ImportKind = {
  name: 'areas',
  label: text('业务领域与建设项目', 'Areas and construction projects'),
  sheets: [AREA_SHEET, PROJECT_SHEET],
  async plan(acting, rows) {
    const find = lookupOf(acting.org).unit;
    const [areas, projects] = [await loadAreas(acting), await loadProjects(acting)];
    const ofAreas = await planKeyed(
      acting,
      rows.filter((r) => r.sheet === AREA_SHEET.key),
      {
        spec: AREA_SHEET,
        naming: new Set(['name', 'unit']),
        known: new Map(areas.map((d) => [d.body.name, d])),
        builds: true,
        judge: (row, before) => {
          const key = (row.cells.name ?? '').trim();
          const body = areaRow(find, row, before(key)?.body as AreaBody | undefined);
          return { key, label: body.name, kind: 'area', id: acting.newId('L'), body };
        },
      },
    );
    const ofProjects = await planKeyed(
      acting,
      rows.filter((r) => r.sheet === PROJECT_SHEET.key),
      {
        spec: PROJECT_SHEET,
        naming: new Set(['name', 'unit', 'agent']),
        known: new Map(projects.map((d) => [projectKey(d.body), d])),
        judge: (row) => {
          const body = projectRow(find, row);
          return { key: projectKey(body), label: body.name, kind: 'project', id: acting.newId('J'), body };
        },
      },
    );
    return {
      docs: [...ofAreas.docs, ...ofProjects.docs],
      errors: [...ofAreas.errors, ...ofProjects.errors],
      tally: { ...ofAreas.tally, ...ofProjects.tally },
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
