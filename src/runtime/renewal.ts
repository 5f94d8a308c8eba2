import type { Schedule, World } from '../kernel/capability.ts';
import { instantOf, localDate, plusDays, plusMs } from '../kernel/time.ts';
import type { Json, OutboxItem } from '../store/store.ts';
import type { CopyBody } from './kinds.ts';
import type { Registry } from './registry.ts';

const DAY_MS = 86_400_000;
/** A round of the renewal looks at so many old cards at most; the rest follows at the next slot. */
const BATCH = 200;

const idOf = (about: string): string => about.slice(about.indexOf(':') + 1);

/** Working days since `since` on which the renewal ran or should have: one slot a working day, at the start of work. */
async function due(world: World, since: string, until: string) {
  const { zone, quiet } = world.settings;
  const slots: { key: string; at: string }[] = [];
  for (let d = localDate(since, zone); d <= localDate(until, zone); d = plusDays(d, 1)) {
    const at = instantOf(d, quiet.workStart, zone);
    if (world.calendar.isWorkday(d) && at > since && at <= until) slots.push({ key: d, at });
  }
  return slots.slice(-1);
}

/** Cards die after 14 days (feishu.md §3.3): one that somebody still has to act on gets a fresh twin before. */
export const renewal = (registry: () => Registry): Schedule => ({
  name: 'runtime.renewal',
  due,
  run: async (world) => {
    const before = plusMs(world.now, -world.settings.cards.renewAfterDays * DAY_MS);
    const { items } = await world.read.list<CopyBody>('copy', { index: 'sentAt', to: before, limit: BATCH });
    const fresh = [];
    const put = [];
    const rows: OutboxItem[] = [];
    for (const copy of items) {
      const { person, chat, message } = copy.body;
      const viewer = person === undefined ? undefined : world.org.people.get(person);
      const card = await registry().cards.get(copy.body.card)?.(
        world,
        idOf(copy.body.about),
        copy.body.params ?? {},
        viewer,
      );
      put.push({
        kind: 'copy',
        id: copy.id,
        rev: copy.rev,
        body: { ...copy.body, state: 'old' } satisfies CopyBody,
      });
      if (!card?.waits || message === undefined) continue;
      rows.push(movedRow(world, copy.id, message));
      const to = person === undefined ? { chat: chat ?? '' } : { person };
      fresh.push({
        to,
        card: copy.body.card,
        about: copy.body.about,
        ...(copy.body.params ? { params: copy.body.params } : {}),
        when: 'working' as const,
      });
    }
    if (put.length === 0) return undefined;
    const events = fresh.map((m) => ({
      type: 'card.renewed',
      about: m.about,
      by: 'system' as const,
      at: world.now,
    }));
    return { events, put, messages: fresh, rows };
  },
});

/** Outbox rows that turn replaced cards into a line that points to the fresh one. */
const movedRow = (world: World, copyId: string, message: string): OutboxItem => ({
  id: world.newId('p'),
  topic: 'patch',
  key: `message:${message}`,
  notBefore: world.now,
  payload: { op: 'patch', copy: copyId, moved: true } as unknown as Json,
});
