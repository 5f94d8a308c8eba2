import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClientOptions, type FeishuClient, feishuMessenger } from '../../src/feishu/client.ts';
import { feishuLog, secret } from '../support/log-watch.ts';
import { APP, NOW } from './door.ts';

export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly auth: string | undefined;
  readonly body: Buffer;
  readonly json: Record<string, unknown>;
  readonly type: string;
};
type Reply = { status?: number; headers?: Record<string, string>; body?: unknown; raw?: string | Buffer };
/** `hang` never answers, `drip` answers without end, `reset` cuts the line after reading the request. */
export type Behaviour = (seen: Seen) => Reply | 'hang' | 'drip' | 'reset';
export const SECRET = secret('secret-marker-7d1f');

async function read(req: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(req.url ?? '/', 'http://x');
  const type = req.headers['content-type'] ?? '';
  return {
    method: req.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    auth: req.headers.authorization,
    body,
    json: type.includes('json') && body.length ? JSON.parse(body.toString()) : {},
    type,
  };
}
function write(res: ServerResponse, reply: Reply): void {
  const isJson = reply.raw === undefined;
  res.writeHead(reply.status ?? 200, {
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...reply.headers,
  });
  res.end(reply.raw ?? JSON.stringify(reply.body));
}

function drip(res: ServerResponse): void {
  const timer = setInterval(() => res.write(' '), 5);
  res.on('close', () => clearInterval(timer));
}

export type Api = {
  readonly url: string;
  readonly seen: Seen[];
  readonly tokens: () => number;
  readonly logged: string[];
  /** Moves the client's clock. */
  clock: number;
  client(over?: Partial<ClientOptions>): FeishuClient;
  close(): Promise<void>;
};
export const ok = (data: unknown = {}): Reply => ({ body: { code: 0, msg: 'success', data } });
export const fail = (code: number, status = 400, headers = {}, msg = 'no'): Reply => ({
  status,
  headers,
  body: { code, msg, error: { log_id: '20240101abc' } },
});
export const sent = ok({ message_id: 'om_new', chat_id: 'oc_p2p' });

/** A server that hands out tokens `t-1`, `t-2` … and does for everything else what it is told. */
export async function openApi(behave: Behaviour = () => sent, expire = 7200): Promise<Api> {
  let tokens = 0;
  const seen: Seen[] = [];
  const server: Server = createServer((req, res) => {
    void read(req).then((request) => {
      if (request.path.endsWith('/tenant_access_token/internal')) {
        tokens += 1;
        return write(res, { body: { code: 0, msg: 'ok', tenant_access_token: `t-${tokens}`, expire } });
      }
      seen.push(request);
      const reply = behave(request);
      if (reply === 'reset') return req.socket.destroy();
      if (reply === 'drip') return drip(res);
      if (reply !== 'hang') write(res, reply);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const logged: string[] = [];
  const api: Api = {
    url,
    seen,
    tokens: () => tokens,
    logged,
    clock: NOW,
    client: (over = {}) =>
      feishuMessenger({
        appId: APP,
        appSecret: SECRET,
        domain: url,
        timeoutMs: 2_000,
        now: () => api.clock,
        log: feishuLog(logged),
        ...over,
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return api;
}
