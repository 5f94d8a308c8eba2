/**
 * A number drawn for a text, the same for ever: FNV-1a with a final mix, since plain FNV leaves neighbours in order.
 * Used where chance is wanted but must be repeatable and open to a check.
 */
export function drawn(value: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < value.length; i += 1) h = Math.imul(h ^ value.charCodeAt(i), 0x01000193) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

/** The same as eight hexadecimal digits, so that an index keeps lots in order. */
export const lotOf = (value: string): string => drawn(value).toString(16).padStart(8, '0');

/** How many of `total` statements a share in percent draws: at least one when there is any. */
export const sampleSize = (total: number, percent: number): number =>
  total === 0 || percent === 0 ? 0 : Math.max(1, Math.ceil((total * percent) / 100));
