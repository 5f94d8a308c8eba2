import type { Context } from 'koa';
import type { SandboxActions } from './actions.ts';

/** Browsers and proxies drop silent connections; a comment every 15 s keeps one alive. */
const KEEP_ALIVE_MS = 15_000;

/** Answers with a stream of server-sent events that lives until the listener goes away. */
export function writeStream(ctx: Context, actions: SandboxActions): void {
  // Written past Koa, which takes a listener's going away for an error.
  ctx.respond = false;
  const { res } = ctx;
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  res.write(': open\n\n');
  const stop = actions.listen((event) => res.write(`data: ${JSON.stringify(event)}\n\n`));
  const timer = setInterval(() => res.write(': still here\n\n'), KEEP_ALIVE_MS).unref();
  res.on('close', () => {
    stop();
    clearInterval(timer);
  });
}
