import { z } from 'zod';
import type { DirectoryDepartment, DirectoryUser } from './directory.ts';

/** What may be absent, null or odd without costing us the person. */
const loose = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);
const word = loose(z.string());
const flag = loose(z.boolean());
export const department = z.object({
  open_department_id: z.string(),
  name: z.string().catch(''),
  parent_department_id: z.string().catch('0'),
  leader_user_id: word,
  leaders: loose(z.array(z.object({ leaderType: z.number(), leaderID: z.string() }))),
  order: loose(z.union([z.string(), z.number()])),
  status: loose(z.object({ is_deleted: flag })),
});
export const user = z.object({
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

/** The items that have what they can't do without; the others are left out. */
export const readable = <S extends z.ZodType>(schema: S, items: readonly unknown[]): z.output<S>[] =>
  items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });

/** The head is the main leader of the list; older data has only the one leader. */
export function toDepartment(d: z.infer<typeof department>): DirectoryDepartment {
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
export function toUser(u: z.infer<typeof user>, foundIn: string): DirectoryUser {
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
