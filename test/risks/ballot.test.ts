import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ballotOf } from '../../src/capabilities/risks/ballot.ts';
import { actorsOf, type RiskBody } from '../../src/capabilities/risks/model.ts';
import {
  approve,
  changeGrade,
  handOver,
  oppose,
  recuse,
  sendBack,
} from '../../src/capabilities/risks/review.ts';
import { reviewChange } from '../../src/capabilities/risks/review-change.ts';
import type { StandIn } from '../../src/kernel/people.ts';
import { riskDoc, worldAt } from './fixture.ts';
import { atGroup, givenIn, groupBureau, MEMBERS } from './group.ts';

type Rule = 'any' | 'all' | 'majority';
const away = (absent: string, person: string): StandIn => ({
  id: `SI-${absent}`,
  absent,
  person,
  from: '2026-11-23',
  to: '2026-11-27',
});

/** One member's tap, all the way to the stored body; undefined when refused. */
async function votes(
  body: RiskBody,
  by: string,
  rule: Rule,
  standIns: readonly StandIn[] = [],
): Promise<RiskBody | string> {
  const given = givenIn(by, rule, standIns);
  const decision = approve(riskDoc(body), 1, given);
  if (!decision.ok) return decision.refusal;
  const world = { ...worldAt(given.now, groupBureau(standIns)), org: given.org, settings: given.settings };
  const change = await reviewChange(world, riskDoc(body), decision.events);
  return change.put?.find((p) => p.kind === 'risk')?.body as RiskBody;
}
async function allVote(
  who: readonly string[],
  rule: Rule,
  standIns: readonly StandIn[] = [],
): Promise<RiskBody> {
  let body = atGroup();
  for (const by of who) {
    const next = await votes(body, by, rule, standIns);
    if (typeof next === 'string') throw new Error(`${by}: ${next}`);
    body = next;
  }
  return body;
}
const passed = (b: RiskBody): boolean => b.status === 'approved';

describe('或签', () => {
  it('any one member decides for all', async () => {
    const body = await allVote(['ou_m4'], 'any');
    expect(passed(body)).toBe(true);
    expect(body.signers.at(-1)).toMatchObject({ person: 'ou_m4', step: 'group' });
    expect(ballotOf(atGroup(), givenIn('ou_m4', 'any'))).toBeUndefined();
  });
});

describe('会签', () => {
  it('every member signs, the last one decides, and all signatures are kept', async () => {
    const four = await allVote(MEMBERS.slice(0, 4), 'all');
    expect(passed(four)).toBe(false);
    expect(actorsOf(four)).toEqual(['ou_m5']);
    expect(ballotOf(four, givenIn('ou_m5', 'all'))).toMatchObject({ needed: 5, rule: 'all' });
    const five = await allVote(MEMBERS, 'all');
    expect(passed(five)).toBe(true);
    expect(five.signers.filter((s) => s.step === 'group').map((s) => s.person)).toEqual(MEMBERS);
    expect(five.votes).toBeUndefined();
  });
  it('nobody votes twice', async () => {
    const one = await allVote(['ou_m3'], 'all');
    expect(await votes(one, 'ou_m3', 'all')).toBe('alreadyVoted');
  });
  it('a recused member does not count, and the vote goes on', async () => {
    const body = atGroup({ recused: ['ou_m3', 'ou_m4'] });
    expect(ballotOf(body, givenIn('ou_m5', 'all'))?.members).toEqual(['ou_chief', 'ou_member', 'ou_m5']);
    const decision = recuse(
      riskDoc(await allVote(MEMBERS.slice(0, 4), 'all')),
      { rev: 1, reason: '近亲属' },
      {
        ...givenIn('ou_m5', 'all'),
      },
    );
    if (!decision.ok) throw new Error(decision.refusal);
    const given = givenIn('ou_m5', 'all');
    const world = { ...worldAt(given.now, groupBureau()), org: given.org, settings: given.settings };
    const four = await allVote(MEMBERS.slice(0, 4), 'all');
    const change = await reviewChange(world, riskDoc(four), decision.events);
    const after = change.put?.find((p) => p.kind === 'risk')?.body as RiskBody;
    expect(passed(after)).toBe(true);
    expect(after.signers.filter((s) => s.step === 'group')).toHaveLength(4);
    expect(after.trail.map((t) => t.what).slice(-3)).toEqual(['recused', 'approvedStep', 'approved']);
  });
});

describe('a majority of those present', () => {
  it('needs more than half', async () => {
    expect(passed(await allVote(MEMBERS.slice(0, 2), 'majority'))).toBe(false);
    expect(passed(await allVote(MEMBERS.slice(0, 3), 'majority'))).toBe(true);
  });
  it('who is away counts through a stand-in only, and a member has one vote', async () => {
    // A member cannot cast another member's vote: the absent one is not present then.
    const byMember = [away('ou_m5', 'ou_m4')];
    expect(ballotOf(atGroup(), givenIn('ou_m4', 'majority', byMember))?.members).toHaveLength(4);
    const byOther = [away('ou_m5', 'ou_admin')];
    expect(ballotOf(atGroup(), givenIn('ou_m4', 'majority', byOther))?.members).toHaveLength(5);
    const body = await allVote(['ou_admin', 'ou_m3', 'ou_m4'], 'majority', byOther);
    expect(passed(body)).toBe(true);
    expect(body.signers.find((s) => s.person === 'ou_admin')).toMatchObject({ for: 'ou_m5', step: 'group' });
    expect(await votes(await allVote(['ou_admin'], 'all', byOther), 'ou_m5', 'all', byOther)).toBe(
      'alreadyVoted',
    );
  });
  it('passes exactly when enough members signed, whoever they are and in whatever order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(MEMBERS),
        fc.constantFrom('all' as const, 'majority' as const),
        async (who, rule) => {
          let body: RiskBody = atGroup();
          let signed = 0;
          for (const by of who) {
            const next = await votes(body, by, rule);
            if (typeof next === 'string') {
              expect(next).toBe('notUnderReview');
              break;
            }
            body = next;
            signed += 1;
            expect(passed(body)).toBe(signed >= (rule === 'all' ? 5 : 3));
          }
        },
      ),
      { numRuns: 60 },
    ));
});

describe('an objection', () => {
  it('goes to discussion with a reason: nobody’s signature counts any more, the meeting cycle starts again', async () => {
    const two = await allVote(MEMBERS.slice(0, 2), 'majority');
    const given = givenIn('ou_m4', 'majority');
    expect(oppose(riskDoc(two), { rev: 1, reason: '' }, given)).toMatchObject({ refusal: 'commentMissing' });
    const decision = oppose(riskDoc(two), { rev: 1, reason: '措施还不具体' }, given);
    if (!decision.ok) throw new Error(decision.refusal);
    const world = { ...worldAt(given.now, groupBureau()), org: given.org, settings: given.settings };
    const change = await reviewChange(world, riskDoc(two), decision.events);
    const put = change.put?.find((p) => p.kind === 'risk');
    const body = put?.body as RiskBody;
    expect(body.votes).toBeUndefined();
    expect(actorsOf(body)).toEqual(MEMBERS);
    expect(body.discussed).toMatchObject({ by: 'ou_m4' });
    expect(body.due).toBe('2026-12-07');
    expect(JSON.stringify(put?.sealed)).toContain('措施还不具体');
    expect(JSON.stringify(change.events)).not.toContain('措施还不具体');
    // After it the group may return it; before, nobody alone can.
    const back = { rev: 1, reason: 'vague', comment: '' } as const;
    expect(sendBack(riskDoc(two), back, given)).toMatchObject({ refusal: 'discussFirst' });
    expect(sendBack(riskDoc(body), back, given)).toMatchObject({ ok: true });
  });
  it('is no word where one signature decides, and a vote is not handed on', () => {
    const given = givenIn('ou_m4', 'any');
    expect(oppose(riskDoc(atGroup()), { rev: 1, reason: 'x' }, given)).toMatchObject({ refusal: 'noVote' });
    expect(
      handOver(riskDoc(atGroup()), { rev: 1, to: 'ou_m5', reason: 'x' }, givenIn('ou_m4', 'all')),
    ).toMatchObject({ refusal: 'cannotTakeIt' });
  });
});

describe('what was voted on', () => {
  it('another grade makes every vote void: all sign again', async () => {
    const two = await allVote(MEMBERS.slice(0, 2), 'all');
    const given = givenIn('ou_m3', 'all');
    const decision = changeGrade(
      riskDoc(two),
      { rev: 1, likelihood: 'low', harm: 'high', grade: 1, reason: '影响面小' },
      given,
    );
    if (!decision.ok) throw new Error(decision.refusal);
    const world = { ...worldAt(given.now, groupBureau()), org: given.org, settings: given.settings };
    const change = await reviewChange(world, riskDoc(two), decision.events);
    const after = change.put?.find((p) => p.kind === 'risk')?.body as RiskBody;
    expect(after.votes).toBeUndefined();
    expect(actorsOf(after)).toEqual(MEMBERS);
  });
  it('a card drawn before others voted still votes; one drawn before anything else changed does not', async () => {
    const two = await allVote(MEMBERS.slice(0, 2), 'all');
    const at = (rev: number) => riskDoc(two, { rev });
    expect(approve(at(3), 1, givenIn('ou_m3', 'all'))).toMatchObject({ ok: true });
    expect(approve(at(4), 1, givenIn('ou_m3', 'all'))).toMatchObject({ refusal: 'changedSinceCard' });
  });
});
