import type { Call } from './call.ts';
import { MessengerError } from './messenger.ts';
import type { Timers } from './timers.ts';

/** Feishu allows 50 calls a second and 1000 a minute: 200 calls in 4.2 s, then one every 70 ms, make 997 a minute. */
const BURST = 200;
const BURST_GAP_MS = 21;
const GAP_MS = 70;
const MAX_WAITS = 5;

/** Makes calls one after another with a gap, and waits when Feishu says so, at most five times in a row. */
export function politely(call: Call, timers: Timers): Call {
  let made = 0;
  const pause = (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve));
  return async (request) => {
    for (let waits = 0; ; waits += 1) {
      made += 1;
      await pause(made > BURST ? GAP_MS : BURST_GAP_MS);
      try {
        return await call(request);
      } catch (thrown) {
        if (!(thrown instanceof MessengerError) || thrown.fault !== 'slow' || waits >= MAX_WAITS)
          throw thrown;
        await pause(thrown.waitMs);
      }
    }
  };
}
