import { FIELDS, type FieldContext, type FieldResult } from './fields.ts';
import { taggedBelow } from './find.ts';

export type FormResult =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly why: string; readonly fields: readonly string[] };

/**
 * What a submit would send: every named field of the form with its value, fields the client did not touch with their
 * initial one. Refuses what the client itself would refuse, naming the fields; `required` is told before the rest.
 */
export function collectForm(
  form: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
  context: FieldContext,
): FormResult {
  const fields = taggedBelow(form.elements).filter(
    (n) => String(n.tag) in FIELDS && typeof n.name === 'string',
  );
  const names = new Set(fields.map((n) => String(n.name)));
  const unknown = Object.keys(given).filter((name) => !names.has(name));
  if (unknown.length > 0) return { ok: false, why: 'unknownField', fields: unknown };
  const results = fields.map((n): [string, FieldResult] => {
    const value = given[String(n.name)];
    return [String(n.name), FIELDS[String(n.tag)]?.(n, value, context) ?? {}];
  });
  for (const why of ['required', 'tooLong', 'notAnOption', 'malformed'] as const) {
    const faulty = results.filter(([, r]) => r.why === why).map(([name]) => name);
    if (faulty.length > 0) return { ok: false, why, fields: faulty };
  }
  return {
    ok: true,
    values: Object.fromEntries(
      results.filter(([, r]) => r.value !== undefined).map(([name, r]) => [name, r.value]),
    ),
  };
}
