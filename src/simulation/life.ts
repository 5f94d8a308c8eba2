/** One life of the bot's process: from a start to a crash. After the crash nothing of it does anything any more. */
export type Life = {
  readonly alive: () => boolean;
  /** What the work gives, or 'crash' when the process dies first. */
  orCrash<T>(work: Promise<T>): Promise<T | 'crash'>;
  /** Stands before and after every system call and every call to Feishu: the places where a process can die. */
  step(what?: 'read'): Promise<void>;
  /** An inspector's look: its reads neither count as steps nor wait with the dead. */
  look<T>(reading: () => Promise<T>): Promise<T>;
  /** Dies at the n-th step from now. */
  crashIn(steps: number): void;
};

/** What a dead process waits for. */
const never = new Promise<never>(() => {});

export function newLife(): Life {
  let alive = true;
  let left = Number.POSITIVE_INFINITY;
  let looks = 0;
  const waiting = new Set<(why: 'crash') => void>();
  return {
    alive: () => alive,
    // No Promise.race: it would keep every result for as long as the process lives.
    orCrash: <T>(work: Promise<T>) =>
      new Promise<T | 'crash'>((resolve, reject) => {
        if (!alive) return resolve('crash');
        waiting.add(resolve);
        const settled = (): boolean => waiting.delete(resolve);
        work.then(
          (value) => settled() && resolve(value),
          (error) => settled() && reject(error),
        );
      }),
    crashIn: (steps) => {
      left = steps;
    },
    async look(reading) {
      looks += 1;
      try {
        return await reading();
      } finally {
        looks -= 1;
      }
    },
    async step(what) {
      if (what === 'read' && looks > 0) return;
      if (!alive) return never;
      left -= 1;
      if (left > 0) return;
      alive = false;
      for (const tell of waiting) tell('crash');
      waiting.clear();
      return never;
    },
  };
}
