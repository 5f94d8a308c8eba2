import { createDecipheriv, hash, timingSafeEqual } from 'node:crypto';
import { isObject, type JsonObject, safeParse } from './parse.ts';

export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;
export type VerifyInput = {
  /** The body exactly as it came over the wire. */
  readonly rawBody: Buffer;
  /** The headers of the HTTP request itself, names in lower case. */
  readonly headers: RequestHeaders;
  readonly nowMs: number;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly appId: string;
  /** Our tenant, when it is known; bodies of another one are refused. */
  readonly tenantKey?: string;
  /** How far the request's timestamp may lie from now, milliseconds. */
  readonly maxAgeMs?: number;
};
export type Verified =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly status: 400 | 401 | 413; readonly why: string };

/** Feishu's largest real body is far below 1 MB; an unsigned request is at most an encrypted address check. */
export const SIGNED_LIMIT = 1024 * 1024;
export const UNSIGNED_LIMIT = 4 * 1024;
export const MAX_AGE_MS = 300_000;
const MAX_CHALLENGE = 256;
const SIGNATURE_HEADERS = ['x-lark-signature', 'x-lark-request-timestamp', 'x-lark-request-nonce'] as const;

const refuse = (status: 400 | 401 | 413, why: string): Verified => ({ ok: false, status, why });
const digest = (part: string | Buffer): Buffer => hash('sha256', part, 'buffer');
/** Both sides are hashed first, so neither length nor content shows in the time taken. */
export const sameText = (a: unknown, b: string): boolean =>
  typeof a === 'string' && timingSafeEqual(digest(a), digest(b)) && a.length === b.length;

/** Decides before the body is read how much of it may come. */
export const looksSigned = (headers: RequestHeaders): boolean =>
  SIGNATURE_HEADERS.some((name) => headers[name] !== undefined);

/** One key serves for years. */
let aesKey: { readonly of: string; readonly bytes: Buffer } | undefined;
function aesKeyOf(encryptKey: string): Buffer {
  if (aesKey?.of !== encryptKey) aesKey = { of: encryptKey, bytes: digest(encryptKey) };
  return aesKey.bytes;
}

/** AES-256-CBC, key = SHA-256 of the Encrypt Key, the first 16 bytes are the IV. Undefined for every failure alike. */
function decrypt(encrypted: unknown, encryptKey: string): JsonObject | undefined {
  if (typeof encrypted !== 'string') return undefined;
  try {
    const bytes = Buffer.from(encrypted, 'base64');
    const decipher = createDecipheriv('aes-256-cbc', aesKeyOf(encryptKey), bytes.subarray(0, 16));
    return safeParse(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]));
  } catch {
    return undefined;
  }
}

function checkSignature(input: VerifyInput): Verified | undefined {
  const [signature, timestamp, nonce] = SIGNATURE_HEADERS.map((name) => input.headers[name]);
  if (typeof signature !== 'string' || typeof timestamp !== 'string' || typeof nonce !== 'string')
    return refuse(401, 'signature headers incomplete');
  const signed = Buffer.concat([Buffer.from(timestamp + nonce + input.encryptKey), input.rawBody]);
  const wanted = hash('sha256', signed, 'hex');
  if (!sameText(signature, wanted)) return refuse(401, 'signature wrong');
  const age = Math.abs(input.nowMs - Number(timestamp) * 1000);
  if (!/^\d{1,12}$/.test(timestamp) || age > (input.maxAgeMs ?? MAX_AGE_MS))
    return refuse(401, 'timestamp stale');
  return undefined;
}

/** Version 2 keeps token, app and tenant in `header`; version 1 has the token on top and the rest in `event`. */
function checkSender(body: JsonObject, input: VerifyInput): Verified | undefined {
  const header = isObject(body.header) ? body.header : undefined;
  const event = isObject(body.event) ? body.event : {};
  const isAddressCheck = body.type === 'url_verification';
  const top = { token: body.token, app_id: event.app_id, tenant_key: event.tenant_key };
  const from = isAddressCheck ? top : (header ?? top);
  if (!sameText(from.token, input.verificationToken)) return refuse(401, 'token wrong');
  if (isAddressCheck) return checkChallenge(body);
  if (from.app_id !== input.appId) return refuse(401, 'other app');
  if (input.tenantKey !== undefined && from.tenant_key !== input.tenantKey)
    return refuse(401, 'other tenant');
  return undefined;
}

const checkChallenge = (body: JsonObject): Verified | undefined =>
  typeof body.challenge === 'string' && body.challenge.length <= MAX_CHALLENGE
    ? undefined
    : refuse(400, 'challenge');

/**
 * Decides whether an HTTP request comes from Feishu and is meant for this app (the vendor's rule:
 * SHA-256 over timestamp, nonce, Encrypt Key and the raw body). Pure; fails closed.
 * @returns the decrypted body, or the HTTP status to answer and the reason for the log (never for the answer).
 * Only an encrypted address check (`url_verification`) may come without signature headers.
 */
export function verifyRequest(input: VerifyInput): Verified {
  const signed = looksSigned(input.headers);
  if (input.rawBody.length > (signed ? SIGNED_LIMIT : UNSIGNED_LIMIT)) return refuse(413, 'too large');
  const badSignature = signed ? checkSignature(input) : undefined;
  if (badSignature) return badSignature;
  const outer = safeParse(input.rawBody);
  if (!outer) return signed ? refuse(400, 'not a JSON object') : refuse(401, 'unsigned');
  const body = decrypt(outer.encrypt, input.encryptKey);
  if (!body) return refuse(401, signed ? 'not decryptable' : 'unsigned');
  if (!signed && body.type !== 'url_verification') return refuse(401, 'unsigned');
  return checkSender(body, input) ?? { ok: true, body };
}
