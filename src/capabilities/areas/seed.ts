import { z } from 'zod';
import type { Change, World } from '../../kernel/capability.ts';
import { type AreaBody, LINES, PROJECT_STATES, type ProjectBody, WAYS } from './model.ts';

const SEEDED = { kind: 'stamp', id: 'areas' };
const seedSchema = z.object({
  areas: z.array(
    z.object({
      name: z.string(),
      key: z.boolean(),
      line: z.enum(LINES),
      unit: z.string(),
      scale: z.record(z.string(), z.number()),
    }),
  ),
  projects: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      area: z.string(),
      way: z.enum(WAYS),
      agent: z.string().optional(),
      budget: z.number(),
      from: z.iso.date(),
      to: z.iso.date(),
      state: z.enum(PROJECT_STATES),
      targets: z.object({ quality: z.string(), saving: z.number(), clean: z.boolean() }),
    }),
  ),
});

/**
 * Areas and projects of the sandbox's invented bureau, once, after its organisation. Takes the parsed JSON of the seed
 * file. Undefined when it was done before. Throws when a row names a unit that does not exist.
 */
export async function seedAreas(world: World, json: unknown): Promise<Change | undefined> {
  if (await world.read.get(SEEDED)) return undefined;
  const seed = seedSchema.parse(json);
  const units = new Map(world.org.data.units.map((u) => [u.name, u.id]));
  const unitOf = (name: string): string => {
    const unit = units.get(name);
    if (unit === undefined) throw new Error(`seed: there is no unit ${name}`);
    return unit;
  };
  const areas = seed.areas.map((a) => ({
    kind: 'area',
    id: world.newId('L'),
    rev: 0,
    body: { ...a, unit: unitOf(a.unit) } satisfies AreaBody,
  }));
  const projects = seed.projects.map(({ agent, ...p }) => ({
    kind: 'project',
    id: world.newId('J'),
    rev: 0,
    body: { ...p, ...(agent ? { agent } : {}), unit: unitOf(p.unit) } satisfies ProjectBody,
  }));
  return {
    put: [...areas, ...projects, { ...SEEDED, rev: 0, body: { at: world.now } }],
    events: [{ type: 'areas.seeded', about: 'stamp:areas', by: 'system', at: world.now }],
  };
}
