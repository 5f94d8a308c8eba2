import type { OrganizationData, Post } from '../../src/kernel/people.ts';
import { person } from '../support/bureau.ts';

/** An invented bureau for the annual screening: two units, five divisions, twenty people asked. */
const staff = (unit: string, division: string, ids: readonly string[]) =>
  ids.map((id) => person(id, { unit, division }));
const post = (id: string, unit: string, division: string, kind: Post['kind'], holder: string): Post => ({
  id,
  name: `岗位${id}`,
  unit,
  division,
  kind,
  holders: [`ou_${holder}`],
});

export const screeningBureau: OrganizationData = {
  people: [
    ...staff('U0', 'D0', ['chief', 'branch']),
    ...staff('U0', 'D1', ['head', 'clerk', 'clerk2', 'clerk3', 'admin', 'nopost']),
    ...staff('U0', 'D9', ['officer', 'officer3']),
    ...staff('U1', 'D2', ['unithead', 'sectionhead', 'buyer', 'buyer2', 'buyer3', 'buyer4']),
    ...staff('U1', 'D3', ['chief3', 'driver', 'cook', 'porter']),
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
    { id: 'D0', name: '局领导班子', unit: 'U0', order: 0 },
    { id: 'D1', name: '财务处', unit: 'U0', order: 1, head: 'ou_head', branchLeader: 'ou_branch' },
    { id: 'D9', name: '监察室', unit: 'U0', order: 9, head: 'ou_officer' },
    { id: 'D2', name: '采购实施科', unit: 'U1', order: 1, head: 'ou_sectionhead' },
    { id: 'D3', name: '综合科', unit: 'U1', order: 2, head: 'ou_chief3' },
  ],
  posts: [
    post('P1', 'U0', 'D1', 'key', 'clerk'),
    post('P2', 'U0', 'D1', 'ordinary', 'clerk2'),
    post('P3', 'U0', 'D1', 'key', 'clerk3'),
    post('P4', 'U1', 'D2', 'key', 'buyer'),
    post('P5', 'U1', 'D2', 'key', 'buyer2'),
    post('P6', 'U1', 'D2', 'ordinary', 'buyer3'),
    post('P7', 'U1', 'D2', 'key', 'buyer4'),
    post('P8', 'U1', 'D3', 'ordinary', 'driver'),
    post('P9', 'U1', 'D3', 'ordinary', 'cook'),
    post('P10', 'U1', 'D3', 'ordinary', 'cook'),
  ],
  steps: [
    {
      id: 'S1',
      unit: 'U0',
      division: 'D1',
      post: 'P1',
      powerItem: '大额支付',
      name: '支付审批',
      tripleMajor: [],
    },
    {
      id: 'S4',
      unit: 'U1',
      division: 'D2',
      post: 'P4',
      powerItem: '采购文件编制',
      name: '需求编写',
      tripleMajor: [],
    },
  ],
  grants: [
    { person: 'ou_chief', role: 'principal_leader', scope: '*' },
    { person: 'ou_chief', role: 'leading_group', scope: '*' },
    { person: 'ou_officer', role: 'discipline_officer', scope: '*' },
    { person: 'ou_admin', role: 'office_admin', scope: '*' },
  ],
  chats: [
    { chat: 'oc_u0', purpose: 'unit', unit: 'U0', name: '机关群' },
    { chat: 'oc_u1', purpose: 'unit', unit: 'U1', name: '采购中心群' },
  ],
};
