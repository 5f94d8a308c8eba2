import { answerFault, TOKEN_CODES, transportFault } from './faults.ts';
import { MessengerError } from './messenger.ts';
import { isObject, type JsonObject, safeParse } from './parse.ts';
import type { HttpRequest, HttpResponse } from './sdk.ts';
import { readCapped } from './stream.ts';
import { type Token, tokenCache } from './token.ts';

export type OpenApiRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Path below `/open-apis`; build it with `path`, which checks and encodes what is put in. */
  readonly path: string;
  readonly query?: HttpRequest['params'];
  readonly body?: object;
};
/** One call of the Open API: the whole answer body. Throws MessengerError for everything but `code: 0`. */
export type Call = (request: OpenApiRequest) => Promise<JsonObject>;
type Send = (request: HttpRequest) => Promise<HttpResponse>;

const MAX_FAULT_BYTES = 64 * 1024;
const ID = /^(?:0|(?:om|oc|ou|on|od|omt|img|file)[_-][A-Za-z0-9_-]{1,64})$/;

/**
 * A path with ids in it: path`/im/v1/messages/${id}`. Throws MessengerError `permanent` for anything that is not an id
 * of Feishu's, so that no value can ever lead to another address.
 */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  const bad = ids.find((id) => !ID.test(id));
  if (bad !== undefined) throw new MessengerError('permanent', 0, 'not a Feishu id; nothing was sent');
  return parts.reduce((whole, part, i) => whole + encodeURIComponent(ids[i - 1] ?? '') + part);
}

/** The refusal of a download comes as a stream too. */
async function readFault(stream: AsyncIterable<Uint8Array>): Promise<JsonObject | undefined> {
  try {
    return safeParse((await readCapped(stream, MAX_FAULT_BYTES)) ?? '');
  } catch {
    return undefined;
  }
}

/** Sends and sorts the faults; the raw error of the network never leaves here. */
export async function exchange(send: Send, request: HttpRequest): Promise<HttpResponse> {
  let response: HttpResponse;
  try {
    response = await send(request);
  } catch (thrown) {
    throw transportFault(thrown);
  }
  if (request.responseType === 'stream') {
    if (response.status < 300) return response;
    response = { ...response, data: await readFault(response.data as AsyncIterable<Uint8Array>) };
  }
  const fault = answerFault(response);
  if (fault) throw fault;
  return response;
}

async function fetchToken(send: Send, appId: string, appSecret: string, now: () => number): Promise<Token> {
  const url = '/open-apis/auth/v3/tenant_access_token/internal';
  const { data } = await exchange(send, {
    method: 'POST',
    url,
    data: { app_id: appId, app_secret: appSecret },
  });
  const { tenant_access_token: value, expire } = isObject(data) ? data : {};
  if (typeof value !== 'string' || !value || typeof expire !== 'number')
    throw new MessengerError('again', 0, 'Feishu answered without a token');
  return { value, expiresAt: now() + expire * 1000 };
}

/** Calls with a token: a refused one is dropped and the call made once more, never more often. */
export function withToken(options: {
  readonly send: Send;
  readonly appId: string;
  readonly appSecret: string;
  readonly now: () => number;
}): (request: HttpRequest) => Promise<HttpResponse> {
  const { send, appId, appSecret, now } = options;
  const tokens = tokenCache({ fetch: () => fetchToken(send, appId, appSecret, now), now });
  const once = async (request: HttpRequest, token: string): Promise<HttpResponse> =>
    exchange(send, { ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } });
  return async (request) => {
    const token = await tokens.get();
    try {
      return await once(request, token);
    } catch (thrown) {
      if (!(thrown instanceof MessengerError) || !TOKEN_CODES.has(thrown.code)) throw thrown;
      tokens.drop(token);
      return once(request, await tokens.get());
    }
  };
}

/** A `Call` on top of a sender with token. */
export const openApi =
  (send: (request: HttpRequest) => Promise<HttpResponse>): Call =>
  async ({ method, path: below, query, body }) => {
    const request = {
      method,
      url: `/open-apis${below}`,
      ...(query ? { params: query } : {}),
      ...(body ? { data: body } : {}),
    };
    const { data } = await send(request);
    return isObject(data) ? data : {};
  };
