import { describe, expect, it } from 'vitest';
import { countTags, MAX_BYTES, MAX_TAGS } from '../../cards/kit/card.ts';
import { screenCard } from '../../cards/screening/campaign.ts';
import { screeningDeskCard } from '../../cards/screening/desk.ts';
import { planFormCard } from '../../cards/screening/plan.ts';
import { pledgeCard } from '../../cards/screening/pledge.ts';
import { sampleCard } from '../../cards/screening/sample.ts';
import { screening } from '../../src/capabilities/screening/index.ts';
import { same } from '../../src/kernel/text.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { pressables, wordsOn } from '../support/bot.ts';
import { confirmItem, item, screen, screeningCards } from './views.ts';

const cards = Object.entries(screeningCards);
describe.each(cards)('%s', (name, draw) => {
  it('is the golden card', () =>
    expect(`${JSON.stringify(draw().json, null, 2)}\n`).toMatchFileSnapshot(`../cards/golden/${name}.json`));
  it('is taken by Feishu', () => expect(cardFault(draw().json, () => true)).toBeUndefined());
  it('speaks both languages, and only the deployment notice is for a group', () => {
    expect(draw().audience).toBe(name === 'screening.deployment' ? 'group' : 'private');
    const texts = JSON.stringify(draw().json).match(/"en_us":"[^"]*"/g) ?? [];
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((t) => t === '"en_us":""')).toEqual([]);
  });
  it('has only buttons that somebody handles', () => {
    for (const { value } of pressables(draw())) expect(Object.keys(screening.commands)).toContain(value.do);
  });
});

const zalgo = `长${'\u0301'.repeat(300)}`.repeat(60);
const full = Array.from({ length: 40 }, (_, n) =>
  item(n, {
    name: zalgo,
    steps: [zalgo, zalgo],
    entries: Array.from({ length: 30 }, (_, i) => ({
      id: `R-${i}`,
      rev: 1,
      title: zalgo,
      grade: 1,
      inForce: true,
    })),
    raised: [{ id: 'R-x', rev: 1, title: zalgo, grade: 1, inForce: false }],
  }),
);
const units = Array.from({ length: 90 }, (_, n) => ({ value: `U${n}`, label: same(`直属单位${n}`) }));
const fullCards = {
  card: () => screenCard(screen({ items: full, shown: 'P3', heads: true, toConfirm: 9 })),
  desk: () =>
    screeningDeskCard({
      items: Array.from({ length: 8 }, (_, n) => confirmItem(n, zalgo)),
      total: 80,
      views: [],
    }),
  sample: () =>
    sampleCard({
      ...{ year: 2026, percent: 5, statements: 4000, total: 200, page: 3, pages: 34 },
      items: Array.from({ length: 6 }, (_, n) => ({
        id: `a${n}`,
        rev: 1,
        place: zalgo,
        at: '2026-11-25',
        titles: [zalgo],
      })),
    }),
  pledge: () =>
    pledgeCard({ campaign: 'C-1', year: 2026, duties: [], titles: new Array<string>(80).fill(zalgo) }),
  plan: () =>
    planFormCard({
      ...{ id: 'C-1', rev: 0, start: '2026-11-23', sample: 5, bases: units, units, chosen: [] },
      days: { deployed: 2, declaring: 10, reviewing: 21, publicising: 10 },
    }),
};
it.each(Object.entries(fullCards))('the fullest %s stays within Feishu’s limits', (_name, draw) => {
  const { json } = draw();
  expect(new TextEncoder().encode(JSON.stringify(json)).length).toBeLessThanOrEqual(MAX_BYTES);
  expect(countTags(json)).toBeLessThanOrEqual(MAX_TAGS);
  expect(cardFault(json, () => true)).toBeUndefined();
});

it('typed text mentions nobody', () => {
  const card = screenCard(screen({ items: [item(1, { name: '<at id=all></at>' })] }));
  expect(JSON.stringify(card.json)).not.toContain('"tag":"markdown"');
});
it('an answered card has no «no change» any more, a closed one no button at all', () => {
  expect(wordsOn(screeningCards['screening.card.done']())).not.toContain('确认没有变化');
  expect(pressables(screeningCards['screening.card.closed']())).toEqual([]);
});
it('one tap answers several posts when all of them can stay as they are', () => {
  const two = screenCard(screen({ items: [item(1), item(2)], unchangeable: 2 }));
  expect(wordsOn(two)).toContain('2 项都没有变化');
});
