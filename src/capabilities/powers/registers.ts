import { z } from 'zod';
import { pageOf } from '../../../cards/organization/paged.ts';
import { basisCard, policiesCard, policyCard } from '../../../cards/powers/registers.ts';
import {
  basisKindWord,
  policyKindWord,
  policyStatusWord,
  powerRefusals as refusals,
} from '../../../cards/powers/text.ts';
import type { Acting, ChatWord, Command, Outcome, World } from '../../kernel/capability.ts';
import { policiesOf } from './checks.ts';
import { type PowerItem, placeOfItem, powerItems } from './items.ts';
import { loadBasis, loadNoted, loadPolicies } from './load.ts';
import type { PowerItemBody } from './model.ts';

const ROWS = 10;
/** Places named on a policy's card; the number before them counts all. */
const MAX_NAMED = 12;

async function showPolicies(acting: Acting, page: number): Promise<Outcome> {
  const all = await loadPolicies(acting);
  const paged = pageOf(all, page, ROWS);
  const rows = paged.items.map((p) => ({
    id: p.id,
    title: p.title,
    unit: acting.org.units.get(p.unit)?.name ?? '',
    status: policyStatusWord[p.status],
  }));
  const card = policiesCard({ rows, page: paged.page, pages: paged.pages, total: all.length });
  return { kind: 'show', answer: { card } };
}

/** Every item's own notes: one listing per unit with items. */
async function notedAll(
  world: World,
  items: readonly PowerItem[],
): Promise<ReadonlyMap<string, PowerItemBody>> {
  const units = [...new Set(items.map((i) => i.unit))];
  const maps = await Promise.all(units.map((u) => loadNoted(world, u)));
  return new Map(maps.flatMap((m) => [...m]));
}

async function showPolicy(acting: Acting, id: string, page: number): Promise<Outcome> {
  const policy = (await loadPolicies(acting)).find((p) => p.id === id);
  if (!policy) return { kind: 'refused', why: refusals.noPolicy };
  const { org } = acting;
  const items = powerItems(org);
  const noted = await notedAll(acting, items);
  const governed = items.filter((i) => policiesOf(i, noted.get(i.id), [policy], org).length > 0);
  const card = policyCard({
    title: policy.title,
    kind: policyKindWord[policy.kind],
    unit: org.units.get(policy.unit)?.name ?? '',
    effective: policy.effective,
    status: policyStatusWord[policy.status],
    link: policy.link,
    items: governed.slice(0, MAX_NAMED).map((i) => `${i.name}（${org.placeName(placeOfItem(i))}）`),
    governed: governed.length,
    page,
  });
  return { kind: 'show', answer: { card } };
}

async function showBasis(acting: Acting, page: number): Promise<Outcome> {
  const all = await loadBasis(acting);
  const paged = pageOf(all, page, ROWS);
  const rows = paged.items.map((b) => ({ ...b, kind: basisKindWord[b.kind] }));
  const card = basisCard({ rows, page: paged.page, pages: paged.pages, total: all.length });
  return { kind: 'show', answer: { card } };
}

const at = z.object({
  option: z.string().optional(),
  value: z.object({ page: z.coerce.number().int().min(0).catch(0) }),
});
type At = z.infer<typeof at>;
const command = (run: (acting: Acting, input: At) => Promise<Outcome>): Command<At> => ({
  input: at,
  action: 'self.use',
  run,
});
export const registerCommands = {
  'powers.policies': command((acting, { value }) => showPolicies(acting, value.page)),
  'powers.policy': command((acting, { option, value }) => showPolicy(acting, option ?? '', value.page)),
  'powers.basis': command((acting, { value }) => showBasis(acting, value.page)),
};
export const registerWords: readonly ChatWord[] = [
  { words: ['制度', 'policies'], action: 'self.use', run: (acting) => showPolicies(acting, 0) },
  { words: ['依据', 'basis'], action: 'self.use', run: (acting) => showBasis(acting, 0) },
];
