import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composition, createApp } from '../src/app.ts';
import { loadSettings } from '../src/config.ts';
import { webhookApp } from '../src/feishu/http.ts';
import type { Messenger } from '../src/feishu/messenger.ts';
import { randomIds } from '../src/kernel/ids.ts';
import { makeLogger } from '../src/process.ts';
import { type Pump, realTimers, startPump } from '../src/runtime/pump.ts';
import { ledgerStore } from '../src/store/ledger/ledger.ts';
import { bodyOf, IN_REVIEW, idOf, texts } from './register.ts';
import { commitOf, KEY } from './seed.ts';
import { APP, ENCRYPT_KEY, TENANT, TOKEN } from './wire.ts';

/** A Feishu that takes everything at once. */
const messenger: Messenger = {
  sendCard: async (to, _card, uuid) => ({
    messageId: `om_${uuid}`,
    chatId: 'chat' in to ? to.chat : 'oc_p2p',
  }),
  patchCard: async () => {},
  sendFile: async (_to, _file, uuid) => ({ messageId: `om_${uuid}`, chatId: 'oc_p2p' }),
  download: async () => new Uint8Array(),
};

export type BotStarted = {
  readonly port: number;
  /** Since the process was started, milliseconds; memory in MB. */
  readonly startMs: number;
  /** Of it on a core: what it costs when nobody else wants one. */
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly peakMb: number;
};
const MB = 1024 * 1024;

/** The whole bot as process.ts puts it together, on a folder, with a Feishu that is never in the way. */
export async function run({ dir, offsetMs }: { dir: string; offsetMs: number }): Promise<BotStarted> {
  const now = (): number => Date.now() + offsetMs;
  const clock = (): string => new Date(now()).toISOString();
  const logger = makeLogger('info');
  const made = composition();
  const store = ledgerStore({ dir, key: KEY, kinds: made.registry.kinds, now: clock });
  await store.open();
  let pump: Pump | undefined;
  const app = createApp(
    {
      settings: loadSettings(),
      store,
      messenger,
      readDirectory: async () => ({ departments: [], users: [] }),
      clock,
      ids: randomIds(),
      log: (level, event, facts) => logger[level](facts ?? {}, event),
      worker: 'bench',
      wake: () => pump?.wake(),
    },
    made,
  );
  const http = webhookApp({
    appId: APP,
    tenantKey: TENANT,
    botOpenId: 'ou_bot',
    encryptKey: ENCRYPT_KEY,
    verificationToken: TOKEN,
    handle: app.handle,
    now,
    log: logger,
    readiness: () => ({ ok: true, why: [] }),
  });
  const server = createServer(http.callback());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  pump = startPump(app.round, realTimers, app.bot.log);

  /** Every risk back to its first reviewer, for the next round; tells the revisions. */
  const reset = async (round: number): Promise<readonly number[]> => {
    const puts = await Promise.all(
      Array.from({ length: IN_REVIEW }, async (_, i) => {
        const rev = (await store.get({ kind: 'risk', id: idOf(i) }))?.rev ?? 0;
        return { kind: 'risk', id: idOf(i), rev, body: bodyOf(i), sealed: texts };
      }),
    );
    await store.commit(commitOf(`reset:${round}`, puts, clock()));
    return puts.map(({ rev }) => rev + 1);
  };
  process.on('message', (message: { reset?: number }) => {
    if (message.reset !== undefined) void reset(message.reset).then((revs) => process.send?.({ revs }));
  });
  return {
    port: (server.address() as AddressInfo).port,
    startMs: performance.now(),
    cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1000,
    rssMb: process.memoryUsage.rss() / MB,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}
