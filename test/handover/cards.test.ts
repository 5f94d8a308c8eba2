import { describe, expect, it } from 'vitest';
import {
  type DutyItem,
  type HandoverView,
  handoverCard,
  handoversCard,
  receivedCard,
} from '../../cards/handover/handover.ts';
import { reasonWord } from '../../cards/handover/text.ts';
import { composition } from '../../src/app.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { pressables } from '../support/bot.ts';

const people = (n: number, name = '李四（20002）') =>
  Array.from({ length: n }, (_, i) => ({ id: `ou_${i}`, label: name }));
const duties: readonly DutyItem[] = [
  { key: 'post:P1', kind: 'post', title: '资金支付' },
  { key: 'risk:R1', kind: 'returned', title: '大额支付审批程序缺项' },
  { key: 'step:R2', kind: 'step', title: '备用金盘点由一人完成' },
];
const view = (more: Partial<HandoverView> = {}): HandoverView => ({
  ...{ id: 'J-1', rev: 2, person: '王五（20024）', reason: reasonWord.moved, place: '局机关 · 财务处' },
  ...{ due: '2026-11-30', open: true, duties, follows: 3, elsewhere: 1, given: [], successor: 'ou_0' },
  ...{ successors: people(3), mayKeep: true },
  ...more,
});
const cards = {
  'handover.open': handoverCard(view()),
  'handover.done': handoverCard(
    view({
      ...{ open: false, duties: [], successors: [], mayKeep: false },
      given: [{ to: '李四（20002）', count: 3, at: '2026-11-24 09:12' }],
    }),
  ),
  'handover.received': receivedCard({
    place: '局机关 · 财务处',
    posts: ['资金支付'],
    counts: { risk: 2, step: 1 },
  }),
  'handover.list': handoversCard({
    items: [{ id: 'J-1', person: '王五', place: '局机关 · 财务处', due: '2026-11-30' }],
    ...{ page: 0, pages: 1, total: 1 },
  }),
};
const { registry } = composition();

describe.each(Object.entries(cards))('%s', (name, card) => {
  it('is the golden card', () =>
    expect(`${JSON.stringify(card.json, null, 2)}\n`).toMatchFileSnapshot(`../cards/golden/${name}.json`));
  it('is taken by Feishu, private, and has only buttons that somebody handles', () => {
    expect(cardFault(card.json, () => true)).toBeUndefined();
    expect(card.audience).toBe('private');
    for (const { value } of pressables(card)) expect(registry.commands.has(String(value.do))).toBe(true);
  });
});

it('many duties with long names and a full list of successors stay within a card', () => {
  const long = '长\u0301'.repeat(300);
  const many = Array.from(
    { length: 200 },
    (_, i): DutyItem => ({ key: `risk:N${i}`, kind: 'inReview', title: long }),
  );
  const card = handoverCard(
    view({ duties: [...duties, ...many], successors: people(30, long), person: long }),
  );
  expect(cardFault(card.json, () => true)).toBeUndefined();
});
