import { type Answering, answer, replyBody } from './answer.ts';
import { toEnvelope } from './envelope.ts';
import { checkAppId, domainUrl } from './identity.ts';
import { isClean, isObject } from './parse.ts';
import { httpInstance, type Lark, lark, quietLogger } from './sdk.ts';
import { guardClient } from './socket-guard.ts';
import { type Attempt, type Supervised, type SupervisorOptions, supervise } from './supervisor.ts';
import { realTimers, type Timers } from './timers.ts';
import { sameText } from './verify.ts';

export type LongConnectionOptions = Omit<Answering, 'timers'> & {
  readonly appId: string;
  readonly appSecret: string;
  /** `feishu`, `lark` or an https address (http on this machine). */
  readonly domain: string;
  readonly tenantKey?: string;
  /** When given, pushes with another token are ignored. */
  readonly verificationToken?: string;
  readonly botOpenId: string;
  readonly now: () => number;
  readonly count?: (what: string) => void;
  readonly timers?: Timers;
  readonly eventMaxAgeMs?: number;
  readonly clickMaxAgeMs?: number;
  /** For an outgoing proxy, as `ws` takes it. */
  readonly agent?: unknown;
  readonly timeoutMs?: number;
  readonly handshakeTimeoutMs?: number;
  /** Seconds after a ping without any sign of life until the connection counts as dead. */
  readonly pingTimeoutS?: number;
  readonly supervisor?: Partial<Omit<SupervisorOptions, 'connect' | 'timers'>>;
};
export type LongConnection = {
  /** `ok` is false once the connection has been down for more than two minutes. */
  status(): Supervised & { readonly ok: boolean };
  close(): void;
};

const DOWN_MS = 120_000;
const TIMEOUT_MS = 10_000;
const PING_TIMEOUT_S = 10;

/**
 * What a pushed body is answered with. The platform gives each push to one random connection of the app, so every
 * instance takes every kind; an unknown one is acknowledged with `{}`. Throws to have an event pushed again.
 */
async function receive(body: unknown, options: LongConnectionOptions, timers: Timers): Promise<object> {
  const ignore = (why: string): object => {
    options.count?.(why);
    options.log.info({ why }, 'event ignored');
    return {};
  };
  if (!isObject(body) || !isClean(body)) return ignore('unexpected shape');
  const token = isObject(body.header) ? body.header.token : body.token;
  if (options.verificationToken && !sameText(token, options.verificationToken)) return ignore('token wrong');
  const envelope = toEnvelope(body, { ...options, nowMs: options.now() });
  if (envelope.kind === 'ignored') return ignore(envelope.why);
  const result = await answer(envelope, { ...options, timers });
  if (result.failed && envelope.kind !== 'click') throw new Error('not handled');
  return replyBody(result.reply);
}

/** One connection of the SDK. It never reconnects by itself: that is the supervisor's. */
function connect(options: LongConnectionOptions, domain: string, timers: Timers): Attempt {
  const client = new lark.WSClient({
    appId: options.appId,
    appSecret: options.appSecret,
    domain,
    autoReconnect: false,
    agent: options.agent,
    httpInstance: httpInstance(options.timeoutMs ?? TIMEOUT_MS, 'data', domain),
    logger: quietLogger(options.log),
    loggerLevel: lark.LoggerLevel.warn,
    handshakeTimeoutMs: options.handshakeTimeoutMs ?? TIMEOUT_MS,
    wsConfig: { pingTimeout: options.pingTimeoutS ?? PING_TIMEOUT_S },
  });
  guardClient(client, options.log);
  // The SDK's dispatcher merges header and event into one object; only its `invoke` is called, so we give our own.
  const dispatcher = { invoke: (body: unknown) => receive(body, options, timers) };
  void client.start({ eventDispatcher: dispatcher as unknown as Lark.EventDispatcher });
  return {
    state() {
      const { state } = client.getConnectionStatus();
      return state === 'connected' || state === 'connecting' ? state : 'lost';
    },
    close: () => client.close({ force: true }),
  };
}

/**
 * Receives events and clicks over Feishu's long connection. Throws at once for a wrong app id (the SDK would silently
 * do nothing) or an unencrypted address. Pushes of the moments without a connection can be lost: look up in `onConnected`.
 */
export function longConnection(options: LongConnectionOptions): LongConnection {
  checkAppId(options.appId);
  if (!options.appSecret) throw new Error('the app secret is missing');
  const domain = domainUrl(options.domain);
  const timers = options.timers ?? realTimers;
  const supervised = supervise({
    clock: () => performance.now(),
    random: Math.random,
    onLost: (tries) => options.log.warn({ tries }, 'long connection lost'),
    ...options.supervisor,
    connect: () => connect(options, domain, timers),
    timers,
  });
  return {
    status: () => {
      const status = supervised.status();
      return { ...status, ok: status.downMs <= DOWN_MS };
    },
    close: supervised.close,
  };
}
