/** Finding copies without judging them (S71; domain.md §6.9). Pure. */

/** Text as compared: width, case, punctuation and space do not count. Never shown. */
export const plainForm = (value: string): string =>
  value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\p{C}\s]/gu, '');

const bigrams = (value: string): ReadonlyMap<string, number> => {
  const chars = [...plainForm(value)];
  const counts = new Map<string, number>();
  for (let i = 0; i + 1 < chars.length; i += 1) {
    const pair = `${chars[i]}${chars[i + 1]}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
};

/** Dice coefficient of character pairs: 0 = nothing in common, 1 = the same text. */
export function likeness(a: string, b: string): number {
  const left = bigrams(a);
  const right = bigrams(b);
  const size = (m: ReadonlyMap<string, number>): number => [...m.values()].reduce((n, x) => n + x, 0);
  const total = size(left) + size(right);
  if (total === 0) return plainForm(a) === plainForm(b) ? 1 : 0;
  let common = 0;
  for (const [pair, n] of left) common += Math.min(n, right.get(pair) ?? 0);
  return (2 * common) / total;
}

/**
 * Finds equal texts without keeping them. 53 bits on purpose (cyrb53): enough to find copies among some thousand
 * texts, and the ledger keeps it for ever, so it should not be a fingerprint that proves what somebody wrote.
 */
export function textHash(value: string): string {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (const char of plainForm(value)) {
    const code = char.codePointAt(0) ?? 0;
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(36);
}
