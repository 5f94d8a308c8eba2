import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedKeys } from '../../src/store/ledger/sorted.ts';

describe('sorted keys', () => {
  it('hold what a sorted set holds, whatever is added and deleted', () => {
    const key = fc.nat(3000).map((n) => String((n * 7919) % 3001).padStart(4, '0'));
    const change = fc.tuple(fc.boolean(), key);
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 500, maxLength: 4000, size: 'max' }),
        key,
        (changes, from) => {
          const [sorted, set] = [new SortedKeys(), new Set<string>()];
          for (const [add, value] of changes) {
            if (add) sorted.add(value);
            else sorted.delete(value);
            if (add) set.add(value);
            else set.delete(value);
          }
          expect([...sorted.from('')]).toEqual([...set].sort());
          expect([...sorted.from(from)]).toEqual([...set].sort().filter((value) => value >= from));
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  it('split and shrink through many chunks', () => {
    const sorted = new SortedKeys();
    const all = Array.from({ length: 5000 }, (_, n) => String((n * 3571) % 5000).padStart(4, '0'));
    for (const key of all) sorted.add(key);
    expect([...sorted.from('')]).toEqual([...all].sort());
    for (const key of all.slice(0, 4990)) sorted.delete(key);
    expect([...sorted.from('')]).toEqual(all.slice(4990).sort());
  });
});
