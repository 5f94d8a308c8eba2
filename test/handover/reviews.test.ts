import { describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/model.ts';
import { openStep } from '../../src/capabilities/risks/open-step.ts';
import { passStep, transferRisk } from '../../src/capabilities/risks/transfer.ts';
import { NOW, riskBody, riskDoc, worldAt } from '../risks/fixture.ts';

const world = worldAt();
const bodyOf = ({ put }: { readonly put: { readonly body: unknown } }): RiskBody => put.body as RiskBody;
/** A risk that the head and the branch leader have signed: it lies with the discipline officers. */
const signed = openStep(
  {
    ...riskBody({ grade: 2 }),
    signers: [
      { person: 'ou_head', step: 'head', at: NOW },
      { person: 'ou_branch', step: 'branch', at: NOW },
    ],
  },
  2,
  world,
);

describe('a review whose people change', () => {
  it('takes back the signature of whoever answers for the risk now, with those after it', async () => {
    const body = bodyOf(await transferRisk(world, riskDoc(signed), 'ou_head', 'ou_head'));
    expect(body).toMatchObject({ declarer: 'ou_head', status: 'inReview', step: 0, signers: [] });
    expect(body.chain[0]?.holders).not.toContain('ou_head');
  });
  it('takes back what a stand-in signed for them, and a vote', async () => {
    const stood = {
      ...signed,
      signers: [{ person: 'ou_admin', step: 'head' as const, at: NOW, for: 'ou_head' }],
    };
    expect(bodyOf(await transferRisk(world, riskDoc(stood), 'ou_head', 'ou_branch')).signers).toEqual([]);
    const voted = { ...signed, votes: [{ member: 'ou_member', by: 'ou_clerk2', at: NOW }] };
    expect(bodyOf(await transferRisk(world, riskDoc(voted), 'ou_clerk2', 'ou_head')).votes).toBeUndefined();
  });
  it('leaves the signatures of others as they are', async () => {
    const body = bodyOf(await transferRisk(world, riskDoc(signed), 'ou_clerk2', 'ou_head'));
    expect(body).toMatchObject({ declarer: 'ou_clerk2', step: 2, signers: signed.signers });
  });
  it('passes a step only to somebody whom the rules would let have it', async () => {
    const given: RiskBody = {
      ...signed,
      assigned: 'handedOver',
      chain: signed.chain.map((s, i) => (i === 2 ? { ...s, holders: ['ou_officer2'] } : s)),
    };
    for (const anybody of ['ou_head', 'ou_clerk2', 'ou_clerk']) {
      const back = bodyOf(await passStep(world, riskDoc(given), anybody, 'ou_head'));
      expect(back.chain[2]?.holders).toEqual(['ou_officer']);
      expect(back.assigned).toBeUndefined();
    }
    const passed = bodyOf(await passStep(world, riskDoc(given), 'ou_officer', 'ou_head'));
    expect(passed.chain[2]?.holders).toEqual(['ou_officer']);
    expect(passed.assigned).toBe('rerouted');
  });
});
