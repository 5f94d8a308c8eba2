import { describe, expect, it } from 'vitest';
import { holdersNow } from '../../src/capabilities/risks/holders.ts';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import {
  approve,
  changeGrade,
  divert,
  handOver,
  type ReviewDecision,
  recuse,
  sendBack,
  successors,
} from '../../src/capabilities/risks/review.ts';
import { applyReview, type Reviewed } from '../../src/capabilities/risks/review-events.ts';
import { smallBureau } from '../support/bureau.ts';
import { givenFor, NOW, riskBody, riskDoc, settings, texts, worldAt } from './fixture.ts';

const after = (body: RiskBody, decision: ReviewDecision, given = worldAt()): RiskBody => {
  if (!decision.ok) throw new Error(decision.refusal);
  return decision.events.reduce<Reviewed>((state, e) => applyReview(state, e, given), { body, texts }).body;
};
const signedBy = (body: RiskBody, who: string): RiskBody =>
  after(body, approve(riskDoc(body), 1, givenFor(who)));

describe('approving', () => {
  it('goes up the chain and ends approved with the final rating', () => {
    let body = riskBody({ grade: 2 });
    expect(body.chain.map((s) => s.name)).toEqual(['head', 'branch', 'discipline']);
    body = signedBy(body, 'ou_head');
    expect(body).toMatchObject({ status: 'inReview', step: 1, due: '2026-11-26' });
    body = signedBy(body, 'ou_branch');
    body = signedBy(body, 'ou_officer');
    expect(body).toMatchObject({
      status: 'approved',
      final: { grade: 2, by: 'ou_officer' },
      approvedAt: NOW,
    });
    expect(body.signers.map((s) => s.person)).toEqual(['ou_head', 'ou_branch', 'ou_officer']);
    expect(body.due).toBeUndefined();
  });
  it.each([
    ['the declarer', 'ou_clerk', 1, 'ownRisk'],
    ['somebody out of turn', 'ou_officer', 1, 'notYourStep'],
    ['a click on an older card', 'ou_head', 0, 'changedSinceCard'],
  ])('refuses %s', (_who, by, rev, refusal) =>
    expect(approve(riskDoc(), rev, givenFor(by))).toEqual({ ok: false, refusal }),
  );
  it('tells a second tap apart from somebody else being faster', () => {
    const body = signedBy(riskBody(), 'ou_head');
    expect(approve(riskDoc(body, { rev: 2 }), 1, givenFor('ou_head'))).toMatchObject({
      refusal: 'alreadyDone',
    });
    expect(approve(riskDoc(body, { rev: 2 }), 1, givenFor('ou_branch'))).toMatchObject({
      refusal: 'changedSinceCard',
    });
  });
  it('refuses the holder of the post although he did not declare it', () => {
    const body = riskBody({ declarer: 'ou_clerk2', method: 'peer' });
    expect(approve(riskDoc(body), 1, givenFor('ou_clerk'))).toMatchObject({ refusal: 'ownRisk' });
  });
  it('takes the step from a head who was replaced, at once, and gives it to the new one', () => {
    const divisions = smallBureau.divisions.map((d) => (d.id === 'D1' ? { ...d, head: 'ou_clerk2' } : d));
    const data = { ...smallBureau, divisions };
    const doc = riskDoc();
    expect(approve(doc, 1, givenFor('ou_head', NOW, data))).toMatchObject({ refusal: 'notYourStep' });
    expect(approve(doc, 1, givenFor('ou_clerk2', NOW, data)).ok).toBe(true);
  });
  it('sends a step up when its only holder has left', () => {
    const people = smallBureau.people.map((p) => (p.id === 'ou_head' ? { ...p, active: false } : p));
    const { org } = worldAt(NOW, { ...smallBureau, people });
    expect(holdersNow(riskBody(), org, settings.review.chains)).toEqual(['ou_chief']);
  });
  it('wants a second signer for grade 1 even when everybody else is gone from the chain', () => {
    const one = riskBody({ grade: 1 });
    const alone: RiskBody = { ...one, chain: one.chain.slice(0, 1) };
    const body = signedBy(alone, 'ou_head');
    expect(body.status).toBe('inReview');
    expect(body.chain.at(-1)).toMatchObject({ name: 'group', holders: ['ou_chief', 'ou_member'] });
    expect(approve(riskDoc(body), 1, givenFor('ou_head'))).toMatchObject({ refusal: 'notYourStep' });
    expect(signedBy(body, 'ou_chief').status).toBe('approved');
  });
});

describe('returning', () => {
  it('gives three working days, then two, and keeps the texts as they were', () => {
    const body = riskBody();
    const decision = sendBack(
      riskDoc(body),
      { rev: 1, reason: 'vague', comment: '请写明金额标准' },
      givenFor('ou_head'),
    );
    if (!decision.ok) throw new Error(decision.refusal);
    const next = decision.events.reduce<Reviewed>((s, e) => applyReview(s, e, worldAt()), {
      body,
      texts: texts,
    });
    expect(next.body).toMatchObject({
      status: 'returned',
      due: '2026-11-26',
      returns: 1,
      lastReturn: { reason: 'vague', by: 'ou_head' },
    });
    expect(next.texts?.returned?.content).toBe(texts.content);
    expect(next.texts?.comments).toEqual({ t2: '请写明金额标准' });
    const again = sendBack(
      riskDoc(riskBody({ returns: 1 })),
      { rev: 1, reason: 'vague', comment: '' },
      givenFor('ou_head'),
    );
    expect(again).toMatchObject({ ok: true, events: [{ due: '2026-11-25' }] });
  });
  it.each([
    ['today', '2026-11-23', 'vague', '', 'badDeadline'],
    ['in a year', '2027-11-23', 'vague', '', 'badDeadline'],
    ['without words for “other”', undefined, 'other', '', 'commentMissing'],
  ] as const)('refuses a return %s', (_what, due, reason, comment, refusal) =>
    expect(
      sendBack(riskDoc(), { rev: 1, reason, comment, ...(due ? { due } : {}) }, givenFor('ou_head')),
    ).toEqual({ ok: false, refusal }),
  );
});

describe('changing the grade', () => {
  const rate = (body: RiskBody, by: string, wish: object) =>
    changeGrade(
      riskDoc(body),
      { rev: 1, likelihood: 'low', harm: 'low', reason: '有独立把关', ...wish },
      givenFor(by),
    );
  it('keeps self-rating and reviewer’s rating, and goes on with the same step', () => {
    const body = after(riskBody({ grade: 2 }), rate(riskBody({ grade: 2 }), 'ou_head', {}));
    expect(body).toMatchObject({
      grade: 3,
      self: { grade: 2 },
      reviewer: { grade: 3, by: 'ou_head' },
      step: 0,
    });
    expect(body.chain.map((s) => s.name)).toEqual(['head', 'discipline']);
  });
  it('sends a raised risk to the steps it had skipped', () => {
    const at = signedBy(riskBody({ grade: 3 }), 'ou_head');
    const raised = after(at, rate(at, 'ou_officer', { likelihood: 'high', harm: 'high' }));
    expect(raised).toMatchObject({ grade: 1, step: 1 });
    expect(raised.chain[1]?.name).toBe('branch');
    expect(raised.chain.map((s) => s.name)).toEqual(['head', 'branch', 'discipline', 'group']);
  });
  it('lets only a discipline officer go below the table', () => {
    const wish = { likelihood: 'high', harm: 'high', grade: 3 } as const;
    expect(rate(riskBody(), 'ou_head', wish)).toMatchObject({ refusal: 'lowerNeedsOfficer' });
    const at = signedBy(signedBy(riskBody(), 'ou_head'), 'ou_branch');
    expect(rate(at, 'ou_officer', wish)).toMatchObject({ ok: true, events: [{ to: 3 }] });
  });
  it('lets nobody but an officer go below a floor', () => {
    const body = riskBody({ grade: 2, tripleMajor: ['funds'] });
    expect(rate(body, 'ou_head', { grade: 3 })).toMatchObject({ refusal: 'lowerNeedsOfficer' });
    expect(rate(body, 'ou_head', {})).toMatchObject({ ok: true, events: [{ to: 2 }] });
  });
  it('needs a reason and a difference', () => {
    expect(rate(riskBody(), 'ou_head', { reason: '' })).toMatchObject({ refusal: 'commentMissing' });
    expect(rate(riskBody(), 'ou_head', { likelihood: 'middle', harm: 'middle' })).toMatchObject({
      refusal: 'gradeUnchanged',
    });
  });
});

describe('who takes it on', () => {
  it('is offered colleagues of the step and those above, never declarer, subject or oneself', () => {
    expect(successors(riskBody(), givenFor('ou_head'))).toEqual(['ou_branch']);
    expect(successors(riskBody({ declarer: 'ou_branch' }), givenFor('ou_head'))).not.toContain('ou_branch');
  });
  it('hands over only to those', () => {
    const body = riskBody();
    expect(
      handOver(riskDoc(body), { rev: 1, to: 'ou_admin', reason: '出差' }, givenFor('ou_head')),
    ).toMatchObject({ refusal: 'cannotTakeIt' });
    const handed = after(
      body,
      handOver(riskDoc(body), { rev: 1, to: 'ou_branch', reason: '出差' }, givenFor('ou_head')),
    );
    expect(approve(riskDoc(handed), 1, givenFor('ou_head'))).toMatchObject({ refusal: 'notYourStep' });
    expect(approve(riskDoc(handed), 1, givenFor('ou_branch')).ok).toBe(true);
    expect(handed.due).toBe(body.due);
  });
  it('goes up after a recusal and never comes back to the recused', () => {
    const body = riskBody();
    const next = after(body, recuse(riskDoc(body), { rev: 1, reason: '近亲属' }, givenFor('ou_head')));
    expect(next.recused).toEqual(['ou_head']);
    expect(next.chain[0]).toMatchObject({ holders: ['ou_chief'], wentUp: true });
    expect(approve(riskDoc(next), 1, givenFor('ou_head'))).toMatchObject({ refusal: 'notYourStep' });
  });
});

describe('diverting later', () => {
  it('keeps no word and nothing made from one', () => {
    const decision = divert(riskDoc(riskBody({ hints: ['vague'] })), 1, givenFor('ou_head'));
    if (!decision.ok) throw new Error(decision.refusal);
    const next = decision.events.reduce<Reviewed>((s, e) => applyReview(s, e, worldAt()), {
      body: riskBody({ hints: ['vague'] }),
      texts,
    });
    expect(next.texts).toBeUndefined();
    expect(next.body).toMatchObject({ status: 'diverted', hints: [], textHash: '', powerItem: '大额支付' });
  });
  it('is for the step’s holder and the discipline officer', () => {
    expect(divert(riskDoc(), 1, givenFor('ou_officer')).ok).toBe(true);
    expect(divert(riskDoc(), 1, givenFor('ou_clerk2'))).toMatchObject({ refusal: 'notYoursToDivert' });
  });
});
