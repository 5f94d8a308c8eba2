/** Waiting, handed in so that tests need no wall clock. */
export type Timers = {
  /** Calls `run` once after `ms`; the function given back takes it back. */
  after(ms: number, run: () => void): () => void;
};

/** Timers of the process. They keep it alive, so whoever starts one takes it back. */
export const realTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
