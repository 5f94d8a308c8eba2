import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import type { RawInput } from '../../kernel/capability.ts';
import type { Answers } from '../../kernel/importing.ts';

/** Longest answer in words: a basis document with its number and date. */
export const MAX_ANSWER = 200;
const id = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.-]+$/);

/** The fields of the card's form are the questions' keys; an empty field leaves its question open. */
const answersOf = (form: Readonly<Record<string, unknown>>): Answers =>
  Object.fromEntries(
    Object.entries(form).flatMap(([key, value]) => {
      const said = typeof value === 'string' ? cleanText(value).slice(0, MAX_ANSWER) : '';
      return said === '' ? [] : [[key, said]];
    }),
  );

const subject = z.object({
  id,
  rev: z.int(),
  option: id.optional(),
  answers: z.record(z.string(), z.string()),
});
/** A button on an import's card, with the answers of its form if it has one. */
export const onImport = z.preprocess((raw) => {
  const { id: on, rev, option, form } = raw as RawInput;
  return { id: on, rev, option, answers: answersOf(form ?? {}) };
}, subject);
export type OnImport = z.infer<typeof subject>;
