import { PassThrough } from 'node:stream';
import type { Context } from 'koa';
import type { SandboxActions } from './actions.ts';

/** Browsers and proxies drop silent connections; a comment every 15 s keeps one alive. */
const KEEP_ALIVE_MS = 15_000;

/** Answers with a stream of server-sent events that lives until the listener goes away. */
export function writeStream(ctx: Context, actions: SandboxActions): void {
  const out = new PassThrough();
  ctx.type = 'text/event-stream';
  ctx.set('cache-control', 'no-store');
  ctx.body = out;
  out.write(': open\n\n');
  const stop = actions.listen((event) => out.write(`data: ${JSON.stringify(event)}\n\n`));
  const timer = setInterval(() => out.write(': still here\n\n'), KEEP_ALIVE_MS).unref();
  ctx.req.on('close', () => {
    stop();
    clearInterval(timer);
    out.end();
  });
}
