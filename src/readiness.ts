import type { Readiness } from './feishu/http.ts';
import type { StoreStatus } from './store/store.ts';

/** Due rows older than this mean that Feishu is not reached (L05). */
const OUTBOX_LATE_MS = 5 * 60_000;

/**
 * Whether the bot can do its work now, and if not every reason in words. `socketOk` is undefined for the webhook;
 * the long connection itself says no once it has been down for two minutes.
 */
export function readinessOf(status: StoreStatus, socketOk: boolean | undefined, nowMs: number): Readiness {
  const why = [
    ...(status.state === 'open' ? [] : [`store is ${status.state}`]),
    ...(socketOk === false ? ['long connection is down'] : []),
    ...(status.oldestDue && nowMs - Date.parse(status.oldestDue) > OUTBOX_LATE_MS
      ? ['messages wait for more than 5 minutes']
      : []),
  ];
  return { ok: why.length === 0, why };
}
