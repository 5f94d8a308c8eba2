import type { World } from '../../kernel/capability.ts';
import type { Doc } from '../../store/store.ts';
import type { AreaBody, AreaDoc, ProjectBody, ProjectDoc } from './model.ts';
import { byWeight } from './rules.ts';

/** A bureau has a dozen areas and ten to twenty projects a year: some hundred in all. */
const LIMIT = 500;
type Reads = Pick<World, 'read'>;

async function all<B>({ read }: Reads, kind: string): Promise<readonly Doc<B>[]> {
  const items: Doc<B>[] = [];
  let cursor: string | undefined;
  do {
    const page = await read.list<B>(kind, { limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}

/** Key areas first, the larger ones before the smaller. */
export const loadAreas = async (world: Reads): Promise<readonly AreaDoc[]> =>
  (await all<AreaBody>(world, 'area')).toSorted((a, b) => byWeight(a.body, b.body));
export const loadProjects = (world: Reads): Promise<readonly ProjectDoc[]> =>
  all<ProjectBody>(world, 'project');
