import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, type Entry, pageOf, rowsOf, totalsOf } from '../../src/capabilities/catalogue/model.ts';
import type { Grade } from '../../src/kernel/grade.ts';
import type { Place } from '../../src/kernel/people.ts';
import { smallOrganization } from '../support/bureau.ts';

const org = smallOrganization();
const places: readonly Place[] = [
  { level: 'post', unit: 'U0', division: 'D1', post: 'P1' },
  { level: 'post', unit: 'U0', division: 'D1', post: 'P3' },
  { level: 'division', unit: 'U0', division: 'D1' },
  { level: 'unit', unit: 'U0' },
  { level: 'post', unit: 'U1', division: 'D2', post: 'P2' },
];
const entry = fc.record({ place: fc.constantFrom(...places), grade: fc.constantFrom<Grade>(1, 2, 3) });

describe('catalogue rows', () => {
  it('add up: totals are the sum of rows, rows the sum of risks, grade by grade', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const rows = rowsOf(entries, org);
        const totals = totalsOf(rows);
        expect(countOf(totals)).toBe(entries.length);
        for (const g of [1, 2, 3] as const)
          expect(totals[g]).toBe(entries.filter((e) => e.grade === g).length);
        expect(totals.places).toBe(new Set(entries.map((e) => places.indexOf(e.place))).size);
      }),
    );
  });

  it('give a post the highest grade of its risks, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Grade>(1, 2, 3), { minLength: 1, maxLength: 9 }), (grades) => {
        const [row] = rowsOf(
          grades.map((grade): Entry => ({ place: places[0] as Place, grade })),
          org,
        );
        return row?.grade === Math.min(...grades);
      }),
    );
  });

  it('raise a post by the number of its kinds of risk where that rule is on', () => {
    const kinds = ['ethics', 'duty', 'process', 'institution', 'environment'];
    const gradeWith = (n: number, on: boolean): Grade | undefined =>
      rowsOf(
        kinds.slice(0, n).flatMap((source): Entry[] => [
          { place: places[0] as Place, grade: 3, source },
          { place: places[0] as Place, grade: 3, source },
        ]),
        org,
        on ? { second: 3, first: 5 } : null,
      )[0]?.grade;
    expect([1, 2, 3, 4, 5].map((n) => gradeWith(n, true))).toEqual([3, 3, 2, 2, 1]);
    expect([1, 2, 3, 4, 5].map((n) => gradeWith(n, false))).toEqual([3, 3, 3, 3, 3]);
  });

  it('keep the latest approval of a post', () => {
    const at = (approvedAt: string): Entry => ({ place: places[0] as Place, grade: 2, approvedAt });
    const [row] = rowsOf(
      [at('2026-11-02T00:00:00.000Z'), at('2026-11-09T00:00:00.000Z'), at('2026-11-05T00:00:00.000Z')],
      org,
    );
    expect(row?.approvedAt).toBe('2026-11-09T00:00:00.000Z');
  });

  it('stand in the order of the paper: unit level, division level, posts with the gravest first', () => {
    const rows = rowsOf(
      [
        { place: places[4] as Place, grade: 1 },
        { place: places[1] as Place, grade: 1 },
        { place: places[0] as Place, grade: 3 },
        { place: places[2] as Place, grade: 3 },
        { place: places[3] as Place, grade: 3 },
      ],
      org,
    );
    expect(rows.map((r) => r.key)).toEqual(['U0||', 'U0|D1|', 'U0|D1|P3', 'U0|D1|P1', 'U1|D2|P2']);
  });

  it('fall into pages of ten that lose nothing, any page asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 45 }), fc.integer({ min: -3, max: 9 }), (n, page) => {
        const all = Array.from({ length: n }, (_, i) => i);
        const first = pageOf(all, page);
        expect(first.rows.length).toBeLessThanOrEqual(10);
        expect(first.page).toBeGreaterThanOrEqual(0);
        expect(Array.from({ length: first.pages }, (_, i) => pageOf(all, i).rows).flat()).toEqual(all);
      }),
    );
  });
});
