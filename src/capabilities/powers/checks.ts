import type { Organization, Post } from '../../kernel/people.ts';
import type { PowerItem } from './items.ts';
import type { PolicyBody, PowerItemBody } from './model.ts';

/** Pure rules on power items: governing policies, owner, the three checks (S93) and the readiness of a place (S63). */
export type Policy = PolicyBody & { readonly id: string };
export type Noted = PowerItemBody | undefined;

const governs = (policy: Policy, item: PowerItem, org: Organization): boolean =>
  policy.items.includes(item.name) &&
  (policy.unit === item.unit || org.units.get(policy.unit)?.kind === 'bureau');

/** Policies in force or under revision that govern the item: those that name it and those linked by hand (S9). */
export const policiesOf = (
  item: PowerItem,
  noted: Noted,
  policies: readonly Policy[],
  org: Organization,
): readonly Policy[] =>
  policies.filter(
    (p) => p.status !== 'repealed' && (governs(p, item, org) || (noted?.policies.includes(p.id) ?? false)),
  );

/** The responsible post: the one that was named, else the only one that holds its steps. */
export function ownerPost(item: PowerItem, noted: Noted, org: Organization): Post | undefined {
  const named = org.posts.get(noted?.owner ?? '');
  if (named) return named;
  const posts = new Set(item.steps.map((s) => s.post));
  const [only] = posts;
  return posts.size === 1 && only !== undefined ? org.posts.get(only) : undefined;
}

export type Checked = {
  /** 有章可循: a governing policy. */
  readonly policy: boolean;
  /** 有据可查: records are kept. */
  readonly records: boolean;
  /** 有人负责: a responsible post with somebody in it. */
  readonly owner: boolean;
  /** Every step has a post (责权流程清晰). */
  readonly steps: boolean;
  /** What is disclosed is decided (权力运行清透). */
  readonly disclosed: boolean;
};

/** The checks of one power item. */
export function checkItem(
  item: PowerItem,
  noted: Noted,
  policies: readonly Policy[],
  org: Organization,
): Checked {
  const owner = ownerPost(item, noted, org);
  return {
    policy: policiesOf(item, noted, policies, org).length > 0,
    records: noted?.recorded ?? false,
    owner: owner !== undefined && org.actives(owner.holders).length > 0,
    steps: item.steps.every((s) => s.post !== undefined),
    disclosed: noted?.disclosure !== undefined,
  };
}

export type Standing = 'none' | 'open' | 'mostly' | 'ready';
export type Readiness = { readonly items: number } & Readonly<Record<keyof Checked, number>> & {
    readonly standing: Standing;
  };

/** From this share of fulfilled checks on a place is "mostly" ready: two of the three for each item. */
const MOSTLY = 2 / 3;

/** How far a place is, from the checks of its items. Counts of items, and one word; no score to compare units by. */
export function readinessOf(checked: readonly Checked[]): Readiness {
  const count = (what: keyof Checked): number => checked.filter((c) => c[what]).length;
  const [policy, records, owner] = [count('policy'), count('records'), count('owner')];
  const share = checked.length === 0 ? 0 : (policy + records + owner) / (3 * checked.length);
  const standing =
    checked.length === 0 ? 'none' : share === 1 ? 'ready' : share >= MOSTLY ? 'mostly' : 'open';
  return {
    items: checked.length,
    policy,
    records,
    owner,
    steps: count('steps'),
    disclosed: count('disclosed'),
    standing,
  };
}
