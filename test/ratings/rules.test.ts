import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeEarly, decline, give, outcomeOf, timeOver } from '../../src/capabilities/ratings/decide.ts';
import { type RatingBody, waitingFor } from '../../src/capabilities/ratings/model.ts';
import { loadSettings } from '../../src/config.ts';
import { degreeChoices, proposalOf, type Score } from '../../src/kernel/grade.ts';

const rules = loadSettings().grading;
const NOW = '2026-11-23T01:00:00.000Z';
const body = (more: Partial<RatingBody> = {}): RatingBody => ({
  status: 'open',
  risk: 'R-1',
  unit: 'U0',
  askedBy: 'ou_head',
  at: NOW,
  due: '2026-11-26',
  asked: ['ou_a', 'ou_b', 'ou_c'],
  declined: [],
  answers: [],
  ...more,
});
const high: Score = { likelihood: 'high', harm: 'high' };
const facts = { ...high, level: 'post', tripleMajor: [], confirmedCase: false } as const;

describe('a proposal', () => {
  const of = (names: readonly string[], rule: 'median' | 'gravest') =>
    proposalOf(
      rules,
      names.map((n) => ({ likelihood: n, harm: n })),
      rule,
    )?.likelihood;
  it('is the middle one, upward between two', () => {
    expect(of(['low', 'high', 'middle'], 'median')).toBe('middle');
    expect(of(['low', 'high'], 'median')).toBe('high');
    expect(of(['low', 'low', 'middle', 'high'], 'median')).toBe('middle');
    expect(of(['low', 'low', 'middle'], 'gravest')).toBe('middle');
    expect(of([], 'median')).toBeUndefined();
  });
  it('lies between the answers and does not depend on their order, on any scale', () => {
    for (const scale of ['three', 'four', 'five']) {
      const using = { ...rules, scale };
      const ids = degreeChoices(using).harm.map((d) => d.value);
      const one = fc.record({
        likelihood: fc.constantFrom(...ids),
        harm: fc.constantFrom(...ids),
        scale: fc.constant(scale),
      });
      fc.assert(
        fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (scores) => {
          const made = proposalOf(using, scores, 'median');
          const back = proposalOf(using, scores.toReversed(), 'median');
          const places = scores.map((s) => ids.indexOf(s.harm));
          const at = ids.indexOf(made?.harm ?? '');
          return (
            made?.harm === back?.harm &&
            made?.likelihood === back?.likelihood &&
            at >= Math.min(...places) &&
            at <= Math.max(...places)
          );
        }),
      );
    }
  });
  it('obeys the floors and leaves answers on an older scale out', () => {
    const low = { likelihood: 'low', harm: 'low', by: 'ou_a', at: NOW };
    const on = { ...facts, level: 'unit', tripleMajor: ['funds'] } as const;
    expect(outcomeOf({ answers: [low] }, on, rules)?.proposal.grade).toBe(1);
    const newer = { likelihood: 'lowest', harm: 'lowest', scale: 'five', by: 'ou_b', at: NOW };
    expect(
      outcomeOf({ answers: [{ ...low, ...high }, newer] }, facts, { ...rules, scale: 'five' }),
    ).toMatchObject({
      proposal: { likelihood: 'lowest', scale: 'five', grade: 3 },
      spread: 0,
    });
  });
});

describe('a joint rating', () => {
  it('closes with the last answer, whoever declined', () => {
    const first = give(body(), high, 'ou_a', NOW);
    if (!first.ok) throw new Error(first.refusal);
    expect(waitingFor(first.body)).toEqual(['ou_b', 'ou_c']);
    const second = decline(first.body, 'ou_b', NOW);
    if (!second.ok) throw new Error(second.refusal);
    const last = give(second.body, high, 'ou_c', NOW);
    expect(last).toMatchObject({ ok: true, body: { status: 'closed', closedAt: NOW } });
  });
  it('is refused to strangers, twice, and when it is over', () => {
    expect(give(body(), high, 'ou_x', NOW)).toMatchObject({ refusal: 'notYours' });
    const answered = body({ answers: [{ ...high, by: 'ou_a', at: NOW }] });
    expect(give(answered, high, 'ou_a', NOW)).toMatchObject({ refusal: 'alreadyAnswered' });
    expect(give(body({ status: 'closed' }), high, 'ou_a', NOW)).toMatchObject({ refusal: 'alreadyClosed' });
    expect(closeEarly(body(), NOW)).toMatchObject({ refusal: 'noAnswers' });
    expect(timeOver(body(), NOW).status).toBe('dropped');
    expect(timeOver(answered, NOW).status).toBe('closed');
  });
});
