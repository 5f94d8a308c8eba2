import type { Message, Schedule, World } from '../kernel/capability.ts';
import { idOf } from '../kernel/ids.ts';
import { instant, millis, plusMs } from '../kernel/time.ts';
import { nextWorkingTime } from '../kernel/workdays.ts';
import type { Doc, OutboxItem, Put } from '../store/store.ts';
import type { CopyBody } from './kinds.ts';
import { redrawRow } from './plan.ts';
import type { Registry } from './registry.ts';

const DAY_MS = 86_400_000;
/** A round of the renewal looks at so many old cards at most; the rest follows at the next slot. */
const BATCH = 200;

/** A bureau of 1,500 gets thousands of cards a day: with this a round every ten working minutes keeps up with 10,000. */
const EVERY_MS = 10 * 60_000;
/**
 * A card that was replaced, or is too old to be redrawn, is forgotten so long after it was sent: until then its buttons
 * still say through which group somebody came. Without it every message would stay in memory for good.
 */
const FORGET_AFTER_DAYS = 30;

/** The newest slot of working hours in (since, until], if anything is old by then. */
async function due(world: World, since: string, until: string) {
  const { zone, quiet } = world.settings;
  const at = instant(Math.floor(millis(until) / EVERY_MS) * EVERY_MS);
  if (at <= since || nextWorkingTime(at, world.calendar, { ...quiet, zone }) !== at) return [];
  const found = [...(await oldCopies(world, 1)), ...(await endedCopies(world, 1))];
  return found.length > 0 ? [{ key: at, at }] : [];
}

const daysAgo = (world: World, days: number): string => plusMs(world.now, -days * DAY_MS);
const copiesUntil = async (
  world: World,
  index: string,
  to: string,
  limit: number,
): Promise<readonly Copy[]> => (await world.read.list<CopyBody>('copy', { index, to, limit })).items;
const oldCopies = (world: World, limit: number): Promise<readonly Copy[]> =>
  copiesUntil(world, 'sentAt', daysAgo(world, world.settings.cards.renewAfterDays), limit);
const endedCopies = (world: World, limit: number): Promise<readonly Copy[]> =>
  copiesUntil(world, 'endedOf', daysAgo(world, FORGET_AFTER_DAYS), limit);

type Copy = Doc<CopyBody>;
/** What hangs where: two copies with the same key show the same. */
const keyOf = ({ body: { person, chat, card, about, params } }: Copy): string =>
  JSON.stringify([person ?? chat, card, about, params ?? {}]);

/** The card as its reader would see it now; undefined when nobody has to act on it any more. */
async function stillWaits(world: World, registry: Registry, { body }: Copy): Promise<boolean> {
  const viewer = body.person === undefined ? undefined : world.org.people.get(body.person);
  const card = await registry.cards.get(body.card)?.(world, idOf(body.about), body.params ?? {}, viewer);
  return card?.waits === true && body.message !== undefined;
}

/** A younger copy of the same hangs there or is on its way: that one will do. */
async function hasYounger(world: World, copy: Copy, before: string): Promise<boolean> {
  const to = `${copy.body.person ?? copy.body.chat}|${copy.body.about}`;
  const { items } = await world.read.list<CopyBody>('copy', { index: 'to', from: to, to, limit: BATCH });
  return items.some(
    (c) => keyOf(c) === keyOf(copy) && (c.body.sentAt === undefined || c.body.sentAt > before),
  );
}

const freshOf = ({ body }: Copy): Message => ({
  to: body.person === undefined ? { chat: body.chat ?? '' } : { person: body.person },
  card: body.card,
  about: body.about,
  ...(body.params ? { params: body.params } : {}),
  when: 'working',
});
const put = (copy: Copy): Put => ({
  kind: 'copy',
  id: copy.id,
  rev: copy.rev,
  body: { ...copy.body, state: 'old' } satisfies CopyBody,
});

/** Cards die after 14 days (feishu.md §3.3): one that somebody still has to act on gets one fresh twin before. */
export const renewal = (registry: () => Registry): Schedule => ({
  name: 'runtime.renewal',
  due,
  run: async (world) => {
    const [items, ended] = [await oldCopies(world, BATCH), await endedCopies(world, BATCH)];
    if (items.length + ended.length === 0) return undefined;
    const before = daysAgo(world, world.settings.cards.renewAfterDays);
    const fresh = new Map<string, Message>();
    const rows: OutboxItem[] = [];
    for (const copy of items) {
      if (!(await stillWaits(world, registry(), copy))) continue;
      rows.push(redrawRow(world.newId('p'), copy.id, copy.body.message ?? '', world.now, true));
      if (!(await hasYounger(world, copy, before))) fresh.set(keyOf(copy), freshOf(copy));
    }
    const messages = [...fresh.values()];
    const renewed = ({ about }: Message) => ({
      type: 'card.renewed',
      about,
      by: 'system' as const,
      at: world.now,
    });
    const remove = ended.map(({ kind, id, rev }) => ({ kind, id, rev }));
    return { events: messages.map(renewed), put: items.map(put), remove, messages, rows };
  },
});
