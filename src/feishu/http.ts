import Koa from 'koa';
import { thrownName } from '../kernel/thrown.ts';
import { type Answering, answer, replyText } from './answer.ts';
import { readBody } from './body.ts';
import { isClickBody, toEnvelope } from './envelope.ts';
import { checkAppId } from './identity.ts';
import type { JsonObject } from './parse.ts';
import { realTimers, type Timers } from './timers.ts';
import { looksSigned, SIGNED_LIMIT, UNSIGNED_LIMIT, verifyRequest } from './verify.ts';

export type Readiness = { readonly ok: boolean; readonly why: readonly string[] };
export type WebhookOptions = Omit<Answering, 'timers'> & {
  /** Default `/webhook/event`. */
  readonly path?: string;
  readonly appId: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly tenantKey?: string;
  readonly botOpenId: string;
  readonly now: () => number;
  readonly readiness: () => Readiness | Promise<Readiness>;
  /** Middleware for every other path. */
  readonly extraRoutes?: readonly Koa.Middleware[];
  /** Counts what was refused or ignored, by reason. */
  readonly count?: (what: string) => void;
  readonly timers?: Timers;
  readonly maxAgeMs?: number;
  readonly eventMaxAgeMs?: number;
  readonly clickMaxAgeMs?: number;
  /** How long a body may take to arrive; Feishu itself gives the whole exchange 3 s. */
  readonly bodyTimeoutMs?: number;
};

const BODY_TIMEOUT_MS = 5_000;
/** Fixed answers: nothing a stranger sent is ever repeated, nor the reason why it was refused. */
const REFUSALS = { 400: 'bad request', 401: 'unauthorized', 408: 'timeout', 413: 'too large' } as const;

function checkOptions(options: WebhookOptions): void {
  checkAppId(options.appId);
  if (!options.encryptKey || !options.verificationToken)
    throw new Error(
      'the webhook needs the Encrypt Key and the Verification Token; without them anybody could write',
    );
}

function refuse(ctx: Koa.Context, status: keyof typeof REFUSALS, why: string, options: WebhookOptions): void {
  options.count?.(why);
  options.log.warn({ status, why }, 'request refused');
  ctx.status = status;
  // An unread rest of a body must not be taken for the next request.
  if (status === 413 || status === 408) ctx.set('Connection', 'close');
  ctx.body = { error: REFUSALS[status] };
}

/** Steps 2 and 3 of a verified request: envelope, handler, answer. Always an object with status 200, or 500. */
async function respond(
  ctx: Koa.Context,
  body: JsonObject,
  options: WebhookOptions,
  timers: Timers,
): Promise<void> {
  if (body.type === 'url_verification') {
    ctx.body = { challenge: body.challenge };
    return;
  }
  const envelope = toEnvelope(body, { ...options, nowMs: options.now() });
  if (envelope.kind === 'ignored') {
    options.count?.(envelope.why);
    options.log.info({ why: envelope.why, click: isClickBody(body) }, 'event ignored');
    ctx.body = {};
    return;
  }
  const result = await answer(envelope, { ...options, timers });
  // A click that failed is told to the person by a toast; only events come again after a 500.
  ctx.status = result.failed && envelope.kind !== 'click' ? 500 : 200;
  ctx.set('Content-Type', 'application/json; charset=utf-8');
  // As bytes: as text Koa would walk the card twice more, for its length and for the socket.
  ctx.body = Buffer.from(replyText(result.reply));
}

async function receive(ctx: Koa.Context, options: WebhookOptions, timers: Timers): Promise<void> {
  const signed = looksSigned(ctx.req.headers);
  const rawBody = await readBody(ctx.req, {
    maxBytes: signed ? SIGNED_LIMIT : UNSIGNED_LIMIT,
    timeoutMs: options.bodyTimeoutMs ?? BODY_TIMEOUT_MS,
    timers,
  });
  if (rawBody === 'too large') return refuse(ctx, 413, rawBody, options);
  if (rawBody === 'timeout') return refuse(ctx, 408, rawBody, options);
  if (rawBody === 'aborted') return refuse(ctx, 400, rawBody, options);
  const verified = verifyRequest({ ...options, rawBody, headers: ctx.req.headers, nowMs: options.now() });
  if (!verified.ok) return refuse(ctx, verified.status, verified.why, options);
  await respond(ctx, verified.body, options, timers);
}

async function health(ctx: Koa.Context, options: WebhookOptions): Promise<void> {
  const state = ctx.path === '/readyz' ? await options.readiness() : { ok: true, why: [] };
  ctx.status = state.ok ? 200 : 503;
  ctx.set('Cache-Control', 'no-store');
  ctx.body = { ok: state.ok, why: state.why };
}

/**
 * The door for Feishu's pushes, with `GET /healthz` and `GET /readyz`. Fails closed and reads the body itself before
 * anything else can. Throws at once when a secret is missing.
 */
export function webhookApp(options: WebhookOptions): Koa {
  checkOptions(options);
  const timers = options.timers ?? realTimers;
  const path = options.path ?? '/webhook/event';
  const app = new Koa();
  app.silent = true;
  app.on('error', (thrown: unknown) => options.log.error({ thrown: thrownName(thrown) }, 'http failure'));
  app.use(async (ctx, next) => {
    if (ctx.method === 'POST' && ctx.path === path) return receive(ctx, options, timers);
    if (ctx.method === 'GET' && (ctx.path === '/healthz' || ctx.path === '/readyz'))
      return health(ctx, options);
    await next();
  });
  for (const route of options.extraRoutes ?? []) app.use(route);
  return app;
}
