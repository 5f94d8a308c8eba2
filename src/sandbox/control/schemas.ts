import { z } from 'zod';

/** Bodies of the control routes. */
const id = z.string().min(1);
export const sayBody = z.object({ openId: id, chatId: id, text: z.string() });
export const openBody = z.object({ openId: id });
export const menuBody = z.object({ openId: id, key: id });
export const clickBody = z.object({
  openId: id,
  messageId: id,
  path: id,
  form: z.record(z.string(), z.unknown()).optional(),
  option: z.string().optional(),
  confirmed: z.boolean().optional(),
});
export const clockBody = z.object({
  to: z.number().int().optional(),
  by: z.number().int().optional(),
  next: z.enum(['hour', 'workday', 'workday10']).optional(),
});
export const personBody = z.object({
  openId: id,
  active: z.boolean().optional(),
  departmentId: id.optional(),
  leaderOpenId: id.nullable().optional(),
});
export const departmentBody = z.object({
  id: z.string().regex(/^od-/),
  name: id.optional(),
  parentId: id.optional(),
  leaderOpenId: id.optional(),
  deleted: z.boolean().optional(),
});
export const disbandBody = z.object({ chatId: id, operator: id.optional() });
export const groupBody = z.object({
  chatId: id.optional(),
  name: id.optional(),
  members: z.array(id).optional(),
  botInside: z.boolean().optional(),
  operator: id.optional(),
});
export const faultsBody = z.object({
  next: z
    .array(
      z.object({
        on: z.string(),
        kind: z.enum(['status500', 'rate429', 'rate230020', 'hang', 'reset', 'lostAnswer', 'code']),
        code: z.number().int().optional(),
        times: z.number().int().min(1),
      }),
    )
    .optional(),
});
