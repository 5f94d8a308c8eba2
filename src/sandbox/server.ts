import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { apiRouter } from './api/gateway.ts';
import { buildSandbox } from './build.ts';
import type { SandboxContext } from './context.ts';
import { actionsOf, type SandboxActions } from './control/actions.ts';
import { controlRouter } from './control/routes.ts';
import type { SandboxOptions } from './options.ts';
import { onlyLocal, safeHeaders, servePage } from './page.ts';
import { endpointRouter } from './push/endpoint.ts';
import type { LongConnections } from './push/socket.ts';
import { checkRequestUrl, type WebhookOptions } from './push/webhook.ts';

export type { SandboxOptions } from './options.ts';

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
  const { box, disk, webhook } = buildSandbox(options, addresses);
  const actions = actionsOf(box);
  const server: Server = createServer(koaOf(box, actions, options.pageDir, () => port(server)).callback());
  box.sockets.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const stop = runTimers(box, options, webhook);
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
      stop();
      disk.close();
      box.sockets.close();
      return closeServer(server);
    },
  };
}

/** Looks for due redeliveries four times a second while the clock runs, and checks a given request URL. Gives the end of both. */
function runTimers(box: SandboxContext, options: SandboxOptions, webhook: WebhookOptions): () => void {
  const timer = box.clock.running ? setInterval(() => void box.clock.fireDue(), 250).unref() : undefined;
  const closed = new AbortController();
  if (options.webhookUrl !== undefined && options.transport === 'webhook') checkSoon(webhook, closed.signal);
  return () => {
    clearInterval(timer);
    closed.abort();
  };
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
function checkSoon(webhook: WebhookOptions, closed: AbortSignal, left = 60): void {
  setTimeout(async () => {
    if (closed.aborted) return;
    const fault = await checkRequestUrl(webhook);
    if (fault !== undefined && left > 0) checkSoon(webhook, closed, left - 1);
    else if (fault !== undefined) console.error(`sandbox: the request URL check failed: ${fault}`);
  }, 500).unref();
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
