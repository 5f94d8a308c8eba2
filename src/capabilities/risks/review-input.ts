import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import { parseDate } from '../../kernel/time.ts';
import { RETURN_REASONS } from './model.ts';

/** Longest comment a form of ours takes. */
const COMMENT_MAX = 500;

const typed = z.unknown().transform((v) => (typeof v === 'string' ? cleanText(v).slice(0, COMMENT_MAX) : ''));
const loose = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const target = { id: z.string().min(1), rev: z.number() };

/** A button without a form. */
export const plainInput = z.object(target);
export type PlainInput = z.infer<typeof plainInput>;

export const returnInput = z.object({
  ...target,
  form: z.object({
    reason: loose(z.enum(RETURN_REASONS)),
    comment: typed,
    // The picker sends `2026-11-26 +0800`.
    due: z.unknown().transform((v) => (typeof v === 'string' ? parseDate(v) : undefined)),
  }),
});
export const gradeInput = z.object({
  ...target,
  form: z.object({
    likelihood: loose(z.string().max(40)),
    harm: loose(z.string().max(40)),
    grade: loose(z.enum(['1', '2', '3'])),
    reason: typed,
  }),
});
export const handInput = z.object({
  ...target,
  form: z.object({ to: loose(z.string().min(1)), reason: typed }),
});
export const deskInput = z.object({ value: z.object({ page: loose(z.int().min(0)) }) });
export const pickInput = z.object({ option: loose(z.string().min(1)) });
/** `R-a:3,R-b:5`: the items of one page with the revisions that were shown, and the ticks by position. */
export const restInput = z.object({
  value: z.object({ items: z.string().max(1000) }),
  form: z.record(z.string(), z.unknown()),
});
