import { createHash } from 'node:crypto';
import type { Organization, Place, Step } from '../../kernel/people.ts';

/** A power item as the organisation's steps name it: one matter of a division, or of a unit itself. */
export type PowerItem = {
  /** Follows from place and name, so that a button can carry it and nothing must be stored first. */
  readonly id: string;
  readonly unit: string;
  readonly division?: string;
  readonly name: string;
  readonly steps: readonly Step[];
};

const keyOf = (unit: string, division: string | undefined, name: string): string =>
  JSON.stringify([unit, division ?? '', name]);
/** Twelve hex digits are 48 bits: no two of a bureau's few hundred items meet. */
export const powerItemId = (unit: string, division: string | undefined, name: string): string =>
  `W-${createHash('sha256')
    .update(keyOf(unit, division, name))
    .digest('hex')
    .slice(0, 12)}`;

type Items = { readonly all: readonly PowerItem[]; readonly byId: ReadonlyMap<string, PowerItem> };
// One organisation snapshot serves many handlings; its items are worked out once.
const known = new WeakMap<Organization, Items>();

function gather(org: Organization): Items {
  const byKey = new Map<string, Step[]>();
  for (const step of org.data.steps) {
    const key = keyOf(step.unit, step.division, step.powerItem);
    byKey.set(key, [...(byKey.get(key) ?? []), step]);
  }
  const all = [...byKey.values()].flatMap((steps) => {
    const first = steps[0];
    if (!first) return [];
    const { unit, division, powerItem: name } = first;
    const place = division === undefined ? { unit } : { unit, division };
    return [{ id: powerItemId(unit, division, name), ...place, name, steps }];
  });
  const sorted = [...all].sort((a, b) => compareItems(a, b, org));
  return { all: sorted, byId: new Map(sorted.map((i) => [i.id, i])) };
}

/** Office order: unit, division (what is the unit's own first), then name. */
function compareItems(a: PowerItem, b: PowerItem, org: Organization): number {
  const unit = (i: PowerItem): number => org.units.get(i.unit)?.order ?? 0;
  const division = (i: PowerItem): number =>
    i.division === undefined ? -1 : (org.divisions.get(i.division)?.order ?? 0);
  return (
    unit(a) - unit(b) ||
    a.unit.localeCompare(b.unit) ||
    division(a) - division(b) ||
    (a.division ?? '').localeCompare(b.division ?? '') ||
    a.name.localeCompare(b.name, 'zh-CN')
  );
}

const itemsOf = (org: Organization): Items => {
  const found = known.get(org) ?? gather(org);
  known.set(org, found);
  return found;
};

/** One power item by id; undefined when no step names it (any more). */
export const powerItem = (org: Organization, id: string): PowerItem | undefined => itemsOf(org).byId.get(id);

/** Power items of a unit, or of one division of it, in office order; of everything without a unit. */
export const powerItems = (org: Organization, unit?: string, division?: string): readonly PowerItem[] =>
  itemsOf(org).all.filter(
    (i) => (unit === undefined || i.unit === unit) && (division === undefined || i.division === division),
  );

/** Where the item is exercised: decides who may edit it. */
export const placeOfItem = ({ unit, division }: Pick<PowerItem, 'unit' | 'division'>): Place =>
  division === undefined ? { level: 'unit', unit } : { level: 'division', unit, division };
