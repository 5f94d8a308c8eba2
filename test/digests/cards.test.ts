import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiefCard } from '../../cards/digests/chief.ts';
import { digestCard } from '../../cards/digests/digest.ts';
import { listCard } from '../../cards/digests/list.ts';
import { progressCard } from '../../cards/digests/progress.ts';
import {
  allOf,
  changeText,
  type Numbers,
  type SummaryView,
  summaryCard,
  unchangedCard,
} from '../../cards/digests/summary.ts';
import { gradesOf } from '../../src/capabilities/digests/model.ts';
import { same, text } from '../../src/kernel/text.ts';

const json = (card: { json: unknown }) => JSON.stringify(card.json, null, 2);
const golden = (name: string) => `../cards/golden/digests.${name}.json`;
const status = (n: number) => ({ inReview: n, returned: 0, approved: 1, effective: n * 2 });
const numbers = (n: number): Numbers => ({
  grades: { 1: status(n), 2: status(n + 1), 3: status(n + 2) },
  overdue: n,
  objections: 1,
});
const view: SummaryView = {
  audience: 'group',
  title: text('廉政风险防控月度汇总', 'Monthly summary'),
  scope: same('公务用车服务中心'),
  asOf: '2026-12-01 09:10',
  numbers: numbers(2),
  before: { day: '2026-11-02', numbers: numbers(1) },
  scopeId: 'U1',
  trend: [],
  scopes: [],
};

describe('digest cards', () => {
  it('look as they were agreed', async () => {
    await expect(json(summaryCard(view))).toMatchFileSnapshot(golden('summary'));
    await expect(
      json(
        digestCard({
          date: '2026-11-23',
          waiting: { total: 5, overdue: 1, today: 2, soon: 0 },
          lines: [text('您的风险点已生效。', 'Your risk point is in effect.')],
        }),
      ),
    ).toMatchFileSnapshot(golden('digest'));
    await expect(
      json(
        progressCard({
          division: '财务处',
          unit: '局机关',
          rows: [{ name: same('资金支付'), counts: status(1) }],
          without: ['处长'],
          people: 4,
          started: 3,
          notStarted: ['王晓'],
          overdue: 1,
          divisions: [],
        }),
      ),
    ).toMatchFileSnapshot(golden('progress'));
  });

  it('with every unit and the months, its lists and the leader’s month look as they were agreed', async () => {
    const whole: SummaryView = {
      ...view,
      audience: 'private',
      scopeId: '*',
      past: {
        from: '2026-11-02',
        to: '2026-12-01',
        flow: { gravest: 1, newOverdue: 0, published: 4, inForce: 2, retired: 0 },
      },
      units: ['局机关', '公务用车服务中心'].map((name) => ({ name, grades: numbers(1).grades })),
      trend: ['2026-10', '2026-11'].map((month, i) => ({ month, grades: numbers(i + 1).grades })),
    };
    await expect(json(summaryCard(whole))).toMatchFileSnapshot(golden('summary.units'));
    await expect(
      json(unchangedCard({ ...view, before: { day: '2026-11-23', numbers: numbers(2) } })),
    ).toMatchFileSnapshot(golden('summary.unchanged'));
    const row = { id: 'R-1', title: '大额支付审批程序缺项', place: '局机关 · 财务处', grade: 1 as const };
    await expect(
      json(
        listCard(
          {
            what: 'gravest',
            scopeId: '*',
            scope: same('全局'),
            period: { from: '2026-11-02', to: '2026-12-01' },
            rows: [{ ...row, state: text('已生效', 'in effect') }],
            visible: 11,
            total: 14,
            page: 1,
            pages: 2,
          },
          11,
        ),
      ),
    ).toMatchFileSnapshot(golden('list'));
    await expect(
      json(
        chiefCard({
          scope: same('全局'),
          asOf: '2026-12-01 09:10',
          figures: [
            { what: 'grade1', n: 9 },
            { what: 'overdue', n: 2 },
          ],
          period: { from: '2026-11-01', to: '2026-12-01' },
          items: [{ ...row, why: text('应于 2026-11-20 前办结，已超过期限', 'was due by 2026-11-20') }],
        }),
      ),
    ).toMatchFileSnapshot(golden('chief'));
  });

  it('say only what changed', () => {
    expect(changeText(numbers(2), numbers(2))['zh-CN']).toBe('没有变化。');
    expect(changeText({ ...numbers(2), overdue: 0 }, numbers(2))['zh-CN']).toBe('超过期限 -2');
    const objected = { ...numbers(2), objections: 2 };
    objected.grades = { ...objected.grades, 3: { inReview: 5, returned: 0, approved: 0, effective: 8 } };
    expect(changeText(objected, numbers(2))['zh-CN']).toBe('审核中 +1，公示 -1，待答复异议 +1');
  });

  it('count every risk of the tally in exactly one cell', () => {
    const key = fc.tuple(
      fc.constantFrom('U0', 'U1'),
      fc.constantFrom(1, 2, 3),
      fc.constantFrom('inReview', 'returned', 'approved', 'effective', 'retired', 'withdrawn'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer({ min: 1, max: 50 }))), (entries) => {
        const tally = Object.fromEntries(entries.map(([k, n]) => [k.join('|'), n]));
        const shown = Object.entries(tally).filter(
          ([k]) => !k.endsWith('|retired') && !k.endsWith('|withdrawn'),
        );
        return (
          allOf({ grades: gradesOf(tally), overdue: 0, objections: 0 }) ===
          shown.reduce((sum, [, n]) => sum + n, 0)
        );
      }),
    );
  });
});
