import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Middleware } from 'koa';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};
// Charts draw on a canvas and place their tooltips with inline styles; scripts come from our own files only.
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers of every answer. */
export const safeHeaders: Middleware = (ctx, next) => {
  ctx.set({
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  return next();
};

/** Serves the built page from a folder, `/` being its index.html; nothing outside the folder, no listing. */
export function servePage(folder: string | undefined): Middleware {
  return async (ctx, next) => {
    if (folder === undefined || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();
    const root = resolve(folder);
    const file = resolve(root, `.${ctx.path === '/' ? '/index.html' : decodeURIComponent(ctx.path)}`);
    const type = TYPES[extname(file)];
    if (!file.startsWith(root + sep) || type === undefined) return next();
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes === undefined) return next();
    ctx.set('content-type', type);
    ctx.body = bytes;
  };
}

/**
 * Refuses requests that a foreign web page could have caused: a Host that is not this loopback address (DNS rebinding)
 * or an Origin of another site.
 */
export const onlyLocal =
  (port: () => number): Middleware =>
  (ctx, next) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const origin = ctx.get('origin');
    if (hosts.includes(ctx.get('host')) && (origin === '' || hosts.some((h) => origin === `http://${h}`)))
      return next();
    ctx.status = 403;
    ctx.body = { error: 'only from this machine' };
    return undefined;
  };
