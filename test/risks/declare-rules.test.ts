import { describe, expect, it } from 'vitest';
import {
  type Decided,
  type Drafting,
  isUntouched,
  obstacleToEdit,
  saveDraft,
} from '../../src/capabilities/risks/declare.ts';
import { type Draft, readDraft } from '../../src/capabilities/risks/draft.ts';
import type { RiskBody, RiskStatus } from '../../src/capabilities/risks/model.ts';
import { chainFor } from '../../src/capabilities/risks/route.ts';
import { submit, withdraw } from '../../src/capabilities/risks/submit.ts';
import { NOW, P1, riskBody, riskDoc, settings, texts, worldAt } from './fixture.ts';
import { GENTLE, hostileTexts } from './hostile.ts';

const world = worldAt();
const STATUSES: readonly RiskStatus[] = [
  'draft',
  'inReview',
  'returned',
  'approved',
  'effective',
  'retired',
  'withdrawn',
  'diverted',
  'merged',
];
const at = (status: RiskStatus, more: Partial<RiskBody> = {}): RiskBody => ({
  ...riskBody(),
  ...more,
  status,
});
const signed: Partial<RiskBody> = { signers: [{ person: 'ou_head', step: 'head', at: NOW }], step: 1 };
const draft: Draft = {
  source: 'process',
  stepId: 'S1',
  stepName: '支付审批',
  powerItem: '大额支付',
  tripleMajor: [],
  assets: [],
  confirmedCase: false,
  likelihood: 'middle',
  harm: 'middle',
  content: '付款依据可能不全就支付。',
  manifestation: '先付后补。',
};
const drafting = (more: Partial<Drafting> = {}): Drafting => ({
  id: 'R-1',
  by: 'ou_clerk',
  now: NOW,
  place: P1,
  postKind: 'key',
  method: 'self',
  rules: settings.grading,
  hints: [],
  title: '标题',
  measure: '措施',
  ...more,
});
const sending = (by = 'ou_clerk', rev = 1) => ({
  ...world,
  by,
  rev,
  title: '标题',
  measure: '两人复核',
  hints: [],
  chain: chainFor(riskBody(), world),
});
const refusalOf = (d: Decided): string => (d.ok ? 'ok' : d.refusal);

describe('what the declarer may do in each state', () => {
  it.each(STATUSES.map((s) => [s] as const))('%s', (status) => {
    const doc = riskDoc(at(status));
    expect([
      refusalOf(saveDraft(doc, draft, drafting())),
      refusalOf(submit(doc, sending())),
      refusalOf(withdraw(doc, { by: 'ou_clerk', now: NOW, rev: 1 })),
    ]).toEqual(
      {
        draft: ['ok', 'ok', 'notSubmitted'],
        inReview: ['ok', 'alreadyDone', 'ok'],
        returned: ['ok', 'ok', 'notSubmitted'],
        approved: ['alreadySubmitted', 'alreadySubmitted', 'notSubmitted'],
        effective: ['alreadySubmitted', 'alreadySubmitted', 'notSubmitted'],
        retired: ['alreadySubmitted', 'alreadySubmitted', 'notSubmitted'],
        withdrawn: ['alreadySubmitted', 'alreadySubmitted', 'alreadyDone'],
        diverted: ['alreadySubmitted', 'alreadySubmitted', 'notSubmitted'],
        merged: ['alreadySubmitted', 'alreadySubmitted', 'notSubmitted'],
      }[status],
    );
  });
  it('nothing once somebody has signed', () => {
    const doc = riskDoc(at('inReview', signed));
    expect(isUntouched(doc.body)).toBe(false);
    expect(refusalOf(saveDraft(doc, draft, drafting()))).toBe('reviewStarted');
    expect(refusalOf(withdraw(doc, { by: 'ou_clerk', now: NOW, rev: 1 }))).toBe('reviewStarted');
  });
  it.each(['returned', 'gradeChanged', 'reopened'] as const)('nothing after a reviewer has %s it', (what) => {
    const body = riskBody();
    const doc = riskDoc({ ...body, trail: [...body.trail, { key: 't2', what, by: 'ou_head', at: NOW }] });
    expect(refusalOf(withdraw(doc, { by: 'ou_clerk', now: NOW, rev: 1 }))).toBe('reviewStarted');
  });
  it('nobody else anything, in any state', () => {
    for (const status of STATUSES) {
      const doc = riskDoc(at(status));
      expect(obstacleToEdit(doc.body, 'ou_head')).toBe('notYours');
      expect(refusalOf(submit(doc, sending('ou_head')))).toBe('notYours');
      expect(refusalOf(withdraw(doc, { by: 'ou_head', now: NOW, rev: 1 }))).toBe('notYours');
    }
  });
  it('nothing with an older card', () => {
    expect(refusalOf(submit(riskDoc(at('draft')), sending('ou_clerk', 0)))).toBe('changedSinceCard');
    expect(refusalOf(withdraw(riskDoc(), { by: 'ou_clerk', now: NOW, rev: 0 }))).toBe('changedSinceCard');
    expect(refusalOf(submit(undefined, sending()))).toBe('gone');
  });
});

describe('saving', () => {
  it('keeps what the reviewer sent back next to the new words', () => {
    const was = { title: 'a', content: 'b', manifestation: 'c', measure: 'd' };
    const saved = saveDraft(
      riskDoc(at('returned', { due: '2026-11-26' }), { sealed: { ...texts, returned: was } }),
      draft,
      drafting(),
    );
    expect(saved).toMatchObject({
      ok: true,
      body: { status: 'returned', due: '2026-11-26' },
      texts: { returned: was, content: draft.content },
    });
  });
  it("lets a reviewer's grade stand until the facts it was made on change", () => {
    const reviewer = { likelihood: 'high', harm: 'middle', grade: 1, by: 'ou_head', at: NOW } as const;
    const doc = riskDoc(at('returned', { reviewer, grade: 1 }));
    expect(saveDraft(doc, draft, drafting())).toMatchObject({
      body: { grade: 1, reviewer, self: { grade: 2 } },
    });
    const changed = saveDraft(doc, { ...draft, harm: 'low' }, drafting());
    expect(changed).toMatchObject({ ok: true, body: { grade: 3 } });
    expect(changed.ok && changed.body.reviewer).toBeUndefined();
  });
  it('drops what the new words no longer have', () => {
    const { stepId: _s, ...other } = draft;
    const saved = saveDraft(riskDoc(at('draft', { area: '财务', floor: 'tripleMajor' })), other, drafting());
    if (!saved.ok) throw new Error(saved.refusal);
    for (const key of ['stepId', 'area', 'floor']) expect(saved.body).not.toHaveProperty(key);
    expect(saved.texts).not.toHaveProperty('rootCause');
  });
  it('puts no free text into the event or the body', () => {
    const secretly = {
      ...draft,
      content: '只在密封处',
      manifestation: '只在密封处',
      rootCause: '只在密封处',
    };
    const saved = saveDraft(undefined, secretly, drafting({ title: '只在密封处', measure: '只在密封处' }));
    if (!saved.ok) throw new Error(saved.refusal);
    expect(JSON.stringify([saved.body, saved.event])).not.toContain('只在密封处');
  });
  it('says in the event when a step went up or is stuck', () => {
    const chain = [
      { name: 'head', holders: ['ou_chief'], wentUp: true },
      { name: 'discipline', holders: [], wentUp: true },
    ] as const;
    const sent = submit(riskDoc(at('draft')), { ...sending(), chain });
    expect(sent.ok && sent.event).toMatchObject({
      type: 'risk.submitted',
      data: { wentUp: 'head', stuck: 'discipline', steps: 'head,discipline' },
    });
  });
  it('a correction takes the short way whatever its grade', () => {
    const body = riskBody({ grade: 1, replaces: { id: 'R-0', how: 'correct' } });
    expect(chainFor(body, world).map((s) => s.name)).toEqual(['head', 'discipline']);
  });
});

describe('reading a form', () => {
  const steps = world.org.stepsAt(P1);
  const formRules = { steps, empties: settings.quality.empty, rules: settings.grading };
  const form = {
    source: 'process',
    step: 'S1',
    content: '付款依据可能不全就支付。',
    manifestation: '先付后补。',
    likelihood: 'low',
    harm: 'low',
  };
  it('takes hostile values in every field without an exception and within its time', () => {
    for (const value of hostileTexts)
      for (const field of Object.keys(form)) {
        const read = readDraft(
          {
            ...form,
            [field]: value,
            triple: value,
            assets: value,
            confirmedCase: value,
            cause: value,
            power: value,
          },
          formRules,
        );
        expect(typeof read.ok).toBe('boolean');
      }
  });
  it('cuts invisible and control characters from what it keeps', () => {
    const read = readDraft({ ...form, content: '付款\u202E依据\u200B可能\u0007不全就支付。' }, formRules);
    expect(read).toMatchObject({ ok: true, value: { content: '付款依据可能不全就支付。' } });
  });
  it('brings the major matters of the step along', () =>
    expect(readDraft(form, formRules)).toMatchObject({ value: { tripleMajor: ['funds'] } }));
  it.each(GENTLE)('reads %j as left empty', (value) =>
    expect(
      readDraft(
        { ...form, triple: value, assets: value, cause: value, power: value, confirmedCase: value },
        formRules,
      ),
    ).toMatchObject({
      ok: true,
      value: { assets: [], confirmedCase: false, powerItem: '大额支付' },
    }),
  );
});
