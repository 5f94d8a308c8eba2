import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import protobuf from 'protobufjs';
import { type WebSocket, WebSocketServer } from 'ws';
import { type LongConnection, type LongConnectionOptions, longConnection } from '../../src/feishu/socket.ts';
import type { Envelope, Handle } from '../../src/kernel/envelope.ts';
import { feishuLog, secret } from '../support/log-watch.ts';
import { APP, BOT, NOW, TENANT, TOKEN } from './door.ts';

/** The long connection's frame, field by field as the vendor's clients have it. */
const { root } = protobuf.parse(
  `syntax = "proto2"; message Header { required string key = 1; required string value = 2; }
  message Frame { required uint64 SeqID = 1; required uint64 LogID = 2; required int32 service = 3; required int32 method = 4;
  repeated Header headers = 5; optional string payload_encoding = 6; optional string payload_type = 7; optional bytes payload = 8; }`,
  { keepCase: true },
);
const Frame = root.lookupType('Frame');
export type Headers = Record<string, string>;
type Decoded = { method: number; headers: { key: string; value: string }[]; payload?: Buffer };

export const frame = (method: number, headers: Headers, payload: string | Buffer): Uint8Array =>
  Frame.encode({
    SeqID: 0,
    LogID: 0,
    service: 1,
    method,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    payload: Buffer.from(payload),
  }).finish();
export const event = (body: unknown, over: Headers = {}, payload?: Buffer): Uint8Array =>
  frame(
    1,
    { type: 'event', message_id: 'm1', sum: '1', seq: '0', trace_id: 't', ...over },
    payload ?? JSON.stringify(body),
  );

export type Endpoint = { code: number; msg?: string; url?: string };
export type FakeSocket = {
  readonly url: string;
  readonly seen: Envelope[];
  readonly counted: string[];
  readonly logged: string[];
  readonly sockets: WebSocket[];
  pings: number;
  pulls: number;
  /** What the next requests for an address are answered; empty = the right address. */
  readonly endpoints: Endpoint[];
  /** Sent in one piece with the handshake's answer. */
  first?: Uint8Array;
  open(over?: Partial<LongConnectionOptions>, handle?: Handle): LongConnection;
  /** Sends a frame and gives the answer as `{code, data}` with `data` decoded. */
  exchange(sent: Uint8Array): Promise<{ code: number; data?: unknown }>;
  close(): Promise<void>;
};

/** Waits for something that comes by itself. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};
const answers: Array<(answer: { code: number; data?: unknown }) => void> = [];

function onFrame(fake: FakeSocket, raw: Buffer): void {
  const got = Frame.decode(raw) as unknown as Decoded;
  if (got.method === 0) {
    fake.pings += 1;
    return;
  }
  const { code, data } = JSON.parse(String(got.payload)) as { code: number; data?: string };
  answers.shift()?.({ code, ...(data ? { data: JSON.parse(Buffer.from(data, 'base64').toString()) } : {}) });
}

export async function openSocket(): Promise<FakeSocket> {
  const wss = new WebSocketServer({ noServer: true });
  const config = { PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30 };
  const server = createServer((_, res) => {
    fake.pulls += 1;
    const { code = 0, msg = '', url } = fake.endpoints.shift() ?? {};
    const own = `${fake.url.replace('http', 'ws')}/ws?x=1&device_id=d&service_id=1`;
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ code, msg, data: code === 0 ? { URL: url ?? own, ClientConfig: config } : {} }));
  });
  server.on('upgrade', (req, socket, head) => {
    // Corked, so that the handshake's answer and the first frame leave in one packet.
    socket.cork();
    wss.handleUpgrade(req, socket, head, (ws) => {
      fake.sockets.push(ws);
      ws.on('message', (raw: Buffer) => onFrame(fake, raw));
      if (fake.first) ws.send(fake.first);
      socket.uncork();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const opened: LongConnection[] = [];
  const fake: FakeSocket = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    counted: [],
    logged: [],
    sockets: [],
    pings: 0,
    pulls: 0,
    endpoints: [],
    open(over = {}, handle) {
      const connection = longConnection({
        appId: APP,
        appSecret: secret('secret-marker-7d1f'),
        domain: fake.url,
        tenantKey: TENANT,
        verificationToken: TOKEN,
        botOpenId: BOT,
        now: () => NOW,
        log: feishuLog(fake.logged),
        count: (what) => void fake.counted.push(what),
        handle: async (envelope) => {
          fake.seen.push(envelope);
          return handle ? handle(envelope) : {};
        },
        ...over,
        supervisor: { checkMs: 5, firstWaitMs: 5, maxWaitMs: 20, ...over.supervisor },
      });
      opened.push(connection);
      return connection;
    },
    async exchange(sent) {
      await until(() => fake.sockets.length > 0 && fake.pings > 0);
      return new Promise((resolve) => {
        answers.push(resolve);
        fake.sockets.at(-1)?.send(sent);
      });
    },
    close: () =>
      new Promise((resolve) => {
        for (const connection of opened) connection.close();
        for (const socket of fake.sockets) socket.terminate();
        answers.length = 0;
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}
