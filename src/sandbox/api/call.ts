import type { SandboxContext } from '../context.ts';
import { ApiError, fieldError } from './error.ts';

/** One Open API request after the gateway: authorised, its path matched. */
export type Call = {
  readonly box: SandboxContext;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  /** The bytes as they came, for multipart. */
  readonly raw: Buffer;
  readonly contentType: string;
};

/** What a handler gives: `data` of a success, a flat body, or bytes of a download. */
export type Answer =
  | { readonly data: object }
  | { readonly flat: object }
  | { readonly bytes: Buffer; readonly name: string };
export type Handler = (call: Call) => Answer | Promise<Answer>;
export type ApiRoute = {
  readonly method: 'get' | 'post' | 'patch' | 'delete' | 'put';
  /** Below /open-apis. */
  readonly path: string;
  /** The app needs one of these scopes; none when left out. */
  readonly scopes?: readonly string[];
  readonly handle: Handler;
};

/** A path parameter. */
export const param = (call: Call, name: string): string => call.params[name] ?? '';

/** A body field that must be a non-empty string. Throws 99992402 naming it. */
export function requiredText(call: Call, field: string): string {
  const value = call.body[field];
  if (typeof value !== 'string' || value === '') throw fieldError(field, `${field} is required`, value);
  return value;
}

/** Cuts a page: `page_size` up to `max` (default `size`), `page_token` as given by the page before. */
export function page<T>(
  call: Call,
  items: readonly T[],
  size: number,
  max: number,
): { items: T[]; has_more: boolean; page_token: string } {
  const asked = Number(call.query.get('page_size') ?? size);
  if (!Number.isInteger(asked) || asked < 1 || asked > max)
    throw fieldError('page_size', `the range is 1 to ${max}`, call.query.get('page_size'));
  const token = call.query.get('page_token') ?? '';
  const from = token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8').replace(/^p:/, ''));
  if (!Number.isInteger(from) || from < 0) throw new ApiError(40012, 'page token is invalid');
  const end = from + asked;
  return {
    items: items.slice(from, end),
    has_more: end < items.length,
    page_token: end < items.length ? Buffer.from(`p:${end}`).toString('base64url') : '',
  };
}
