import Router from '@koa/router';
import { parseJson, readBody } from '../api/body.ts';
import type { SandboxContext } from '../context.ts';
import { MAX_CONNECTIONS } from './socket.ts';

/** POST /callback/ws/endpoint: app id and secret in, address of the long connection out. */
export function endpointRouter(box: SandboxContext): Router {
  const router = new Router();
  router.post('/callback/ws/endpoint', async (ctx) => {
    const body = parseJson(await readBody(ctx.req, 64 * 1024, new Error('too big')));
    // Error answers carry an empty `data`: without it the vendor's client retries for ever.
    if (body.AppID !== box.app.appId || body.AppSecret !== box.app.appSecret)
      ctx.body = { code: 514, msg: 'auth failed', data: {} };
    else if (box.sockets.size >= MAX_CONNECTIONS)
      ctx.body = { code: 1000040350, msg: 'the number of connections exceeded the limit', data: {} };
    else ctx.body = { code: 0, msg: '', data: box.sockets.endpoint(ctx.get('host')) };
  });
  return router;
}
