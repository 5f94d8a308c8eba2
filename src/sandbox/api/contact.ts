import { CONTACT } from '../granted.ts';
import { departmentObject, userObject } from '../push/events.ts';
import type { SeedDepartment, SeedPerson } from '../seed.ts';
import { type ApiRoute, type Call, page, param } from './call.ts';
import { ApiError, fieldError } from './error.ts';

const peopleOf = (call: Call): SeedPerson[] => Object.values(call.box.world.data.people);
const departmentsOf = (call: Call): SeedDepartment[] => Object.values(call.box.world.data.departments);

function onlyOpenIds(call: Call): void {
  const user = call.query.get('user_id_type') ?? 'open_id';
  const department = call.query.get('department_id_type') ?? 'open_department_id';
  if (user !== 'open_id') throw fieldError('user_id_type', 'the sandbox speaks open_id only', user);
  if (department !== 'open_department_id')
    throw fieldError('department_id_type', 'the sandbox speaks open_department_id only', department);
}

/** In the API a department's `order` is a string and it has counts and names in several languages. */
function apiDepartment(call: Call, d: SeedDepartment) {
  const order = departmentsOf(call).indexOf(d) + 1;
  const members = peopleOf(call).filter((p) => p.active && p.departmentIds.includes(d.id));
  return call.box.grants.fields('department', {
    ...departmentObject(d, order),
    order: String(order),
    i18n_name: { zh_cn: d.name, ja_jp: '', en_us: '' },
    unit_ids: [],
    member_count: members.length,
    primary_member_count: members.filter((p) => p.primaryDepartmentId === d.id).length,
    group_chat_employee_types: [],
  });
}

const apiUser = (call: Call, p: SeedPerson) => call.box.grants.fields('user', userObject(p));

function departmentById(call: Call, id: string): SeedDepartment {
  if (id === '0') return { id: '0', name: call.box.world.data.bureau, parentId: '' };
  if (!id.startsWith('od-')) throw new ApiError(40003, 'invalid department id');
  const found = call.box.world.data.departments[id];
  if (!found) throw new ApiError(40004, 'no dept authority error', { status: 403 });
  return found;
}

function getUser(call: Call) {
  onlyOpenIds(call);
  const id = param(call, 'user_id');
  if (!id.startsWith('ou_')) throw new ApiError(41012, 'user id invalid error');
  const person = call.box.world.data.people[id];
  if (!person) throw new ApiError(41050, 'no user authority error');
  return { data: { user: apiUser(call, person) } };
}

/** People the app may not see are missing without a word. */
function batchUsers(call: Call) {
  onlyOpenIds(call);
  const ids = call.query.getAll('user_ids');
  if (ids.length < 1 || ids.length > 50) throw fieldError('user_ids', 'the range is 1 to 50', ids.length);
  return {
    data: {
      items: peopleOf(call)
        .filter((p) => ids.includes(p.openId))
        .map((p) => apiUser(call, p)),
    },
  };
}

function findByDepartment(call: Call) {
  onlyOpenIds(call);
  const id = call.query.get('department_id') ?? '';
  if (id === '') throw fieldError('department_id', 'department_id is required');
  departmentById(call, id);
  const members = peopleOf(call).filter((p) => p.active && p.departmentIds.includes(id));
  return {
    data: page(
      call,
      members.map((p) => apiUser(call, p)),
      10,
      50,
    ),
  };
}

function getDepartment(call: Call) {
  onlyOpenIds(call);
  return { data: { department: apiDepartment(call, departmentById(call, param(call, 'department_id'))) } };
}

function batchDepartments(call: Call) {
  onlyOpenIds(call);
  const ids = call.query.getAll('department_ids');
  if (ids.length < 1 || ids.length > 50)
    throw fieldError('department_ids', 'the range is 1 to 50', ids.length);
  return {
    data: {
      items: departmentsOf(call)
        .filter((d) => ids.includes(d.id))
        .map((d) => apiDepartment(call, d)),
    },
  };
}

/** Departments below one, nearest level first when all levels are asked for. */
function below(call: Call, id: string, deep: boolean): SeedDepartment[] {
  const direct = departmentsOf(call).filter((d) => d.parentId === id);
  return deep ? [...direct, ...direct.flatMap((d) => below(call, d.id, true))] : direct;
}

function children(call: Call) {
  onlyOpenIds(call);
  const id = param(call, 'department_id');
  departmentById(call, id);
  const found = below(call, id, call.query.get('fetch_child') === 'true');
  return {
    data: page(
      call,
      found.map((d) => apiDepartment(call, d)),
      10,
      50,
    ),
  };
}

function parents(call: Call) {
  onlyOpenIds(call);
  const chain: SeedDepartment[] = [];
  let next = departmentById(call, call.query.get('department_id') ?? '').parentId;
  while (next !== '0' && next !== '') {
    const parent = departmentById(call, next);
    chain.push(parent);
    next = parent.parentId;
  }
  return {
    data: page(
      call,
      chain.map((d) => apiDepartment(call, d)),
      10,
      50,
    ),
  };
}

/** The data range: every first-level department, and people who hang directly under the root. */
function scopes(call: Call) {
  const cut = page(
    call,
    departmentsOf(call).filter((d) => d.parentId === '0'),
    50,
    100,
  );
  const direct = peopleOf(call).filter((p) => p.active && p.departmentIds.includes('0'));
  const { items, ...rest } = cut;
  return {
    data: {
      department_ids: items.map((d) => d.id),
      user_ids: direct.map((p) => p.openId),
      group_ids: [],
      ...rest,
    },
  };
}

const WITH_TREE = [...CONTACT, 'contact:department.organize:readonly'];

export const contactRoutes: readonly ApiRoute[] = [
  { method: 'get', path: '/contact/v3/users/batch', scopes: CONTACT, handle: batchUsers },
  {
    method: 'get',
    path: '/contact/v3/users/find_by_department',
    scopes: WITH_TREE,
    handle: findByDepartment,
  },
  { method: 'get', path: '/contact/v3/users/:user_id', scopes: CONTACT, handle: getUser },
  { method: 'get', path: '/contact/v3/departments/batch', scopes: CONTACT, handle: batchDepartments },
  { method: 'get', path: '/contact/v3/departments/parent', scopes: CONTACT, handle: parents },
  { method: 'get', path: '/contact/v3/departments/:department_id', scopes: CONTACT, handle: getDepartment },
  {
    method: 'get',
    path: '/contact/v3/departments/:department_id/children',
    scopes: WITH_TREE,
    handle: children,
  },
  { method: 'get', path: '/contact/v3/scopes', scopes: CONTACT, handle: scopes },
];
