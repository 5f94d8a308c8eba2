import { type Apart, capabilitiesOf } from './capabilities/index.ts';
import { onChatEvent, organizationCache, syncDirectory } from './capabilities/organization/index.ts';
import type { ReadDirectory } from './feishu/directory.ts';
import type { Messenger } from './feishu/messenger.ts';
import type { Change, LineRenderer } from './kernel/capability.ts';
import type { Envelope, Reply } from './kernel/envelope.ts';
import type { Ids } from './kernel/ids.ts';
import type { Settings } from './kernel/settings.ts';
import type { Instant } from './kernel/time.ts';
import { workCalendar } from './kernel/workdays.ts';
import { anchoring } from './runtime/anchor.ts';
import { type Answers, answerShelf } from './runtime/answers.ts';
import { type Bot, type Log, worldOf } from './runtime/bot.ts';
import { runtimeCards } from './runtime/cards.ts';
import { coalesced } from './runtime/coalesced.ts';
import { fingerprintOf } from './runtime/fingerprint.ts';
import { handle } from './runtime/handle.ts';
import { holidayLine, holidayReminder } from './runtime/holidays.ts';
import { type Outbox, outbox } from './runtime/outbox.ts';
import { planCommit } from './runtime/plan.ts';
import { keepReadings, readingNotes } from './runtime/readings.ts';
import { type Registry, registryOf } from './runtime/registry.ts';
import { renewal } from './runtime/renewal.ts';
import { tick } from './runtime/tick.ts';
import { type Store, StoreError } from './store/store.ts';

export type AppParts = {
  readonly settings: Settings;
  readonly store: Store;
  readonly messenger: Messenger;
  readonly readDirectory: ReadDirectory;
  readonly clock: () => Instant;
  readonly ids: Ids;
  readonly log: Log;
  /** Name of this process among several on one store: `host:pid`. */
  readonly worker: string;
  readonly wake?: () => void;
  /**
   * Takes work that need not hold up the answer to an event: reading a large directory takes longer than Feishu waits.
   * Without it such work is awaited.
   */
  readonly background?: (work: Promise<unknown>) => void;
};
export type App = {
  readonly bot: Bot;
  handle(envelope: Envelope): Promise<Reply>;
  tick(): Promise<number>;
  /** Writes down who has read what; `tick` does it as well, this is for the end. */
  keepReadings(): Promise<void>;
  /** One outbox round, its workbooks too; gives how many rows it took. */
  round(): Promise<number>;
  /** For a pump. */
  readonly outbox: Outbox;
  /** Reads people and departments from Feishu and stores what changed. Gives whether anything did. */
  syncPeople(): Promise<boolean>;
  /** Commits a change on the bot's own account, for start-up and commands of the server's operator. */
  apply(
    requestId: string,
    make: (world: Awaited<ReturnType<typeof worldOf>>) => Promise<Change | undefined>,
  ): Promise<boolean>;
};

/** Every capability with its registry: what the store must index, what cards and commands there are. */
export function composition(
  answers: Answers = answerShelf(),
  apart?: Apart,
): {
  registry: Registry;
  answers: Answers;
} {
  let registry: Registry;
  const renderLine: LineRenderer = async (world, line, params) => {
    const { about, ...rest } = params;
    return registry.lines.get(line)?.(world, String(about), rest);
  };
  const capabilities = capabilitiesOf(renderLine, apart);
  registry = registryOf(
    [
      ...capabilities,
      {
        name: 'runtime',
        kinds: [],
        commands: {},
        refusals: {},
        lines: { 'runtime.holidays': holidayLine },
        schedules: [renewal(() => registry), holidayReminder],
      },
    ],
    {
      cards: runtimeCards(answers),
    },
  );
  return { registry, answers };
}

/** The only place that knows everything: ports + settings → what a process runs. The store must be open. */
export function createApp(parts: AppParts, made = composition()): App {
  const bot: Bot = {
    store: parts.store,
    messenger: parts.messenger,
    registry: {
      ...made.registry,
      schedules: [...made.registry.schedules, anchoring(() => parts.store.status())],
    },
    settings: parts.settings,
    calendar: workCalendar(parts.settings.holidays),
    clock: parts.clock,
    ids: parts.ids,
    log: parts.log,
    loadOrganization: organizationCache(parts.settings.review.relations.map((r) => r.people)),
    answers: made.answers,
    readings: readingNotes(),
    wake: () => parts.wake?.(),
  };
  const rows = outbox(bot, parts.worker);

  const apply: App['apply'] = async (requestId, make) => {
    const world = await worldOf(bot);
    const change = await make(world);
    if (!change) return false;
    await bot.store.commit(
      await planCommit(
        world,
        change,
        {
          requestId,
          fingerprint: fingerprintOf(requestId),
          actor: 'system',
          reason: requestId.split(':')[0] ?? 'system',
        },
        bot.registry,
      ),
    );
    bot.wake();
    return true;
  };
  const syncPeople: App['syncPeople'] = async () => {
    const snapshot = await parts.readDirectory();
    let changed = false;
    // One commit takes a part of a large bureau: go on until nothing is left.
    while (await apply(`sync:${bot.clock()}:${parts.ids('s')}`, (world) => syncDirectory(world, snapshot)))
      changed = true;
    return changed;
  };
  const syncOnce = coalesced(syncPeople);
  return {
    bot,
    async tick() {
      await keepReadings(bot);
      return tick(bot);
    },
    keepReadings: () => keepReadings(bot),
    round: () => rows.round(),
    outbox: rows,
    syncPeople,
    apply,
    async handle(envelope) {
      if (envelope.kind === 'contact') {
        const synced = syncOnce().catch((error: unknown) =>
          parts.log('error', 'directory.failed', { why: error instanceof Error ? error.name : 'unknown' }),
        );
        if (parts.background) parts.background(synced);
        else await synced;
        return {};
      }
      if (
        envelope.kind === 'botAdded' ||
        envelope.kind === 'botRemoved' ||
        envelope.kind === 'chatDisbanded'
      ) {
        await once(bot, envelope.cause, () => apply(envelope.cause, (world) => onChatEvent(world, envelope)));
        return {};
      }
      return handle(bot, envelope);
    },
  };
}

async function once(bot: Bot, cause: string, act: () => Promise<unknown>): Promise<void> {
  if ((await bot.store.recall(cause)) !== undefined) return;
  try {
    await act();
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'CONFLICT') throw error;
    await act();
  }
}
