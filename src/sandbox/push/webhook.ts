import { randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { encryptBody, signBody } from '../crypto.ts';
import type { Delivery, Transport } from './delivery.ts';

export type WebhookOptions = {
  readonly url: () => string | undefined;
  readonly encryptKey: string;
  readonly verificationToken: string;
  /** Sandbox clock, ms: the signature's timestamp. */
  readonly now: () => number;
  /** Feishu gives 3 s to events and callbacks. */
  readonly answerLimitMs: number;
};

async function readAnswer(res: IncomingMessage): Promise<Delivery> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of res as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    return { kind: 'answered', status: res.statusCode ?? 0, body };
  } catch {
    return { kind: 'failed', why: 'connect' };
  }
}

/** Sends one POST and reads the answer; redirects are not followed, as on the platform. */
function post(url: string, raw: string, headers: Record<string, string>, limitMs: number): Promise<Delivery> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const req = send(target, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(raw),
        'user-agent': 'Go-http-client/1.1',
        connection: 'close',
        ...headers,
      },
    });
    const timer = setTimeout(() => settle({ kind: 'failed', why: 'timeout' }), limitMs);
    const settle = (result: Delivery) => {
      clearTimeout(timer);
      resolve(result);
      if (result.kind === 'failed') req.destroy();
    };
    req.on('error', () => settle({ kind: 'failed', why: 'connect' }));
    req.on('response', (res) => void readAnswer(res).then(settle));
    req.end(raw);
  });
}

const rawBody = (encryptKey: string, message: string): string =>
  encryptKey === '' ? message : JSON.stringify({ encrypt: encryptBody(encryptKey, message) });

/** Pushes by HTTP: encrypted and signed when there is an Encrypt Key, in plain text without signature headers when not. */
export function webhookTransport(options: WebhookOptions): Transport {
  return {
    deliver: async (message) => {
      const url = options.url();
      if (url === undefined) return { kind: 'failed', why: 'connect' };
      const raw = rawBody(options.encryptKey, message);
      const timestamp = String(Math.floor(options.now() / 1000));
      const nonce = randomBytes(8).toString('hex');
      const signed = {
        'x-lark-request-timestamp': timestamp,
        'x-lark-request-nonce': nonce,
        'x-lark-signature': signBody(timestamp, nonce, options.encryptKey, raw),
      };
      return post(url, raw, options.encryptKey === '' ? {} : signed, options.answerLimitMs);
    },
  };
}

/**
 * The console's check of a request URL: encrypted, but without signature headers; the answer must bring the challenge
 * back in plain JSON within 1 s. Gives undefined when it holds, else what is wrong.
 */
export async function checkRequestUrl(options: WebhookOptions): Promise<string | undefined> {
  const url = options.url();
  if (url === undefined) return 'no request URL';
  const challenge = randomBytes(12).toString('hex');
  const body = JSON.stringify({ challenge, token: options.verificationToken, type: 'url_verification' });
  const answer = await post(
    url,
    rawBody(options.encryptKey, body),
    {},
    Math.min(1000, options.answerLimitMs),
  );
  if (answer.kind === 'failed') return answer.why;
  if (answer.status !== 200) return `HTTP ${answer.status}`;
  try {
    const echoed = (JSON.parse(answer.body) as { challenge?: unknown }).challenge;
    return echoed === challenge ? undefined : 'Challenge code 没有返回';
  } catch {
    return 'the answer is not JSON';
  }
}
