import { describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import {
  amend,
  markEffective,
  markPublished,
  reopen,
  rerouteStep,
} from '../../src/capabilities/risks/review-later.ts';
import { NOW, riskBody, riskDoc, texts, worldAt } from './fixture.ts';

const world = worldAt();
const { due: _due, stepSince: _since, ...ended } = riskBody({ grade: 2 });
const approved: RiskBody = {
  ...ended,
  status: 'approved',
  step: 2,
  approvedAt: NOW,
  final: { ...ended.self, by: 'ou_officer' },
  signers: [
    { person: 'ou_head', step: 'head', at: NOW },
    { person: 'ou_branch', step: 'branch', at: NOW },
    { person: 'ou_officer', step: 'discipline', at: NOW },
  ],
};
const doc = riskDoc(approved, { rev: 5 });
const bodyOf = (put: { body: unknown }): RiskBody => put.body as RiskBody;

describe('what later slices do with a risk', () => {
  it('publishes it and puts it in force, on the revision they saw, with its texts', () => {
    const shown = markPublished(world, doc, 'N-1');
    expect(shown.put).toMatchObject({ kind: 'risk', id: 'R-1', rev: 5, sealed: texts });
    expect(bodyOf(shown.put)).toMatchObject({ status: 'approved', notice: 'N-1' });
    const force = markEffective(world, riskDoc(bodyOf(shown.put)));
    expect(bodyOf(force.put)).toMatchObject({ status: 'effective', effectiveAt: NOW, notice: 'N-1' });
    expect(force.event).toMatchObject({ type: 'risk.effective', data: { unit: 'U0', grade: 2 } });
    expect(force.notices).toMatchObject([
      { to: 'ou_clerk', line: 'risks.progress', params: { what: 'effective' } },
    ]);
  });
  it('reopens it at the discipline step: later signatures fall, earlier ones stay', async () => {
    const back = await reopen(world, riskDoc({ ...approved, notice: 'N-1' }), '异议成立', 'ou_officer2');
    const body = bodyOf(back.put);
    expect(body).toMatchObject({ status: 'inReview', step: 2, due: '2026-11-30' });
    expect(body.signers.map((s) => s.person)).toEqual(['ou_head', 'ou_branch']);
    expect([body.notice, body.final, body.approvedAt]).toEqual([undefined, undefined, undefined]);
    expect(back.messages.map((m) => m.to)).toEqual([{ person: 'ou_officer' }]);
    expect(JSON.stringify(back.event)).not.toContain('异议成立');
  });
  it('amends texts and rating where it stands; floors hold', () => {
    const major = riskDoc({ ...approved, tripleMajor: ['funds'] });
    const next = amend(
      world,
      major,
      { texts: { title: '新标题' }, rating: { likelihood: 'low', harm: 'low' }, why: '部分成立' },
      'ou_officer2',
    );
    expect(bodyOf(next.put)).toMatchObject({
      status: 'approved',
      grade: 2,
      final: { likelihood: 'low', grade: 2, by: 'ou_officer2' },
    });
    expect(next.put.sealed).toMatchObject({
      title: '新标题',
      content: texts.content,
      comments: { t2: '部分成立' },
    });
  });
  it('re-routes a step with a fresh deadline', async () => {
    const late = riskDoc({ ...riskBody(), due: '2026-11-01' });
    const moved = await rerouteStep(world, late, 'ou_member', 'ou_admin');
    expect(bodyOf(moved.put)).toMatchObject({ due: '2026-11-26', assigned: 'rerouted' });
    expect(moved.touches).toEqual(expect.arrayContaining(['desk:ou_head', 'desk:ou_member', 'risk:R-1']));
  });
});
