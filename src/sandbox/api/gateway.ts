import Router from '@koa/router';
import type { Context } from 'koa';
import type { SandboxContext } from '../context.ts';
import { freshId } from '../ids.ts';
import type { Fault } from '../protocol.ts';
import { authRoutes, TOKEN_PATH } from './auth.ts';
import { parseJson, readBody } from './body.ts';
import type { Answer, ApiRoute, Call } from './call.ts';
import { chatRoutes } from './chats.ts';
import { contactRoutes } from './contact.ts';
import { ApiError, errorBody, rateLimited, scopeMissing } from './error.ts';
import { faultError } from './faults.ts';
import { fileRoutes, MAX_FILE } from './files.ts';
import { messageRoutes } from './messages.ts';

const routes: readonly ApiRoute[] = [
  ...authRoutes,
  ...messageRoutes,
  ...fileRoutes,
  ...contactRoutes,
  ...chatRoutes,
];

/** Throws unless the bearer token is a live tenant token. The platform answers 400 here, not 401. */
function authorise(box: SandboxContext, header: string | undefined): void {
  if (!header)
    throw new ApiError(
      99991661,
      'Missing access token for authorization. Please make a request with token attached.',
    );
  const token = /^Bearer (.+)$/.exec(header)?.[1] ?? '';
  if (!/^[tu]-/.test(token))
    throw new ApiError(
      99991671,
      'Invalid access token for authorization. The token should start with t- or u-.',
    );
  if (!box.tokens.isValid(token))
    throw new ApiError(
      99991663,
      'Invalid access token for authorization. Please make a test attempt with the correct token.',
    );
}

async function callOf(box: SandboxContext, ctx: Context & { params: Record<string, string> }): Promise<Call> {
  const raw = await readBody(
    ctx.req,
    MAX_FILE + 1024 * 1024,
    new ApiError(234006, 'The file size exceed the max value.'),
  );
  const contentType = ctx.get('content-type');
  const multipart = contentType.startsWith('multipart/');
  const query = new URL(ctx.req.url ?? '/', 'http://localhost').searchParams;
  return { box, params: ctx.params, query, body: multipart ? {} : parseJson(raw), raw, contentType };
}

async function answer(
  box: SandboxContext,
  route: ApiRoute,
  ctx: Context & { params: Record<string, string> },
): Promise<Answer> {
  const call = await callOf(box, ctx);
  const busy = box.limits.gateway(`${route.method} ${route.path}`);
  if (busy) throw rateLimited(busy.limit, busy.resetSeconds);
  if (route.path !== TOKEN_PATH) authorise(box, ctx.get('authorization'));
  const { scopes = [] } = route;
  if (!box.grants.any(scopes)) throw scopeMissing(scopes);
  return route.handle(call);
}

function write(ctx: Context, result: Answer): void {
  if ('bytes' in result) {
    ctx.type = 'application/octet-stream';
    ctx.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(result.name)}`);
    ctx.body = result.bytes;
  } else ctx.body = 'flat' in result ? result.flat : { code: 0, msg: 'success', data: result.data };
}

function writeError(ctx: Context, error: unknown, logId: string): void {
  const known = error instanceof ApiError ? error : new ApiError(2200, 'internal error', { status: 500 });
  if (!(error instanceof ApiError)) console.error('sandbox: fault of the sandbox itself', error);
  ctx.status = known.status;
  ctx.set({ ...known.headers });
  ctx.body = errorBody(known, logId);
}

/** Faults that act on the connection: true when the answer is not to be sent. */
function cutOff(ctx: Context, fault: Fault | undefined): boolean {
  if (fault?.kind !== 'hang' && fault?.kind !== 'reset' && fault?.kind !== 'lostAnswer') return false;
  ctx.respond = false;
  if (fault.kind !== 'hang') ctx.req.socket.destroy();
  return true;
}

/** All of /open-apis: log id, faults asked for by tests, gateway limit, token, handler, error shape. */
export function apiRouter(box: SandboxContext): Router {
  const router = new Router({ prefix: '/open-apis' });
  for (const route of routes)
    router[route.method](route.path, async (ctx) => {
      const logId = `${box.clock.now()}${freshId('').slice(0, 18)}`;
      ctx.set('x-tt-logid', logId);
      const fault = box.faults.take(ctx.path);
      if (fault?.kind !== 'lostAnswer' && cutOff(ctx, fault)) return;
      try {
        const failure = fault && faultError(fault);
        if (failure) throw failure;
        write(ctx, await answer(box, route, ctx));
      } catch (error) {
        writeError(ctx, error, logId);
      }
      cutOff(ctx, fault);
    });
  router.all('/{*path}', (ctx) => {
    const logId = freshId('');
    ctx.set('x-tt-logid', logId);
    writeError(ctx, new ApiError(99991201, 'request path is unknown', { status: 404 }), logId);
  });
  return router;
}
