import type { Answer, Message, World } from '../kernel/capability.ts';
import type { Person } from '../kernel/people.ts';
import type { Instant } from '../kernel/time.ts';
import { type Put, StoreError } from '../store/store.ts';
import { type Bot, worldOf } from './bot.ts';
import type { ReadingBody } from './kinds.ts';

/** Somebody was shown this by their own act; whether it goes on record is asked when it is written down. */
export type Noted = {
  readonly who: string;
  readonly card: string;
  readonly about: string;
  /** Command or word: `review.open`. */
  readonly how: string;
  readonly at: Instant;
};
export type ReadingNotes = {
  note(noted: Noted): void;
  /** Everything noted since the last time. */
  take(): readonly Noted[];
};

/** Readings of one subject that are shown; all of them stay in the ledger. */
const SHOWN = 100;

export function readingNotes(): ReadingNotes {
  let noted: Noted[] = [];
  return {
    note: (one) => void noted.push(one),
    take() {
      const taken = noted;
      noted = [];
      return taken;
    },
  };
}

/** Notes what an answer shows, and what a change sends to the person who asked for it. Costs no reading, no writing. */
export function noteShown(
  bot: Bot,
  who: string,
  how: string,
  { shows, card }: Answer,
  sent: readonly Message[] = [],
): void {
  const own = sent.filter((m) => 'person' in m.to && m.to.person === who && m.when === 'now');
  for (const shown of [...(shows && card ? [shows] : []), ...own])
    if (bot.registry.reads.has(shown.card))
      bot.readings.note({ who, how, card: shown.card, about: shown.about, at: bot.clock() });
}

/** A subject that can't be asked is on record: one broken document must not hold back all other readings. */
async function concernsOthers(
  bot: Bot,
  world: World,
  { card, about }: Noted,
  viewer: Person,
): Promise<boolean> {
  const check = bot.registry.reads.get(card);
  try {
    return (await check?.(world, about.slice(about.indexOf(':') + 1), viewer)) ?? false;
  } catch {
    return true;
  }
}

/** Those that concern somebody else's unpublished matter, each once, by subject. */
async function onRecord(bot: Bot, noted: readonly Noted[]): Promise<ReadonlyMap<string, readonly Noted[]>> {
  const world = await worldOf(bot);
  const bySubject = new Map<string, Noted[]>();
  const seen = new Set<string>();
  for (const one of noted) {
    const { who, about, how } = one;
    const viewer = world.org.people.get(who);
    const key = `${who} ${how} ${about}`;
    if (!viewer || seen.has(key)) continue;
    seen.add(key);
    if (await concernsOthers(bot, world, one, viewer))
      bySubject.set(about, [...(bySubject.get(about) ?? []), one]);
  }
  return bySubject;
}

/** Writes down who has read what since the last time: one commit with each tick and before the end (T03). */
export async function keepReadings(bot: Bot): Promise<void> {
  const noted = bot.readings.take();
  if (noted.length === 0) return;
  try {
    const bySubject = await onRecord(bot, noted);
    if (bySubject.size === 0) return;
    const put: Put[] = [];
    for (const [about, fresh] of bySubject) {
      const doc = await bot.store.get<ReadingBody>({ kind: 'reading', id: about });
      const entries = [...(doc?.body.entries ?? []), ...fresh.map(({ who, how, at }) => ({ who, how, at }))];
      put.push({ kind: 'reading', id: about, rev: doc?.rev ?? 0, body: { entries: entries.slice(-SHOWN) } });
    }
    const events = [...bySubject.values()].flat().map(({ who, how, about, at }) => ({
      ...{ type: 'record.read', about, by: who, at },
      data: { how },
    }));
    const requestId = `read:${bot.ids('b')}`;
    const cause = { requestId, fingerprint: requestId, actor: 'system', reason: 'record.read' };
    await bot.store.commit({ ...cause, at: bot.clock(), events, put });
  } catch (error) {
    // Another instance wrote about the same subject, or the disk is full: the next tick tries again.
    for (const one of noted) bot.readings.note(one);
    bot.log('warn', 'readings.later', { code: error instanceof StoreError ? error.code : 'unknown' });
  }
}
