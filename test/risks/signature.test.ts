import { describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import { approve } from '../../src/capabilities/risks/review.ts';
import { reviewChange } from '../../src/capabilities/risks/review-change.ts';
import { signedHash, stillAsSigned } from '../../src/capabilities/risks/signature.ts';
import { review } from '../cards/review-views.ts';
import { wordsOn } from '../support/bot.ts';
import { givenFor, riskBody, riskDoc, texts, worldAt } from './fixture.ts';

const doc = riskDoc();
const hash = signedHash(doc);

describe('what a signature covers', () => {
  it('is every text, fact and rating of the card, and nothing else', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const field of ['title', 'content', 'manifestation', 'rootCause', 'measure'] as const)
      expect(signedHash({ ...doc, sealed: { ...texts, [field]: '改' } }), field).not.toBe(hash);
    const others: readonly Partial<RiskBody>[] = [
      { grade: 1 },
      { self: { ...doc.body.self, likelihood: 'high' } },
      { reviewer: { ...doc.body.self, by: 'ou_head' } },
      { powerItem: '其他' },
      { stepName: '其他' },
      { tripleMajor: ['funds'] },
      { confirmedCase: true },
    ];
    for (const more of others)
      expect(signedHash({ ...doc, body: { ...doc.body, ...more } }), JSON.stringify(more)).not.toBe(hash);
    const later = { ...doc.body, step: 1, trail: [], signers: [], due: '2027-01-01' };
    expect(signedHash({ ...doc, body: later })).toBe(hash);
    expect(signedHash({ ...doc, sealed: { ...texts, comments: { t9: '意见' } } })).toBe(hash);
  });
  it('is kept with the decision, in the document and in the ledger', async () => {
    const decision = approve(doc, 1, givenFor('ou_head'));
    if (!decision.ok) throw new Error(decision.refusal);
    const change = await reviewChange(worldAt(), doc, decision.events);
    const body = change.put?.[0]?.body as RiskBody;
    expect(body.signers[0]).toMatchObject({ person: 'ou_head', hash });
    expect(change.events[0]?.data).toMatchObject({ signed: hash });
  });
  it('old signatures have none and claim nothing; erased texts cannot be compared', () => {
    expect(stillAsSigned(doc, undefined)).toBeUndefined();
    expect(stillAsSigned(doc, hash)).toBe(true);
    const { sealed: _sealed, ...erased } = doc;
    expect(signedHash(erased)).toBeUndefined();
    expect(stillAsSigned(erased, hash)).toBe(false);
  });
  it('a text changed after a signature shows on the card', () => {
    const signers = [
      { person: 'ou_head', step: 'head' as const, at: '2026-11-23T01:00:00.000Z', ...(hash ? { hash } : {}) },
    ];
    const body = { ...riskBody(), signers, step: 1 };
    expect(wordsOn(review(body, 'ou_branch'))).not.toContain('签署后内容有修改');
    expect(wordsOn(review(body, 'ou_branch', { ...texts, measure: '两人复核' }))).toContain(
      'head · 2026-11-23 09:00 · 签署后内容有修改',
    );
  });
});
