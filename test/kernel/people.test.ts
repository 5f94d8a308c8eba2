import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/kernel/people.ts';
import { smallBureau, smallOrganization } from '../support/bureau.ts';

const org = smallOrganization();
const { posts, divisions, units, grants, people } = smallBureau;

describe('who is who, looked up', () => {
  it('gives everybody the posts they hold and no other', () => {
    for (const { id } of people) expect(org.postsOf(id)).toEqual(posts.filter((p) => p.holders.includes(id)));
    expect(org.postsOf('ou_nobody')).toEqual([]);
  });
  it('gives everybody the roles that the organisation’s documents say', () => {
    for (const person of people) {
      const led = [...units, ...divisions].some((x) => x.branchLeader === person.id);
      const expected = new Set<Role>([
        'staff',
        ...(divisions.some((d) => d.head === person.id) ? (['division_head'] as const) : []),
        ...(units.some((u) => u.leader === person.id) ? (['unit_leader'] as const) : []),
        ...(led ? (['branch_leader'] as const) : []),
        ...grants.filter((g) => g.person === person.id).map((g) => g.role),
      ]);
      expect(org.rolesOf(person)).toEqual(expected);
    }
  });
  it('asks a grant’s scope: the unit’s own and the whole bureau’s, active people only, each once', () => {
    const ids = (role: Role, unit?: string) => org.granted(role, unit).map((p) => p.id);
    expect(ids('discipline_officer', 'U1')).toEqual(['ou_officer', 'ou_officer2']);
    expect(ids('discipline_officer', 'U0')).toEqual(['ou_officer']);
    expect(ids('discipline_officer')).toEqual(['ou_officer', 'ou_officer2']);
    const again = smallOrganization({
      grants: [...grants, { person: 'ou_gone', role: 'auditor', scope: '*' }, ...grants],
    });
    expect(again.granted('auditor')).toEqual([]);
    expect(again.granted('leading_group').map((p) => p.id)).toEqual(['ou_chief', 'ou_member']);
  });
  it('finds a unit’s divisions and a division’s posts in their order, without those that are gone', () => {
    const gone = smallOrganization({
      divisions: divisions.map((d) => (d.id === 'D2' ? { ...d, gone: true as const } : d)),
    });
    expect(gone.divisionsOf('U1').map((d) => d.id)).toEqual(['D3']);
    expect(org.postsIn('D1').map((p) => p.id)).toEqual(['P1', 'P3']);
  });
});
