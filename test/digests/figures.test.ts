import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allIn, type Grades, sumOf } from '../../cards/digests/grades.ts';
import { summaryCard } from '../../cards/digests/summary.ts';
import { SHOWN_STATUSES, WHATS, type What } from '../../cards/digests/text.ts';
import type { Card } from '../../cards/kit/card.ts';
import { listFor } from '../../src/capabilities/digests/list.ts';
import { figuresOf, flowOf, numbersOf } from '../../src/capabilities/digests/numbers.ts';
import { unitRows } from '../../src/capabilities/digests/view.ts';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import type { Doc } from '../../src/store/store.ts';
import { approvedBody, textsOf } from '../publicity/approved.ts';
import { smallOrganization } from '../support/bureau.ts';
import { wordsOn } from '../support/read-card.ts';
import { memoryWorld } from './memory.ts';

const NOW = '2026-11-23T02:00:00.000Z';
const TODAY = '2026-11-23';
const PERIOD = { from: '2026-11-16', to: '2026-11-24' };
const org = smallOrganization();
const chief = org.people.get('ou_chief');
const buyer = org.people.get('ou_buyer');
if (!chief || !buyer) throw new Error('no such people');

const statuses = [...SHOWN_STATUSES, 'retired', 'withdrawn', 'draft'] as const;
const when = fc
  .integer({ min: 0, max: 20 })
  .map((n) => `2026-11-${String(n + 5).padStart(2, '0')}T03:00:00.000Z`);
const risk = fc.record({
  unit: fc.constantFrom('U0', 'U1'),
  grade: fc.constantFrom(1, 2, 3),
  status: fc.constantFrom(...statuses),
  at: when,
});
type Sown = {
  readonly unit: string;
  readonly grade: 1 | 2 | 3;
  readonly status: (typeof statuses)[number];
  readonly at: string;
};

function docOf({ unit, grade, status, at }: Sown, i: number): Doc {
  const { approvedAt: _a, ...bare } = approvedBody(at, { grade, place: { level: 'unit', unit } });
  const open = status === 'inReview' || status === 'returned';
  const body: RiskBody = {
    ...bare,
    status,
    ...(open ? { due: at.slice(0, 10) } : {}),
    ...(status === 'approved' || status === 'effective' || status === 'retired' ? { approvedAt: at } : {}),
    ...(status === 'effective' || status === 'retired' ? { effectiveAt: at } : {}),
    ...(status === 'retired' ? { retiredAt: at } : {}),
  };
  const id = `R-${String(i).padStart(4, '0')}`;
  return { kind: 'risk', id, rev: 1, schema: 1, body, sealed: textsOf(id), at, by: 'ou_buyer' };
}
const register = fc.array(risk, { maxLength: 60 }).map((sown) => (sown as Sown[]).map(docOf));

const numberOf = (
  what: What,
  n: Awaited<ReturnType<typeof numbersOf>>,
  flow: Awaited<ReturnType<typeof flowOf>>,
) => {
  if (what === 'grade1') return sumOf(n.grades[1]);
  if (what === 'grade2') return sumOf(n.grades[2]);
  if (what === 'grade3') return sumOf(n.grades[3]);
  if (what === 'approved') return n.grades[1].approved + n.grades[2].approved + n.grades[3].approved;
  if (what === 'overdue') return n.overdue;
  return what === 'objections' ? n.objections : flow[what];
};
const saysNumber = (card: Card): number => Number(/共 (\d+) 条/.exec(wordsOn(card))?.[1] ?? 0);
const tableOf = (card: Card): readonly (readonly number[])[] => {
  const table = card.json.body.elements.find((e) => e.tag === 'table');
  if (table?.tag !== 'table') throw new Error('no table');
  return table.rows.map((r) =>
    ['g1', 'g2', 'g3'].map((g) => {
      const cell = r[g];
      return Array.isArray(cell) ? Number(cell[0]?.text) : -1;
    }),
  );
};

describe('figures over any register', () => {
  it('the bureau is the sum of its units, in every cell and on the card', async () => {
    await fc.assert(
      fc.asyncProperty(register, async (docs) => {
        const world = memoryWorld(docs, NOW, TODAY);
        const { numbers, units = [] } = await figuresOf(world, '*');
        const counted = docs.filter((d) =>
          (SHOWN_STATUSES as readonly string[]).includes((d.body as RiskBody).status),
        );
        expect(allIn(numbers.grades)).toBe(counted.length);
        for (const { unit, grades } of units)
          expect((await numbersOf(world, unit)).grades).toEqual(grades satisfies Grades);
        const parts = await Promise.all(units.map(({ unit }) => numbersOf(world, unit)));
        expect(parts.reduce((sum, p) => sum + p.overdue, 0)).toBe(numbers.overdue);
        const card = summaryCard({
          audience: 'private',
          title: { 'zh-CN': 'x', 'en-US': 'x' },
          scopeId: '*',
          scope: { 'zh-CN': 'x', 'en-US': 'x' },
          asOf: TODAY,
          numbers,
          units: unitRows(world, units),
          trend: [],
          scopes: [],
        });
        const [total, ...rows] = tableOf(card);
        expect(total).toEqual([0, 1, 2].map((g) => rows.reduce((sum, r) => sum + (r[g] ?? 0), 0)));
        expect(total?.reduce((a, b) => a + b, 0)).toBe(counted.length);
      }),
      { numRuns: 60 },
    );
  });

  it('every number opens a list of as many, and a reader with fewer rights is told so', async () => {
    await fc.assert(
      fc.asyncProperty(register, fc.constantFrom('*', 'U0', 'U1'), async (docs, scope) => {
        const world = memoryWorld(docs, NOW, TODAY);
        const numbers = await numbersOf(world, scope);
        const flow = await flowOf(world, scope, PERIOD);
        for (const what of WHATS) {
          const asked = { what, scope, page: 0, period: PERIOD };
          const expected = numberOf(what, numbers, flow);
          expect([what, saysNumber((await listFor(world, asked, chief)).card)]).toEqual([what, expected]);
          // The buyer declared everything here, so only the wording of what the own unit's group shows is at stake.
          const own = wordsOn((await listFor(world, asked, buyer)).card);
          if (scope !== 'U1') expect(own).not.toContain('共 ');
        }
      }),
      { numRuns: 40 },
    );
  });
});
