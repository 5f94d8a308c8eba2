import { describe, expect, it } from 'vitest';
import { editCard, stepCard } from '../../cards/powers/edit.ts';
import { type ItemView, itemCard } from '../../cards/powers/item.ts';
import { powersCard } from '../../cards/powers/list.ts';
import { policyStatusWord, powerTypeWord } from '../../cards/powers/text.ts';
import { revisionCard, versionCard } from '../../cards/powers/version.ts';
import { powers } from '../../src/capabilities/powers/index.ts';
import { same } from '../../src/kernel/text.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { pressables } from '../support/bot.ts';

const flow = (n: number, name: string): ItemView['flow'] =>
  Array.from({ length: n }, (_, i) => ({
    id: `S${i}`,
    no: i + 1,
    name,
    owner: i === 0 ? '资金支付' : undefined,
    days: i === 0 ? 3 : undefined,
    input: i === 0 ? '用款申请' : '',
    output: i === 0 ? '审批单' : '',
    marks: { 1: i === 0 ? 1 : 0, 2: 0, 3: i },
  }));
const item = (more: Partial<ItemView> = {}): ItemView => ({
  ...{ id: 'W-1', rev: 2, unit: 'U0', division: 'D1', place: '局机关 · 财务处', name: '大额支付' },
  ...{
    type: powerTypeWord.funds,
    owner: '资金支付',
    days: 5,
    disclosure: undefined,
    form: '',
    discretion: '',
  },
  ...{
    records: '审批单',
    standardised: true,
    recorded: true,
    tripleMajor: [],
    page: 0,
    pages: 1,
    mayEdit: true,
  },
  policies: [{ title: '大额资金使用管理办法', status: policyStatusWord.inForce }],
  flow: flow(2, '支付审批'),
  checks: { policy: true, records: true, owner: true },
  loop: { version: 3, risks: 2, revised: 1 },
  ...more,
});
const list = powersCard({
  unit: { id: 'U0', name: '局机关' },
  division: { id: 'D1', name: '财务处' },
  gapsOnly: false,
  rows: [
    { id: 'W-1', name: '大额支付', division: '财务处', steps: 2, marks: { 1: 1, 2: 0, 3: 1 }, policies: 0 },
  ],
  ...{ page: 0, pages: 1, total: 1, gaps: 1, units: [], divisions: [] },
});
const edit = editCard({
  ...{
    id: 'W-1',
    rev: 2,
    name: '大额支付',
    place: '财务处',
    type: 'funds',
    owner: 'P1',
    days: 5,
    disclosure: 'open',
  },
  ...{ form: '', discretion: '', records: '', standardised: true, recorded: false, policies: ['Z0'] },
  posts: Array.from({ length: 30 }, (_, i) => ({ value: `P${i}`, label: same('岗位') })),
  policyChoices: Array.from({ length: 40 }, (_, i) => ({ value: `Z${i}`, label: same('制度') })),
});
const step = stepCard({
  id: 'W-1',
  rev: 2,
  step: 'S1',
  name: '复核',
  item: '大额支付',
  no: 2,
  days: undefined,
  tags: ['keyStep'],
});
const long = '长'.repeat(300);
const cards = {
  'powers.list': list,
  'powers.item': itemCard(item()),
  'powers.step': step,
  'powers.edit': edit,
  'powers.version': versionCard({
    ...{ item: 'W-1', name: '大额支付', no: 3, rev: 1, how: 'edited' as const },
    ...{ who: '张三（20001）', at: '2026-11-23 09:00', why: '复核提前，避免先付后审' },
    improved: { procedure: '付款前由第二人复核' },
    policy: '大额资金使用管理办法',
    lines: [
      { what: 'added', name: '第二人复核', detail: '2' },
      { what: 'changed', name: '支付审批', detail: '2→1，5d → 3d' },
      { what: 'removed', name: '口头请示', detail: '3' },
    ],
    versions: [1, 2, 3],
    mayEdit: true,
  }),
  'powers.revision': revisionCard({
    ...{ item: 'W-1', no: 3, rev: 1, name: '大额支付', why: '', improved: {}, policy: undefined },
    policies: [{ value: 'Z1', label: same('大额资金使用管理办法') }],
  }),
};

describe.each(Object.entries(cards))('%s', (name, card) => {
  it('is the golden card', () =>
    expect(`${JSON.stringify(card.json, null, 2)}\n`).toMatchFileSnapshot(`../cards/golden/${name}.json`));
  it('is taken by Feishu, private, and has only buttons that somebody handles', () => {
    expect(cardFault(card.json, () => true)).toBeUndefined();
    expect(card.audience).toBe('private');
    for (const { value } of pressables(card)) expect(Object.keys(powers.commands)).toContain(value.do);
  });
});

it('the longest flow and texts stay within a card', () => {
  const heavy = itemCard(
    item({ flow: flow(8, long), form: long, discretion: long, records: long, pages: 3 }),
  );
  expect(cardFault(heavy.json, () => true)).toBeUndefined();
});
