import { type App, composition, createApp } from '../app.ts';
import type { Messenger } from '../feishu/messenger.ts';
import type { Settings } from '../kernel/settings.ts';
import { ledgerStore } from '../store/ledger/ledger.ts';
import { type Change, type Store, StoreError } from '../store/store.ts';
import type { Directory } from './bureau.ts';
import type { Dice } from './dice.ts';
import type { Feishu } from './feishu.ts';
import { type Life, newLife } from './life.ts';
import type { Looked } from './looked.ts';
import { MemoryDisk } from './memory-disk.ts';
import type { Tape } from './tape.ts';
import type { Witness } from './witness.ts';

/** The machine the bot runs on: its disk outlives the processes, of which there is one at a time or none. */
export type Host = {
  readonly disk: MemoryDisk;
  /** The open store of the running process; undefined while the machine is down. */
  store(): Looked | undefined;
  /** Does something with the running bot; 'down' when there is none or it died on the way. */
  run<T>(work: (app: App) => Promise<T>): Promise<T | 'down'>;
  /** Sends what is due, in the bot's own pace. */
  drain(): Promise<void>;
  /** Starts the bot when it is down and its time has come. */
  wake(): Promise<void>;
  /** The running process dies after so many system calls, and stays down for so long. */
  crashAfter(steps: number, down: number): void;
  stop(): Promise<void>;
};

export const SIMULATED_KEY = Buffer.alloc(32, 11);
/** Everything that simulated people are called and write is Chinese. Lines of the log are ids and English words of ours. */
const NOT_FOR_A_LOG = new RegExp(
  `[\\u3400-\\u9fff]|${SIMULATED_KEY.toString('hex')}|${SIMULATED_KEY.toString('base64')}|"type":"Buffer"`,
);
/** Far more often than the real bot: snapshots under way are a place to crash in, and starts read less. */
const SNAPSHOT_EVERY = 1_000;
const ROUND_MS = 250;
/** Other people's copies are redrawn two seconds after a click. */
const REDRAW_MS = 2_100;

/**
 * What a test breaks on purpose, to see that an inspector notices: the bot runs with this, the inspectors judge by what
 * is right.
 */
export type Sabotage = {
  readonly settings?: (right: Settings) => Settings;
  readonly composed?: (right: Composition) => Composition;
  /** Between the bot and the witness: what the bot asks of its store. */
  readonly asks?: (right: Store) => Store;
  /** Between the witness and the disk: what becomes of it. */
  readonly keeps?: (right: Store) => Store;
  readonly messenger?: (right: Messenger) => Messenger;
  readonly directory?: (right: Directory) => Directory;
  /** After each day, before the inspectors look. */
  readonly disk?: (disk: MemoryDisk) => Promise<void>;
};
type Composition = ReturnType<typeof composition>;

type Parts = {
  readonly settings: Settings;
  readonly tape: Tape;
  readonly feishu: Feishu;
  readonly witness: Witness;
  readonly dice: Dice;
  readonly sabotage?: Sabotage;
};
type Process = { readonly life: Life; readonly store: Store; readonly app: App };

export function host(parts: Parts): Host {
  const { tape, dice } = parts;
  const disk = new MemoryDisk();
  let running: Process | undefined;
  /** Two deliveries at once may find the machine down: it is started once. */
  let booting: Promise<void> | undefined;
  let upAt = 0;
  let down = 0;
  let made = 0;
  const ids = (prefix: string): string => {
    made += 1;
    return `${prefix}-${made.toString(36).toUpperCase().padStart(7, '0')}`;
  };
  const instant = (): string => new Date(tape.now).toISOString();

  function die(): void {
    running = undefined;
    upAt = tape.time + down;
    tape.counts.crashes += 1;
    // Half of the crashes are power cuts: what was not synced may be gone, or half there.
    if (dice.chance(0.5)) disk.cutPower((unsynced) => dice.int(unsynced + 1));
  }

  async function boot(life: Life): Promise<Process | undefined> {
    const whole = composition();
    const composed = parts.sabotage?.composed?.(whole) ?? whole;
    const { store, app } = build(parts, { life, disk, composed, ids, instant });
    return (await life.orCrash(store.open())) === 'crash' ? undefined : { life, store, app };
  }

  async function run<T>(work: (app: App) => Promise<T>): Promise<T | 'down'> {
    const process = running;
    if (!process) return 'down';
    const done = await process.life.orCrash(work(process.app));
    if (done !== 'crash') return done;
    if (running === process) die();
    return 'down';
  }

  async function rounds(): Promise<void> {
    for (;;) {
      const took = await run((app) => app.round());
      if (took === 'down' || took === 0) return;
      tape.time += ROUND_MS;
    }
  }

  async function start(): Promise<void> {
    running = await boot(newLife());
    if (!running) die();
  }

  return {
    disk,
    store: () => running && looking(running),
    run,
    async drain() {
      await rounds();
      if (!running) return;
      tape.time += REDRAW_MS;
      await rounds();
    },
    async wake() {
      while (!running && tape.time >= upAt) {
        const first = booting === undefined;
        booting ??= start().finally(() => {
          booting = undefined;
        });
        await booting;
        // As a real start does: what was pushed while it was down may be lost for good.
        if (first) await run((app) => app.syncPeople());
        if (first) await run((app) => app.tick());
      }
    },
    crashAfter(steps, downFor) {
      down = downFor;
      running?.life.crashIn(steps);
    },
    async stop() {
      if (running) await running.life.orCrash(running.store.close());
      running = undefined;
    },
  };
}

/** The store of a process as an inspector reads it: also of one that has just died. */
function looking({ store, life }: Process): Looked {
  return {
    status: () => store.status(),
    recall: (id) => life.look(() => store.recall(id)),
    async *history(ref) {
      yield* await life.look(async () => {
        const changes: Change[] = [];
        for await (const change of store.history(ref)) changes.push(change);
        return changes;
      });
    },
    get: (ref) => life.look(() => store.get(ref)),
    list: (kind, query) => life.look(() => store.list(kind, query)),
    tally: (kind, query) => life.look(() => store.tally(kind, query)),
    outbox: (state, limit) => life.look(() => store.outbox(state, limit)),
  };
}

type Built = {
  readonly life: Life;
  readonly disk: MemoryDisk;
  readonly composed: Composition;
  readonly ids: (prefix: string) => string;
  readonly instant: () => string;
};

/** The whole bot, as process.ts builds it, on a simulated disk, clock and Feishu. */
function build(
  { settings, tape, feishu, witness, dice, sabotage = {} }: Parts,
  { life, disk, composed, ids, instant }: Built,
) {
  const right = <T>(thing: T): T => thing;
  const { settings: set = right, asks = right, keeps = right, messenger: sends = right } = sabotage;
  const { directory: reads = right } = sabotage;
  const kept = keeps(
    ledgerStore({
      dir: '/simulated',
      key: SIMULATED_KEY,
      kinds: composed.registry.kinds,
      snapshotEvery: SNAPSHOT_EVERY,
      files: disk.seenBy(life),
      now: instant,
      clock: () => tape.now,
      randomBytes: (size) => Buffer.from(Array.from({ length: size }, () => dice.int(256))),
    }),
  );
  const store = asks(witness.watch(kept));
  const app = createApp(
    {
      settings: set(settings),
      store,
      messenger: sends(feishu.seenBy(life)),
      readDirectory: async () => {
        const { departments, users } = reads(feishu.directory);
        return { departments: [...departments], users: [...users] };
      },
      clock: instant,
      ids,
      log: (level, event, facts) => {
        const line = `${event} ${JSON.stringify(facts)}`;
        if (NOT_FOR_A_LOG.test(line)) tape.broken('the log holds no text and no key', line);
        // A card that could not be drawn is buried as a dead row; here nothing is broken from outside.
        const undrawn = event === 'outbox.fault' && facts?.code === 0 && facts?.fault === 'permanent';
        if (level === 'error' || undrawn) tape.broken('the program does not fail', line);
      },
      worker: 'simulated',
    },
    composed,
  );
  return { store, app };
}

/** A lost race that the bot gave up on: Feishu pushes such an event again. */
export const isConflict = (error: unknown): boolean =>
  error instanceof StoreError && error.code === 'CONFLICT';
