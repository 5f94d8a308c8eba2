import { describe, expect, it } from 'vitest';
import { answeringOfficers } from '../../src/capabilities/publicity/officers.ts';
import { organization, type Role, type RoleGrant } from '../../src/kernel/people.ts';

const person = (id: string) => ({ id, name: id, division: undefined, unit: 'U1', active: id !== 'left' });
const grant = (who: string, role: Role, scope = '*'): RoleGrant => ({ person: who, role, scope });
const org = (...grants: RoleGrant[]) =>
  organization({
    people: ['off1', 'off2', 'other', 'boss', 'group', 'left'].map(person),
    units: [],
    divisions: [],
    posts: [],
    steps: [],
    grants,
    chats: [],
  });

describe('who answers an objection', () => {
  const full = org(
    grant('off1', 'discipline_officer', 'U1'),
    grant('off2', 'discipline_officer', 'U1'),
    grant('other', 'discipline_officer', 'U2'),
    grant('boss', 'principal_leader'),
    grant('group', 'leading_group'),
  );
  const ask = (...excluded: string[]) => answeringOfficers({ unit: 'U1', excluded }, full);

  it('is the unit’s discipline officer who had no part in it', () => {
    expect(ask('off1')).toEqual({ holders: ['off2'], wentUp: false });
  });
  it('is an officer of another unit when all of the unit’s had a part', () => {
    expect(ask('off1', 'off2')).toEqual({ holders: ['other'], wentUp: false });
  });
  it('goes up to the principal leader, then the leading group, and says so', () => {
    expect(ask('off1', 'off2', 'other')).toEqual({ holders: ['boss'], wentUp: true });
    expect(ask('off1', 'off2', 'other', 'boss')).toEqual({ holders: ['group'], wentUp: true });
  });
  it('is nobody when everybody had a part, never one of them', () => {
    expect(ask('off1', 'off2', 'other', 'boss', 'group')).toEqual({ holders: [], wentUp: true });
  });
  it('is never somebody who left', () => {
    expect(
      answeringOfficers({ unit: 'U1', excluded: [] }, org(grant('left', 'discipline_officer'))).holders,
    ).toEqual([]);
  });
});
