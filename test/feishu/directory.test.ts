import { afterEach, describe, expect, it } from 'vitest';
import { directoryReader } from '../../src/feishu/directory-reader.ts';
import { type Api, type Behaviour, fail, ok, openApi } from './fake-api.ts';

let api: Api;
afterEach(() => api.close());
const waits: number[] = [];
const timers = {
  after(ms: number, run: () => void) {
    waits.push(ms);
    setImmediate(run);
    return () => {};
  },
};
async function read(behave: Behaviour) {
  waits.length = 0;
  api = await openApi(behave);
  return directoryReader(api.client().call, timers)();
}
const departments = [
  {
    open_department_id: 'od-1',
    name: '采购处',
    parent_department_id: '0',
    order: '20',
    leaders: [
      { leaderType: 2, leaderID: 'ou_x' },
      { leaderType: 1, leaderID: 'ou_l' },
    ],
    leader_user_id: 'ou_old',
  },
  {
    open_department_id: 'od-2',
    name: '一科',
    parent_department_id: 'od-1',
    order: 5,
    leader_user_id: 'ou_a',
  },
  { open_department_id: 'od-3', name: '已撤', parent_department_id: '0', status: { is_deleted: true } },
];
const people: Record<string, object[]> = {
  'od-1': [
    {
      open_id: 'ou_l',
      name: '李',
      department_ids: ['od-1'],
      status: { is_frozen: false, is_resigned: false },
      leader_user_id: '',
    },
    {
      open_id: 'ou_a',
      name: '张',
      en_name: 'Zhang',
      job_title: '科长',
      employee_no: 'A1',
      department_ids: ['od-1', 'od-2'],
      orders: [{ department_id: 'od-1' }, { department_id: 'od-2', is_primary_dept: true }],
      leader_user_id: 'ou_l',
    },
  ],
  'od-2': [
    { open_id: 'ou_r', name: '王', department_ids: ['od-2'], status: { is_resigned: true } },
    { open_id: 'ou_f', name: '赵', en_name: null, orders: null, status: { is_frozen: true } },
    { name: '无号' },
  ],
};
const office: Behaviour = ({ path, query }) => {
  if (path.endsWith('/departments/0/children'))
    return query.get('page_token')
      ? ok({ has_more: false, items: departments.slice(1) })
      : ok({ has_more: true, page_token: 'p2', items: departments.slice(0, 1) });
  const of = query.get('department_id') ?? '';
  return of === '0' ? fail(40014, 403) : ok({ has_more: false, items: people[of] });
};

describe('directory', () => {
  it('reads departments and people, page by page', async () => {
    const found = await read(office);
    expect(found.departments).toEqual([
      { id: 'od-1', name: '采购处', parentId: '0', leaderOpenId: 'ou_l', order: 20 },
      { id: 'od-2', name: '一科', parentId: 'od-1', leaderOpenId: 'ou_a', order: 5 },
    ]);
    expect(found.users).toEqual([
      { openId: 'ou_l', name: '李', departmentIds: ['od-1'], primaryDepartmentId: 'od-1', active: true },
      {
        openId: 'ou_a',
        name: '张',
        enName: 'Zhang',
        employeeNo: 'A1',
        jobTitle: '科长',
        departmentIds: ['od-1', 'od-2'],
        primaryDepartmentId: 'od-2',
        leaderOpenId: 'ou_l',
        active: true,
      },
      { openId: 'ou_r', name: '王', departmentIds: ['od-2'], primaryDepartmentId: 'od-2', active: false },
      { openId: 'ou_f', name: '赵', departmentIds: ['od-2'], primaryDepartmentId: 'od-2', active: false },
    ]);
    expect(api.seen[0]?.query.get('fetch_child')).toBe('true');
  });
  it('gives no part of a list for the whole: one that goes on nowhere is no answer', async () => {
    const cut: Behaviour = () => ok({ has_more: true, items: departments });
    await expect(read(cut)).rejects.toMatchObject({ fault: 'again', code: 0 });
  });
  it('reads a smaller range part by part, and lets no department hang in the air', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `ou_${i}`);
    const found = await read((seen) => {
      if (seen.path.endsWith('/departments/0/children')) return fail(40014, 403);
      if (seen.path.endsWith('/scopes')) return ok({ department_ids: ['od-2'], user_ids: ids });
      if (seen.path.endsWith('/departments/od-2'))
        return ok({ department: { ...departments[1], parent_department_id: 'od-9' } });
      if (seen.path.endsWith('/children'))
        return ok({ items: [{ ...departments[0], parent_department_id: 'od-2' }] });
      if (seen.path.endsWith('/batch'))
        return ok({ items: seen.query.getAll('user_ids').map((id) => ({ open_id: id, name: id })) });
      return office(seen);
    });
    expect(found.departments.map((d) => [d.id, d.parentId])).toEqual([
      ['od-2', '0'],
      ['od-1', 'od-2'],
    ]);
    expect(found.users).toHaveLength(64);
    expect(found.users.find((u) => u.openId === 'ou_59')).toMatchObject({ primaryDepartmentId: '0' });
    expect(
      api.seen.filter((s) => s.path.endsWith('/batch')).map((s) => s.query.getAll('user_ids').length),
    ).toEqual([50, 10]);
  });
  it('keeps below 50 calls a second and 1000 a minute', async () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ open_department_id: `od-${i}`, name: 'x' }));
    await read(({ path }) => ok({ items: path.endsWith('/children') ? many : [] }));
    expect(waits).toHaveLength(302);
    const within = (ms: number) => {
      let at = 0;
      return waits.filter((w) => {
        at += w;
        return at <= ms;
      }).length;
    };
    expect(within(1_000)).toBeLessThan(50);
    expect(200 + (60_000 - 200 * 21) / 70).toBeLessThan(1_000);
    expect(waits.at(-1)).toBe(70);
  });
  it('waits when Feishu says so, and goes on', async () => {
    let refused = 0;
    const found = await read((seen) => {
      refused += 1;
      return refused <= 2 ? fail(99991400, 429, { 'x-ogw-ratelimit-reset': '3' }) : office(seen);
    });
    expect(found.users).toHaveLength(4);
    expect(waits.filter((w) => w === 3_000)).toHaveLength(2);
  });
  it('never gives half a directory', async () => {
    const broken: Behaviour = (seen) =>
      seen.query.get('department_id') === 'od-2' ? fail(0, 500) : office(seen);
    await expect(read(broken)).rejects.toMatchObject({ name: 'MessengerError', fault: 'unknown' });
    await api.close();
    await expect(read(() => fail(99991400, 429))).rejects.toMatchObject({ fault: 'slow' });
    expect(api.seen).toHaveLength(6);
  });
});
