import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Offsets } from '../../src/store/ledger/offsets.ts';
import { type Kept, Requests } from '../../src/store/ledger/requests.ts';

/** The plain way: what the compact one must never differ from. */
function plain() {
  const all = new Map<string, { seq: number; at: number }>();
  return {
    remember: (id: string, seq: number, at: number) => void all.set(id, { seq, at }),
    forget(before: number) {
      for (const [id, { at }] of all) {
        if (at >= before) return;
        all.delete(id);
      }
    },
    lineOf: (id: string) => all.get(id)?.seq,
    size: () => all.size,
  };
}

const step = fc.record({ id: fc.nat({ max: 60 }), later: fc.nat({ max: 20 }), keeps: fc.nat({ max: 200 }) });

describe('requests that are remembered', () => {
  it('are the same as in a plain map, whatever comes and goes, and after a snapshot', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const [compact, map] = [new Requests(), plain()];
        let at = 1_000;
        for (const [seq, { id, later, keeps }] of steps.entries()) {
          at += later;
          for (const all of [compact, map]) {
            // A request that is remembered is not committed again.
            if (all.lineOf(`r${id}`) === undefined) all.remember(`r${id}`, seq, at);
            all.forget(at - keeps);
          }
        }
        const again = new Requests();
        for (const kept of compact.kept().slice(0, Number.POSITIVE_INFINITY)) again.keep(kept as Kept);
        for (let id = 0; id <= 60; id += 1)
          for (const all of [compact, again]) expect(all.lineOf(`r${id}`)).toBe(map.lineOf(`r${id}`));
        expect([compact.size, again.size]).toEqual([map.size(), map.size()]);
      }),
      { seed: 11, numRuns: 100 },
    ));
  it('cost the same when a hundred thousand have come and gone', () => {
    const requests = new Requests();
    for (let n = 0; n < 100_000; n += 1) {
      requests.remember(`evt:${n}`, n, n);
      requests.forget(n - 999);
    }
    expect([requests.size, requests.room]).toEqual([1_000, 1_024]);
    expect([requests.lineOf('evt:99000'), requests.lineOf('evt:98999')]).toEqual([99_000, undefined]);
  });
  it('in a snapshot stay as they were when it began', () => {
    const requests = new Requests();
    for (let n = 0; n < 100; n += 1) requests.remember(`evt:${n}`, n, n);
    const moment = requests.kept();
    requests.forget(60);
    for (let n = 100; n < 300; n += 1) requests.remember(`evt:${n}`, n, n);
    expect(moment.slice(0, 1_000).map(([, seq]) => seq)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });
});

describe('offsets', () => {
  it('are found by their place, across pieces', () => {
    const offsets = new Offsets();
    for (let n = 0; n < 200_000; n += 1) offsets.push(n * 3);
    expect([0, 4095, 4096, 199_999].map((n) => offsets.at(n))).toEqual([0, 12_285, 12_288, 599_997]);
    expect([offsets.at(200_000), offsets.at(-1), offsets.length]).toEqual([undefined, undefined, 200_000]);
  });
});
