/** Measured taps of one kind of task: how often it was done, the median and the most. */
export type TapLine = {
  readonly task: string;
  readonly times: number;
  readonly median: number;
  readonly most: number;
};

/** What is measured while people work. */
export type Notes = {
  taps(task: string, taps: number): void;
  /** Somebody could not do what they came for. */
  failed(what: string, who: { readonly openId: string }): void;
  readonly tapLines: () => readonly TapLine[];
  readonly failures: ReadonlyMap<string, readonly string[]>;
};

export function notes(): Notes {
  const taps = new Map<string, number[]>();
  const failures = new Map<string, readonly string[]>();
  return {
    failures,
    taps(task, count) {
      const list = taps.get(task);
      if (list) list.push(count);
      else taps.set(task, [count]);
    },
    failed: (what, { openId }) => {
      failures.set(what, [...(failures.get(what) ?? []), openId]);
    },
    tapLines: () =>
      [...taps].map(([task, counts]) => {
        const sorted = counts.toSorted((a, b) => a - b);
        return {
          task,
          times: counts.length,
          median: sorted[counts.length >> 1] ?? 0,
          most: sorted.at(-1) ?? 0,
        };
      }),
  };
}
