import { type OrganizationData, organization, type Person } from '../../src/kernel/people.ts';

/** A small invented bureau for unit tests: one office of the bureau, one affiliated unit. */
export const person = (id: string, more: Partial<Person> = {}): Person => ({
  id: `ou_${id}`,
  name: id,
  division: undefined,
  unit: undefined,
  active: true,
  ...more,
});

export const smallBureau: OrganizationData = {
  people: [
    person('chief', { unit: 'U0', division: 'D0' }),
    person('branch', { unit: 'U0', division: 'D0' }),
    person('member', { unit: 'U0', division: 'D0' }),
    person('officer', { unit: 'U0', division: 'D9' }),
    person('officer2', { unit: 'U0', division: 'D9' }),
    person('head', { unit: 'U0', division: 'D1' }),
    person('clerk', { unit: 'U0', division: 'D1' }),
    person('clerk2', { unit: 'U0', division: 'D1' }),
    person('unithead', { unit: 'U1', division: 'D2' }),
    person('sectionhead', { unit: 'U1', division: 'D2' }),
    person('buyer', { unit: 'U1', division: 'D2' }),
    person('admin', { unit: 'U0', division: 'D1' }),
    person('gone', { unit: 'U1', division: 'D2', active: false }),
  ],
  units: [
    { id: 'U0', name: '局机关', kind: 'bureau', order: 0, leader: 'ou_chief', branchLeader: 'ou_branch' },
    {
      id: 'U1',
      name: '政府采购中心',
      kind: 'affiliated',
      order: 1,
      leader: 'ou_unithead',
      branchLeader: 'ou_branch',
    },
  ],
  divisions: [
    { id: 'D0', name: '局领导班子', unit: 'U0', order: 0, head: 'ou_chief' },
    { id: 'D1', name: '财务处', unit: 'U0', order: 1, head: 'ou_head', branchLeader: 'ou_branch' },
    { id: 'D2', name: '采购实施科', unit: 'U1', order: 1, head: 'ou_sectionhead' },
    { id: 'D3', name: '综合科', unit: 'U1', order: 2 },
    { id: 'D9', name: '监察室', unit: 'U0', order: 9, head: 'ou_officer' },
  ],
  posts: [
    { id: 'P1', name: '资金支付', unit: 'U0', division: 'D1', kind: 'key', holders: ['ou_clerk'] },
    { id: 'P2', name: '采购项目经办', unit: 'U1', division: 'D2', kind: 'key', holders: ['ou_buyer'] },
    { id: 'P3', name: '处长', unit: 'U0', division: 'D1', kind: 'leadership', holders: ['ou_head'] },
    { id: 'P4', name: '综合', unit: 'U1', division: 'D3', kind: 'ordinary', holders: ['ou_gone'] },
  ],
  steps: [
    {
      id: 'S1',
      unit: 'U0',
      division: 'D1',
      post: 'P1',
      powerItem: '大额支付',
      name: '支付审批',
      title: '大额支付审批程序缺项',
      measure: '双人复核',
      tripleMajor: ['funds'],
    },
    {
      id: 'S2',
      unit: 'U1',
      division: 'D2',
      post: 'P2',
      powerItem: '采购文件编制',
      name: '需求与评分标准编写',
      tripleMajor: [],
    },
  ],
  grants: [
    { person: 'ou_chief', role: 'principal_leader', scope: '*' },
    { person: 'ou_officer', role: 'discipline_officer', scope: '*' },
    { person: 'ou_officer2', role: 'discipline_officer', scope: 'U1' },
    { person: 'ou_chief', role: 'leading_group', scope: '*' },
    { person: 'ou_member', role: 'leading_group', scope: '*' },
    { person: 'ou_admin', role: 'office_admin', scope: '*' },
  ],
  chats: [{ chat: 'oc_u1', purpose: 'unit', unit: 'U1', name: '采购中心群' }],
};
export const smallOrganization = (change: Partial<OrganizationData> = {}) =>
  organization({ ...smallBureau, ...change });
