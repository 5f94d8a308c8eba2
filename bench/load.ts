import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

type Answer = { readonly status: number; readonly body: string };
const refuse = ({ status, body }: Answer): never => {
  throw new Error(`answered ${status}: ${body.slice(0, 300)}`);
};

export type Volley = { readonly perSecond: number; readonly latencies: readonly number[] };

const HEAD_END = Buffer.from('\r\n\r\n');

/** The first whole response in the bytes so far, or undefined. */
function responseIn(bytes: Buffer): { status: number; body: string } | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) throw new Error(`a response without a length: ${head.slice(0, 200)}`);
  const from = end + HEAD_END.length;
  if (bytes.length < from + length) return undefined;
  return { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', from, from + length) };
}

/** One connection, kept alive. A client this bare leaves the machine to the server that is measured. */
class Connection {
  readonly #socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #waiting: ((answer: { status: number; body: string }) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket.setNoDelay(true).on('data', (chunk) => {
      this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
      const answer = responseIn(this.#bytes);
      if (!answer) return;
      this.#bytes = Buffer.alloc(0);
      this.#waiting?.(answer);
    });
  }

  send(request: Buffer): Promise<{ status: number; body: string }> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Node takes in one waiting connection each time its loop turns: under load the last of 64 would wait a third of a second. */
const GREETING = Buffer.from('GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n');

const open = (port: number): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket))).once('error', reject);
  });

/**
 * Sends prepared requests over so many connections to some ports in turn, one at a time on each; every connection has
 * been used once before the clock starts. Throws when an answer isn't as wanted.
 */
export async function fire(
  ports: readonly number[],
  requests: readonly Buffer[],
  connections: number,
  wanted: RegExp,
): Promise<Volley> {
  const all = await Promise.all(
    Array.from({ length: connections }, (_, i) => open(ports[i % ports.length] ?? 0)),
  );
  await Promise.all(all.map((connection) => connection.send(GREETING)));
  const latencies: number[] = [];
  let next = 0;
  const from = performance.now();
  await Promise.all(
    all.map(async (connection) => {
      for (let request = requests[next++]; request; request = requests[next++]) {
        const sent = performance.now();
        const { status, body } = await connection.send(request);
        latencies.push(performance.now() - sent);
        if (status !== 200 || !wanted.test(body)) refuse({ status, body });
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  for (const connection of all) connection.close();
  return { perSecond: requests.length / seconds, latencies };
}

/** A server closes a connection on which nothing came for five seconds; one that is nearly there is not used again. */
const FRESH_MS = 3_000;

/**
 * Sends prepared requests at a steady pace, whether earlier ones are answered or not, each over a connection that is
 * free. A request that had to wait for one counts from when it was due. `onOdd` gets the answers that are not as wanted.
 */
export async function pour(
  port: number,
  requests: readonly Buffer[],
  perSecond: number,
  wanted: RegExp,
  onOdd: (answer: Answer) => void = refuse,
): Promise<Volley> {
  const free: { connection: Connection; since: number }[] = [];
  const latencies: number[] = [];
  const from = performance.now();
  const take = (): Connection | undefined => {
    const newest = free.pop();
    if (!newest || performance.now() - newest.since < FRESH_MS) return newest?.connection;
    for (const { connection } of [newest, ...free.splice(0)]) connection.close();
    return undefined;
  };
  const one = async (request: Buffer, due: number): Promise<void> => {
    const connection = take() ?? (await open(port));
    const { status, body } = await connection.send(request);
    latencies.push(performance.now() - due);
    free.push({ connection, since: performance.now() });
    if (status !== 200 || !wanted.test(body)) onOdd({ status, body });
  };
  const all: Promise<void>[] = [];
  for (const [n, request] of requests.entries()) {
    const due = from + (n * 1000) / perSecond;
    if (due > performance.now()) await setTimeout(due - performance.now());
    all.push(one(request, due));
  }
  await Promise.all(all);
  const seconds = (performance.now() - from) / 1000;
  for (const { connection } of free) connection.close();
  return { perSecond: requests.length / seconds, latencies };
}
