import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import type Koa from 'koa';
import { type DestinationStream, type Logger, pino } from 'pino';
import { type App, composition, createApp } from './app.ts';
import { type Clock, wallClock } from './clock.ts';
import type { Credentials, Environment } from './config.ts';
import { feishuMessenger } from './feishu/client.ts';
import { webhookApp } from './feishu/http.ts';
import { MessengerError } from './feishu/messenger.ts';
import { type LongConnection, longConnection } from './feishu/socket.ts';
import { type InFlight, inFlight } from './in-flight.ts';
import type { Envelope } from './kernel/envelope.ts';
import { randomIds } from './kernel/ids.ts';
import type { Settings } from './kernel/settings.ts';
import { cardAfterwards, type LateReplies, lateReplies } from './late.ts';
import { type Metrics, metrics } from './metrics.ts';
import { type MetricsServer, serveMetrics } from './metrics-server.ts';
import { readinessOf } from './readiness.ts';
import { readApart } from './reading.ts';
import type { Log } from './runtime/bot.ts';
import { type Pump, realTimers, startPump } from './runtime/pump.ts';
import { reconcile, startUp } from './startup.ts';
import { type Open, openStore, placeOf } from './store/open.ts';
import type { Store } from './store/store.ts';
import { writeApart } from './writing.ts';

/** Schedules are looked at twice a minute; their slots make it harmless to look more often or later. */
const TICK_MS = 30_000;
/** How soon a store that has failed is noticed. */
const LOOK_MS = 1_000;
/** Shares of the ten seconds a stop may take: answers that are being made, then messages that are being sent. */
const ANSWERS_MS = 3_000;
const SENDS_MS = 5_000;

export type Running = {
  readonly url: string;
  readonly app: App;
  readonly clock: Clock;
  /** Resolves when the store will never write again in this process: only a new start can find out what is on its disk. */
  readonly failed: Promise<void>;
  /** undefined when the usual port was taken by another bot. */
  readonly metricsUrl?: string;
  close(): Promise<void>;
};

/** Lines of JSON, on stderr unless they are to go elsewhere. */
export const makeLogger = (
  level = process.env.LOG_LEVEL ?? 'info',
  to: DestinationStream = pino.destination(2),
) => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);

async function takeSandboxTime(feishu: Credentials, clock: Clock): Promise<void> {
  if (!feishu.sandbox) return;
  const answer = await fetch(`${feishu.domain}/sandbox/clock`).catch(() => {
    throw new MessengerError('again', 0, `no sandbox at ${feishu.domain}`);
  });
  const { now } = (await answer.json()) as { now?: unknown };
  if (typeof now === 'number') clock.set(now);
}

type Parts = {
  env: Environment;
  feishu: Credentials;
  settings: Settings;
  print: (line: string) => void;
  /** The store of `env` where its opening has begun already, else it begins here. */
  open?: Open;
  /** Milliseconds that only ever grow, for how long the line to Feishu has been down. */
  steady?: () => number;
  logger?: Logger;
};

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

/** The first start takes the usual port for metrics; another bot of this machine does without unless it is told a port. */
async function offerMetrics(measures: Metrics, at: Environment['metrics'], log: Log) {
  try {
    return await serveMetrics(measures, at);
  } catch (error) {
    if (at.chosen) throw error;
    log('warn', 'metrics.off', { port: at.port });
    return undefined;
  }
}

type Stopping = {
  readonly socket: LongConnection | undefined;
  readonly server: Server;
  readonly work: InFlight;
  readonly late: LateReplies;
  readonly pump: Pump;
  readonly measures: Metrics;
  readonly metricsServer: MetricsServer | undefined;
  readonly app: App;
  readonly store: Store;
  readonly log: Log;
};

/**
 * Takes nothing new, finishes what is under way for a while, and releases the rest: what was answered is on disk, and a
 * message that hangs is taken up by the next start under its own uuid.
 */
async function stop(it: Stopping): Promise<void> {
  it.socket?.close();
  const closed = new Promise<void>((done) => it.server.close(() => done()));
  it.server.closeIdleConnections();
  const left = await it.work.settled(ANSWERS_MS);
  it.late.stop();
  it.server.closeAllConnections();
  await closed;
  const sending = inFlight(realTimers);
  void sending.track(it.pump.stop());
  const hanging = await sending.settled(SENDS_MS);
  if (left + hanging > 0) it.log('warn', 'stop.released', { answers: left, sends: hanging });
  await it.metricsServer?.close();
  it.measures.stop();
  await it.app.keepReadings();
  await it.store.close();
}

/** A store of one's own stays failed; a database comes back by itself. */
function watchFailure(store: Store, env: Environment): { failed: Promise<void>; stop(): void } {
  let looking: NodeJS.Timeout | undefined;
  const failed = new Promise<void>((resolve) => {
    if (env.databaseUrl !== undefined) return;
    looking = setInterval(() => {
      if (store.status().state === 'failed') resolve();
    }, LOOK_MS);
  });
  return { failed, stop: () => clearInterval(looking) };
}

/** Starts the bot against the Feishu of the credentials: store, transport, outbox, schedules. Throws StoreError, ConfigError, MessengerError. */
export async function startBot({
  env,
  feishu,
  settings,
  print,
  open,
  steady = () => performance.now(),
  logger = makeLogger(),
}: Parts): Promise<Running> {
  const log: Log = (level, event, facts) => logger[level](facts ?? {}, event);
  const clock = wallClock();
  await takeSandboxTime(feishu, clock);
  const made = composition(undefined, { read: readApart, ...writeApart });
  const measures = metrics(clock.now);
  const { kinds } = made.registry;
  const store = measures.watched(await (open ? open(kinds) : openStore({ ...placeOf(env), kinds })));
  const client = feishuMessenger({ ...feishu, now: clock.now, log: logger });
  let pump: Pump | undefined;
  const work = inFlight(realTimers);
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
      background: (task) => void work.track(task),
    },
    made,
  );
  const bot = await client.botInfo();
  let socket: LongConnection | undefined;
  const late = lateReplies(client, realTimers, log);
  const counted = measures.counted(app.handle.bind(app));
  const door = {
    appId: feishu.appId,
    botOpenId: bot.openId,
    ...(feishu.tenantKey ? { tenantKey: feishu.tenantKey } : {}),
    handle: (envelope: Envelope) => {
      const reply = work.track(counted(envelope));
      return settings.cards.reply === 'patch' ? cardAfterwards(envelope, reply, late) : reply;
    },
    onLate: late.onLate,
    count: measures.refused,
    now: clock.now,
    log: logger,
  };
  const http = webhookApp({
    ...door,
    // With the long connection nothing is pushed here: keys nobody knows keep the door shut.
    encryptKey: feishu.encryptKey || randomKey(),
    verificationToken: feishu.verificationToken || randomKey(),
    readiness: () => readinessOf(store.status(), socket?.status().ok, clock.now()),
    extraRoutes: feishu.sandbox ? [tickRoute(clock, app, () => pump ?? neverPump)] : [],
  });
  const server = await listen(createServer(http.callback()), env.port, env.host);
  const metricsServer = await offerMetrics(measures, env.metrics, log);
  pump = startPump(app.outbox, realTimers, log);
  await startUp(app, { sandbox: feishu.sandbox, print });
  const tick = () => void work.track(app.tick());
  if (feishu.transport === 'websocket') {
    const onConnected = () => void work.track(reconcile(app));
    const supervisor = { onConnected, clock: steady };
    const line = longConnection({ ...feishu, ...door, supervisor });
    measures.line(() => line.status().downMs);
    socket = await connected(line);
  }
  const ticking = setInterval(tick, TICK_MS);
  const watching = watchFailure(store, env);
  tick();
  const { port } = server.address() as AddressInfo;
  const parts = { server, work, late, pump, measures, metricsServer, app, store, log };
  return {
    url: `http://${env.host}:${port}`,
    ...(metricsServer ? { metricsUrl: metricsServer.url } : {}),
    app,
    clock,
    failed: watching.failed,
    close() {
      clearInterval(ticking);
      watching.stop();
      return stop({ ...parts, socket });
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
