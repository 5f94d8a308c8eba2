import { customAlphabet } from 'nanoid';

/** Makes ids. Handed in, so that a simulation can replay the same ones from a seed. */
export type Ids = (prefix: string) => string;

/** The bare id in an `about`, as in `risk:R-7KD3XMQ2WT`. */
export const idOf = (about: string): string => about.slice(about.indexOf(':') + 1);

/** No 0/O, 1/I/L: people read these numbers to each other over the phone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Random ids such as `R-7KD3XMQ2WT`: 10 characters of 31 ≈ 49 bits, and the store refuses a second use. */
export const randomIds = (): Ids => {
  const next = customAlphabet(ALPHABET, 10);
  return (prefix) => `${prefix}-${next()}`;
};

/** Ids from a counter, for simulations and tests. */
export const countedIds = (salt = ''): Ids => {
  let n = 0;
  return (prefix) => {
    n += 1;
    return `${prefix}-${salt}${n.toString(36).toUpperCase().padStart(6, '0')}`;
  };
};
