import fc from 'fast-check';
import { type OrganizationData, organization, type Person, type Role } from '../../src/kernel/people.ts';
import type { PolicyAction, PolicyObject } from '../../src/kernel/policy.ts';

/** Arbitrary small organisations, people and objects, and what is true of them, read from the raw data only. */
const IDS = ['a', 'b', 'c', 'd'].map((x) => `ou_${x}`);
const id = fc.constantFrom(...IDS);
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });
const GRANTED = [
  'principal_leader',
  'leading_group',
  'office_admin',
  'discipline_officer',
  'auditor',
] as const;
const only = <T extends object>(o: T): T =>
  Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as T;

const peopleArb = fc.tuple(
  ...IDS.map((person) =>
    fc
      .record({ unit: fc.constantFrom('U', 'V'), division: fc.constantFrom('D', 'E'), active: fc.boolean() })
      .map((p): Person => ({ id: person, name: person, ...p })),
  ),
);
export const dataArb: fc.Arbitrary<OrganizationData> = fc
  .record({
    people: peopleArb,
    heads: fc.tuple(maybe(id), maybe(id)),
    leaders: fc.tuple(maybe(id), maybe(id)),
    unitBranch: fc.tuple(maybe(id), maybe(id)),
    divisionBranch: fc.tuple(maybe(id), maybe(id)),
    grants: fc.array(
      fc.record({ person: id, role: fc.constantFrom(...GRANTED), scope: fc.constantFrom('*', 'U', 'V') }),
      { maxLength: 4 },
    ),
  })
  .map(({ people, heads, leaders, unitBranch, divisionBranch, grants }) => ({
    people,
    units: ['U', 'V'].map((u, i) =>
      only({
        id: u,
        name: u,
        kind: 'bureau' as const,
        order: i,
        leader: leaders[i],
        branchLeader: unitBranch[i],
      }),
    ) as OrganizationData['units'],
    divisions: ['D', 'E'].map((d, i) =>
      only({
        id: d,
        name: d,
        unit: i === 0 ? 'U' : 'V',
        order: i,
        head: heads[i],
        branchLeader: divisionBranch[i],
      }),
    ) as OrganizationData['divisions'],
    posts: [],
    steps: [],
    grants,
    chats: [],
  }));
const ids = fc.subarray(IDS);
export const objectArb: fc.Arbitrary<PolicyObject> = fc
  .record({
    place: maybe(
      fc.constantFrom(
        { level: 'division' as const, unit: 'U', division: 'D' },
        { level: 'division' as const, unit: 'V', division: 'E' },
        { level: 'unit' as const, unit: 'U' },
      ),
    ),
    declarer: maybe(id),
    subjects: maybe(ids),
    holders: maybe(ids),
    signers: maybe(ids),
    asked: maybe(ids),
    person: maybe(id),
    posted: maybe(fc.boolean()),
  })
  .map((o) => only(o) as PolicyObject);
export const personArb = id;
export const organizationOf = organization;

export type Fact =
  | 'everybody'
  | 'declarer'
  | 'subject'
  | 'head'
  | 'unitLeader'
  | 'branchLeader'
  | 'ownUnit'
  | 'inScope'
  | 'posted'
  | 'postedHere'
  | 'holder'
  | 'signer'
  | 'asked'
  | 'concerned'
  | 'unitOfficer'
  | 'leadsHere'
  | 'leadsTheirs'
  | (typeof GRANTED)[number];

const branchAt = (data: OrganizationData, on: PolicyObject): string | undefined => {
  const alive = (p: string | undefined) => data.people.find((x) => x.id === p && x.active)?.id;
  const division = data.divisions.find((d) => d.id === on.place?.division);
  return (
    alive(division?.branchLeader) ?? alive(data.units.find((u) => u.id === on.place?.unit)?.branchLeader)
  );
};

/** What is true of a person towards an object. */
export function factsOf(data: OrganizationData, who: string, on: PolicyObject): ReadonlySet<Fact> {
  const facts = new Set<Fact>(['everybody']);
  const has = (role: Role, scope?: string): boolean =>
    data.grants.some(
      (g) => g.person === who && g.role === role && (!scope || g.scope === scope || g.scope === '*'),
    );
  const when = (fact: Fact, holds: boolean | undefined): void => void (holds && facts.add(fact));
  when('declarer', on.declarer === who);
  when('subject', on.subjects?.includes(who));
  when(
    'head',
    on.place?.division !== undefined && data.divisions.find((d) => d.id === on.place?.division)?.head === who,
  );
  when('unitLeader', on.place && data.units.find((u) => u.id === on.place?.unit)?.leader === who);
  when('branchLeader', on.place && branchAt(data, on) === who);
  when('ownUnit', on.place && data.people.find((p) => p.id === who)?.unit === on.place.unit);
  const self = data.people.find((p) => p.id === who);
  const near =
    on.place?.division === undefined ? self?.unit === on.place?.unit : self?.division === on.place.division;
  when('inScope', on.place !== undefined && near);
  when('posted', on.posted);
  when('postedHere', on.posted === true && facts.has('ownUnit'));
  when('holder', on.holders?.includes(who));
  when('signer', on.signers?.includes(who));
  when('asked', on.asked?.includes(who));
  when('concerned', on.person === who);
  when('unitOfficer', has('discipline_officer', on.place?.unit));
  const leads =
    data.divisions.some((d) => d.head === who || d.branchLeader === who) ||
    data.units.some((u) => u.leader === who || u.branchLeader === who);
  const here = ['ownUnit', 'unitLeader', 'branchLeader'] as const;
  when('leadsHere', leads && (on.place === undefined || here.some((f) => facts.has(f))));
  const theirs =
    on.place && data.people.some((p) => p.id === on.person && p.active && p.unit === on.place?.unit);
  // Of another person who reviews there: as a holder of the post he no longer could.
  const other = on.person !== who ? on.person : undefined;
  const granted = (role: Role, unit?: string): boolean =>
    data.grants.some(
      (g) => g.person === other && g.role === role && (!unit || g.scope === unit || g.scope === '*'),
    );
  const reviewer =
    other !== undefined &&
    on.place !== undefined &&
    (data.units.find((u) => u.id === on.place?.unit)?.leader === other ||
      branchAt(data, on) === other ||
      granted('discipline_officer', on.place.unit) ||
      granted('leading_group'));
  when('leadsTheirs', theirs && !reviewer && LEADERS.some((f) => facts.has(f)));
  for (const role of GRANTED) when(role, has(role));
  return facts;
}

const LEADERS: readonly Fact[] = ['head', 'unitLeader', 'branchLeader'];
const OVERSEERS: readonly Fact[] = [
  'office_admin',
  'discipline_officer',
  'principal_leader',
  'leading_group',
  'auditor',
];
type Line = { readonly any: readonly Fact[]; readonly never?: readonly Fact[] };
/** The domain's table, by hand: one of `any` allows it, one of `never` forbids it whatever else holds. */
export const MATRIX: Readonly<Record<PolicyAction, Line>> = {
  'self.use': { any: ['everybody'] },
  'risk.declare': { any: ['everybody'] },
  'risk.raise': { any: [...LEADERS, 'discipline_officer', 'office_admin', 'principal_leader'] },
  'risk.suggest': { any: ['ownUnit'] },
  'risk.view': { any: ['declarer', 'subject', 'holder', 'asked', 'signer', ...LEADERS, ...OVERSEERS] },
  'risk.change': { any: ['declarer'] },
  'risk.maintain': { any: ['declarer', 'subject', 'head', 'unitOfficer'] },
  'risk.review': { any: ['holder'], never: ['declarer', 'subject'] },
  'risk.cosign': { any: ['asked'], never: ['declarer', 'subject'] },
  'risk.divert': { any: ['holder', 'unitOfficer'], never: ['declarer', 'subject'] },
  'risk.suggester': { any: ['declarer', 'discipline_officer'] },
  'progress.view': { any: [...LEADERS, ...OVERSEERS] },
  'catalogue.view': { any: ['ownUnit', 'unitLeader', 'branchLeader', ...OVERSEERS] },
  'publicity.view': { any: ['inScope', 'posted', ...LEADERS, ...OVERSEERS] },
  'figure.total': { any: ['postedHere', ...LEADERS, ...OVERSEERS] },
  'publicity.record': { any: ['unitLeader', 'branchLeader', ...OVERSEERS] },
  'catalogue.export': { any: [...LEADERS, ...OVERSEERS] },
  'post.edit': { any: [...LEADERS, 'office_admin'] },
  'post.seat': { any: ['leadsTheirs', 'office_admin'] },
  'post.unseat': { any: [...LEADERS, 'office_admin'], never: ['concerned'] },
  'power.edit': { any: [...LEADERS, 'office_admin'] },
  'screening.confirm': { any: ['holder'], never: ['concerned'] },
  'screening.remind': { any: LEADERS },
  'standIn.name': { any: ['concerned', 'office_admin'] },
  'standIn.end': { any: ['concerned', 'holder', 'office_admin'] },
  'publicity.object': { any: ['everybody'] },
  'objection.view': { any: ['concerned', 'holder', 'unitOfficer'] },
  'rating.give': { any: ['holder'], never: ['declarer', 'subject'] },
  'rating.view': { any: ['holder', 'signer', 'unitOfficer'], never: ['declarer', 'subject'] },
  'recheck.answer': { any: ['holder'], never: ['subject'] },
  'recheck.rectify': { any: ['subject'] },
  'objection.answer': { any: ['holder'], never: ['signer', 'concerned', 'declarer', 'subject'] },
  'summary.view': { any: [...LEADERS, ...OVERSEERS] },
  'area.view': { any: [...OVERSEERS, 'leadsHere'] },
  'admin.claim': { any: ['everybody'] },
  'admin.office': { any: ['office_admin'] },
  'audit.view': { any: ['discipline_officer', 'auditor'] },
};
