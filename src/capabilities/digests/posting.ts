import { isUnchanged, summaryCard, unchangedCard } from '../../../cards/digests/summary.ts';
import { summaryWords as words } from '../../../cards/digests/text.ts';
import type { CardRenderer, Change, Schedule, Slot, World } from '../../kernel/capability.ts';
import { ceilingOf } from '../../kernel/policy.ts';
import { localDateTime } from '../../kernel/time.ts';
import type { Doc } from '../../store/store.ts';
import type { LatestBody, Past, SummaryBody } from './model.ts';
import { trendOf } from './months.ts';
import { BUREAU, figuresOf, flowOf, inScope } from './numbers.ts';
import { newestPosting, postingSlots } from './slots.ts';
import { latestOf, scopeName, unitRows } from './view.ts';

export type LatestDoc = Doc<LatestBody>;

/** What this summary compares with: a second group of the same day compares with the day before it, too. */
const pastOf = (world: World, latest: LatestDoc | undefined): Past | undefined =>
  latest?.body.day === world.today ? latest.body.previous : latest?.body;

/** The figures of one posting, taken once, so that whatever is drawn from them adds up. */
async function frozen(
  world: World,
  scope: string,
  before: Past | undefined,
): Promise<Pick<SummaryBody, 'numbers' | 'units' | 'before' | 'period' | 'flow'>> {
  const figures = await figuresOf(world, scope);
  if (!before) return figures;
  const period = { from: before.day, to: world.today };
  return { ...figures, before, period, flow: await flowOf(world, scope, period) };
}

/** Posts one summary: its numbers are frozen in the commit, so the card shows the same at any later redraw. */
export async function postSummary(
  world: World,
  kind: 'weekly' | 'monthly',
  slot: Slot,
): Promise<Change | undefined> {
  const { chat, scope, day } = slot.params ?? {};
  if (typeof chat !== 'string' || typeof scope !== 'string' || typeof day !== 'string') return undefined;
  const latest = await latestOf(world, scope);
  const before = pastOf(world, latest);
  const taken = await frozen(world, scope, before);
  const body: SummaryBody = { kind, scope, day, at: world.now, late: slot.late ?? false, chat, ...taken };
  const quiet = before && taken.flow && isUnchanged(taken.numbers, before.numbers, taken.flow);
  const about = `summary:${slot.key}`;
  const next: LatestBody = {
    day: world.today,
    numbers: taken.numbers,
    ...(before ? { previous: { day: before.day, numbers: before.numbers } } : {}),
  };
  return {
    events: [
      { type: 'summary.posted', about, by: 'system', at: world.now, data: { scope, day, late: body.late } },
    ],
    put: [
      { kind: 'summary', id: slot.key, rev: 0, body },
      { kind: 'latestSummary', id: scope, rev: latest?.rev ?? 0, body: next },
    ],
    ...(quiet && world.settings.summary.unchanged === 'skip'
      ? {}
      : { messages: [{ to: { chat }, card: 'digests.summary', about, when: 'working' as const }] }),
  };
}

type Target = { readonly chat: string; readonly scope: string };
/** Where summaries go: bureau figures each week to whoever may see them, a unit's own each month. */
export function targetsOf(kind: 'weekly' | 'monthly', { org, settings }: World): readonly Target[] {
  return org.data.chats.flatMap((c): Target[] => {
    const ceiling = ceilingOf(c, settings.summary.ceilings);
    if (kind === 'weekly')
      return ceiling === 'bureau' || ceiling === 'units' ? [{ chat: c.chat, scope: BUREAU }] : [];
    return ceiling === 'own' && c.unit !== undefined ? [{ chat: c.chat, scope: c.unit }] : [];
  });
}

const posting = (kind: 'weekly' | 'monthly'): Schedule => ({
  name: `digests.${kind}`,
  due: async (world, since, until) => {
    const newest = newestPosting(kind, since, until, world.settings, world.calendar);
    return newest ? postingSlots(newest, targetsOf(kind, world), until) : [];
  },
  run: (world, slot) => postSummary(world, kind, slot),
});
export const summarySchedules: readonly Schedule[] = [posting('weekly'), posting('monthly')];

/** The ceiling is asked again: a group whose ceiling was lowered since keeps its card, but no redraw shows more. */
function mayShow(world: World, { chat, scope }: SummaryBody): boolean {
  if (chat === undefined) return true;
  const binding = world.org.bindingOf(chat);
  const ceiling = ceilingOf(binding, world.settings.summary.ceilings);
  return scope === BUREAU
    ? ceiling === 'bureau' || ceiling === 'units'
    : ceiling === 'own' && binding?.unit !== undefined && inScope(scope, binding.unit);
}

/** The posted card: counts only, whoever reads the group. */
export const summaryRenderer: CardRenderer = async (world, id) => {
  const doc = await world.read.get<SummaryBody>({ kind: 'summary', id });
  if (!doc || doc.body.kind === 'chief' || !mayShow(world, doc.body)) return undefined;
  const { kind, scope, at, day, late, numbers, before, period, flow, units, chat } = doc.body;
  const byUnit =
    chat !== undefined && ceilingOf(world.org.bindingOf(chat), world.settings.summary.ceilings) === 'units';
  const view = {
    audience: 'group' as const,
    title: words[kind],
    scopeId: scope,
    scope: scopeName(scope, world),
    asOf: localDateTime(at, world.settings.zone),
    numbers,
    trend: await trendOf(world, scope, day),
    scopes: [],
    ...(late ? { lateFor: day } : {}),
    ...(period && flow ? { past: { ...period, flow } } : {}),
    ...(units && byUnit ? { units: unitRows(world, units) } : {}),
  };
  if (before && flow && isUnchanged(numbers, before.numbers, flow)) return unchangedCard({ ...view, before });
  return summaryCard({ ...view, ...(before ? { before } : {}) });
};
