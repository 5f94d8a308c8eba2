import { z } from 'zod';
import type { RawInput } from '../../kernel/capability.ts';

/** Ids that we made or Feishu made; anything else a client sends back is not one of ours. */
const id = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.@|:*-]+$/);
const page = z.coerce.number().int().min(0).max(1000).catch(0);

const subject = z.object({
  id,
  rev: z.int(),
  page,
  to: z.string().max(200).optional(),
  option: id.optional(),
});

/** A button: the subject, the revision it showed, the page the card was on, and what was chosen. */
export const onSubject = z.preprocess((raw) => {
  const { id: on, rev, value, option } = raw as RawInput;
  return { id: on, rev, page: value.page, to: value.to, option };
}, subject);
export type OnSubject = z.infer<typeof subject>;
