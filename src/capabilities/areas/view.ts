import type { AreaView } from '../../../cards/areas/area.ts';
import type { AreasView } from '../../../cards/areas/areas.ts';
import type { ProfileView } from '../../../cards/areas/profile.ts';
import type { ProjectsView, ProjectView } from '../../../cards/areas/projects.ts';
import { pageOf } from '../../../cards/organization/paged.ts';
import type { World } from '../../kernel/capability.ts';
import type { Organization, Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { powerItems } from '../powers/index.ts';
import { loadAreas, loadProjects } from './load.ts';
import type { AreaBody, ProjectBody, ProjectDoc } from './model.ts';
import { attentionOf, growthOf, latest, live, type Profile, scalesOf } from './rules.ts';

const ROWS = 10;

/** May this person see figures of a unit, or of the bureau's areas? */
export const maySee = (person: Person, org: Organization, unit?: string): boolean =>
  may(person, 'area.view', org, unit === undefined ? {} : { place: { level: 'unit', unit } });

const unitName = ({ org }: World, unit: string | undefined): string =>
  unit === undefined ? '' : (org.units.get(unit)?.name ?? '');

function lineOf(area: AreaBody, risks: Readonly<Record<string, number>>) {
  const scale = latest(area);
  return {
    name: area.name,
    key: area.key,
    ...(scale ? { scale } : {}),
    growth: growthOf(area),
    risks: risks[area.name] ?? 0,
  };
}

/** All areas, weightiest first, with the risk points that stand in each. */
export async function areasView(world: World, page: number): Promise<AreasView> {
  const [areas, risks] = [await loadAreas(world), await world.read.tally('risk', { index: 'area' })];
  const shown = pageOf(areas, page, ROWS);
  return {
    rows: shown.items.map((d) => ({ id: d.id, ...lineOf(d.body, risks) })),
    page: shown.page,
    pages: shown.pages,
    total: areas.length,
    keys: areas.filter((d) => d.body.key).length,
  };
}

async function gradesIn(world: World, name: string): Promise<AreaView['grades']> {
  const counts = await world.read.tally('risk', { index: 'areaGrade', prefix: `${name}|` });
  const of = (g: 1 | 2 | 3): number => counts[`${name}|${g}`] ?? 0;
  return { 1: of(1), 2: of(2), 3: of(3) };
}

export async function areaView(world: World, id: string, viewer: Person): Promise<AreaView | undefined> {
  const doc = await world.read.get<AreaBody>({ kind: 'area', id });
  if (!doc) return undefined;
  const projects = (await loadProjects(world)).map((d) => d.body).filter((p) => p.area === doc.body.name);
  const seen = projects.filter((p) => maySee(viewer, world.org, p.unit));
  return {
    name: doc.body.name,
    key: doc.body.key,
    ...(doc.body.line ? { line: doc.body.line } : {}),
    unit: unitName(world, doc.body.unit),
    scales: scalesOf(doc.body),
    growth: growthOf(doc.body),
    grades: await gradesIn(world, doc.body.name),
    projects: live(seen).length,
    budget: live(seen).reduce((sum, p) => sum + p.budget, 0),
  };
}

const projectView = (world: World, p: ProjectBody): ProjectView => {
  const { name, unit, area, way, agent, budget, from, to, state, targets } = p;
  return {
    ...{ name, way, budget, state, targets, unit: unitName(world, unit) },
    ...(area ? { area } : {}),
    ...(agent ? { agent } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
};
const seenBy = async (world: World, viewer: Person): Promise<readonly ProjectDoc[]> =>
  (await loadProjects(world)).filter((d) => maySee(viewer, world.org, d.body.unit));

/** Projects this reader may see: those that go on first, the largest budget first. */
export async function projectsView(world: World, page: number, viewer: Person): Promise<ProjectsView> {
  const docs = await seenBy(world, viewer);
  const order = (d: ProjectDoc): number => (d.body.state === 'completed' ? 1 : 0);
  const sorted = docs.toSorted((a, b) => order(a) - order(b) || b.body.budget - a.body.budget);
  const shown = pageOf(sorted, page, ROWS);
  const going = live(docs.map((d) => d.body));
  return {
    rows: shown.items.map((d) => ({ id: d.id, ...projectView(world, d.body) })),
    page: shown.page,
    pages: shown.pages,
    total: docs.length,
    live: going.length,
    delegated: going.filter((p) => p.way === 'delegated').length,
    budget: going.reduce((sum, p) => sum + p.budget, 0),
  };
}
export async function oneProject(world: World, id: string, viewer: Person): Promise<ProjectView | undefined> {
  const doc = (await seenBy(world, viewer)).find((d) => d.id === id);
  return doc && projectView(world, doc.body);
}

/** What each unit is measured by, before anybody declares anything (S11). */
export async function profilesView(world: World, page: number, viewer: Person): Promise<ProfileView> {
  const [areas, projects] = [await loadAreas(world), await loadProjects(world)];
  const items = powerItems(world.org);
  const units = world.org.data.units.filter((u) => maySee(viewer, world.org, u.id));
  const rows = units.map((u) => {
    const profile: Profile = {
      powers: items.filter((i) => i.unit === u.id).length,
      funds: areas
        .filter((d) => d.body.unit === u.id)
        .reduce((sum, d) => sum + (latest(d.body)?.amount ?? 0), 0),
      projects: live(projects.map((d) => d.body)).filter((p) => p.unit === u.id).length,
    };
    return { name: u.name, ...profile, attention: attentionOf(profile, world.settings.areas.attention) };
  });
  const shown = pageOf(rows, page, ROWS);
  return {
    rows: shown.items,
    page: shown.page,
    pages: shown.pages,
    thresholds: world.settings.areas.attention,
  };
}
