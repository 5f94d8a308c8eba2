import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerStore } from '../../src/store/ledger/ledger.ts';
import { AT } from '../contract/stage.ts';
import { storeContract } from '../contract/store.contract.ts';
import { KEY } from './history.ts';

storeContract('ledger', async (kinds) => {
  const folder = await mkdtemp(join(tmpdir(), 'qingfeng-'));
  return {
    store: () => ledgerStore({ dir: join(folder, 'data'), key: KEY, kinds, now: () => AT }),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
});
