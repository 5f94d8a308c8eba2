import type { World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { AreaBody, AreaDoc, ProjectBody, ProjectDoc } from './model.ts';
import { byWeight } from './rules.ts';

type Reads = Pick<World, 'read'>;

/** Key areas first, the larger ones before the smaller. */
export const loadAreas = async (world: Reads): Promise<readonly AreaDoc[]> =>
  (await allOf<AreaBody>(world.read, 'area')).toSorted((a, b) => byWeight(a.body, b.body));
export const loadProjects = (world: Reads): Promise<readonly ProjectDoc[]> =>
  allOf<ProjectBody>(world.read, 'project');
