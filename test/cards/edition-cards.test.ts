import { describe, expect, it } from 'vitest';
import { differenceCard } from '../../cards/catalogue/difference.ts';
import { type EditionView, editionCard, editionsCard } from '../../cards/catalogue/edition.ts';
import { matterCard } from '../../cards/dossier/matter.ts';
import { type SearchView, searchCard } from '../../cards/dossier/search.ts';
import { type Card, MAX_BYTES } from '../../cards/kit/card.ts';
import { catalogue } from '../../src/capabilities/catalogue/index.ts';
import { dossier } from '../../src/capabilities/dossier/index.ts';
import { same, text } from '../../src/kernel/text.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { pressables } from '../support/bot.ts';

const line = {
  id: 'E-1',
  no: '2026-1',
  status: 'draft' as const,
  counts: { 1: 1, 2: 2, 3: 1 },
  date: '2026-11-23',
};
const edition: EditionView = {
  ...line,
  rev: 2,
  places: 3,
  hash: 'ab'.repeat(32),
  compiler: same('李某 2026-11-23 09:00'),
  numbers: { fresh: 1, changed: 1, retired: 1, unchanged: 2 },
  asked: true,
  may: { submit: false, approve: true, discard: false, file: true },
};
const item = {
  how: 'changed' as const,
  place: '政府采购中心 · 采购实施科 · 采购项目经办',
  title: '需求倾向',
  grade: 2 as const,
  from: 1 as const,
  reason: text('2026-11-24 更正', 'corrected on 2026-11-24'),
};
const counts = { fresh: 0, changed: 1, retired: 0, unchanged: 2 };
const difference = { id: 'E-1', of: same('2026-2'), against: '2026-1', counts, items: [item], mayFile: true };
const hit = {
  id: 'R-1',
  title: '需求倾向',
  place: '采购中心 · 采购项目经办',
  grade: 1 as const,
  status: text('已入目录', 'In the catalogue'),
};
const search: SearchView = {
  asked: { words: '倾向', grade: '1', status: '', unit: '', area: '' },
  units: [],
  statuses: [{ value: 'effective', label: text('已入目录', 'In the catalogue') }],
  areas: [],
  found: { hits: [hit], total: 21, page: 1, pages: 3, capped: 3000 },
};
const matter = {
  id: 'R-1',
  rev: 1,
  title: '需求倾向',
  place: '采购中心',
  grade: 1 as const,
  status: hit.status,
  content: '可能设置门槛',
  measure: '双人编写',
};

const cards: Readonly<Record<string, Card>> = {
  'catalogue.editions': editionsCard({
    editions: [{ ...line, status: 'frozen' }],
    mayCompile: true,
    hasCurrent: true,
  }),
  'catalogue.editions.none': editionsCard({ editions: [], mayCompile: false, hasCurrent: false }),
  'catalogue.edition': editionCard(edition),
  'catalogue.difference': differenceCard(difference),
  'dossier.search': searchCard(search),
  'dossier.matter': matterCard(matter),
};

describe.each(Object.entries(cards))('%s', (name, card) => {
  it('is the golden card', async () =>
    expect(`${JSON.stringify(card.json, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`));
  it('is taken by Feishu', () => expect(cardFault(card.json, () => true)).toBeUndefined());
  it('is private and has only buttons that somebody handles', () => {
    expect(card.audience).toBe('private');
    const known = [...Object.keys(catalogue().commands), ...Object.keys(dossier.commands)];
    for (const { value } of pressables(card)) expect(known).toContain(value.do);
  });
});

it('the heaviest texts and the most choices stay within Feishu’s size', () => {
  const heavy = `名${'\u0301'.repeat(300)}`.repeat(40);
  const options = Array.from({ length: 40 }, (_, i) => ({
    value: `U${i}`,
    label: same('政府采购中心直属单位'),
  }));
  const big = [
    differenceCard({
      ...difference,
      items: Array.from({ length: 12 }, () => ({ ...item, title: heavy, place: heavy })),
    }),
    matterCard({ ...matter, title: heavy, content: heavy, measure: heavy }),
    searchCard({
      ...search,
      units: options,
      areas: options,
      found: {
        ...search.found,
        total: 99,
        page: 1,
        pages: 9,
        hits: Array.from({ length: 10 }, (_, i) => ({ ...hit, id: `R-${i}`, title: heavy, place: heavy })),
      },
    }),
  ];
  for (const card of big) {
    expect(new TextEncoder().encode(JSON.stringify(card.json)).length).toBeLessThanOrEqual(MAX_BYTES);
    expect(cardFault(card.json, () => true)).toBeUndefined();
  }
});
