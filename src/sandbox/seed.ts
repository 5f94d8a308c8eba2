import { z } from 'zod';

/**
 * The invented bureau the sandbox opens with: the shape of config/sandbox-people.json. Nobody in it is real.
 * Departments hang under '0' (Feishu's root) or under one another; leaders are `ou_` ids of people of the file.
 */
export type BureauSeed = {
  /** Name of the bureau, shown as the tenant's name. */
  readonly bureau: string;
  readonly departments: readonly SeedDepartment[];
  readonly people: readonly SeedPerson[];
  readonly groups: readonly SeedGroup[];
  /** Open ids of the people a first visit of the page shows, in this order. */
  readonly suggested?: readonly string[] | undefined;
};
export type SeedDepartment = {
  /** `od-…` */
  readonly id: string;
  readonly name: string;
  /** `od-…` of the department above, or '0' for the root. */
  readonly parentId: string;
  readonly leaderOpenId?: string | undefined;
};
export type SeedPerson = {
  /** `ou_` + lower-case hex. */
  readonly openId: string;
  readonly name: string;
  readonly enName: string;
  readonly title: string;
  readonly departmentIds: readonly string[];
  /** One of departmentIds. */
  readonly primaryDepartmentId: string;
  readonly leaderOpenId?: string | undefined;
  readonly employeeNo: string;
  /** false: has left the bureau. */
  readonly active: boolean;
};
export type SeedGroup = {
  /** `oc_…` */
  readonly chatId: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly botInside: boolean;
};

const openId = z.string().regex(/^ou_[0-9a-f]{4,64}$/);
const departmentId = z.string().regex(/^od-[A-Za-z0-9_-]{1,64}$/);
const bureauSeed: z.ZodType<BureauSeed> = z.object({
  bureau: z.string().min(1),
  departments: z.array(
    z.object({
      id: departmentId,
      name: z.string().min(1),
      parentId: z.union([z.literal('0'), departmentId]),
      leaderOpenId: openId.optional(),
    }),
  ),
  people: z.array(
    z.object({
      openId,
      name: z.string().min(1),
      enName: z.string(),
      title: z.string(),
      departmentIds: z.array(departmentId).min(1),
      primaryDepartmentId: departmentId,
      leaderOpenId: openId.optional(),
      employeeNo: z.string(),
      active: z.boolean(),
    }),
  ),
  groups: z.array(
    z.object({
      chatId: z.string().regex(/^oc_[A-Za-z0-9_]{1,64}$/),
      name: z.string().min(1),
      members: z.array(openId),
      botInside: z.boolean(),
    }),
  ),
  suggested: z.array(openId).optional(),
});

/** Takes the parsed JSON of a bureau file; gives the seed, or throws naming every dangling id and every wrong field. */
export function parseBureau(json: unknown): BureauSeed {
  const seed = bureauSeed.parse(json);
  const people = new Set(seed.people.map((p) => p.openId));
  const departments = new Set(['0', ...seed.departments.map((d) => d.id)]);
  const faults = [
    ...seed.departments
      .filter((d) => !departments.has(d.parentId))
      .map((d) => `${d.id}: no parent ${d.parentId}`),
    ...[...seed.departments.map((d) => d.leaderOpenId), ...seed.people.map((p) => p.leaderOpenId)]
      .filter((id) => id !== undefined && !people.has(id))
      .map((id) => `no person ${id}`),
    ...seed.people.flatMap((p) =>
      [...p.departmentIds, p.primaryDepartmentId]
        .filter((id) => !departments.has(id))
        .map((id) => `${p.openId}: no department ${id}`),
    ),
    ...(seed.suggested ?? []).filter((id) => !people.has(id)).map((id) => `suggested: no person ${id}`),
    ...seed.groups.flatMap((g) =>
      g.members.filter((id) => !people.has(id)).map((id) => `${g.chatId}: no person ${id}`),
    ),
  ];
  if (faults.length > 0) throw new Error(`bureau seed: ${faults.join('; ')}`);
  return seed;
}
