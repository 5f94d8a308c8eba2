import { createCipheriv, createHash } from 'node:crypto';
import { request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type WebhookOptions, webhookApp } from '../../src/feishu/http.ts';
import type { Envelope, Handle, Reply } from '../../src/kernel/envelope.ts';
import { feishuLog, secret } from '../support/log-watch.ts';

/** Feishu's side of the door, written from the vendor's description with node only. */
export const APP = 'cli_9f5343c580712544';
export const TENANT = '2ca1d211f64f6438';
export const KEY = secret('test key');
export const TOKEN = secret('rvaYgkND1GOiu5MM0E1rncYC6PLtF7JV');
export const BOT = 'ou_bot';
export const NOW = 1_700_000_000_000;

export function encrypt(text: string | Buffer, key = KEY): string {
  const iv = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final()]).toString('base64');
}
export function sign(raw: Buffer | string, at = String(NOW / 1000), key = KEY): Record<string, string> {
  const signature = createHash('sha256').update(`${at}n0nce${key}`).update(raw).digest('hex');
  return { 'x-lark-request-timestamp': at, 'x-lark-request-nonce': 'n0nce', 'x-lark-signature': signature };
}
/** The encrypted envelope of an inner JSON text. */
export const sealed = (inner: unknown): string =>
  JSON.stringify({ encrypt: encrypt(typeof inner === 'string' ? inner : JSON.stringify(inner)) });

export const header = (type: string, over: object = {}) => ({
  event_id: 'e1',
  event_type: type,
  create_time: String(NOW),
  token: TOKEN,
  app_id: APP,
  tenant_key: TENANT,
  ...over,
});
export const person = (openId = 'ou_a') => ({ union_id: 'on_a', user_id: 'u1', open_id: openId });
export const message = (over: object = {}, sender: object = {}, head: object = {}) => ({
  schema: '2.0',
  header: header('im.message.receive_v1', head),
  event: {
    sender: { sender_id: person(), sender_type: 'user', tenant_key: TENANT, ...sender },
    message: {
      message_id: 'om_1',
      chat_id: 'oc_1',
      chat_type: 'p2p',
      message_type: 'text',
      content: JSON.stringify({ text: '填报' }),
      ...over,
    },
  },
});
export const click = (
  action: object = { value: { do: 'risk.approve' }, tag: 'button' },
  head: object = {},
) => ({
  schema: '2.0',
  header: header('card.action.trigger', { create_time: `${NOW}000`, ...head }),
  event: {
    operator: { ...person(), tenant_key: TENANT },
    token: secret('c-295ee57216a5dc9de90fefd0aadb4b1d7d'),
    action,
    host: 'im_message',
    context: { open_message_id: 'om_1', open_chat_id: 'oc_1' },
  },
});

export type Door = {
  readonly url: string;
  readonly port: number;
  readonly seen: Envelope[];
  readonly counted: string[];
  readonly logged: string[];
  /** How many connections the server holds. */
  lines(): Promise<number>;
  close(): Promise<void>;
};

/** Opens our door on a free port. `handle` answers `{}` unless told otherwise. */
export async function openDoor(over: Partial<WebhookOptions> = {}, handle?: Handle): Promise<Door> {
  const seen: Envelope[] = [];
  const counted: string[] = [];
  const logged: string[] = [];
  const app = webhookApp({
    appId: APP,
    encryptKey: KEY,
    verificationToken: TOKEN,
    tenantKey: TENANT,
    botOpenId: BOT,
    now: () => NOW,
    readiness: () => ({ ok: true, why: [] }),
    log: feishuLog(logged),
    count: (what) => void counted.push(what),
    handle: async (envelope): Promise<Reply> => {
      seen.push(envelope);
      return handle ? handle(envelope) : {};
    },
    ...over,
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const lines = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  return { url: `http://127.0.0.1:${port}`, port, seen, counted, logged, lines, close };
}

export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly json: unknown;
};

/** Sends a body in the given pieces, one write each, and gives the answer. */
export function post(
  door: Door,
  pieces: readonly (string | Buffer)[],
  headers: Record<string, string>,
  path = '/webhook/event',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request(`${door.url}${path}`, { method: 'POST', headers, agent: false }, (res) => {
      const chunks: Buffer[] = [];
      res
        .on('data', (c: Buffer) => chunks.push(c))
        .on('end', () => {
          const text = Buffer.concat(chunks).toString();
          let json: unknown;
          try {
            json = JSON.parse(text);
          } catch {
            json = undefined;
          }
          resolve({ status: res.statusCode ?? 0, type: res.headers['content-type'] ?? '', text, json });
        });
    });
    req.on('error', reject);
    const write = (i: number): void => {
      const piece = pieces[i];
      if (piece === undefined) req.end();
      else req.write(piece, () => setImmediate(write, i + 1));
    };
    req.setNoDelay(true);
    write(0);
  });
}

/** Encrypts, signs and sends like Feishu does. */
export const push = (door: Door, inner: unknown): Promise<Answer> => {
  const raw = sealed(inner);
  return post(door, [raw], sign(raw));
};

/** Begins a request whose rest never comes; `closed` gives all that was answered once the line is cut. */
export function half(
  door: Door,
  begun = 'Content-Length: 100\r\n\r\n{"enc',
): Promise<{ abort(): void; closed: Promise<string> }> {
  return new Promise((resolve) => {
    const socket = connect(door.port, '127.0.0.1', () => {
      let got = '';
      const closed = new Promise<string>((done) => socket.on('close', () => done(got)));
      socket.on('data', (d) => {
        got += d.toString();
      });
      socket.on('error', () => {});
      const head = `POST /webhook/event HTTP/1.1\r\nHost: x\r\n${begun}`;
      socket.write(head, () => resolve({ abort: () => socket.destroy(), closed }));
    });
  });
}
