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

type Watch = {
  readonly options: SupervisorOptions;
  attempt: Attempt | undefined;
  stop: () => void;
  closed: boolean;
  tries: number;
  startedAt: number;
  connectedAt: number | undefined;
  downSince: number;
};

const look = (watch: Watch): void => {
  watch.stop = watch.options.timers.after(watch.options.checkMs ?? 1_000, () => check(watch));
};

function start(watch: Watch): void {
  watch.tries += 1;
  watch.startedAt = watch.options.clock();
  try {
    watch.attempt = watch.options.connect();
  } catch {
    watch.attempt = undefined;
  }
  look(watch);
}

function giveUp(watch: Watch): void {
  const { options } = watch;
  watch.attempt?.close();
  watch.attempt = undefined;
  if (watch.connectedAt !== undefined) watch.downSince = options.clock();
  watch.connectedAt = undefined;
  options.onLost?.(watch.tries);
  const doubled = (options.firstWaitMs ?? 1_000) * 2 ** Math.min(watch.tries - 1, 20);
  const wait = Math.min(doubled, options.maxWaitMs ?? 30_000) * (0.5 + options.random() / 2);
  watch.stop = options.timers.after(wait, () => start(watch));
}

function check(watch: Watch): void {
  const { options } = watch;
  const now = options.clock();
  const state = watch.attempt?.state() ?? 'lost';
  const hangs = state === 'connecting' && now - watch.startedAt > (options.connectWithinMs ?? CONNECT_MS);
  if (state === 'lost' || hangs) {
    giveUp(watch);
    return;
  }
  if (state === 'connected') {
    if (watch.connectedAt === undefined) {
      watch.connectedAt = now;
      options.onConnected?.();
    }
    if (now - watch.connectedAt >= STABLE_MS) watch.tries = 1;
  }
  look(watch);
}

/**
 * Keeps one connection alive: looks at it, throws it away when it failed, was lost or hangs, and makes a new one after
 * a growing wait (1 s to 30 s, with jitter), for ever. The SDK's own reconnection gives up for good on some answers.
 */
export function supervise(options: SupervisorOptions): { status(): Supervised; close(): void } {
  const watch: Watch = {
    options,
    attempt: undefined,
    stop: () => {},
    closed: false,
    tries: 0,
    startedAt: 0,
    connectedAt: undefined,
    downSince: options.clock(),
  };
  start(watch);
  const up = (): boolean => watch.connectedAt !== undefined && !watch.closed;
  return {
    status: () => ({
      state: watch.closed ? 'closed' : up() ? 'connected' : watch.attempt ? 'connecting' : 'waiting',
      downMs: up() ? 0 : options.clock() - watch.downSince,
      tries: watch.tries,
    }),
    close() {
      watch.closed = true;
      watch.stop();
      watch.attempt?.close();
    },
  };
}
