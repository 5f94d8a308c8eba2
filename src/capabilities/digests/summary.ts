import { z } from 'zod';
import { summaryCard } from '../../../cards/digests/summary.ts';
import { digestRefusals, summaryWords as words } from '../../../cards/digests/text.ts';
import type { Option } from '../../../cards/kit/elements.ts';
import type { Acting, ChatWord, Command, Outcome } from '../../kernel/capability.ts';
import { ceilingOf } from '../../kernel/policy.ts';
import { localDateTime, plusDays } from '../../kernel/time.ts';
import { trendOf } from './months.ts';
import { BUREAU, figuresOf, flowOf } from './numbers.ts';
import { visibleDivisions } from './progress.ts';
import { latestOf, scopeName, unitRows, visibleScopes } from './view.ts';

type Shown = {
  readonly scope: string;
  readonly audience: 'private' | 'group';
  /** Figures of every unit, side by side. */
  readonly byUnit: boolean;
  readonly scopes: readonly Option[];
};

/** The state of this moment, compared with the last posted summary; what happened today counts. */
async function showSummary(acting: Acting, { scope, audience, byUnit, scopes }: Shown): Promise<Outcome> {
  const latest = (await latestOf(acting, scope))?.body;
  const period = latest && { from: latest.day, to: plusDays(acting.today, 1) };
  const { numbers, units } = await figuresOf(acting, scope);
  const card = summaryCard({
    audience,
    title: words.now,
    scopeId: scope,
    scope: scopeName(scope, acting),
    asOf: localDateTime(acting.now, acting.settings.zone),
    numbers,
    trend: await trendOf(acting, scope, acting.today),
    scopes,
    ...(latest ? { before: { day: latest.day, numbers: latest.numbers } } : {}),
    ...(period ? { past: { ...period, flow: await flowOf(acting, scope, period) } } : {}),
    ...(byUnit && units ? { units: unitRows(acting, units) } : {}),
  });
  return { kind: 'show', answer: { card } };
}

async function showPrivately(acting: Acting, wanted: string | undefined): Promise<Outcome> {
  const scopes = visibleScopes(acting.actor, acting.org);
  const own =
    acting.actor.unit !== undefined && scopes.includes(acting.actor.unit) ? acting.actor.unit : undefined;
  const first = scopes.includes(BUREAU) ? BUREAU : (own ?? scopes[0]);
  const scope = wanted === undefined ? first : scopes.find((s) => s === wanted);
  if (scope === undefined) {
    const leads = visibleDivisions(acting.actor, acting.org).length > 0;
    return { kind: 'refused', why: leads ? digestRefusals.progressInstead : digestRefusals.notYours };
  }
  return showSummary(acting, {
    scope,
    audience: 'private',
    byUnit: scope === BUREAU,
    scopes: scopes.map((value) => ({ value, label: scopeName(value, acting) })),
  });
}

/** In a group the group's ceiling decides, whoever asks. */
async function showInGroup(acting: Acting, chat: string): Promise<Outcome> {
  const bound = acting.org.bindingOf(chat);
  if (!bound) return { kind: 'refused', why: digestRefusals.groupNotBound };
  const ceiling = ceilingOf(bound, acting.settings.summary.ceilings);
  const scope = ceiling === 'own' ? bound.unit : BUREAU;
  if (ceiling === 'none' || scope === undefined) return { kind: 'refused', why: digestRefusals.groupCeiling };
  return showSummary(acting, { scope, audience: 'group', byUnit: ceiling === 'units', scopes: [] });
}

export const summaryWord: ChatWord = {
  words: ['汇总', 'summary'],
  menuKey: 'summary',
  inGroup: true,
  action: 'self.use',
  run: (acting) =>
    acting.where?.chatType === 'group'
      ? showInGroup(acting, acting.where.chatId)
      : showPrivately(acting, undefined),
};

/** A scope was chosen on the private card, a list was left, or 汇总 was tapped (`-`). */
export const summaryCommand: Command<{ id: string; option?: string | undefined }> = {
  input: z.object({ id: z.string(), option: z.string().optional() }),
  action: 'summary.view',
  run: (acting, { id, option }) => showPrivately(acting, option ?? (id === '-' ? undefined : id)),
};
