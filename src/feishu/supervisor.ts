import type { Timers } from './timers.ts';

export type Attempt = { state(): 'connected' | 'connecting' | 'lost'; close(): void };
export type SupervisorOptions = {
  /** Starts one connection; called again for every new try. May throw. */
  readonly connect: () => Attempt;
  readonly timers: Timers;
  /** Monotonic milliseconds, for durations only. */
  readonly clock: () => number;
  /** 0 to 1, so that many bots do not come back at the same moment. */
  readonly random: () => number;
  /** Told at every (re)connection: what was pushed meanwhile may be lost and has to be looked up. */
  readonly onConnected?: () => void;
  readonly onLost?: (tries: number) => void;
  /** How often the connection is looked at. */
  readonly checkMs?: number;
  /** First and longest wait before a new try; doubled in between. */
  readonly firstWaitMs?: number;
  readonly maxWaitMs?: number;
  /** A try that takes longer is given up. */
  readonly connectWithinMs?: number;
};
export type Supervised = {
  readonly state: 'connected' | 'connecting' | 'waiting' | 'closed';
  /** 0 while connected. */
  readonly downMs: number;
  readonly tries: number;
};

/** A connection that held this long ends the back-off; one that breaks at once does not. */
const STABLE_MS = 30_000;
/** Ten seconds for the address and ten for the handshake, with some air. */
const CONNECT_MS = 25_000;

/**
 * Keeps one connection alive: looks at it, throws it away when it failed, was lost or hangs, and makes a new one after
 * a growing wait (1 s to 30 s, with jitter), for ever. The SDK's own reconnection gives up for good on some answers.
 */
export function supervise(options: SupervisorOptions): { status(): Supervised; close(): void } {
  const { timers, clock } = options;
  let attempt: Attempt | undefined;
  let stop = (): void => {};
  let closed = false;
  let tries = 0;
  let startedAt = 0;
  let connectedAt: number | undefined;
  let downSince = clock();

  const start = (): void => {
    tries += 1;
    startedAt = clock();
    try {
      attempt = options.connect();
    } catch {
      attempt = undefined;
    }
    stop = timers.after(options.checkMs ?? 1_000, check);
  };
  const giveUp = (): void => {
    attempt?.close();
    attempt = undefined;
    if (connectedAt !== undefined) downSince = clock();
    connectedAt = undefined;
    options.onLost?.(tries);
    const wait = Math.min(
      (options.firstWaitMs ?? 1_000) * 2 ** Math.min(tries - 1, 20),
      options.maxWaitMs ?? 30_000,
    );
    stop = timers.after(wait * (0.5 + options.random() / 2), start);
  };
  const check = (): void => {
    const state = attempt?.state() ?? 'lost';
    const hangs = state === 'connecting' && clock() - startedAt > (options.connectWithinMs ?? CONNECT_MS);
    if (state === 'lost' || hangs) {
      giveUp();
      return;
    }
    if (state === 'connected') {
      if (connectedAt === undefined) {
        connectedAt = clock();
        options.onConnected?.();
      }
      if (clock() - connectedAt >= STABLE_MS) tries = 1;
    }
    stop = timers.after(options.checkMs ?? 1_000, check);
  };
  start();
  return {
    status: () => ({
      state: closed ? 'closed' : connectedAt !== undefined ? 'connected' : attempt ? 'connecting' : 'waiting',
      downMs: connectedAt !== undefined && !closed ? 0 : clock() - downSince,
      tries,
    }),
    close() {
      closed = true;
      stop();
      attempt?.close();
    },
  };
}
