import { thrownAt } from '../kernel/thrown.ts';
import type { Log } from './bot.ts';
import { type Outbox, ROUND_MS } from './outbox.ts';

/** How often an idle pump looks for rows that have come due by themselves. */
export const IDLE_MS = 1_000;

export type Timers = { readonly wait: (ms: number, signal: AbortSignal) => Promise<void> };

export const realTimers: Timers = {
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    }),
};

export type Pump = {
  wake(): void;
  /** Rounds until nothing is due and no workbook under way; for a moved clock. */
  drain(): Promise<void>;
  /** Begins nothing more, waits for what is under way. */
  stop(): Promise<void>;
};

/** Runs outbox rounds for ever: at once after a commit, else once a second; at most four rounds a second. */
export function startPump(
  { step, settled }: Pick<Outbox, 'step' | 'settled'>,
  timers: Timers,
  log: Log,
): Pump {
  const stopped = new AbortController();
  let nap = new AbortController();
  let busy: Promise<unknown> = Promise.resolve();
  const safeRound = async (): Promise<number> => {
    try {
      return await step();
    } catch (error) {
      log('error', 'outbox.round', { why: thrownAt(error) });
      return 0;
    }
  };
  /** One round at a time, whoever asks. */
  const next = (): Promise<number> => {
    const run = busy.then(safeRound);
    busy = run;
    return run;
  };
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      // Counted from a round's beginning: a slow answer is no reason to leave Feishu's rate unused.
      const pause = timers.wait(ROUND_MS, stopped.signal);
      if ((await next()) > 0) {
        await pause;
        continue;
      }
      nap = new AbortController();
      await timers.wait(IDLE_MS, AbortSignal.any([stopped.signal, nap.signal]));
    }
  };
  const running = loop();
  return {
    // A reason of its own: without one each call makes an error with its stack.
    wake: () => nap.abort('woken'),
    async drain() {
      do {
        while ((await next()) > 0) await timers.wait(ROUND_MS, stopped.signal);
        // A row behind a workbook for the same person becomes due with it.
        await settled();
      } while ((await next()) > 0);
    },
    async stop() {
      stopped.abort();
      await running;
      await busy;
      await settled();
    },
  };
}
