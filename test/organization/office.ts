import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrganization } from '../../src/capabilities/organization/load.ts';
import { organizationKinds } from '../../src/capabilities/organization/model.ts';
import { seedOrganization } from '../../src/capabilities/organization/seed.ts';
import { syncDirectory } from '../../src/capabilities/organization/sync.ts';
import { loadSettings } from '../../src/config.ts';
import type { Change, World } from '../../src/kernel/capability.ts';
import { countedIds } from '../../src/kernel/ids.ts';
import { workCalendar } from '../../src/kernel/workdays.ts';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import type { Receipt, Store } from '../../src/store/store.ts';
import { secretKey } from '../support/log-watch.ts';
import { sandboxBureau, sandboxOrganization, snapshotOf } from './bureau.ts';

/** The organisation alone on a real store: changes in, read model out. */
export type Office = {
  readonly store: Store;
  now: string;
  world(): Promise<World>;
  apply(change: Change | undefined): Promise<Receipt | undefined>;
  close(): Promise<void>;
};

export async function emptyOffice(): Promise<Office> {
  const dir = mkdtempSync(join(tmpdir(), 'qingfeng-office-'));
  const newId = countedIds();
  const office = { now: '2026-11-23T01:00:00.000Z' };
  const store = ledgerStore({
    dir,
    key: secretKey(7),
    kinds: organizationKinds,
    now: () => office.now,
  });
  await store.open();
  const settings = loadSettings({ also: ['sandbox.json'] });
  let n = 0;
  return Object.assign(office, {
    store,
    world: async (): Promise<World> => ({
      now: office.now,
      today: office.now.slice(0, 10),
      org: await loadOrganization(store),
      settings,
      calendar: workCalendar(),
      read: store,
      newId,
    }),
    apply: async (change: Change | undefined) => {
      n += 1;
      return (
        change &&
        store.commit({
          requestId: `c${n}`,
          fingerprint: 'f',
          at: office.now,
          actor: 'test',
          reason: 'test',
          put: change.put ?? [],
          remove: change.remove ?? [],
          events: change.events.map((e) => ({ type: e.type })),
        })
      );
    },
    close: async () => {
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  });
}

/** An office that has read the sandbox's directory and its seed, as at the sandbox's first start. */
export async function seededOffice(): Promise<Office> {
  const office = await emptyOffice();
  await office.apply(await syncDirectory(await office.world(), snapshotOf(sandboxBureau())));
  await office.apply(await seedOrganization(await office.world(), sandboxOrganization()));
  return office;
}
