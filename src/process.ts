import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import type Koa from 'koa';
import { pino } from 'pino';
import { type App, composition, createApp } from './app.ts';
import { type Clock, wallClock } from './clock.ts';
import type { Credentials, Environment } from './config.ts';
import { feishuMessenger } from './feishu/client.ts';
import { webhookApp } from './feishu/http.ts';
import { type LongConnection, longConnection } from './feishu/socket.ts';
import { randomIds } from './kernel/ids.ts';
import type { Settings } from './kernel/settings.ts';
import type { Log } from './runtime/bot.ts';
import { type Pump, realTimers, startPump } from './runtime/pump.ts';
import { startUp } from './startup.ts';
import { openStore } from './store/open.ts';

/** Schedules are looked at twice a minute; their slots make it harmless to look more often or later. */
const TICK_MS = 30_000;
/** Due rows older than this mean that Feishu is not reached (L05). */
const OUTBOX_LATE_MS = 5 * 60_000;

export type Running = {
  readonly url: string;
  readonly app: App;
  readonly clock: Clock;
  close(): Promise<void>;
};

export const makeLogger = (level = process.env.LOG_LEVEL ?? 'info') =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));

async function takeSandboxTime(feishu: Credentials, clock: Clock): Promise<void> {
  if (!feishu.sandbox) return;
  const answer = await fetch(`${feishu.domain}/sandbox/clock`);
  const { now } = (await answer.json()) as { now?: unknown };
  if (typeof now === 'number') clock.set(now);
}

type Parts = { env: Environment; feishu: Credentials; settings: Settings; print: (line: string) => void };

/** POST /sandbox/tick: the sandbox moved its clock and waits until the bot has done what came due. */
function tickRoute(clock: Clock, app: App, pump: () => Pump): Koa.Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'POST' || ctx.path !== '/sandbox/tick') return next();
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
    const { now } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { now?: unknown };
    if (typeof now === 'number') clock.set(now);
    await app.tick();
    await pump().drain();
    ctx.body = { now: clock.now() };
  };
}

/** Starts the bot against the Feishu of the credentials: store, transport, outbox, schedules. Throws StoreError, ConfigError, MessengerError. */
export async function startBot({ env, feishu, settings, print }: Parts): Promise<Running> {
  const logger = makeLogger();
  const log: Log = (level, event, facts) => logger[level](facts ?? {}, event);
  const clock = wallClock();
  await takeSandboxTime(feishu, clock);
  const made = composition();
  const store = await openStore({ dir: env.dataDir, ledgerKey: env.ledgerKey, kinds: made.registry.kinds });
  const client = feishuMessenger({ ...feishu, now: clock.now, log: logger });
  let pump: Pump | undefined;
  const app = createApp(
    {
      settings,
      store,
      messenger: client,
      readDirectory: client.readDirectory,
      clock: clock.instant,
      ids: randomIds(),
      log,
      worker: `${hostname()}:${process.pid}`,
      wake: () => pump?.wake(),
    },
    made,
  );
  const bot = await client.botInfo();
  let socket: LongConnection | undefined;
  const readiness = () => {
    const status = store.status();
    const why = [
      ...(status.state === 'open' ? [] : [`store is ${status.state}`]),
      ...(socket && !socket.status().ok ? ['long connection is down'] : []),
      ...(status.oldestDue && clock.now() - Date.parse(status.oldestDue) > OUTBOX_LATE_MS
        ? ['messages wait for more than 5 minutes']
        : []),
    ];
    return { ok: why.length === 0, why };
  };
  const identity = {
    appId: feishu.appId,
    botOpenId: bot.openId,
    ...(feishu.tenantKey ? { tenantKey: feishu.tenantKey } : {}),
  };
  const handle = app.handle.bind(app);
  const http = webhookApp({
    ...identity,
    // With the long connection nothing is pushed here: keys nobody knows keep the door shut.
    encryptKey: feishu.encryptKey || randomKey(),
    verificationToken: feishu.verificationToken || randomKey(),
    handle,
    now: clock.now,
    log: logger,
    readiness,
    extraRoutes: feishu.sandbox ? [tickRoute(clock, app, () => pump ?? neverPump)] : [],
  });
  const server = await listen(createServer(http.callback()), env.port, env.host);
  pump = startPump(app.round, realTimers, log);
  await startUp(app, { sandbox: feishu.sandbox, print });
  if (feishu.transport === 'websocket')
    socket = await connected(longConnection({ ...feishu, ...identity, handle, log: logger, now: clock.now }));
  const ticking = setInterval(() => void app.tick(), TICK_MS);
  void app.tick();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${env.host}:${port}`,
    app,
    clock,
    async close() {
      clearInterval(ticking);
      await socket?.close();
      await new Promise((done) => server.close(done).closeAllConnections());
      await pump?.stop();
      await store.close();
    },
  };
}

/** Waits a while for the first connection, so that “running” is true when it is said; without one the supervisor goes on trying. */
async function connected(socket: LongConnection): Promise<LongConnection> {
  const patience = new AbortController();
  for (let tries = 0; tries < 100 && socket.status().state !== 'connected'; tries += 1)
    await realTimers.wait(100, patience.signal);
  return socket;
}

const neverPump: Pump = { wake: () => {}, drain: async () => {}, stop: async () => {} };

const randomKey = (): string => randomIds()('k') + randomIds()('k');

const listen = (server: Server, port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve(server));
  });
