/** Seeded chance. Every part of a simulation throws its own dice, so that leaving one out does not change the others. */
export type Dice = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  chance(probability: number): boolean;
  /** Throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** One of the things, by weight; undefined when all weights are 0. */
  weighted<T>(things: readonly T[], weight: (thing: T) => number): T | undefined;
  /** Other dice that depend on this seed and a label only, not on what was thrown before. */
  fork(label: string): Dice;
};

/** FNV-1a with an avalanche at the end: four of them seed the generator. */
function hash32(text: string, salt: number): number {
  let h = 0x811c9dc5 ^ salt;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/** sfc32: small, fast, passes PractRand; 2^128 states are enough for any seed and label. */
function sfc32(seed: string): () => number {
  let a = hash32(seed, 1);
  let b = hash32(seed, 2);
  let c = hash32(seed, 3);
  let d = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i += 1) next();
  return next;
}

export function dice(seed: string): Dice {
  const next = sfc32(seed);
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[int(list.length)] as (typeof list)[number];
    },
    weighted(things, weight) {
      const weights = things.map(weight);
      let left = next() * weights.reduce((sum, w) => sum + w, 0);
      for (const [i, thing] of things.entries()) {
        left -= weights[i] ?? 0;
        if (left < 0) return thing;
      }
      return undefined;
    },
    fork: (label) => dice(`${seed}/${label}`),
  };
}
