import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import { parseDate } from '../../kernel/time.ts';
import { RETURN_REASONS } from './model.ts';

/** Longest comment a form of ours takes. */
const COMMENT_MAX = 500;

const typed = z
  .unknown()
  .optional()
  .transform((v) => (typeof v === 'string' ? cleanText(v).slice(0, COMMENT_MAX) : ''));
const loose = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const target = { id: z.string().min(1), rev: z.number() };

/** Most that are held back at once; more than a few are no exceptions. */
export const LATER_MAX = 40;
/** `R-a,R-b`: what was held back on earlier pages, so that it does not come up again before the rest is done. */
const laterIds = z
  .string()
  .max(2000)
  .optional()
  .catch(undefined)
  .transform((v) => (v ? v.split(',').slice(0, LATER_MAX) : []));

/** A button without a form. */
export const plainInput = z.object(target);
export type PlainInput = z.infer<typeof plainInput>;

export const returnInput = z.object({
  ...target,
  form: z.object({
    reason: loose(z.enum(RETURN_REASONS)),
    comment: typed,
    // The picker sends `2026-11-26 +0800`.
    due: z
      .unknown()
      .optional()
      .transform((v) => (typeof v === 'string' ? parseDate(v) : undefined)),
  }),
});
/** The grade form opened with a proposal: what it shows as chosen, nothing more. */
export const gradeFormInput = z.object({
  ...target,
  value: z
    .object({ likelihood: z.unknown().optional(), harm: z.unknown().optional() })
    .catch({ likelihood: undefined, harm: undefined }),
});
export type GradeFormInput = z.infer<typeof gradeFormInput>;
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
/** A form of one text: why to discuss it, or what the one asked to sign says. */
export const reasonInput = z.object({ ...target, form: z.object({ reason: typed }) });
export type ReasonInput = z.infer<typeof reasonInput>;
export const deskInput = z.object({
  value: z.object({ page: loose(z.int().min(0)), later: laterIds }),
});
export const pickInput = z.object({ option: loose(z.string().min(1)) });
/** `R-a:3,R-b:5`: the items of one page with the revisions that were shown, and the ticks by position. */
export const restInput = z.object({
  value: z.object({ items: z.string().max(1000), later: laterIds }),
  form: z.record(z.string(), z.unknown()),
});
