/** A message that comes within this time after a person's own action is its answer and is brought into view (ms). */
const LATELY_MS = 5000;

const acts = new Map<string, number>();

/** Notes that a person has pressed or said something. */
export const noteAct = (openId: string): void => {
  acts.set(openId, performance.now());
};

export const actedLately = (openId: string): boolean =>
  performance.now() - (acts.get(openId) ?? Number.NEGATIVE_INFINITY) < LATELY_MS;
