import { MessengerError, type MessengerFault } from './messenger.ts';
import { isObject } from './parse.ts';
import type { HttpResponse } from './sdk.ts';

/** Feishu asks to slow down: the gateway's limit, and the message limits per person, group and message. */
const SLOW = new Set([99991400, 230020, 230049, 11232, 11233, 11247]);
/** The token was not accepted, so nothing happened. The caller asks for a new one once. */
export const TOKEN_CODES: ReadonlySet<number> = new Set([
  99991661, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677,
]);
/** The app's settings stand in the way; an administrator may mend them, and nothing was lost until then. */
const SETTINGS = new Set([99991401, 99991403, 99991672, 99991673, 10014, 230006]);
const SETTINGS_WAIT_MS = 5 * 60_000;
/** Business limits come without a waiting time: 5 a second and person, so one second is safe. */
const DEFAULT_WAIT_MS = 1_000;
const MAX_WAIT_MS = 10 * 60_000;
const CARD_REFUSED = 230099;

/** Errors of the network that come before a request is out: it surely did not happen. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ERR_TLS.*|CERT_.*|.*_CERT.*|ERR_INVALID_URL)$/;

const field = (of: unknown, name: string): unknown => (isObject(of) ? of[name] : undefined);

/** No answer came. Only the error's code is kept: its message and its config hold the request. */
export function transportFault(thrown: unknown): MessengerError {
  const raw = field(thrown, 'code') ?? field(field(thrown, 'cause'), 'code');
  const code = typeof raw === 'string' && /^[A-Z0-9_]{1,40}$/.test(raw) ? raw : 'no answer';
  const beforeSending = NOT_SENT.test(code) || field(thrown, 'syscall') === 'connect';
  return new MessengerError(beforeSending ? 'again' : 'unknown', 0, `no answer from Feishu: ${code}`);
}

/** Seconds in Feishu's header, to milliseconds. */
function waitMs(headers: HttpResponse['headers']): number {
  const seconds = Number(headers['x-ogw-ratelimit-reset'] ?? headers['retry-after']);
  return seconds > 0 ? Math.min(seconds * 1000, MAX_WAIT_MS) : DEFAULT_WAIT_MS;
}

/** What Feishu says of a refused card: its own code and the place, without the value that was refused. */
function cardReason(message: string): { readonly text: string; readonly locked: boolean } {
  const sub = /ErrCode:\s*(\d{1,10})/.exec(message)?.[1] ?? '?';
  const path = /ErrPath:\s*([\w\s\->[\]():]{1,120})/.exec(message)?.[1]?.trim();
  return {
    text: ` ErrCode ${sub}${path ? ` at ${path}` : ''}`,
    locked: /card action is lock/i.test(message),
  };
}

function faultOf(status: number, code: number, locked: boolean): MessengerFault {
  if (status === 429 || SLOW.has(code) || locked) return 'slow';
  if (TOKEN_CODES.has(code) || SETTINGS.has(code)) return 'again';
  // A redirect is never followed: somebody between us and Feishu answered, and Feishu saw nothing.
  if (status >= 300 && status < 400) return 'again';
  return status >= 500 || status < 300 ? 'unknown' : 'permanent';
}

/**
 * Sorts an answer of the Open API by its `code`, whatever the HTTP status says.
 * @returns undefined when it is a success
 */
export function answerFault(response: HttpResponse): MessengerError | undefined {
  const { status, data, headers } = response;
  const raw = field(data, 'code');
  if (status < 300 && raw === 0) return undefined;
  const code = typeof raw === 'number' && Number.isSafeInteger(raw) ? raw : 0;
  const words = field(data, 'msg');
  const card =
    code === CARD_REFUSED && typeof words === 'string' ? cardReason(words) : { text: '', locked: false };
  const kind = faultOf(status, code, card.locked);
  // A success status with a code of its own is a refusal that was read and decided upon.
  const fault = kind === 'unknown' && status < 300 && code !== 0 ? 'permanent' : kind;
  const wait = fault === 'slow' ? waitMs(headers) : SETTINGS.has(code) ? SETTINGS_WAIT_MS : 0;
  const logId = String(headers['x-tt-logid'] ?? field(field(data, 'error'), 'log_id') ?? '');
  const trace = /^[\w-]{1,64}$/.test(logId) ? `, log id ${logId}` : '';
  return new MessengerError(fault, code, `Feishu answered ${status}, code ${code}${card.text}${trace}`, wait);
}
