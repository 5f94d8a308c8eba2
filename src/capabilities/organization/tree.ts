import type { Settings } from '../../kernel/settings.ts';

/** A department as Feishu tells it; the same shape as the directory port's, which pure code may not import. */
export type Department = {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly leaderOpenId?: string;
  readonly order: number;
};
/** Where a department lies: in which unit, and in which of the unit's divisions (undefined: the unit itself). */
export type Spot = { readonly unit: string; readonly division?: string };
export type Tree = {
  readonly units: ReadonlyMap<string, Department & { readonly kind: 'bureau' | 'affiliated' }>;
  /** The departments right below a unit, with their unit. */
  readonly divisions: ReadonlyMap<string, Department & { readonly unit: string }>;
  readonly spotOf: (department: string) => Spot | undefined;
};

const ROOT = '0';
/** Deeper trees do not exist; a cycle in bad data must not hang the sync. */
const MAX_DEPTH = 50;

/** Reads units and divisions out of Feishu's department tree by the settings (which parents hold units). */
export function readTree(departments: readonly Department[], settings: Settings): Tree {
  const { unitParents, bureauDepartments } = settings.organization;
  const all = new Map(departments.map((d) => [d.id, d]));
  if (bureauDepartments.includes(ROOT))
    all.set(ROOT, { id: ROOT, name: settings.bureau, parentId: '', order: 0 });
  const isUnit = (d: Department): boolean =>
    bureauDepartments.includes(d.id) ||
    (d.id !== ROOT && unitParents.includes(d.parentId) && !unitParents.includes(d.id));
  const spotOf = (id: string): Spot | undefined => {
    let below: string | undefined;
    let department = all.get(id);
    for (let depth = 0; department && depth < MAX_DEPTH; depth += 1) {
      if (isUnit(department))
        return { unit: department.id, ...(below === undefined ? {} : { division: below }) };
      below = department.id;
      department = all.get(department.parentId);
    }
    return undefined;
  };
  const list = [...all.values()];
  const units = list.filter(isUnit).map((d) => ({
    ...d,
    kind: bureauDepartments.includes(d.id) ? ('bureau' as const) : ('affiliated' as const),
  }));
  const divisions = list
    .filter((d) => !unitParents.includes(d.id))
    .flatMap((d) => {
      const spot = spotOf(d.id);
      return spot?.division === d.id ? [{ ...d, unit: spot.unit }] : [];
    });
  return {
    units: new Map(units.map((u) => [u.id, u])),
    divisions: new Map(divisions.map((d) => [d.id, d])),
    spotOf,
  };
}
