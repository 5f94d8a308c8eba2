import { z } from 'zod';
import type { Change, World } from '../../kernel/capability.ts';
import type { RawRow } from '../../kernel/importing.ts';
import type { ChatBinding } from '../../kernel/people.ts';
import type { Put } from '../../store/store.ts';
import { organizationChange, revOf } from './change.ts';
import type { ChatBody } from './model.ts';
import { planImport } from './plan.ts';
import { putsOf } from './puts.ts';
import type { SheetKey } from './rows.ts';

const cell = z.union([z.string(), z.array(z.string())]).optional();
const rows = z.array(z.record(z.string(), cell));
const chat = z.object({
  chat: z.string(),
  purpose: z.enum(['unit', 'leading_group', 'discipline']),
  unit: z.string().optional(),
  name: z.string(),
});
const seedSchema = z.object({ posts: rows, steps: rows, roles: rows, chats: z.array(chat) });
export type OrganizationSeed = z.infer<typeof seedSchema>;

const SEEDED = { kind: 'stamp', id: 'seed' };

const rawRows = (sheet: SheetKey, list: OrganizationSeed[SheetKey]): readonly RawRow[] =>
  list.map((row, i) => ({
    no: 0,
    sheet,
    tab: sheet,
    line: i + 1,
    cells: Object.fromEntries(
      Object.entries(row).map(([field, v]) => [field, Array.isArray(v) ? v.join('、') : (v ?? '')]),
    ),
  }));

/** The rows of a seed file as the import reads them. */
export const seedRows = (seed: OrganizationSeed): readonly RawRow[] =>
  [...rawRows('posts', seed.posts), ...rawRows('steps', seed.steps), ...rawRows('roles', seed.roles)].map(
    (row, no) => ({ ...row, no }),
  );

async function chatPuts(world: World, chats: OrganizationSeed['chats']): Promise<readonly Put[]> {
  const units = new Map(world.org.data.units.map((u) => [u.name, u.id]));
  const puts = chats.map(async ({ chat: id, purpose, unit: unitName, name }) => {
    const unit = unitName === undefined ? undefined : units.get(unitName);
    if (unitName !== undefined && unit === undefined) throw new Error(`seed: chat ${id} names no unit`);
    const binding: Pick<ChatBinding, 'purpose'> & ChatBody = {
      name,
      purpose,
      inside: true,
      ...(unit === undefined ? {} : { unit }),
    };
    return { kind: 'chat', id, rev: await revOf(world.read, { kind: 'chat', id }), body: binding };
  });
  return Promise.all(puts);
}

/**
 * Posts, steps, roles and group bindings of the sandbox's invented bureau, once, after the first directory sync.
 * Takes the parsed JSON of the seed file. Undefined when it was done before. Throws when a row does not fit.
 */
export async function seedOrganization(world: World, json: unknown): Promise<Change | undefined> {
  if (await world.read.get(SEEDED)) return undefined;
  const seed = seedSchema.parse(json);
  const rows = seedRows(seed);
  const plan = planImport(rows, world.org, world.newId, world.today);
  const first = plan.errors[0];
  const row = rows.find((r) => r.no === first?.no);
  if (first)
    throw new Error(
      `seed: ${row?.sheet} row ${row?.line}: ${first.why['en-US']} (${plan.errors.length} faults)`,
    );
  return organizationChange(world, 'system', {
    put: [
      ...(await putsOf(world.read, plan.docs)).put,
      ...(await chatPuts(world, seed.chats)),
      { ...SEEDED, rev: 0, body: { at: world.now } },
    ],
    moved: {},
    events: [{ type: 'organization.seeded', about: 'stamp:organization', by: 'system', at: world.now }],
  });
}
