import { z } from 'zod';
import { type Call, path } from './call.ts';
import type { DirectoryDepartment, DirectoryUser, ReadDirectory } from './directory.ts';
import { MessengerError } from './messenger.ts';
import { realTimers, type Timers } from './timers.ts';

/** Feishu allows 50 calls a second and 1000 a minute: 200 calls in 4.2 s, then one every 70 ms, make 997 a minute. */
const BURST = 200;
const BURST_GAP_MS = 21;
const GAP_MS = 70;
const PAGE = '50';
/** A hundred thousand people in pages of fifty; more means that the paging itself has gone wrong. */
const MAX_PAGES = 2_000;
const MAX_WAITS = 5;

/** What may be absent, null or odd without costing us the person. */
const loose = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);
const word = loose(z.string());
const flag = loose(z.boolean());
const department = z.object({
  open_department_id: z.string(),
  name: z.string().catch(''),
  parent_department_id: z.string().catch('0'),
  leader_user_id: word,
  leaders: loose(z.array(z.object({ leaderType: z.number(), leaderID: z.string() }))),
  order: loose(z.union([z.string(), z.number()])),
  status: loose(z.object({ is_deleted: flag })),
});
const user = z.object({
  open_id: z.string(),
  name: z.string().catch(''),
  en_name: word,
  employee_no: word,
  job_title: word,
  department_ids: loose(z.array(z.string())),
  leader_user_id: word,
  orders: loose(z.array(z.object({ department_id: z.string(), is_primary_dept: flag }))),
  status: loose(z.object({ is_frozen: flag, is_resigned: flag, is_exited: flag })),
});
const page = z.object({
  data: z.object({
    has_more: z.boolean().default(false),
    page_token: z.string().optional(),
    items: z.array(z.unknown()).nullish(),
  }),
});

function toDepartment(d: z.infer<typeof department>): DirectoryDepartment {
  const leaderOpenId = d.leaders?.find((l) => l.leaderType === 1)?.leaderID || d.leader_user_id;
  return {
    id: d.open_department_id,
    name: d.name,
    parentId: d.parent_department_id,
    ...(leaderOpenId ? { leaderOpenId } : {}),
    order: Number(d.order ?? 0) || 0,
  };
}

/** A field the app may not read is simply absent; who has no status counts as active. */
function toUser(u: z.infer<typeof user>, foundIn: string): DirectoryUser {
  const departmentIds = u.department_ids?.length ? u.department_ids : [foundIn];
  const primary = u.orders?.find((o) => o.is_primary_dept)?.department_id;
  return {
    openId: u.open_id,
    name: u.name,
    ...(u.en_name ? { enName: u.en_name } : {}),
    ...(u.employee_no ? { employeeNo: u.employee_no } : {}),
    ...(u.job_title ? { jobTitle: u.job_title } : {}),
    departmentIds,
    primaryDepartmentId: primary ?? departmentIds[0] ?? foundIn,
    ...(u.leader_user_id ? { leaderOpenId: u.leader_user_id } : {}),
    active: !(u.status?.is_frozen || u.status?.is_resigned || u.status?.is_exited),
  };
}

/** Makes calls one after another with a gap, and waits when Feishu says so, at most five times in a row. */
function politely(call: Call, timers: Timers): Call {
  let made = 0;
  const pause = (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve));
  return async (request) => {
    for (let waits = 0; ; waits += 1) {
      made += 1;
      await pause(made > BURST ? GAP_MS : BURST_GAP_MS);
      try {
        return await call(request);
      } catch (thrown) {
        if (!(thrown instanceof MessengerError) || thrown.fault !== 'slow' || waits >= MAX_WAITS)
          throw thrown;
        await pause(thrown.waitMs);
      }
    }
  };
}

async function readPages(
  call: Call,
  below: string,
  query: Readonly<Record<string, string>>,
): Promise<unknown[]> {
  const items: unknown[] = [];
  let token: string | undefined;
  for (let n = 0; n < MAX_PAGES; n += 1) {
    const ids = { user_id_type: 'open_id', department_id_type: 'open_department_id', page_size: PAGE };
    const all = { ...query, ...ids, ...(token ? { page_token: token } : {}) };
    const parsed = page.safeParse(await call({ method: 'GET', path: below, query: all }));
    if (!parsed.success) throw new MessengerError('again', 0, 'Feishu answered without a page');
    items.push(...(parsed.data.data.items ?? []));
    token = parsed.data.data.has_more ? parsed.data.data.page_token : undefined;
    if (!token) return items;
  }
  throw new MessengerError('again', 0, `more than ${MAX_PAGES} pages`);
}

const readable = <S extends z.ZodType>(schema: S, items: readonly unknown[]): z.output<S>[] =>
  items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });

/** The root's own members may only be read with the whole staff in range; a smaller range has none to show. */
const NO_ROOT = new Set([40004, 40014, 41050]);

async function readMembers(call: Call, departmentId: string): Promise<DirectoryUser[]> {
  try {
    const items = await readPages(call, '/contact/v3/users/find_by_department', {
      department_id: departmentId,
    });
    return readable(user, items).map((u) => toUser(u, departmentId));
  } catch (thrown) {
    if (departmentId === '0' && thrown instanceof MessengerError && NO_ROOT.has(thrown.code)) return [];
    throw thrown;
  }
}

/**
 * Reads all departments and people in the app's data range, page by page and not faster than Feishu allows.
 * Throws MessengerError; half a directory is never given.
 */
export function directoryReader(call: Call, timers: Timers = realTimers): ReadDirectory {
  return async () => {
    const calm = politely(call, timers);
    const items = await readPages(calm, path`/contact/v3/departments/${'0'}/children`, {
      fetch_child: 'true',
    });
    const departments = readable(department, items)
      .filter((d) => !d.status?.is_deleted)
      .map(toDepartment);
    const users = new Map<string, DirectoryUser>();
    for (const id of ['0', ...departments.map((d) => d.id)])
      for (const found of await readMembers(calm, id)) users.set(found.openId, found);
    return { departments, users: [...users.values()] };
  };
}
