import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type App, composition, createApp } from '../src/app.ts';
import { loadSettings } from '../src/config.ts';
import { webhookApp } from '../src/feishu/http.ts';
import { randomIds } from '../src/kernel/ids.ts';
import { makeLogger } from '../src/process.ts';
import { type Pump, realTimers, startPump } from '../src/runtime/pump.ts';
import type { Open } from '../src/store/open.ts';
import { type Store, StoreError } from '../src/store/store.ts';
import { willingFeishu } from './feishu.ts';
import { bodyOf, IN_REVIEW, idOf, texts } from './register.ts';
import { commitOf } from './seed.ts';
import { connect, nextPhase, replay } from './statements.ts';
import { vitalsOf, watchHeap } from './vitals.ts';
import { APP, ENCRYPT_KEY, TENANT, TOKEN } from './wire.ts';

type Running = { readonly app: App; readonly store: Store; readonly now: () => number; readonly dir: string };
const logger = makeLogger('info');

/** The whole bot as process.ts puts it together, with a Feishu that is never in the way. */
async function startBot(open: Open, now: () => number, dir: string): Promise<Running> {
  const made = composition();
  const store = await open(made.registry.kinds);
  let pump: Pump | undefined;
  const clock = (): string => new Date(now()).toISOString();
  const ports = { store, messenger: willingFeishu(), clock, ids: randomIds() };
  const app = createApp(
    {
      ...ports,
      settings: loadSettings(),
      readDirectory: async () => ({ departments: [], users: [] }),
      log: (level, event, facts) => logger[level](facts ?? {}, event),
      worker: `bench-${process.pid}`,
      wake: () => pump?.wake(),
    },
    made,
  );
  pump = startPump(app.outbox, realTimers, app.bot.log);
  return { app, store, now, dir };
}

async function openDoor({ app, now }: Running): Promise<Server> {
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
  return server;
}

/** Every risk back to its first reviewer, for the next round; gives the revisions. */
async function reset(running: Running, round: number): Promise<readonly number[]> {
  const { app, store } = running;
  const ids = Array.from({ length: IN_REVIEW }, (_, i) => idOf(i));
  const docs = await Promise.all(ids.map((id) => store.get({ kind: 'risk', id })));
  const puts = docs.map((doc, i) => ({
    kind: 'risk',
    id: idOf(i),
    rev: doc?.rev ?? 0,
    body: bodyOf(i),
    sealed: texts,
  }));
  try {
    await store.commit(commitOf(`reset:${round}`, puts, app.bot.clock()));
  } catch (error) {
    // On a machine that is far too busy a click is still at work after it was answered with "later".
    if (!(error instanceof StoreError) || error.code !== 'CONFLICT') throw error;
    await setTimeout(100);
    return reset(running, round);
  }
  return puts.map(({ rev }) => rev + 1);
}

type Message = {
  readonly reset?: number;
  readonly endPhase?: true;
  readonly connect?: string;
  readonly replay?: string;
  readonly phase?: number;
  readonly vitals?: true;
  readonly verify?: true;
};
/** How often the schedules are looked at in a long run, as in production. */
const TICK_MS = 30_000;
const ALL_ROWS = 1_000_000;

async function answer(message: Message, running: Running): Promise<object> {
  const { phase = 0 } = message;
  const { store, dir } = running;
  if (message.reset !== undefined) return { revs: await reset(running, message.reset) };
  if (message.endPhase) return nextPhase();
  if (message.connect !== undefined) return { connected: await connect(message.connect, phase) };
  if (message.replay !== undefined) return replay(message.replay, phase);
  if (message.vitals)
    return vitalsOf(dir, store.status().seq, (await store.outbox('waiting', ALL_ROWS)).length);
  if (message.verify) return store.verify();
  return {};
}

/** A bot that runs for long: its schedules too. */
function liveOn({ app }: Running): void {
  watchHeap();
  setInterval(() => void app.tick(), TICK_MS);
}

/** Gives the port of a bot that serves clicks until the process ends; messages prepare rounds. */
export async function serve(open: Open, now: () => number, dir: string, long: boolean): Promise<number> {
  const running = await startBot(open, now, dir);
  if (long) liveOn(running);
  const server = await openDoor(running);
  process.on('message', (message: Message | 'end') => {
    if (message !== 'end') void answer(message, running).then((found) => process.send?.(found));
  });
  return (server.address() as AddressInfo).port;
}
