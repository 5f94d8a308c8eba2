import { composition, createApp } from '../app.ts';
import { wallClock } from '../clock.ts';
import { loadEnvironment, loadSettings } from '../config.ts';
import { MessengerError } from '../feishu/messenger.ts';
import { randomIds } from '../kernel/ids.ts';
import { printClaimCode } from '../startup.ts';
import { openStore } from '../store/open.ts';

/** Feishu is not needed to print a code. */
const silent = async (): Promise<never> => {
  throw new MessengerError('permanent', 0, 'not connected');
};

/** `npm run claim`: a fresh one-time code for an administrator, on the server. The bot must be stopped: one process owns the store. */
export async function run(): Promise<number> {
  const env = loadEnvironment(process.env);
  const made = composition();
  const store = await openStore({
    dir: env.feishu ? env.dataDir : `${env.dataDir}-sandbox/store`,
    ledgerKey: env.ledgerKey,
    databaseUrl: env.feishu && env.databaseUrl,
    kinds: made.registry.kinds,
  });
  const app = createApp(
    {
      settings: loadSettings(env.configDir ? { configDir: env.configDir } : {}),
      store,
      messenger: {
        ask: async () => {},
        sendCard: silent,
        patchCard: silent,
        lookUp: silent,
        sendFile: silent,
        download: silent,
      },
      readDirectory: silent,
      clock: wallClock().instant,
      ids: randomIds(),
      log: () => {},
      worker: 'claim',
    },
    made,
  );
  await printClaimCode(app, (line) => console.log(line), true);
  await store.close();
  return 0;
}
