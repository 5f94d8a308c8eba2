import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { type ChainRequest, reviewChain } from '../../src/kernel/chain.ts';
import { smallBureau, smallOrganization } from '../support/bureau.ts';

const chains = loadSettings().review.chains;
const post = { level: 'post', unit: 'U0', division: 'D1', post: 'P1' } as const;
const request = (more: Partial<ChainRequest>): ChainRequest => ({
  place: post,
  grade: 3,
  chains,
  excluded: ['ou_clerk'],
  ...more,
});
const named = (r: ChainRequest, org = smallOrganization()) =>
  reviewChain(r, org).map((s) => `${s.name}:${s.holders.map((h) => h.slice(3)).join('/')}`);

describe('the chain of reviewers', () => {
  it('of a low post risk is head and discipline officer', () =>
    expect(named(request({}))).toEqual(['head:head', 'discipline:officer']));
  it('of a middle one has the branch leader between', () =>
    expect(named(request({ grade: 2 }))).toEqual(['head:head', 'branch:branch', 'discipline:officer']));
  it('of a high one ends with the leading group', () =>
    expect(named(request({ grade: 1 }))).toEqual([
      'head:head',
      'branch:branch',
      'discipline:officer',
      'group:chief/member',
    ]));
  it('starts above the head at division level', () =>
    expect(named(request({ place: { level: 'division', unit: 'U1', division: 'D2' }, grade: 3 }))[0]).toBe(
      'superior:unithead',
    ));
  it('starts with the branch leader at unit level', () =>
    expect(named(request({ place: { level: 'unit', unit: 'U1' }, grade: 2 }))).toEqual([
      'branch:branch',
      'discipline:officer/officer2',
    ]));
  it('lets nobody review their own', () => {
    const own = request({ place: { ...post, post: 'P3' }, excluded: ['ou_head'], grade: 2 });
    const steps = reviewChain(own, smallOrganization());
    expect(steps.flatMap((s) => s.holders)).not.toContain('ou_head');
    expect(named(own)).toEqual(['branch:branch', 'discipline:officer']);
    expect(named({ ...own, grade: 3 })).toEqual(['superior:branch', 'discipline:officer']);
    expect(steps.some((s) => s.wentUp)).toBe(false);
  });
  it('drops the earlier of two following steps of one person', () => {
    const org = smallOrganization({
      divisions: smallBureau.divisions.map((d) => (d.id === 'D1' ? { ...d, head: 'ou_branch' } : d)),
    });
    expect(named(request({ grade: 2 }), org)).toEqual(['branch:branch', 'discipline:officer']);
  });
  it('sends a step without holder up and says so', () => {
    const steps = reviewChain(
      request({ place: { level: 'post', unit: 'U1', division: 'D3', post: 'P4' } }),
      smallOrganization(),
    );
    expect(steps[0]).toEqual({ name: 'head', holders: ['ou_unithead'], wentUp: true });
  });
  it('keeps two distinct signers for a high grade even when one person is everything', () => {
    const grants = smallBureau.grants
      .filter((g) => g.role === 'principal_leader')
      .concat(
        { person: 'ou_branch', role: 'discipline_officer', scope: '*' },
        { person: 'ou_branch', role: 'leading_group', scope: '*' },
      );
    const divisions = smallBureau.divisions.map((d) => (d.id === 'D1' ? { ...d, head: 'ou_branch' } : d));
    const steps = reviewChain(request({ grade: 1 }), smallOrganization({ grants, divisions }));
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(new Set(steps.flatMap((s) => s.holders)).size).toBeGreaterThanOrEqual(2);
  });
});
