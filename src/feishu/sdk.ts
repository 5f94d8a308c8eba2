import { createRequire } from 'node:module';
import type * as Lark from '@larksuiteoapi/node-sdk';
import { thrownName } from '../kernel/thrown.ts';
import { isLoopback } from './identity.ts';
import type { Log } from './log.ts';

/** The one place that loads the SDK. `require` takes half the time and a third less memory than `import` here. */
export const lark = createRequire(import.meta.url)('@larksuiteoapi/node-sdk') as typeof Lark;
export type { Lark };

/** Feishu's largest answer we ask for is a page of 50 people, some 100 KB. Downloads have a cap of their own. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;
const MAX_LINE = 200;

export type HttpResponse = {
  readonly status: number;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
};
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly responseType?: 'json' | 'stream';
  readonly maxContentLength?: number;
  readonly signal?: AbortSignal;
};
/** The SDK's HTTP client is axios; these are the few of its doors we use, which the SDK's types leave out. */
type Axios = Lark.HttpInstance & {
  create(defaults: object): Axios;
  interceptors: { response: { use(ok: (response: HttpResponse) => unknown): void } };
};

/**
 * An HTTP client of our own: the SDK's waits for ever, follows redirects and takes answers of any size.
 * @param shape what a call gives: `whole` (status, headers and data; no status is thrown) or `data`, as the SDK wants it
 */
export function httpInstance(timeoutMs: number, shape: 'whole' | 'data', domain: string): Lark.HttpInstance {
  const http = (lark.defaultHttpInstance as Axios).create({
    timeout: timeoutMs,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    maxBodyLength: Number.POSITIVE_INFINITY,
    paramsSerializer: { indexes: null },
    // axios takes the proxy of the environment, which knows no way back to this machine.
    ...(isLoopback(domain) ? { proxy: false } : {}),
    ...(shape === 'whole' ? { validateStatus: () => true } : {}),
  });
  http.interceptors.response.use((response) => (shape === 'data' ? response.data : response));
  return http;
}

/**
 * Sends one request with the SDK's client. Rejects only when there was no answer; any status is an answer.
 * Tokens are ours (see token.ts): the SDK's cache asks many times at once and never lets a revoked one go.
 */
export function sdkTransport(options: {
  readonly appId: string;
  readonly appSecret: string;
  readonly domain: string;
  readonly timeoutMs: number;
  readonly log: Log;
}): (request: HttpRequest) => Promise<HttpResponse> {
  const http = httpInstance(options.timeoutMs, 'whole', options.domain);
  const client = new lark.Client({
    appId: options.appId,
    appSecret: options.appSecret,
    domain: options.domain,
    disableTokenCache: true,
    httpInstance: http,
    logger: quietLogger(options.log),
    loggerLevel: lark.LoggerLevel.error,
  });
  return (request) => {
    // axios' own limit counts silence only; the signal ends a call that drips.
    const timed = { signal: AbortSignal.timeout(options.timeoutMs), ...request };
    // The SDK's client rebuilds `data` as a plain object, which a multipart form does not survive.
    return request.data instanceof FormData || request.responseType === 'stream'
      ? http.request<unknown, HttpResponse>({ ...timed, url: `${options.domain}${request.url}` } as object)
      : client.request<HttpResponse>(timed as object);
  };
}

/** A logger for the SDK that lets no body, token, secret or address through: it logs requests whole when they fail. */
export function quietLogger(log: Log): Lark.Logger {
  const line = (parts: readonly unknown[]): string =>
    parts
      .flat()
      .map((part) => (typeof part === 'string' ? part : thrownName(part)))
      .join(' ')
      .replace(/\b(?:wss?|https?):\/\/\S+/g, '<address>')
      .replace(/\b(?:[tu]-|c-|cli_|ou_|on_)[\w.-]{8,}/g, '<id>')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach a log line
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .slice(0, MAX_LINE);
  const silent = (): void => {};
  return {
    error: (...parts) => log.warn({ sdk: line(parts) }, 'sdk'),
    warn: (...parts) => log.info({ sdk: line(parts) }, 'sdk'),
    info: silent,
    debug: silent,
    trace: silent,
  };
}
