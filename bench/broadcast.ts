import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { composition, createApp } from '../src/app.ts';
import { loadSettings } from '../src/config.ts';
import { countedIds } from '../src/kernel/ids.ts';
import { instant } from '../src/kernel/time.ts';
import { ROUND_MS } from '../src/runtime/outbox.ts';
import { IDLE_MS } from '../src/runtime/pump.ts';
import { ledgerStore } from '../src/store/ledger/ledger.ts';
import { willingFeishu } from './feishu.ts';
import { KEY } from './place.ts';
import { START } from './register.ts';

/** Feishu's gateway takes 50 messages a second and 1000 a minute of one app. */
const LIMITS = [
  { most: 50, ms: 1_000 },
  { most: 1_000, ms: 60_000 },
] as const;
/** A message takes this long to Feishu, milliseconds, each another time: what leaves evenly arrives in bunches. */
const NEAREST = 40;
const FARTHEST = 240;

/** How many messages would have been refused, by windows that slide with every message. */
export function refusedOf(arrivals: readonly number[]): number {
  const sorted = arrivals.toSorted((a, b) => a - b);
  const tooMany = (at: number, i: number): boolean =>
    LIMITS.some(({ most, ms }) => {
      const before = sorted[i - most];
      return before !== undefined && at - before < ms;
    });
  return sorted.filter(tooMany).length;
}

/** Spreads 0 … 1 evenly and the same in every run. */
const spread = (n: number): number => (n * 0.618034) % 1;

export type BroadcastFigures = {
  readonly people: number;
  readonly sent: number;
  readonly twice: number;
  readonly refused: number;
  readonly minutes: number;
  /** Of what the limit of a minute allows, 0 … 1. */
  readonly share: number;
};

/** A Feishu and the way to it, on a clock of their own. */
function farFeishu(now: () => number) {
  const arrivals: number[] = [];
  const uuids = new Set<string>();
  let slowest = 0;
  const messenger = willingFeishu((uuid) => {
    const travel = NEAREST + (FARTHEST - NEAREST) * spread(arrivals.length);
    slowest = Math.max(slowest, travel);
    arrivals.push(now() + travel);
    uuids.add(uuid);
  });
  /** How long the slowest answer since the last call was on its way, there and back. */
  const answerMs = (): number => {
    const ms = slowest * 2;
    slowest = 0;
    return ms;
  };
  return { messenger, arrivals, uuids, answerMs };
}

const messagesTo = (people: number) =>
  Array.from({ length: people }, (_, i) => ({
    to: { person: `ou_person${i}` },
    card: 'runtime.answer',
    about: `answer:${i}`,
    when: 'now' as const,
  }));

/** One message to each person, the outbox's own pace, a clock that jumps from round to round. */
export async function run({ dir, people }: { dir: string; people: number }): Promise<BroadcastFigures> {
  const folder = mkdtempSync(join(dir, 'broadcast-'));
  let now = Date.parse(START);
  const clock = (): string => instant(now);
  const feishu = farFeishu(() => now);
  const made = composition();
  const store = ledgerStore({ dir: folder, key: KEY, kinds: made.registry.kinds, now: clock });
  await store.open();
  const ports = { settings: loadSettings(), store, messenger: feishu.messenger, clock, ids: countedIds() };
  const readDirectory = async () => ({ departments: [], users: [] });
  const app = createApp({ ...ports, readDirectory, log: () => {}, worker: 'bench' }, made);
  await app.apply('broadcast', async () => ({ events: [], messages: messagesTo(people) }));
  while ((await store.outbox('waiting', 1)).length > 0) {
    const took = await app.round();
    // As the pump does: the next round begins when this one's answers are back, not sooner than its pace.
    now += took > 0 ? Math.max(feishu.answerMs(), ROUND_MS) : IDLE_MS;
  }
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  const { arrivals, uuids } = feishu;
  const minutes = (Math.max(...arrivals) - Math.min(...arrivals)) / 60_000;
  const sent = arrivals.length;
  return {
    people,
    sent,
    twice: sent - uuids.size,
    refused: refusedOf(arrivals),
    minutes,
    share: sent / (minutes * 1_000),
  };
}
