import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composition } from '../../src/app.ts';
import type { PolicyAction } from '../../src/kernel/policy.ts';
import { may, policyActions } from '../../src/kernel/policy.ts';
import { permissions, permissionTable, shownRoles } from '../../src/permissions.ts';
import { dataArb, factsOf, MATRIX, objectArb, organizationOf, personArb } from './policy-facts.ts';

const worldArb = fc.record({ data: dataArb, who: personArb, on: objectArb });
const personIn = (data: ReturnType<typeof organizationOf>['data'], who: string) => {
  const person = data.people.find((p) => p.id === who);
  if (!person) throw new Error(who);
  return person;
};

describe('Z02: the policy over role × action × object', () => {
  it('knows the actions of the table and no other', () =>
    expect([...policyActions].sort()).toEqual(Object.keys(MATRIX).sort()));
  it.each(policyActions)('%s is allowed exactly when the table says so', (action) =>
    fc.assert(
      fc.property(worldArb, ({ data, who, on }) => {
        const facts = factsOf(data, who, on);
        const { any: reasons, never = [] } = MATRIX[action];
        const wanted = reasons.some((f) => facts.has(f)) && !never.some((f) => facts.has(f));
        const { active } = personIn(data, who);
        expect(may(personIn(data, who), action, organizationOf(data), on)).toBe(active && wanted);
      }),
      { numRuns: 300 },
    ),
  );
  it('believes the directory, not the person it is handed', () =>
    fc.assert(
      fc.property(worldArb, fc.constantFrom(...policyActions), ({ data, who, on }, action: PolicyAction) => {
        const person = { ...personIn(data, who), active: true, unit: 'U', division: 'D' };
        const gone = { ...data, people: data.people.map((p) => ({ ...p, active: false })) };
        expect(may(person, action, organizationOf(gone), on)).toBe(false);
        expect(may({ ...person, id: 'ou_stranger' }, action, organizationOf(data), on)).toBe(false);
      }),
    ));
  it('nobody decides about himself, whatever roles he has', () =>
    fc.assert(
      fc.property(worldArb, ({ data, who, on }) => {
        const org = organizationOf(data);
        const asks = (action: PolicyAction, more: object) =>
          may(personIn(data, who), action, org, { ...on, holders: [who], ...more });
        expect(asks('risk.review', { declarer: who })).toBe(false);
        expect(asks('risk.review', { subjects: [who] })).toBe(false);
        expect(asks('risk.divert', { subjects: [who] })).toBe(false);
        expect(asks('risk.divert', { declarer: who })).toBe(false);
        expect(asks('objection.answer', { person: who })).toBe(false);
        expect(asks('objection.answer', { signers: [who] })).toBe(false);
        expect(asks('screening.confirm', { person: who })).toBe(false);
      }),
    ));
});

describe('npm run check -- --permissions', () => {
  const rows = permissions();
  it('has the action of every command and word', () => {
    const { registry } = composition();
    const asked = new Set([...[...registry.commands.values()], ...registry.words].map((c) => c.action));
    expect([...asked].filter((a) => !rows.some((r) => r.action === a && r.commands.length > 0))).toEqual([]);
  });
  it('prints a line for every action and a column for every role', () => {
    const table = permissionTable().split('\n');
    expect(table.slice(1, 1 + policyActions.length).map((l) => l.split(/\s+/)[0])).toEqual([
      ...policyActions,
    ]);
    expect(
      table
        .slice(1, 1 + policyActions.length)
        .every((l) => l.trim().split(/\s+/).length === 1 + shownRoles.length),
    ).toBe(true);
  });
  it('says what the policy says', () => {
    const reach = (action: PolicyAction) => {
      const row = rows.find((r) => r.action === action);
      return shownRoles.map((r) => row?.reach[r]).join(' ');
    };
    expect(reach('risk.view')).toBe('own+step area area area all all all all all');
    expect(reach('risk.review')).toBe('step step step step step step step step step');
    expect(reach('admin.office')).toBe('no no no no no no all no no');
    expect(reach('catalogue.export')).toBe('no area area area all all all all all');
    expect(reach('audit.view')).toBe('no no no no no no no all all');
  });
});
