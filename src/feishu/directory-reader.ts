import { z } from 'zod';
import { type Call, path } from './call.ts';
import type { DirectoryDepartment, DirectoryUser, ReadDirectory } from './directory.ts';
import { department, readable, toDepartment, toUser, user } from './directory-shapes.ts';
import { MessengerError } from './messenger.ts';
import { IDS, readItems, readPages } from './pages.ts';
import { politely } from './polite.ts';
import { realTimers, type Timers } from './timers.ts';

/** The root itself may only be read with the whole staff in range. */
const NO_ROOT = new Set([40004, 40014, 41050]);
const isNoRoot = (thrown: unknown): boolean => thrown instanceof MessengerError && NO_ROOT.has(thrown.code);
const ROOT = '0';

type Departments = readonly z.output<typeof department>[];
/** `alone`: people who are in range by themselves or as direct members of the root. */
type Found = { readonly departments: Departments; readonly alone: readonly DirectoryUser[] };
const single = z.object({ data: z.object({ department }) });
const batch = z.object({ data: z.object({ items: z.array(z.unknown()) }) });
/** Feishu takes 50 people in one question. */
const BATCH = 50;

const childrenOf = async (call: Call, id: string): Promise<Departments> =>
  readable(
    department,
    await readItems(call, path`/contact/v3/departments/${id}/children`, { fetch_child: 'true' }),
  );

async function membersOf(call: Call, departmentId: string): Promise<DirectoryUser[]> {
  const items = await readItems(call, '/contact/v3/users/find_by_department', {
    department_id: departmentId,
  });
  return readable(user, items).map((u) => toUser(u, departmentId));
}

/** Everything below the root, and the root's own members where they may be read. */
async function readAll(call: Call): Promise<Found> {
  const departments = await childrenOf(call, ROOT);
  try {
    return { departments, alone: await membersOf(call, ROOT) };
  } catch (thrown) {
    if (isNoRoot(thrown)) return { departments, alone: [] };
    throw thrown;
  }
}

/** The departments and people that the app's data range names, with all that lies below. */
async function readRange(call: Call): Promise<Found> {
  const range = await readPages(call, '/contact/v3/scopes');
  const departments: z.output<typeof department>[] = [];
  for (const id of range.flatMap((p) => p.department_ids ?? [])) {
    const one = await call({ method: 'GET', path: path`/contact/v3/departments/${id}`, query: IDS });
    departments.push(
      ...readable(single, [one]).map((s) => s.data.department),
      ...(await childrenOf(call, id)),
    );
  }
  const userIds = range.flatMap((p) => p.user_ids ?? []);
  const alone: DirectoryUser[] = [];
  for (let i = 0; i < userIds.length; i += BATCH) {
    const query = { ...IDS, user_ids: userIds.slice(i, i + BATCH) };
    const answer = await call({ method: 'GET', path: '/contact/v3/users/batch', query });
    const items = readable(batch, [answer]).flatMap((b) => b.data.items);
    alone.push(...readable(user, items).map((u) => toUser(u, ROOT)));
  }
  return { departments, alone };
}

/** A department whose parent can't be seen stands at the top, so that the tree has no holes. */
function tree(found: Departments): DirectoryDepartment[] {
  const alive = new Map(
    found.filter((d) => !d.status?.is_deleted).map((d) => [d.open_department_id, toDepartment(d)]),
  );
  return [...alive.values()].map((d) => (alive.has(d.parentId) ? d : { ...d, parentId: ROOT }));
}

/**
 * Reads all departments and people in the app's data range, page by page and not faster than Feishu allows. When the
 * range is not the whole staff, its parts are read one by one. Throws MessengerError; half a directory is never given.
 */
export function directoryReader(call: Call, timers: Timers = realTimers): ReadDirectory {
  return async () => {
    const calm = politely(call, timers);
    const found = await readAll(calm).catch((thrown: unknown) => {
      if (isNoRoot(thrown)) return readRange(calm);
      throw thrown;
    });
    const departments = tree(found.departments);
    const users = new Map(found.alone.map((u) => [u.openId, u]));
    for (const { id } of departments)
      for (const member of await membersOf(calm, id)) users.set(member.openId, member);
    return { departments, users: [...users.values()] };
  };
}
