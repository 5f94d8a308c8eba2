import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { composition } from '../../src/app.ts';
import { loadSettings } from '../../src/config.ts';
import { everyDoc } from '../../src/simulation/checks/register.ts';
import { SIMULATED_KEY } from '../../src/simulation/host.ts';
import { newLife } from '../../src/simulation/life.ts';
import type { MemoryDisk } from '../../src/simulation/memory-disk.ts';
import { DEFAULTS, simulate } from '../../src/simulation/simulate.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';

const DAYS = 8;

/** Every document of a store against what its lines in the ledger say, one after the other. */
async function compare(disk: MemoryDisk): Promise<number> {
  const { kinds } = composition().registry;
  const files = disk.seenBy(newLife());
  const store = ledgerStore({ dir: '/simulated', key: SIMULATED_KEY, kinds, files });
  await store.open();
  let compared = 0;
  for (const { kind } of kinds)
    for (const doc of await everyDoc(store, kind)) {
      let last: unknown;
      for await (const change of store.history(doc)) {
        expect([change.by, change.reason, change.at].every((said) => said !== '')).toBe(true);
        last = change.after;
      }
      expect(last, `${kind} ${doc.id}`).toEqual(doc);
      compared += 1;
    }
  await store.close();
  return compared;
}

it('the ledger read again is the state, and each of its changes has who, why and when (T03)', {
  timeout: 60_000,
}, async () => {
  let day = 0;
  let compared = 0;
  const disk = async (seen: MemoryDisk): Promise<void> => {
    day += 1;
    if (day === DAYS) compared = await compare(seen);
  };
  const plan = { ...DEFAULTS, seed: 'record', days: DAYS, people: 30, units: 2, pace: 0.4 };
  const { violations, counts } = await simulate(plan, loadSettings(), { sabotage: { disk } });
  expect(violations).toEqual([]);
  expect(counts.decided).toBeGreaterThan(0);
  expect(compared).toBeGreaterThan(200);
});

it('nothing but the store writes: no capability, card or part of the runtime touches a file (T03)', () => {
  const root = new URL('../../', import.meta.url);
  const parts = ['src/kernel', 'src/runtime', 'src/capabilities', 'cards', 'src/feishu'];
  const files = parts.flatMap((part) =>
    readdirSync(new URL(part, root), { recursive: true, encoding: 'utf8' })
      .filter((f) => f.endsWith('.ts'))
      .map((f) => `${part}/${f}`),
  );
  const touching = files.filter((f) =>
    /from '(node:)?(fs|child_process|worker_threads)/.test(readFileSync(new URL(f, root), 'utf8')),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(touching).toEqual([]);
});
