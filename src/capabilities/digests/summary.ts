import { z } from 'zod';
import { summaryCard } from '../../../cards/digests/summary.ts';
import { digestRefusals, summaryWords as words } from '../../../cards/digests/text.ts';
import type { Option } from '../../../cards/kit/elements.ts';
import type {
  Acting,
  CardRenderer,
  Change,
  ChatWord,
  Command,
  Outcome,
  Schedule,
  Slot,
  World,
} from '../../kernel/capability.ts';
import type { Organization, Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { same, type Text } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import type { LatestBody, SummaryBody } from './model.ts';
import { BUREAU, numbersOf } from './numbers.ts';
import { visibleDivisions } from './progress.ts';
import { newestPosting, postingSlots } from './slots.ts';

const scopeName = (scope: string, world: World): Text =>
  scope === BUREAU ? words.wholeBureau : same(world.org.units.get(scope)?.name ?? scope);
const latestOf = (world: World, scope: string) =>
  world.read.get<LatestBody>({ kind: 'latestSummary', id: scope });

/** Posts one summary: its numbers are frozen in the commit, so the card shows the same at any later redraw. */
export async function postSummary(
  world: World,
  kind: SummaryBody['kind'],
  slot: Slot,
): Promise<Change | undefined> {
  const { chat, scope, day } = slot.params ?? {};
  if (typeof chat !== 'string' || typeof scope !== 'string' || typeof day !== 'string') return undefined;
  const numbers = await numbersOf(world, scope);
  const latest = await latestOf(world, scope);
  const body: SummaryBody = {
    kind,
    scope,
    day,
    at: world.now,
    late: slot.late ?? false,
    numbers,
    ...(latest ? { before: latest.body } : {}),
  };
  const about = `summary:${slot.key}`;
  return {
    events: [
      { type: 'summary.posted', about, by: 'system', at: world.now, data: { scope, day, late: body.late } },
    ],
    put: [
      { kind: 'summary', id: slot.key, rev: 0, body },
      {
        kind: 'latestSummary',
        id: scope,
        rev: latest?.rev ?? 0,
        body: { day: world.today, numbers } satisfies LatestBody,
      },
    ],
    messages: [{ to: { chat }, card: 'digests.summary', about, when: 'working' }],
  };
}

/** The one group a summary goes to: the leading group's for the bureau, each unit's own. */
function chatsOf(kind: SummaryBody['kind'], org: Organization): readonly { chat: string; scope: string }[] {
  if (kind === 'weekly')
    return [org.chatFor('leading_group')].flatMap((c) => (c ? [{ chat: c.chat, scope: BUREAU }] : []));
  return [...org.units.keys()].flatMap((unit) => {
    const chat = org.unitChat(unit)?.chat;
    return chat === undefined ? [] : [{ chat, scope: unit }];
  });
}

const posting = (kind: SummaryBody['kind']): Schedule => ({
  name: `digests.${kind}`,
  due: async (world, since, until) => {
    const newest = newestPosting(kind, since, until, world.settings, world.calendar);
    return newest ? postingSlots(newest, chatsOf(kind, world.org), until) : [];
  },
  run: (world, slot) => postSummary(world, kind, slot),
});
export const summarySchedules: readonly Schedule[] = [posting('weekly'), posting('monthly')];

/** The posted card: counts only, whoever reads the group. */
export const summaryRenderer: CardRenderer = async (world, id) => {
  const doc = await world.read.get<SummaryBody>({ kind: 'summary', id });
  if (!doc) return undefined;
  const { kind, scope, at, day, late, numbers, before } = doc.body;
  return summaryCard({
    audience: 'group',
    title: words[kind],
    scope: scopeName(scope, world),
    asOf: localDateTime(at, world.settings.zone),
    numbers,
    scopes: [],
    ...(late ? { lateFor: day } : {}),
    ...(before ? { before } : {}),
  });
};

/** Scopes whose summary a person may see, the widest first. */
export function visibleScopes(person: Person, org: Organization): readonly string[] {
  const units = [...org.units.values()].sort((a, b) => a.order - b.order).map((u) => u.id);
  const own = units.filter((unit) => may(person, 'summary.view', org, { place: { level: 'unit', unit } }));
  return may(person, 'summary.view', org) ? [BUREAU, ...own] : own;
}

/** The state of this moment, compared with the last posted summary. */
async function showSummary(
  acting: Acting,
  scope: string,
  audience: 'private' | 'group',
  scopes: readonly Option[],
): Promise<Outcome> {
  const latest = await latestOf(acting, scope);
  const card = summaryCard({
    audience,
    title: words.now,
    scope: scopeName(scope, acting),
    asOf: localDateTime(acting.now, acting.settings.zone),
    numbers: await numbersOf(acting, scope),
    scopes,
    ...(latest ? { before: latest.body } : {}),
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
  return showSummary(
    acting,
    scope,
    'private',
    scopes.map((value) => ({ value, label: scopeName(value, acting) })),
  );
}

export const summaryWord: ChatWord = {
  words: ['汇总', 'summary'],
  menuKey: 'summary',
  inGroup: true,
  action: 'self.use',
  run: async (acting) => {
    if (acting.where?.chatType !== 'group') return showPrivately(acting, undefined);
    const bound = acting.org.bindingOf(acting.where.chatId);
    if (!bound) return { kind: 'refused', why: digestRefusals.groupNotBound };
    return showSummary(acting, bound.purpose === 'unit' ? (bound.unit ?? BUREAU) : BUREAU, 'group', []);
  },
};

/** A scope was chosen on the private card, or 汇总 was tapped (no option). */
export const summaryCommand: Command<{ option?: string | undefined }> = {
  input: z.object({ option: z.string().optional() }),
  action: 'summary.view',
  run: (acting, { option }) => showPrivately(acting, option),
};
