import { describe, expect, it } from 'vitest';
import { type CatalogueView, catalogueCard } from '../../cards/catalogue/catalogue.ts';
import { postCard } from '../../cards/catalogue/post.ts';
import { MAX_BYTES } from '../../cards/kit/card.ts';
import { same, text } from '../../src/kernel/text.ts';

const json = (card: { json: unknown }) => JSON.stringify(card.json, null, 2);
const golden = (name: string) => `../cards/golden/catalogue.${name}.json`;
const rows: CatalogueView['rows'] = [
  {
    key: 'U1|D2|',
    name: text('采购实施科 · 部门层面', '采购实施科 · Division level'),
    counts: { 1: 0, 2: 1, 3: 0 },
    grade: 2,
    leader: text('分管领导', 'Branch leader'),
  },
  {
    key: 'U1|D2|P2',
    name: same('采购实施科 · 采购项目经办'),
    kind: text('重点岗位', 'Key'),
    counts: { 1: 1, 2: 0, 3: 3 },
    grade: 1,
    leader: text('主要领导', 'Principal leader'),
  },
];
const view: CatalogueView = {
  scope: 'U1',
  division: '',
  name: same('政府采购中心'),
  asOf: '2026-11-23',
  rows,
  page: 0,
  pages: 2,
  totals: { 1: 1, 2: 1, 3: 3, places: 2 },
  scopes: [],
  divisions: [],
  mayExport: true,
};
const post = {
  scope: 'U1',
  division: '',
  page: 0,
  name: same('采购实施科 · 采购项目经办'),
  unit: '政府采购中心',
  grade: 1 as const,
  leader: text('主要领导', 'Principal leader'),
  risks: [
    {
      title: '需求倾向性',
      manifestation: '可能指定品牌',
      measure: '双人编写',
      grade: 1 as const,
      approvedOn: '2026-11-20',
    },
  ],
};

describe('catalogue cards', () => {
  it('look as they were agreed', async () => {
    await expect(json(catalogueCard(view))).toMatchFileSnapshot(golden('table'));
    await expect(
      json(catalogueCard({ ...view, rows: [], totals: { 1: 0, 2: 0, 3: 0, places: 0 }, pages: 1 })),
    ).toMatchFileSnapshot(golden('empty'));
    await expect(json(postCard(post))).toMatchFileSnapshot(golden('post'));
  });

  it('stay within Feishu’s size with the heaviest texts and the most choices', () => {
    const heavy = `名${'\u0301'.repeat(300)}`.repeat(40);
    const choices = Array.from({ length: 23 }, (_, i) => ({
      value: `U${i}`,
      label: same('政府采购中心直属单位'),
    }));
    const ten = Array.from({ length: 10 }, (_, i) => ({
      ...rows[1],
      key: `U1|D2|P${i}`,
      name: same('采购实施科室 · 采购项目经办与合同管理岗位'),
      counts: { 1: 1, 2: 2, 3: 3 },
      grade: 1 as const,
    }));
    const big = catalogueCard({ ...view, rows: ten, scopes: choices, divisions: choices });
    const one = postCard({
      ...post,
      risks: Array.from({ length: 20 }, () => ({
        ...post.risks[0],
        title: heavy,
        manifestation: heavy,
        measure: heavy,
        grade: 1 as const,
        approvedOn: '2026-11-20',
      })),
    });
    for (const card of [big, one])
      expect(new TextEncoder().encode(JSON.stringify(card.json)).length).toBeLessThanOrEqual(MAX_BYTES);
  });
});
