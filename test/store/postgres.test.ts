import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresStore } from '../../src/store/postgres/postgres.ts';
import { AT } from '../contract/stage.ts';
import { storeContract } from '../contract/store.contract.ts';
import { clear, NO_SERVER, type Server, startPostgres } from '../support/postgres.ts';
import { KEY } from './history.ts';

describe.skipIf(NO_SERVER)(`on a real server${NO_SERVER ? `, skipped: ${NO_SERVER}` : ''}`, () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.database();
  });
  afterAll(() => server?.stop());

  storeContract('postgres', async (kinds) => {
    await clear(url);
    return {
      store: () => postgresStore({ url, key: KEY, kinds, now: () => AT }),
      dispose: async () => undefined,
    };
  });

  it('says who it is', async () => expect(url).toContain('qingfeng_'));
});
