import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excludedOf, holdersNow, signerIds } from '../../src/capabilities/risks/holders.ts';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import {
  approve,
  changeGrade,
  handOver,
  type ReviewDecision,
  recuse,
  sendBack,
} from '../../src/capabilities/risks/review.ts';
import { applyReview, type Reviewed } from '../../src/capabilities/risks/review-events.ts';
import type { OrganizationData } from '../../src/kernel/people.ts';
import { smallBureau } from '../support/bureau.ts';
import { givenFor, NOW, riskBody, riskDoc, settings, texts, worldAt } from './fixture.ts';

const ids = smallBureau.people.filter((p) => p.active).map((p) => p.id);
const someone = fc.constantFrom(...ids);
const scale = fc.constantFrom('high' as const, 'middle' as const, 'low' as const);

type Act = { readonly by: string } & (
  | { readonly do: 'approve' | 'return' | 'recuse' }
  | { readonly do: 'hand'; readonly to: string }
  | {
      readonly do: 'grade';
      readonly likelihood: 'high' | 'middle' | 'low';
      readonly harm: 'high' | 'middle' | 'low';
    }
  | { readonly do: 'appoint'; readonly head: string }
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('approve' as const), by: someone }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recuse' as const), by: someone }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hand' as const), by: someone, to: someone }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('grade' as const), by: someone, likelihood: scale, harm: scale }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('appoint' as const), by: someone, head: someone }) },
);

const decide = (body: RiskBody, a: Act, data: OrganizationData): ReviewDecision | undefined => {
  const doc = riskDoc(body);
  const given = givenFor(a.by, NOW, data);
  if (a.do === 'approve') return approve(doc, 1, given);
  if (a.do === 'return') return sendBack(doc, { rev: 1, reason: 'vague', comment: '' }, given);
  if (a.do === 'recuse') return recuse(doc, { rev: 1, reason: 'x' }, given);
  if (a.do === 'hand') return handOver(doc, { rev: 1, to: a.to, reason: 'x' }, given);
  if (a.do === 'grade')
    return changeGrade(doc, { rev: 1, likelihood: a.likelihood, harm: a.harm, reason: 'x' }, given);
  return undefined;
};

/** Plays acts by anybody, in any order, while heads change; gives every state passed through. */
function play(start: RiskBody, acts: readonly Act[]): { states: RiskBody[]; data: OrganizationData } {
  let data = smallBureau;
  let state: Reviewed = { body: start, texts };
  const states = [start];
  for (const a of acts) {
    if (a.do === 'appoint')
      data = { ...data, divisions: data.divisions.map((d) => (d.id === 'D1' ? { ...d, head: a.head } : d)) };
    const decision = decide(state.body, a, data);
    if (!decision?.ok) continue;
    state = decision.events.reduce((s, e) => applyReview(s, e, worldAt(NOW, data)), state);
    states.push(state.body);
  }
  return { states, data };
}
const grade = fc.constantFrom(1 as const, 2 as const, 3 as const);
const acts = fc.array(act, { minLength: 20, maxLength: 80 });

describe('whatever anybody taps', () => {
  it('no declarer, holder of the post or recused person ever signs', () =>
    fc.assert(
      fc.property(someone, grade, acts, (declarer, g, list) => {
        const start = riskBody({ declarer, grade: g, method: declarer === 'ou_clerk' ? 'self' : 'peer' });
        const out = play(start, list).states.filter((b) =>
          signerIds(b).some((id) => id === declarer || id === 'ou_clerk'),
        );
        expect(out).toEqual([]);
      }),
      { numRuns: 80, seed: 7 },
    ));
  it('a grade-1 risk is approved by at least two people', () => {
    let approved = 0;
    fc.assert(
      fc.property(someone, grade, acts, (declarer, g, list) => {
        const { states } = play(riskBody({ declarer, grade: g }), list);
        for (const body of states.filter((b) => b.status === 'approved' && b.grade === 1)) {
          approved += 1;
          expect(signerIds(body).length).toBeGreaterThanOrEqual(2);
        }
      }),
      { numRuns: 120, seed: 11 },
    );
    // The property says nothing when nothing gets that far.
    expect(approved).toBeGreaterThan(10);
  });
  it('a grade is changed only with a line in the history, and self-rating stays', () =>
    fc.assert(
      fc.property(grade, acts, (g, list) => {
        const { states } = play(riskBody({ grade: g }), list);
        states.reduce((a, b) => {
          if (a.grade !== b.grade)
            expect(b.trail.at(-1)).toMatchObject({
              what: 'gradeChanged',
              from: String(a.grade),
              to: String(b.grade),
            });
          expect(b.self).toEqual(a.self);
          return b;
        });
      }),
      { numRuns: 40, seed: 13 },
    ));
  it('an open step always has holders who may decide, or is stuck and nobody decides it', () =>
    fc.assert(
      fc.property(someone, grade, acts, (declarer, g, list) => {
        const { states, data } = play(riskBody({ declarer, grade: g }), list);
        const { org } = worldAt(NOW, data);
        const last = states.at(-1) ?? riskBody();
        const out = excludedOf(last, org);
        for (const id of holdersNow(last, org, settings.review.chains)) {
          expect(out).not.toContain(id);
          expect(approve(riskDoc(last), 1, givenFor(id, NOW, data)).ok).toBe(true);
        }
      }),
      { numRuns: 40, seed: 17 },
    ));
});
