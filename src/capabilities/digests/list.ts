import { z } from 'zod';
import { type ListedRow, listCard } from '../../../cards/digests/list.ts';
import { FLOWS } from '../../../cards/digests/summary.ts';
import {
  digestRefusals,
  SHOWN_STATUSES,
  WHATS,
  type What,
  listWords as words,
} from '../../../cards/digests/text.ts';
import type { Card } from '../../../cards/kit/card.ts';
import type { CardRenderer, Command, Listed, World } from '../../kernel/capability.ts';
import { docsOf, type Through } from '../../kernel/pages.ts';
import type { Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { plusDays } from '../../kernel/time.ts';
import type { Json } from '../../store/store.ts';
import type { ObjectionBody } from '../publicity/index.ts';
import { mayView, type RiskBody, type RiskDoc, type RiskTexts, riskOf, statusWord } from '../risks/index.ts';
import type { Period } from './model.ts';
import { BUREAU, dueIn, inScope, overdueRange, publishedIn } from './numbers.ts';
import { mayKnowTotal, scopeName } from './view.ts';

const PAGE = 10;
/** Documents looked at for one list; a reader who needs more narrows it down with 查找. */
export const LOOKED = 1_000;
const BATCH = 200;

/** Which number was tapped. `period` only for what counts a period. */
export type Asked = {
  readonly what: What;
  readonly scope: string;
  readonly page: number;
  readonly period?: Period;
};

/** The state of now, or what changed in a period. */
const counts = (what: What): 'state' | 'period' => (FLOWS.some((f) => f === what) ? 'period' : 'state');

const risksBy = (world: World, query: Through) =>
  docsOf<RiskBody, RiskTexts>(world.read, 'risk', query, BATCH);

/** The same documents that the number counted, from the same index. */
async function* counted(world: World, scope: string, keys: readonly string[]): AsyncGenerator<RiskDoc> {
  const units = scope === BUREAU ? [...world.org.units.keys()] : [scope];
  for (const unit of units)
    for (const key of keys) {
      const value = `${unit}|${key}`;
      yield* risksBy(world, { index: 'count', from: value, to: value });
    }
}

async function* datedRisks(world: World, what: string, { from, to }: Period): AsyncGenerator<RiskDoc> {
  yield* risksBy(world, { index: 'dated', from: `${what}|${from}`, to: `${what}|${plusDays(to, -1)}|~` });
}

async function* byIds(world: World, ids: readonly string[]): AsyncGenerator<RiskDoc> {
  for (const id of ids) {
    const doc = await riskOf(world.read, id);
    if (doc) yield doc;
  }
}

/** Every risk point behind a number; those outside the scope are left out by the caller. */
async function risksBehind(world: World, { what, scope, period }: Asked): Promise<AsyncGenerator<RiskDoc>> {
  const since = period ?? { from: world.today, to: plusDays(world.today, 1) };
  switch (what) {
    case 'grade1':
    case 'grade2':
    case 'grade3':
      return counted(
        world,
        scope,
        SHOWN_STATUSES.map((s) => `${what.slice(-1)}|${s}`),
      );
    case 'approved':
      return counted(
        world,
        scope,
        ['1', '2', '3'].map((g) => `${g}|approved`),
      );
    case 'gravest':
      return datedRisks(world, 'approved', since);
    case 'inForce':
      return datedRisks(world, 'effective', since);
    case 'retired':
      return datedRisks(world, 'retired', since);
    case 'newOverdue':
      return dueIn(world, overdueRange(world, since));
    case 'published':
      return byIds(world, await publishedIn(world, scope, since));
    default:
      return dueIn(world, { to: plusDays(world.today, -1) });
  }
}

/** The first grade-1 risk points approved in a period. */
export async function gravestIn(world: World, period: Period, max: number): Promise<readonly RiskDoc[]> {
  const found: RiskDoc[] = [];
  for await (const doc of datedRisks(world, 'approved', period)) {
    if (doc.body.grade === 1) found.push(doc);
    if (found.length === max) break;
  }
  return found;
}

type Found = { readonly rows: readonly ListedRow[]; readonly total: number; readonly capped: boolean };

async function riskRows(world: World, asked: Asked, viewer: Person): Promise<Found> {
  const rows: ListedRow[] = [];
  let total = 0;
  for await (const doc of await risksBehind(world, asked)) {
    if (!inScope(asked.scope, doc.body.place.unit)) continue;
    if (asked.what === 'gravest' && doc.body.grade !== 1) continue;
    if (total === LOOKED) return { rows, total, capped: true };
    total += 1;
    if (mayView(doc, viewer, world))
      rows.push({
        id: doc.id,
        title: doc.sealed?.title ?? doc.body.stepName,
        place: world.org.placeName(doc.body.place),
        grade: doc.body.grade,
        state: statusWord[doc.body.status],
      });
  }
  return { rows, total, capped: false };
}

/** Open objections by unit and deadline: never who raised one, never a word of it. */
async function objectionRows(world: World, { scope }: Asked, viewer: Person): Promise<Found> {
  const rows: ListedRow[] = [];
  let total = 0;
  const units = scope === BUREAU ? [...world.org.units.keys()] : [scope];
  for (const unit of units)
    for await (const { body } of docsOf<ObjectionBody>(world.read, 'objection', {
      index: 'count',
      from: `${unit}|open`,
      to: `${unit}|open`,
    })) {
      if (total === LOOKED) return { rows, total, capped: true };
      total += 1;
      const on = { place: { level: 'unit' as const, unit }, person: body.by, holders: body.holders };
      if (may(viewer, 'objection.view', world.org, on))
        rows.push({
          title: world.org.units.get(unit)?.name ?? unit,
          place: body.notice,
          state: words.objection(body.due),
        });
    }
  return { rows, total, capped: false };
}

type Listing = { readonly card: Card; readonly lists: Listed };
/** The list of a number as this reader may see it; the whole number only where he may know it. */
export async function listFor(world: World, asked: Asked, viewer: Person): Promise<Listing> {
  const find = asked.what === 'objections' ? objectionRows : riskRows;
  const { rows, total, capped } = await find(world, asked, viewer);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(asked.page, pages - 1);
  const knows = await mayKnowTotal(world, viewer, { ...asked, counts: counts(asked.what) });
  const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
  const subjects = shown.flatMap((r) => (r.id === undefined ? [] : [`risk:${r.id}`]));
  const card = listCard(
    {
      what: asked.what,
      scopeId: asked.scope,
      scope: scopeName(asked.scope, world),
      ...(asked.period ? { period: asked.period } : {}),
      rows: shown,
      visible: rows.length,
      ...(knows && !capped ? { total } : {}),
      ...(capped ? { capped: LOOKED } : {}),
      page,
      pages,
    },
    page * PAGE + 1,
  );
  return { card, lists: { card: 'digests.list', subjects } };
}

const day = z.iso.date();
const value = z.object({
  what: z.enum(WHATS),
  page: z.coerce.number().int().min(0).max(1000).catch(0),
  from: day.optional(),
  to: day.optional(),
});
const input = z.object({ id: z.string().max(200), value }).transform(
  ({ id, value: { what, page, from, to } }): Asked => ({
    what,
    scope: id,
    page,
    ...(counts(what) === 'period' && from !== undefined && to !== undefined && from < to
      ? { period: { from, to } }
      : {}),
  }),
);

const known = (world: World, scope: string): boolean => scope === BUREAU || world.org.units.has(scope);
const asParams = ({ what, page, period }: Asked): Readonly<Record<string, Json>> => ({
  what,
  page,
  ...(period ?? {}),
});

/** A number on a private card: its list stands in its place. */
export const listCommand: Command<Asked> = {
  input,
  action: 'self.use',
  run: async (acting, asked) => {
    if (!known(acting, asked.scope)) return { kind: 'refused', why: digestRefusals.noList };
    // A group's card is never answered by a private one, even if a button of another card came back from there.
    if (acting.where && acting.org.bindingOf(acting.where.chatId)) return sendList.run(acting, asked);
    return { kind: 'show', answer: await listFor(acting, asked, acting.actor) };
  },
};

/** A number on a group's card: whoever taps gets the own list in private. */
export const sendList: Command<Asked> = {
  input,
  action: 'self.use',
  run: async (acting, asked) => {
    if (!known(acting, asked.scope)) return { kind: 'refused', why: digestRefusals.noList };
    return {
      kind: 'done',
      change: {
        events: [],
        lists: (await listFor(acting, asked, acting.actor)).lists,
        messages: [
          {
            to: { person: acting.actor.id },
            card: 'digests.list',
            about: `figures:${asked.scope}`,
            params: asParams(asked),
            when: 'now',
          },
        ],
      },
      answer: async () => ({ toast: { type: 'success', text: words.sent } }),
    };
  },
};

const drawn = z.object({
  what: z.enum(WHATS),
  page: z.number().catch(0),
  from: day.optional(),
  to: day.optional(),
});
/** Rights are asked again when it leaves. */
export const listRenderer: CardRenderer = async (world, id, params, viewer) => {
  const asked = drawn.safeParse(params);
  if (!viewer || !asked.success || !known(world, id)) return undefined;
  const { what, page, from, to } = asked.data;
  const period = from !== undefined && to !== undefined ? { period: { from, to } } : {};
  return (await listFor(world, { what, page, scope: id, ...period }, viewer)).card;
};
