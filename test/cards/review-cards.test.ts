import { describe, expect, it } from 'vitest';
import { countTags, MAX_TAGS } from '../../cards/kit/card.ts';
import { deskCard } from '../../cards/risks/desk.ts';
import { historyCard } from '../../cards/risks/history.ts';
import { historyView } from '../../src/capabilities/risks/history.ts';
import type { RiskBody, TrailEntry } from '../../src/capabilities/risks/model.ts';
import { reviewing } from '../../src/capabilities/risks/reviewing.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { riskBody, riskDoc, texts } from '../risks/fixture.ts';
import { pressables, wordsOn } from '../support/bot.ts';
import { commented, fullDesk, mixedDesk, returned, review, reviewCards, who, world } from './review-views.ts';

const cards = Object.entries(reviewCards);
const long = '长'.repeat(200);

describe.each(cards)('%s', (name, draw) => {
  it('is the golden card', () =>
    expect(`${JSON.stringify(draw().json, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`));
  it('is taken by Feishu', () => expect(cardFault(draw().json, () => true)).toBeUndefined());
  it('is private and speaks both languages', () => {
    expect(draw().audience).toBe('private');
    const texts = JSON.stringify(draw().json).match(/"en_us":"[^"]*"/g) ?? [];
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((t) => t === '"en_us":""')).toEqual([]);
  });
  it('has only buttons that somebody handles', () => {
    const known = [...Object.keys(reviewing.commands), 'risks.show', 'ratings.open'];
    for (const { value } of pressables(draw())) expect(known).toContain(value.do);
  });
});

describe('a review card', () => {
  it('shows what changed since the return to the reviewer only', () => {
    expect(wordsOn(review(returned, 'ou_head', commented))).toContain('风险内容 原为：加强管理。');
    expect(wordsOn(review(returned, 'ou_officer', commented))).not.toContain('原为');
  });
  it('names three who may sign a step and counts the rest', () => {
    const many = ['ou_officer', 'ou_officer2', 'ou_chief', 'ou_member', 'ou_branch'];
    const body: RiskBody = { ...riskBody(), chain: [{ name: 'discipline', holders: many, wentUp: false }] };
    expect(wordsOn(review(body, 'ou_officer'))).toContain('officer、officer2、chief等 5 人，任一人办理即可');
  });
  it('does not name the peer who suggested it, except to those who may know', () => {
    const peer = riskBody({ declarer: 'ou_clerk2', method: 'peer' });
    expect(JSON.stringify(review(peer, 'ou_head').json)).not.toContain('clerk2');
    expect(JSON.stringify(review(peer, 'ou_officer').json)).toContain('clerk2');
    const lines = historyView(
      riskDoc({ ...peer, trail: [{ key: 't1', what: 'submitted', by: 'ou_clerk2', at: world.now }] }),
      who('ou_head'),
      world,
    );
    expect(JSON.stringify(lines)).not.toContain('clerk2');
  });
  it('lets typed text mention nobody and stays small with the longest texts', () => {
    const typed = {
      ...texts,
      title: '<at id=all></at>',
      content: long,
      manifestation: long,
      rootCause: long,
      measure: long,
    };
    const card = review(returned, 'ou_head', {
      ...typed,
      returned: { ...typed, content: '短', manifestation: '短', rootCause: '短', measure: '短' },
    });
    expect(JSON.stringify(card.json)).not.toContain('"tag":"markdown"');
    expect(countTags(card.json)).toBeLessThan(MAX_TAGS);
  });
});

describe('a full list', () => {
  it('of the longest titles stays within the limits', () => {
    const card = deskCard(fullDesk(long));
    expect(countTags(card.json)).toBeLessThan(100);
    expect(cardFault(card.json, () => true)).toBeUndefined();
    const apart = deskCard(mixedDesk(long));
    expect(countTags(apart.json)).toBeLessThan(MAX_TAGS);
    expect(cardFault(apart.json, () => true)).toBeUndefined();
  });
  it('of a long history stays within the limits', () => {
    const trail: TrailEntry[] = Array.from({ length: 60 }, (_, i) => ({
      key: `t${i + 1}`,
      what: 'returned',
      by: 'ou_head',
      at: world.now,
      step: 'head',
      reason: 'other',
    }));
    const comments = Object.fromEntries(trail.map((t) => [t.key, '长'.repeat(500)]));
    const view = historyView(
      riskDoc({ ...riskBody(), trail }, { sealed: { ...texts, comments } }),
      who('ou_head'),
      world,
    );
    expect(() => historyCard(view)).not.toThrow();
    expect(view.lines.length).toBeGreaterThan(5);
    expect(view.older).toBe(60 - view.lines.length);
    expect(cardFault(historyCard(view).json, () => true)).toBeUndefined();
  });
});
