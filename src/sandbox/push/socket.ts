import { randomInt } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { freshId } from '../ids.ts';
import type { Delivery, Transport } from './delivery.ts';
import { decodeFrame, encodeFrame, type Frame } from './frame.ts';

/** Feishu refuses the 51st connection of an app with 1000040350. */
export const MAX_CONNECTIONS = 50;
const SERVICE_ID = 33554678;
const CLIENT_CONFIG = { ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30, PingInterval: 120 };

export type SocketOptions = {
  readonly answerLimitMs: number;
  /** Largest payload of one frame in bytes; longer events are split. */
  readonly fragmentBytes: number;
  /** Header `type` of card callbacks: Feishu was seen to send both. */
  readonly cardFrameType: 'event' | 'card';
};

/** The long-connection side: hands out tickets, keeps the sockets, pushes to one of them at random. */
export class LongConnections implements Transport {
  readonly #options: SocketOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #sockets = new Set<WebSocket>();
  readonly #waiting = new Map<string, (payload: string) => void>();
  /** When set, pings stay unanswered and nothing is sent: a half-open connection. */
  halfOpen = false;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** The `data` of the endpoint's answer. device_id and service_id must not be the first query parameter (SDK parsing). */
  endpoint(host: string): { URL: string; ClientConfig: typeof CLIENT_CONFIG } {
    const ticket = freshId('');
    this.#tickets.add(ticket);
    const query = `fpid=493&aid=552564&device_id=${freshId('')}&access_key=${freshId('')}&service_id=${SERVICE_ID}&ticket=${ticket}`;
    return { URL: `ws://${host}/ws/v2?${query}`, ClientConfig: CLIENT_CONFIG };
  }

  attach(http: Server): void {
    http.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(req.url ?? '/', 'http://localhost');
      if (url.pathname !== '/ws/v2' || !this.#tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 403 Forbidden\r\nHandshake-Status: 403\r\n\r\n');
        return;
      }
      this.#server.handleUpgrade(req, socket, head, (ws) => this.#admit(ws));
    });
  }

  #admit(ws: WebSocket): void {
    this.#sockets.add(ws);
    ws.on('close', () => this.#sockets.delete(ws));
    ws.on('error', () => ws.terminate());
    ws.on('message', (data: RawData) => {
      try {
        this.#receive(ws, decodeFrame(data as Buffer));
      } catch {
        ws.close(1003, 'not a frame');
      }
    });
  }

  #receive(ws: WebSocket, frame: Frame): void {
    if (this.halfOpen) return;
    if (frame.method === 0) {
      const payload = Buffer.from(JSON.stringify(CLIENT_CONFIG));
      if (frame.headers.type === 'ping')
        ws.send(encodeFrame({ ...frame, headers: { type: 'pong' }, payload }));
      return;
    }
    const text = Buffer.from(frame.payload ?? []).toString('utf8');
    this.#waiting.get(frame.headers.message_id ?? '')?.(text);
  }

  async deliver(message: string, kind: 'event' | 'card'): Promise<Delivery> {
    const open = [...this.#sockets];
    const ws = open[open.length === 0 ? 0 : randomInt(open.length)];
    if (!ws) return { kind: 'failed', why: 'connect' };
    const id = freshId('');
    const answer = this.#awaitAnswer(id);
    if (!this.halfOpen)
      this.#sendSplit(ws, id, message, kind === 'card' ? this.#options.cardFrameType : 'event');
    return answer;
  }

  #awaitAnswer(id: string): Promise<Delivery> {
    return new Promise((resolve) => {
      const settle = (delivery: Delivery) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(delivery);
      };
      const timer = setTimeout(() => settle({ kind: 'failed', why: 'timeout' }), this.#options.answerLimitMs);
      this.#waiting.set(id, (payload) => settle(deliveryOf(payload)));
    });
  }

  #sendSplit(ws: WebSocket, id: string, message: string, type: string): void {
    const bytes = Buffer.from(message, 'utf8');
    const size = this.#options.fragmentBytes;
    const sum = Math.max(1, Math.ceil(bytes.length / size));
    const trace = freshId('');
    for (let seq = 0; seq < sum; seq++) {
      const headers = { type, message_id: id, sum: String(sum), seq: String(seq), trace_id: trace };
      const payload = bytes.subarray(seq * size, (seq + 1) * size);
      ws.send(encodeFrame({ service: SERVICE_ID, method: 1, headers, payload }));
    }
  }

  /** Drops every connection, as when the platform restarts a gateway. */
  dropAll(): void {
    for (const ws of this.#sockets) ws.terminate();
  }

  close(): void {
    this.dropAll();
    this.#server.close();
  }
}

/** `{code, data}` of a reply frame; `data` is base64 of what a webhook would have had as its body. */
function deliveryOf(payload: string): Delivery {
  try {
    const reply = JSON.parse(payload) as { code?: unknown; data?: unknown };
    const body = typeof reply.data === 'string' ? Buffer.from(reply.data, 'base64').toString('utf8') : '';
    return { kind: 'answered', status: typeof reply.code === 'number' ? reply.code : 0, body };
  } catch {
    return { kind: 'answered', status: 0, body: '' };
  }
}
