import { afterEach, describe, expect, it } from 'vitest';
import { chainOf, handsNow } from '../../src/capabilities/risks/holders.ts';
import { approve } from '../../src/capabilities/risks/review.ts';
import { type OrganizationData, organization } from '../../src/kernel/people.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { person, smallBureau } from '../support/bureau.ts';
import { submitted } from './declaring.ts';
import { givenFor, NOW, riskBody, riskDoc, settings, worldAt } from './fixture.ts';
import { riskIn } from './seeded.ts';

const related = (...relations: readonly (readonly [string, string])[]): OrganizationData => ({
  ...smallBureau,
  relations,
});
const { chains } = settings.review;

describe('回避 by rule', () => {
  it('nobody reviews what the spouse declared or what concerns the spouse’s post', () => {
    const data = related(['ou_head', 'ou_clerk']);
    const body = riskBody({}, worldAt(NOW, data));
    expect(body.chain[0]).toMatchObject({ name: 'head', holders: ['ou_chief'], wentUp: true });
    expect(approve(riskDoc(body), 1, givenFor('ou_head', NOW, data))).toMatchObject({ refusal: 'related' });
    // Declared by somebody else about the spouse's post: the same.
    const about = riskBody({ declarer: 'ou_clerk2', method: 'peer' }, worldAt(NOW, data));
    expect(about.chain[0]?.holders).not.toContain('ou_head');
    // The pair counts both ways, and only this pair.
    const other = riskBody({}, worldAt(NOW, related(['ou_clerk', 'ou_branch'])));
    expect(other.chain.map((s) => s.holders[0])).toEqual(['ou_head', 'ou_chief', 'ou_officer']);
    expect(riskBody({}, worldAt(NOW, related(['ou_head', 'ou_buyer']))).chain[0]?.holders).toEqual([
      'ou_head',
    ]);
  });
  it('says so in the history: who stayed out by rule and who has it now', () => {
    const body = riskBody({}, worldAt(NOW, related(['ou_head', 'ou_clerk'])));
    expect(body.trail.at(-1)).toMatchObject({
      what: 'ruledOut',
      by: 'system',
      from: 'ou_head',
      to: 'ou_chief',
    });
    expect(riskBody().trail.map((t) => t.what)).toEqual(['submitted']);
  });
  it('a relative does not decide as a stand-in either', () => {
    const data: OrganizationData = {
      ...related(['ou_clerk', 'ou_clerk2']),
      standIns: [
        { id: 'SI-1', absent: 'ou_head', person: 'ou_clerk2', from: '2026-11-23', to: '2026-11-27' },
      ],
    };
    expect(handsNow(riskBody(), organization(data, '2026-11-23'), chains)).toEqual([{ person: 'ou_head' }]);
  });
});

describe('a configured pair', () => {
  let bot: TestBot;
  afterEach(() => bot.close());
  it('is named by employee number or id and reaches the chain, the trail and the office admin', async () => {
    bot = await testBot({
      data: {
        ...smallBureau,
        people: smallBureau.people.map((p) => (p.id === 'ou_head' ? { ...p, employeeNo: '20077' } : p)),
      },
      settings: (s) => ({
        ...s,
        review: { ...s.review, relations: [{ people: ['20077', 'ou_clerk'], kind: 'spouse' }] },
      }),
    });
    const { id } = await submitted(bot, 'ou_clerk');
    const { body } = await riskIn(bot, id);
    expect(body.chain[0]?.holders).not.toContain('ou_head');
    expect(body.trail.some((t) => t.what === 'ruledOut')).toBe(true);
    const desk = await bot.says('ou_head', '待办');
    expect(wordsOn(desk?.card)).toContain('没有等您审核或修改的风险点');
  });
});

describe('招投标监察委员会', () => {
  const withCommittee = (members: readonly string[]): OrganizationData => ({
    ...smallBureau,
    people: [...smallBureau.people, ...members.map((m) => person(m, { unit: 'U0', division: 'D9' }))],
    grants: [
      ...smallBureau.grants,
      ...members.map((m) => ({ person: `ou_${m}`, role: 'tender_committee' as const, scope: '*' })),
    ],
  });
  const steps = (data: OrganizationData, more: object, grade: 1 | 2 | 3 = 1): readonly string[] =>
    chainOf({ ...riskBody(), ...more }, grade, {
      org: organization(data),
      chains,
      tender: settings.review.tender.areas,
    }).map((s) => s.name);
  it('reviews what its areas name, before the leading group', () => {
    const data = withCommittee(['t1', 't2']);
    expect(steps(data, { area: '政府集中采购' })).toEqual([
      'head',
      'branch',
      'discipline',
      'tender',
      'group',
    ]);
    expect(steps(data, { powerItem: '零星采购' }, 3)).toEqual(['head', 'discipline', 'tender']);
    expect(steps(data, { area: '公务用车' })).toEqual(['head', 'branch', 'discipline', 'group']);
  });
  it('is no step where it has no members, and never its own matter', () => {
    expect(steps(smallBureau, { area: '政府集中采购' })).not.toContain('tender');
    const data = withCommittee(['t1', 't2']);
    const own = { ...riskBody({ declarer: 'ou_t1' }), area: '政府集中采购' };
    const chain = chainOf(own, 2, { org: organization(data), chains, tender: settings.review.tender.areas });
    expect(chain.find((s) => s.name === 'tender')?.holders).toEqual(['ou_t2']);
  });
});
