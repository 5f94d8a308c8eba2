import { describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import { sendBack } from '../../src/capabilities/risks/review.ts';
import { reviewChange } from '../../src/capabilities/risks/review-change.ts';
import { smallBureau } from '../support/bureau.ts';
import { givenFor, NOW, riskBody, riskDoc, worldAt } from './fixture.ts';

/** Returns a risk for the n-th time and gives who is told besides the declarer, and until when it is due. */
async function returned(
  nth: number,
  by = 'ou_head',
  more: Partial<RiskBody> = {},
): Promise<{ told: readonly string[]; due: string | undefined; card: readonly unknown[] }> {
  const world = worldAt(NOW, smallBureau);
  const doc = riskDoc({ ...riskBody(more), returns: nth - 1 });
  const decision = sendBack(doc, { rev: 1, reason: 'vague', comment: '' }, givenFor(by));
  if (!decision.ok) throw new Error(decision.refusal);
  const change = await reviewChange(world, doc, decision.events);
  const body = change.put?.[0]?.body as RiskBody;
  return {
    told: (change.notices ?? []).filter((n) => n.line === 'risks.returnedAgain').map((n) => n.to),
    due: body.due,
    card: (change.messages ?? []).filter((m) => m.card === 'risks.returned').map((m) => m.to),
  };
}
/** The officer holds the step, so the head did not return it himself. */
const atOfficer: Partial<RiskBody> = { grade: 3 };
const officer = async (nth: number, more: Partial<RiskBody> = {}) => {
  const world = worldAt(NOW, smallBureau);
  const body = { ...riskBody({ ...atOfficer, ...more }), step: 1, returns: nth - 1 };
  const decision = sendBack(riskDoc(body), { rev: 1, reason: 'vague', comment: '' }, givenFor('ou_officer'));
  if (!decision.ok) throw new Error(decision.refusal);
  const change = await reviewChange(world, riskDoc(body), decision.events);
  return (change.notices ?? []).filter((n) => n.line === 'risks.returnedAgain').map((n) => n.to);
};

describe('a return (S72)', () => {
  it('is a task for the declarer with a day: three working days at first, then two', async () => {
    expect(await returned(1)).toEqual({ told: [], due: '2026-11-26', card: [{ person: 'ou_clerk' }] });
    expect((await returned(2)).due).toBe('2026-11-25');
  });
  it('the second is told to the division head, the third to the unit’s leader as well', async () => {
    expect(await officer(1)).toEqual([]);
    expect(await officer(2)).toEqual(['ou_head']);
    expect(await officer(3)).toEqual(['ou_head', 'ou_chief']);
  });
  it('where the head returned it or declared it himself, the level above hears of it', async () => {
    expect((await returned(2)).told).toEqual(['ou_branch']);
    const own = {
      declarer: 'ou_head',
      place: { level: 'post' as const, unit: 'U0', division: 'D1', post: 'P3' },
    };
    expect(await officer(2, own)).toEqual(['ou_branch']);
  });
  it('where the unit’s leader declared it, the leader in charge hears of the third', async () => {
    const own = { declarer: 'ou_chief', method: 'leader' as const };
    expect(await officer(3, own)).toEqual(['ou_head', 'ou_branch']);
  });
});
