/**
 * One thread serves everybody: whoever has thousands of things to do does them a few at a time, so that no request
 * keeps the others waiting for longer than a turn (A05: 50 ms).
 */

/** Lets everybody else have their turn first. */
export const giveWay = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Things done in one turn where one of them takes a millisecond, and ten in a program that has just started. */
const TURN = 4;

/** Goes through many things, `size` in a turn. */
export async function inTurns<T>(
  items: readonly T[],
  each: (item: T, at: number) => void,
  size = TURN,
): Promise<void> {
  for (let from = 0; from < items.length; from += size) {
    const to = Math.min(items.length, from + size);
    for (let at = from; at < to; at += 1) each(items[at] as T, at);
    if (to < items.length) await giveWay();
  }
}

/** What `make` makes of many things, in their order, `size` in a turn. */
export async function mapInTurns<T, R>(
  items: readonly T[],
  make: (item: T, at: number) => R,
  size = TURN,
): Promise<readonly R[]> {
  const made: R[] = [];
  await inTurns(items, (item, at) => void made.push(make(item, at)), size);
  return made;
}
