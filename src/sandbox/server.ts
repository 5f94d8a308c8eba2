import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import Koa from 'koa';
import { Faults } from './api/faults.ts';
import { apiRouter } from './api/gateway.ts';
import { Limits } from './api/limits.ts';
import { Tokens } from './api/tokens.ts';
import { SandboxClock } from './clock.ts';
import type { SandboxApp, SandboxContext } from './context.ts';
import { actionsOf, type SandboxActions } from './control/actions.ts';
import { controlRouter } from './control/routes.ts';
import { announceTime } from './control/time.ts';
import { loadState, ToyDisk } from './disk.ts';
import { type Granted, Grants } from './granted.ts';
import { CardLocks } from './locks.ts';
import { onlyLocal, safeHeaders, servePage } from './page.ts';
import type { SandboxState } from './protocol.ts';
import { endpointRouter } from './push/endpoint.ts';
import { Push } from './push/push.ts';
import { LongConnections } from './push/socket.ts';
import { checkRequestUrl, type WebhookOptions, webhookTransport } from './push/webhook.ts';
import type { BureauSeed } from './seed.ts';
import { Stream } from './stream.ts';
import { UpdateTokens } from './updateTokens.ts';
import { World, worldOf } from './world.ts';

export type SandboxOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly bureau: BureauSeed;
  readonly app: SandboxApp;
  readonly transport: 'webhook' | 'websocket';
  /** Where events and card callbacks go; may be told later with `setWebhook`. */
  readonly webhookUrl?: string;
  /** POSTed `{now}` after every jump of the clock, and awaited. */
  readonly tickUrl?: string;
  /** ms since the epoch; `running` lets it go on with real time. A state file's clock wins over `now`. */
  readonly clock: { readonly now: number; readonly running: boolean };
  readonly zone?: string;
  readonly menu: SandboxState['menu'];
  /** What the app may do and hear; everything when left out. `parseManifest` reads it from an app's manifest. */
  readonly granted?: Granted;
  readonly stateFile?: string;
  readonly pageDir?: string;
  /** Real time for rate limits, tokens and the running clock, ms; tests hand in their own. */
  readonly monotonic?: () => number;
  /** The platform's 3 s for an answer. */
  readonly answerLimitMs?: number;
  /** Long connection: bytes of one frame's payload before an event is split. */
  readonly fragmentBytes?: number;
  readonly cardFrameType?: 'event' | 'card';
};

export type RunningSandbox = SandboxActions & {
  readonly url: string;
  readonly sockets: LongConnections;
  /** Sets the request URL and runs the console's check on it; gives undefined, or what is wrong. */
  setWebhook(url: string): Promise<string | undefined>;
  setTick(url: string): void;
  close(): Promise<void>;
};

const APP_ID = /^cli_[0-9a-fA-F]{16}$/;

/** Starts a local Feishu on 127.0.0.1. Throws when the app id is not of Feishu's shape or the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  if (!APP_ID.test(options.app.appId)) throw new Error('appId must be cli_ and 16 hex digits');
  const addresses = { webhook: options.webhookUrl, tick: options.tickUrl };
  const { box, disk, webhook } = build(options, addresses);
  const actions = actionsOf(box);
  const server: Server = createServer(koaOf(box, actions, options.pageDir, () => port(server)).callback());
  box.sockets.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  // A running clock looks for due redeliveries four times a second.
  const timer = box.clock.running ? setInterval(() => void box.clock.fireDue(), 250).unref() : undefined;
  if (options.webhookUrl !== undefined && options.transport === 'webhook') checkSoon(webhook);
  return {
    ...actions,
    url: `http://127.0.0.1:${port(server)}`,
    sockets: box.sockets,
    setWebhook: (url) => {
      addresses.webhook = url;
      return checkRequestUrl(webhook);
    },
    setTick: (url) => {
      addresses.tick = url;
    },
    close: () => {
      clearInterval(timer);
      disk.saveNow();
      box.sockets.close();
      return closeServer(server);
    },
  };
}

function build(options: SandboxOptions, addresses: SandboxContext['addresses']) {
  const monotonic = options.monotonic ?? (() => performance.now());
  const saved = loadState(options.stateFile);
  const clock = new SandboxClock({ ...options.clock, ...(saved ? { now: saved.now } : {}) }, monotonic);
  const disk = new ToyDisk(options.stateFile, () => ({ now: clock.now(), world: world.data }));
  const world: World = new World({ ...worldOf(options.bureau), ...saved?.world }, () => disk.saveSoon());
  const answerLimitMs = options.answerLimitMs ?? 3000;
  const { fragmentBytes = 64 * 1024, cardFrameType = 'event' } = options;
  const sockets = new LongConnections({ answerLimitMs, fragmentBytes, cardFrameType });
  const { encryptKey, verificationToken } = options.app;
  const webhook: WebhookOptions = {
    url: () => addresses.webhook,
    encryptKey,
    verificationToken,
    now: () => clock.now(),
    answerLimitMs,
  };
  const transport = options.transport === 'websocket' ? sockets : webhookTransport(webhook);
  const grants = new Grants(options.granted);
  const box: SandboxContext = {
    app: options.app,
    zone: options.zone ?? 'Asia/Shanghai',
    menu: options.menu,
    world,
    clock,
    push: new Push(options.app, transport, clock, world, grants),
    stream: new Stream(),
    sockets,
    tokens: new Tokens(monotonic),
    limits: new Limits(monotonic),
    faults: new Faults(),
    grants,
    updateTokens: new UpdateTokens(() => clock.now()),
    locked: new CardLocks(),
    addresses,
  };
  clock.onJump = (now) => announceTime(box, now);
  return { box, disk, webhook };
}

function koaOf(
  box: SandboxContext,
  actions: SandboxActions,
  pageDir: string | undefined,
  portOf: () => number,
): Koa {
  const koa = new Koa();
  koa.use(onlyLocal(portOf)).use(safeHeaders);
  koa
    .use(apiRouter(box).routes())
    .use(endpointRouter(box).routes())
    .use(controlRouter(box, actions).routes());
  return koa.use(servePage(pageDir));
}

const port = (server: Server): number => (server.address() as AddressInfo | null)?.port ?? 0;

/** The bot may start after its sandbox: the check is repeated for half a minute and its result only told. */
function checkSoon(webhook: WebhookOptions, left = 60): void {
  setTimeout(async () => {
    const fault = await checkRequestUrl(webhook);
    if (fault !== undefined && left > 0) checkSoon(webhook, left - 1);
    else if (fault !== undefined) console.error(`sandbox: the request URL check failed: ${fault}`);
  }, 500).unref();
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
