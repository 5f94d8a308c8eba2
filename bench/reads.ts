import { composition, createApp } from '../src/app.ts';
import { digestSchedule } from '../src/capabilities/digests/digest.ts';
import { BUREAU, numbersOf, overdueIn } from '../src/capabilities/digests/numbers.ts';
import { loadSettings } from '../src/config.ts';
import { countedIds } from '../src/kernel/ids.ts';
import { worldOf } from '../src/runtime/bot.ts';
import { ledgerStore } from '../src/store/ledger/ledger.ts';
import { bureau } from './bureau.ts';
import { willingFeishu } from './feishu.ts';
import { KEY } from './place.ts';
import { START } from './register.ts';
import { medianOf } from './stats.ts';

/** Between 09:31 and 09:40 the day's digests are due; the bench's clock stands after them. */
const MORNING = '2026-11-23T01:00:00.000Z';
const TIMES = 40;

export type ReadFigures = {
  readonly summaryMs: number;
  readonly overdueMs: number;
  readonly digestMs: number;
  /** What the scans found: the same in a small and a large register. */
  readonly overdue: number;
  readonly digests: number;
};

/** Opens a folder and reads the whole summary, the overdue items and who gets a digest. */
export async function run({ dir }: { dir: string }): Promise<ReadFigures> {
  const made = composition();
  const store = ledgerStore({ dir, key: KEY, kinds: made.registry.kinds, now: () => START });
  await store.open();
  const parts = {
    settings: loadSettings(),
    store,
    messenger: willingFeishu(),
    clock: () => START,
    ids: countedIds(),
  };
  const readDirectory = async () => ({ departments: [], users: [] });
  const app = createApp({ ...parts, readDirectory, log: () => {}, worker: 'bench' }, made);
  const world = await worldOf(app.bot);
  const scopes = [BUREAU, ...bureau.units.map((u) => u.id)];
  const summary = async (): Promise<void> => {
    for (const scope of scopes) {
      await numbersOf(world, scope);
      await world.read.get({ kind: 'latestSummary', id: scope });
    }
  };
  const overdue = (): Promise<number> => overdueIn(world, () => true);
  const digests = () => digestSchedule.due(world, MORNING, START);
  const figures = {
    summaryMs: await medianOf(TIMES, summary),
    overdueMs: await medianOf(TIMES, overdue),
    digestMs: await medianOf(TIMES, digests),
    overdue: await overdue(),
    digests: (await digests()).length,
  };
  await store.close();
  return figures;
}
