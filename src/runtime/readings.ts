import type { Answer, DomainEvent, Message, World } from '../kernel/capability.ts';
import { idOf } from '../kernel/ids.ts';
import { type Instant, localDate } from '../kernel/time.ts';
import { type Put, StoreError } from '../store/store.ts';
import { type Bot, worldOf } from './bot.ts';
import { coalesced } from './coalesced.ts';
import type { ReadingBody } from './kinds.ts';

/** Somebody was shown this by their own act; whether it goes on record is asked when it is written down. */
export type Noted = {
  readonly who: string;
  readonly card: string;
  /** `risk:R-…`; of a list what stands for it, `list:dossier.search`. */
  readonly about: string;
  /** Of a list: the subjects it named. */
  readonly named?: readonly string[];
  /** Command or word: `review.open`. */
  readonly how: string;
  readonly at: Instant;
};
export type ReadingNotes = {
  /** For the next time something is written down, at the latest the next tick. */
  note(noted: Noted): void;
  /** Writes these down, with what was noted before. Gives what went wrong; then these are not on record, and not kept. */
  keep(bot: Bot, noted: readonly Noted[]): Promise<StoreError | undefined>;
  /** One after the other: two that write the same subject's readings at a time would race each other for nothing. */
  inTurn<T>(write: () => Promise<T>): Promise<T>;
};
/** What goes on record with a commit. */
export type OnRecord = { readonly events: readonly DomainEvent[]; readonly put: readonly Put[] };

/** Readings of one subject that are shown; all of them stay in the ledger. */
const SHOWN = 100;
/** Another instance wrote about the same subject: after this many tries the disk is asked no more. */
const TRIES = 4;

/** What an answer shows, and what a change sends to the person who asked for it. Costs no reading, no writing. */
export function readingsIn(
  bot: Pick<Bot, 'registry' | 'clock'>,
  who: string,
  how: string,
  { shows, lists, card }: Pick<Answer, 'shows' | 'lists' | 'card'>,
  sent: readonly Message[] = [],
): readonly Noted[] {
  const at = bot.clock();
  const own = sent.filter((m) => 'person' in m.to && m.to.person === who && m.when === 'now');
  const opened = [...(shows && card ? [shows] : []), ...own].map(({ card: of, about }) => ({
    card: of,
    about,
  }));
  const listed =
    lists && lists.subjects.length > 0
      ? [{ card: lists.card, about: `list:${lists.card}`, named: lists.subjects }]
      : [];
  return [...opened, ...listed]
    .filter((shown) => bot.registry.reads.has(shown.card))
    .map((shown) => ({ who, how, at, ...shown }));
}

/** A subject that can't be asked is on record: one broken document must not hold back all other readings. */
async function concernsOthers(bot: Bot, world: World, { card, who }: Noted, about: string): Promise<boolean> {
  const viewer = world.org.people.get(who);
  if (!viewer) return false;
  try {
    const check = bot.registry.reads.get(card);
    return (await check?.(world, idOf(about), viewer)) ?? false;
  } catch {
    return true;
  }
}

type Kept = { readonly noted: Noted; readonly subjects: readonly string[] };
/** Those that concern somebody else's unpublished matter, each once. */
async function concerning(bot: Bot, world: World, all: readonly Noted[]): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  const seen = new Set<string>();
  for (const noted of all) {
    const asked = noted.named ?? [noted.about];
    const key = `${noted.who} ${noted.how} ${asked.join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const subjects: string[] = [];
    for (const about of asked) if (await concernsOthers(bot, world, noted, about)) subjects.push(about);
    if (subjects.length > 0) kept.push({ noted, subjects });
  }
  return kept;
}

const eventOf = ({ noted: { who, how, about, at, named }, subjects }: Kept): DomainEvent => ({
  ...{ type: 'record.read', about, by: who, at },
  data: { how, ...(named ? { items: [...subjects] } : {}) },
});

/** One subject's newest readings. Lists name it over and over while somebody searches: once a day says it. */
async function subjectPut(bot: Bot, subject: string, fresh: readonly Noted[]): Promise<Put> {
  const doc = await bot.store.get<ReadingBody>({ kind: 'reading', id: subject });
  const entries = [...(doc?.body.entries ?? [])];
  const day = (at: Instant): string => localDate(at, bot.settings.zone);
  for (const { who, how, at, named } of fresh)
    if (!named) entries.push({ who, how, at });
    else if (!entries.some((e) => e.listed && e.who === who && day(e.at) === day(at)))
      entries.push({ who, how, at, listed: true });
  return { kind: 'reading', id: subject, rev: doc?.rev ?? 0, body: { entries: entries.slice(-SHOWN) } };
}

async function recordOf(bot: Bot, kept: readonly Kept[]): Promise<OnRecord> {
  const put: Put[] = [];
  for (const subject of new Set(kept.flatMap((k) => k.subjects))) {
    const fresh = kept.filter((k) => k.subjects.includes(subject)).map((k) => k.noted);
    try {
      put.push(await subjectPut(bot, subject, fresh));
    } catch {
      // The list of its readers is damaged; the ledger's event names it all the same (L03).
      bot.log('warn', 'readings.unreadable', { subject });
    }
  }
  return { events: kept.map(eventOf), put };
}

/** Makes a commit with what these readings add to it: an event each, and the newest readings of each subject. */
export async function withReadings(
  bot: Bot,
  world: World,
  all: readonly Noted[],
  commit: (more: OnRecord) => Promise<void>,
): Promise<void> {
  const kept = all.length === 0 ? [] : await concerning(bot, world, all);
  if (kept.length === 0) return commit({ events: [], put: [] });
  return bot.readings.inTurn(async () => commit(await recordOf(bot, kept)));
}

const storeErrorOf = (error: unknown): StoreError =>
  error instanceof StoreError ? error : new StoreError('UNAVAILABLE', 'unknown');

async function write(
  bot: Bot,
  before: readonly Noted[],
  mine: readonly Kept[],
): Promise<StoreError | undefined> {
  for (let attempt = 1; ; attempt += 1)
    try {
      const kept = [...(before.length > 0 ? await concerning(bot, await worldOf(bot), before) : []), ...mine];
      const { events, put } = await recordOf(bot, kept);
      if (events.length === 0) return undefined;
      const requestId = `read:${bot.ids('b')}`;
      const cause = { requestId, fingerprint: requestId, actor: 'system', reason: 'record.read' };
      await bot.store.commit({ ...cause, at: bot.clock(), events: events as never, put });
      return undefined;
    } catch (error) {
      const known = storeErrorOf(error);
      if (known.code === 'CONFLICT' && attempt < TRIES) continue;
      bot.log('warn', 'readings.later', { code: known.code });
      return known;
    }
}

/** Notes of one process. Whoever waits shares the next write with all others who do: one commit for many readers. */
export function readingNotes(): ReadingNotes {
  let later: Noted[] = [];
  let now: Kept[] = [];
  let run: (() => Promise<StoreError | undefined>) | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(one: () => Promise<T>): Promise<T> => {
    const mine = last.then(one);
    last = mine.catch(() => undefined);
    return mine;
  };
  const all = async (bot: Bot): Promise<StoreError | undefined> => {
    const [mine, before] = [now, later];
    [now, later] = [[], []];
    const failed = await inTurn(() => write(bot, before, mine));
    // What somebody saw already must come on record; who waited is told that nothing is shown.
    if (failed) later = [...before, ...later];
    return failed;
  };
  return {
    note: (one) => void later.push(one),
    inTurn,
    async keep(bot, noted) {
      let kept: readonly Kept[];
      try {
        kept = noted.length > 0 ? await concerning(bot, await worldOf(bot), noted) : [];
      } catch (error) {
        return storeErrorOf(error);
      }
      // Nobody waits for the readings of others, nor a tick for nothing.
      if (kept.length === 0 && (noted.length > 0 || later.length === 0)) return undefined;
      now.push(...kept);
      run ??= coalesced(() => all(bot));
      return run();
    },
  };
}

/** Writes down what was noted since the last time: with each tick and before the end (T03). */
export async function keepReadings(bot: Bot): Promise<void> {
  await bot.readings.keep(bot, []);
}
