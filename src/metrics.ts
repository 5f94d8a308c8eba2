import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Registry } from 'prom-client';
import type { Handle, Reply } from './kernel/envelope.ts';
import { type Store, StoreError } from './store/store.ts';

/** Labels come from our own code only; anything else (an id, a name, a text) would be shown as this. */
const OTHER = 'other';
const SAFE_LABEL = /^[a-zA-Z][a-zA-Z ,'-]{0,59}$/;
/** There are some twenty reasons; a label that grew with what strangers send would fill the memory. */
const MAX_REASONS = 40;
const NS_PER_S = 1e9;
const STATES = ['open', 'full', 'failed', 'closed'] as const;

const outcomeOf = (reply: Reply): string =>
  reply.toast?.type === 'error' ? 'invalid' : reply.toast?.type === 'warning' ? 'refused' : 'done';

export type Metrics = {
  /** The same handler, counted by kind and outcome (done, refused, invalid, failed). */
  counted(handle: Handle): Handle;
  /** The same store, its commits, errors and settled outbox rows counted and its state watched. */
  watched(store: Store): Store;
  /** For how long the line to Feishu has been down, milliseconds; with the webhook there is none to watch. */
  line(downMs: () => number): void;
  /** What the receivers refuse or ignore, by reason. */
  refused(why: string): void;
  /** Prometheus' text form. */
  text(): Promise<string>;
  readonly contentType: string;
  stop(): void;
};

/** One counter of the watched store's calls: the result by kind, the error by its code. */
function watchedCalls(registers: Registry[]) {
  const commits = new Counter({ name: 'qingfeng_commits_total', help: 'Durable commits', registers });
  const errors = new Counter({
    name: 'qingfeng_store_errors_total',
    help: 'Commits, outbox steps and repeated events the store refused, by code',
    labelNames: ['code'] as const,
    registers,
  });
  const rows = new Counter({
    name: 'qingfeng_outbox_total',
    help: 'Outbox rows by what became of them: sent, skipped, retry, unknown, dead',
    labelNames: ['result'] as const,
    registers,
  });
  const failed = (error: unknown): never => {
    errors.inc({ code: error instanceof StoreError ? error.code : OTHER });
    throw error;
  };
  return (store: Store): Partial<Store> => ({
    commit: (commit) =>
      store.commit(commit).then((receipt) => {
        if (!receipt.replayed) commits.inc();
        return receipt;
      }, failed),
    recall: (requestId, fingerprint) => store.recall(requestId, fingerprint).catch(failed),
    settleOutbox: (claim, settle) =>
      store.settleOutbox(claim, settle).then(() => rows.inc({ result: settle.kind }), failed),
  });
}

/** Gauges that ask the store when they are read. */
function storeGauges(registers: Registry[], now: () => number): (store: Store) => void {
  let store: Store | undefined;
  const status = () => store?.status();
  new Gauge({
    name: 'qingfeng_store_state',
    help: '1 for the state the store is in',
    labelNames: ['state'] as const,
    registers,
    collect() {
      for (const state of STATES) this.set({ state }, status()?.state === state ? 1 : 0);
    },
  });
  new Gauge({
    name: 'qingfeng_outbox_oldest_seconds',
    help: 'Age of the oldest message that is due and not out',
    registers,
    collect() {
      const due = status()?.oldestDue;
      this.set(due ? Math.max(0, now() - Date.parse(due)) / 1000 : 0);
    },
  });
  new Gauge({
    name: 'qingfeng_ledger_seq',
    help: 'Lines of the ledger',
    registers,
    collect() {
      this.set(status()?.seq ?? 0);
    },
  });
  return (given) => {
    store = given;
  };
}

/** How late the event loop was since the last reading: a card must be answered within 3 s. */
function lagGauge(registers: Registry[], delay: IntervalHistogram): void {
  new Gauge({
    name: 'qingfeng_event_loop_lag_seconds',
    help: 'Delay of the event loop since the last reading',
    labelNames: ['quantile'] as const,
    registers,
    collect() {
      const none = delay.count === 0;
      this.set({ quantile: '0.5' }, none ? 0 : delay.percentile(50) / NS_PER_S);
      this.set({ quantile: '0.99' }, none ? 0 : delay.percentile(99) / NS_PER_S);
      this.set({ quantile: '1' }, none ? 0 : delay.max / NS_PER_S);
      delay.reset();
    },
  });
}

function lineGauge(registers: Registry[], downMs: () => number): void {
  new Gauge({
    name: 'qingfeng_line_down_seconds',
    help: 'For how long the long connection to Feishu has been down, 0 while it is up',
    registers,
    collect() {
      this.set(downMs() / 1000);
    },
  });
}

/** Counters and gauges of one process, in a registry of their own. No id, name or text is ever a label. */
export function metrics(now: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const handled = new Counter({
    name: 'qingfeng_handled_total',
    help: 'Events and clicks handled',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  });
  const refusals = new Counter({
    name: 'qingfeng_refused_total',
    help: 'Requests refused and events ignored at the door, by reason',
    labelNames: ['why'] as const,
    registers,
  });
  const calls = watchedCalls(registers);
  const watch = storeGauges(registers, now);
  lagGauge(registers, delay);
  const reasons = new Set<string>();
  const reason = (why: string): string => {
    if (!SAFE_LABEL.test(why) || (reasons.size >= MAX_REASONS && !reasons.has(why))) return OTHER;
    reasons.add(why);
    return why;
  };
  return {
    counted: (handle) => async (envelope) => {
      try {
        const reply = await handle(envelope);
        handled.inc({ kind: envelope.kind, outcome: outcomeOf(reply) });
        return reply;
      } catch (error) {
        handled.inc({ kind: envelope.kind, outcome: 'failed' });
        throw error;
      }
    },
    watched(store) {
      watch(store);
      const own = calls(store);
      return new Proxy(store, {
        get(target, name) {
          const value: unknown = own[name as keyof Store] ?? Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
    line: (downMs) => lineGauge(registers, downMs),
    refused: (why) => refusals.inc({ why: reason(why) }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    stop: () => delay.disable(),
  };
}
