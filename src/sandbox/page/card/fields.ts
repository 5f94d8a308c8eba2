import { isObject, type Json, listAt, objectAt, textAt } from './json.ts';

/** What a field holds: text, chosen value or date; chosen values; a tick. */
export type FieldValue = string | readonly string[] | boolean;
export type Field = {
  readonly tag: string;
  readonly name: string;
  readonly path: string;
  readonly required: boolean;
  readonly initial: FieldValue;
};
/** Values by path inside the card. */
export type Values = Readonly<Record<string, FieldValue>>;

const initials: Readonly<Record<string, (node: Json) => FieldValue>> = {
  input: (n) => textAt(n, 'default_value') ?? '',
  select_static: initialOption,
  select_person: initialOption,
  multi_select_static: selected,
  multi_select_person: selected,
  date_picker: (n) => textAt(n, 'initial_date') ?? '',
  checker: (n) => n.checked === true,
};

function initialOption(node: Json): string {
  const wanted = textAt(node, 'initial_option');
  const known = listAt(node, 'options').some((o) => o.value === wanted);
  return wanted !== undefined && known ? wanted : '';
}

function selected(node: Json): readonly string[] {
  const values = node.selected_values;
  return Array.isArray(values) ? values.filter((v): v is string => typeof v === 'string') : [];
}

/** A multi select must be filled unless it says otherwise; everything else only when it says so. */
export const isRequired = (node: Json): boolean =>
  textAt(node, 'tag')?.startsWith('multi_') ? node.required !== false : node.required === true;

export const isField = (node: Json): boolean => Object.hasOwn(initials, textAt(node, 'tag') ?? '');

export const initialValue = (node: Json): FieldValue => initials[textAt(node, 'tag') ?? '']?.(node) ?? '';

/** All fields below a container, with their paths, however deep in columns and panels. */
export function fieldsIn(node: Json, path: string): readonly Field[] {
  if (isField(node))
    return [
      {
        tag: textAt(node, 'tag') ?? '',
        name: textAt(node, 'name') ?? '',
        path,
        required: isRequired(node),
        initial: initialValue(node),
      },
    ];
  return ['elements', 'columns'].flatMap((key) => {
    const children = node[key];
    if (!Array.isArray(children)) return [];
    return children.flatMap((child, i) => (isObject(child) ? fieldsIn(child, `${path}.${key}.${i}`) : []));
  });
}

const isEmpty = (value: FieldValue): boolean =>
  typeof value === 'boolean' ? false : typeof value === 'string' ? value === '' : value.length === 0;

const heldIn = (field: Field, values: Values): FieldValue => values[field.path] ?? field.initial;

/** Paths of required fields that are still empty. */
export const missingIn = (fields: readonly Field[], values: Values): readonly string[] =>
  fields.filter((f) => f.required && isEmpty(heldIn(f, values))).map((f) => f.path);

/** The form as the client sends it: every named field; a date carries the zone's offset, an empty one is `''`. */
export function formValue(fields: readonly Field[], values: Values, offset: string): Json {
  const pairs = fields
    .filter((field) => field.name !== '')
    .map((field): readonly [string, unknown] => {
      const value = heldIn(field, values);
      return [field.name, field.tag === 'date_picker' && value !== '' ? `${String(value)} ${offset}` : value];
    });
  return Object.fromEntries(pairs);
}

/** Finds the form a path lies in: forms stand at the root of the body. */
export function formAround(
  card: Json,
  path: string,
): { readonly node: Json; readonly path: string } | undefined {
  const hit = /^body\.elements\.(\d+)\./.exec(path);
  const body = objectAt(card, 'body');
  const elements = body ? body.elements : undefined;
  const node = hit && Array.isArray(elements) ? elements[Number(hit[1])] : undefined;
  return isObject(node) && node.tag === 'form' && hit ? { node, path: `body.elements.${hit[1]}` } : undefined;
}
