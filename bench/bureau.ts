import type { OrganizationData, Person, Post, RoleGrant } from '../src/kernel/people.ts';

/** 22 units with 5 divisions of 6 posts each, some 1,500 people: the size that the register is made for. */
const UNITS = 22;
const DIVISIONS = 5;
const POSTS = 6;
const STAFF = 13;
/** Leaders of the bureau, each in charge of some units. */
const BRANCHES = 5;

const range = (n: number): readonly number[] => [...Array(n).keys()];
const person = (id: string, unit: string, division: string): Person => ({
  id: `ou_${id}`,
  name: `某${id}`,
  unit,
  division,
  active: true,
});

const units = range(UNITS).map((u) => ({
  id: `U${u}`,
  name: u === 0 ? '局机关' : `第${u}所属单位`,
  kind: u === 0 ? ('bureau' as const) : ('affiliated' as const),
  order: u,
  leader: `ou_leader${u}`,
  branchLeader: `ou_branch${u % BRANCHES}`,
}));
const divisions = units.flatMap((unit) =>
  range(DIVISIONS).map((d) => ({
    id: `${unit.id}D${d}`,
    name: `第${d}处`,
    unit: unit.id,
    order: d,
    head: `ou_head${unit.id}D${d}`,
  })),
);
const posts = divisions.flatMap((division) =>
  range(POSTS).map(
    (p): Post => ({
      id: `${division.id}P${p}`,
      name: `岗位${p}`,
      unit: division.unit,
      division: division.id,
      kind: p === 0 ? 'key' : 'ordinary',
      holders: [`ou_staff${division.id}N${p}`, `ou_staff${division.id}N${p + POSTS}`],
    }),
  ),
);
const grants: readonly RoleGrant[] = [
  ...units.map((u): RoleGrant => ({ person: `ou_officer${u.id}`, role: 'discipline_officer', scope: u.id })),
  ...range(BRANCHES).map((b): RoleGrant => ({ person: `ou_branch${b}`, role: 'leading_group', scope: '*' })),
  { person: 'ou_branch0', role: 'principal_leader', scope: '*' },
  { person: 'ou_admin', role: 'office_admin', scope: '*' },
];

/** An invented bureau. */
export const bureau: OrganizationData = {
  people: [
    ...units.flatMap((u, i) => [
      person(`leader${i}`, u.id, `${u.id}D0`),
      person(`officer${u.id}`, u.id, `${u.id}D0`),
    ]),
    ...range(BRANCHES).map((b) => person(`branch${b}`, 'U0', 'U0D0')),
    person('admin', 'U0', 'U0D0'),
    ...divisions.flatMap((d) => [
      person(`head${d.id}`, d.unit, d.id),
      ...range(STAFF).map((n) => person(`staff${d.id}N${n}`, d.unit, d.id)),
    ]),
  ],
  units,
  divisions,
  posts,
  steps: posts.map(({ id, unit, division }) => ({
    id: `${id}S`,
    unit,
    division,
    post: id,
    powerItem: '大额支付',
    name: '支付审批',
    tripleMajor: [],
  })),
  grants,
  chats: [{ chat: 'oc_leading', purpose: 'leading_group', name: '领导小组群' }],
};

const bare = ({ id: _id, ...body }: { readonly id: string }): object => body;
const put = (kind: string, id: string, body: object, sealed?: object) => ({
  kind,
  id,
  rev: 0,
  body,
  ...(sealed ? { sealed } : {}),
});

/** The documents that hold it. */
export const bureauDocs = [
  ...bureau.people.map(({ id, name, ...body }) => put('person', id, body, { name })),
  ...bureau.units.map((u) => put('unit', u.id, bare(u))),
  ...bureau.divisions.map((d) => put('division', d.id, bare(d))),
  ...bureau.posts.map((p) => put('post', p.id, bare(p))),
  ...bureau.steps.map((s) => put('step', s.id, bare(s))),
  ...bureau.grants.map((g) => put('grant', `${g.role}:${g.scope}:${g.person}`, g)),
  ...bureau.chats.map(({ chat, ...body }) => put('chat', chat, { ...body, inside: true })),
  put('stamp', 'organization', { changes: 1 }),
];
