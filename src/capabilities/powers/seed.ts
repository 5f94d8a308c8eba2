import { z } from 'zod';
import type { Change, World } from '../../kernel/capability.ts';
import { BASIS_KINDS, type BasisBody, POLICY_KINDS, POLICY_STATUSES, type PolicyBody } from './model.ts';

const SEEDED = { kind: 'stamp', id: 'registers' };
const seedSchema = z.object({
  basis: z.array(
    z.object({
      title: z.string(),
      number: z.string(),
      issuer: z.string(),
      date: z.iso.date(),
      kind: z.enum(BASIS_KINDS),
    }),
  ),
  policies: z.array(
    z.object({
      title: z.string(),
      kind: z.enum(POLICY_KINDS),
      unit: z.string(),
      effective: z.iso.date(),
      status: z.enum(POLICY_STATUSES),
      items: z.array(z.string()),
    }),
  ),
});

/**
 * Basis documents and policies of the sandbox's invented bureau, once, after its organisation. Takes the parsed JSON of
 * the seed file. Undefined when it was done before. Throws when a policy names a unit that does not exist.
 */
export async function seedRegisters(world: World, json: unknown): Promise<Change | undefined> {
  if (await world.read.get(SEEDED)) return undefined;
  const seed = seedSchema.parse(json);
  const units = new Map(world.org.data.units.map((u) => [u.name, u.id]));
  const policies = seed.policies.map((p) => {
    const unit = units.get(p.unit);
    if (unit === undefined) throw new Error(`seed: the policy ${p.title} names no unit`);
    return { kind: 'policy', id: world.newId('Z'), rev: 0, body: { ...p, unit } satisfies PolicyBody };
  });
  const basis = seed.basis.map((body: BasisBody) => ({ kind: 'basis', id: world.newId('B'), rev: 0, body }));
  return {
    put: [...basis, ...policies, { ...SEEDED, rev: 0, body: { at: world.now } }],
    events: [{ type: 'registers.seeded', about: 'stamp:registers', by: 'system', at: world.now }],
  };
}
