import type { DirectoryDepartment, DirectoryUser } from '../feishu/directory.ts';
import type { Dice } from './dice.ts';
import { nameOf } from './phrases.ts';

/** The directory of the simulated Feishu; people leave it and move inside it while the simulation runs. */
export type Directory = { departments: DirectoryDepartment[]; users: DirectoryUser[] };
export type Bureau = {
  readonly directory: Directory;
  /** Posts, steps, roles and groups in the form of the sandbox's seed file. */
  readonly seed: unknown;
  readonly chats: readonly { readonly chat: string; readonly purpose: string; readonly unit?: string }[];
  /** Department id of the bureau's own body. */
  readonly body: string;
};
type Row = Record<string, string | string[]>;

/** Divisions of one unit: about one for twelve people, as in a real bureau. */
const PEOPLE_PER_DIVISION = 12;
/** Leaders of the bureau: the principal and branch leaders. */
const LEADERS = 4;

const KINDS = ['leadership', 'key', 'ordinary', 'ordinary'] as const;

class Builder {
  readonly departments: DirectoryDepartment[] = [];
  readonly users: DirectoryUser[] = [];
  readonly posts: Row[] = [];
  readonly steps: Row[] = [];
  readonly roles: Row[] = [];
  readonly chats: { chat: string; purpose: string; unit?: string; name: string }[] = [];

  department(id: string, name: string, parentId: string, leaderOpenId: string): void {
    this.departments.push({ id, name, parentId, leaderOpenId, order: this.departments.length });
  }

  person(department: string): DirectoryUser {
    const n = this.users.length;
    const user: DirectoryUser = {
      openId: `ou_${String(n).padStart(4, '0')}`,
      name: nameOf(n),
      employeeNo: String(20000 + n),
      departmentIds: [department],
      primaryDepartmentId: department,
      active: true,
    };
    this.users.push(user);
    return user;
  }

  role(user: DirectoryUser, role: string, more: Row = {}): void {
    this.roles.push({ person: user.employeeNo ?? '', role, ...more });
  }

  /** Posts of a division, each with a step or two; every person of it holds one. */
  postsOf(unit: string, division: string, people: readonly DirectoryUser[], dice: Dice): void {
    const count = Math.max(1, Math.ceil(people.length / 2));
    for (let p = 0; p < count; p += 1) {
      const holders = people.filter((_, i) => i % count === p).map((u) => u.employeeNo ?? '');
      const post = `${division}岗位${p + 1}`;
      const place = { unit, division, post };
      this.posts.push({ ...place, kind: p === 0 ? KINDS[0] : dice.pick(KINDS.slice(1)), holders });
      for (let s = 0; s < 1 + dice.int(2); s += 1) this.steps.push({ ...place, ...stepRow(p * 3 + s, dice) });
    }
  }
}

const stepRow = (n: number, dice: Dice): Row => ({
  powerItem: `事项${n}`,
  step: `环节${n}`,
  title: `环节${n}手续不全`,
  measure: '经办与复核分开，留存记录',
  ...(dice.chance(0.2) ? { tripleMajor: ['funds'] } : {}),
  area: dice.pick(['政府采购', '公务用车', '资产管理', '财务']),
});

function headquarters(b: Builder): readonly DirectoryUser[] {
  const body = 'od-u0';
  b.department(body, '局机关', '0', 'ou_0000');
  b.department('od-u0d0', '局领导班子', body, 'ou_0000');
  const leaders = Array.from({ length: LEADERS }, () => b.person('od-u0d0'));
  const [principal = b.person('od-u0d0'), ...branch] = leaders;
  b.role(principal, 'principal_leader');
  // Enough of them that a majority is not everybody.
  for (const leader of leaders) b.role(leader, 'leading_group');
  b.department('od-u0d1', '监察室', body, `ou_${String(b.users.length).padStart(4, '0')}`);
  const officers = Array.from({ length: 3 }, () => b.person('od-u0d1'));
  for (const officer of officers) b.role(officer, 'discipline_officer');
  b.department('od-u0d2', '办公室', body, `ou_${String(b.users.length).padStart(4, '0')}`);
  const office = Array.from({ length: 3 }, () => b.person('od-u0d2'));
  for (const admin of office.slice(1)) b.role(admin, 'office_admin');
  for (const d of ['局领导班子', '监察室', '办公室']) {
    const leader = branch[d.length % branch.length] ?? principal;
    b.role(leader, 'branch_leader', { unit: '局机关', division: d });
  }
  return leaders;
}

function unitOf(b: Builder, n: number, size: number, branch: DirectoryUser | undefined, dice: Dice): void {
  const [unit, id] = n === 0 ? ['局机关', 'od-u0'] : [`第${n}中心`, `od-u${n}`];
  const first = `ou_${String(b.users.length).padStart(4, '0')}`;
  if (n > 0) b.department(id, unit, '0', first);
  if (branch) b.role(branch, 'branch_leader', { unit });
  b.chats.push({ chat: `oc_u${n}`, purpose: 'unit', unit, name: `${unit}工作群` });
  const divisions = Math.max(1, Math.round(size / PEOPLE_PER_DIVISION));
  for (let d = 0; d < divisions; d += 1) {
    const division = `${unit}${d + 1}科`;
    const place = `${id}d${d + 10}`;
    const people = Array.from({ length: Math.ceil(size / divisions) }, () => b.person(place));
    b.department(place, division, id, people[d === 0 && n > 0 ? 1 : 0]?.openId ?? first);
    if (n === 0 && branch) b.role(branch, 'branch_leader', { unit, division });
    b.postsOf(unit, division, people, dice);
    if (dice.chance(0.4) && people[2]) b.role(people[2], 'discipline_officer', { unit });
  }
}

/** An invented bureau: its own body, `units - 1` affiliated units, about `people` people in all. */
export function bureau(people: number, units: number, dice: Dice): Bureau {
  const b = new Builder();
  const leaders = headquarters(b);
  const size = Math.max(3, Math.round((people - b.users.length) / units));
  for (let n = 0; n < units; n += 1) unitOf(b, n, size, leaders[1 + (n % (LEADERS - 1))], dice);
  b.chats.push({ chat: 'oc_leading', purpose: 'leading_group', name: '领导小组' });
  b.chats.push({ chat: 'oc_discipline', purpose: 'discipline', name: '纪检干部工作群' });
  const { departments, users, posts, steps, roles, chats } = b;
  return { directory: { departments, users }, seed: { posts, steps, roles, chats }, chats, body: 'od-u0' };
}
