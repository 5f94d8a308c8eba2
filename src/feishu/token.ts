import { MessengerError } from './messenger.ts';

export type Token = { readonly value: string; readonly expiresAt: number };
export type TokenCache = {
  get(): Promise<string>;
  /** Lets a refused token go. Does nothing when a newer one is there already. */
  drop(value: string): void;
};

/** Feishu gives the same token while 30 minutes are left and a new one after; both then hold for a while. */
const REFRESH_BEFORE_MS = 10 * 60_000;

/** A token that could not be had means that nothing was sent: never `unknown`, never the end of a message. */
const asNotSent = (thrown: unknown): MessengerError =>
  thrown instanceof MessengerError
    ? new MessengerError(
        thrown.fault === 'slow' ? 'slow' : 'again',
        // A gateway's 5xx says nothing of the app: for whoever sends it is no answer.
        thrown.fault === 'unknown' ? 0 : thrown.code,
        `token: ${thrown.message}`,
        thrown.waitMs,
      )
    : new MessengerError('again', 0, 'token: no answer');

/**
 * Keeps the tenant token. Callers that come together share one request; a token is renewed before it ends, and the
 * old one serves on if the renewal fails. Throws MessengerError `again` or `slow`.
 */
export function tokenCache(options: { fetch(): Promise<Token>; now(): number }): TokenCache {
  let token: Token | undefined;
  let pending: Promise<Token> | undefined;
  const renew = (): Promise<Token> => {
    pending ??= options
      .fetch()
      .then((fresh) => {
        token = fresh;
        return fresh;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return {
    async get() {
      const left = token ? token.expiresAt - options.now() : 0;
      if (token && left > REFRESH_BEFORE_MS) return token.value;
      const old = token && left > 0 ? token.value : undefined;
      try {
        return (await renew()).value;
      } catch (thrown) {
        if (old) return old;
        throw asNotSent(thrown);
      }
    },
    drop(value) {
      if (token?.value === value) token = undefined;
    },
  };
}
