/** Values of input components: what the client would let through, and how the callback writes it. */
export type FieldContext = { readonly chatMembers: readonly string[]; readonly offset: string };
type Node = Readonly<Record<string, unknown>>;
/** `value` undefined leaves the field out; `why` names what the client would not have allowed. */
export type FieldResult = {
  readonly value?: unknown;
  readonly why?: 'required' | 'tooLong' | 'notAnOption' | 'malformed';
};

const optionsOf = (node: Node): string[] =>
  Array.isArray(node.options) ? node.options.map((o: { value?: unknown }) => String(o.value)) : [];

function inputText(node: Node, given: unknown): FieldResult {
  const text = given ?? node.default_value ?? '';
  if (typeof text !== 'string') return { why: 'malformed' };
  if (text === '' && node.required === true) return { why: 'required' };
  // Feishu's default length of an input is 1000 characters.
  const max = typeof node.max_length === 'number' ? node.max_length : 1000;
  if ([...text].length > max) return { why: 'tooLong' };
  return { value: node.input_type === 'multiline_text' ? text : text.replace(/\s*\n\s*/g, ' ') };
}

function oneOption(node: Node, given: unknown, allowed: readonly string[]): FieldResult {
  const value = given ?? node.initial_option;
  if (value === undefined || value === null || value === '')
    return node.required === true ? { why: 'required' } : {};
  return typeof value === 'string' && allowed.includes(value) ? { value } : { why: 'notAnOption' };
}

/** The vendor's default of `required` is true for multi selects. */
function manyOptions(node: Node, given: unknown, allowed: readonly string[]): FieldResult {
  const values = given ?? node.selected_values ?? [];
  if (!Array.isArray(values)) return { why: 'malformed' };
  if (values.length === 0) return node.required !== false ? { why: 'required' } : {};
  return values.every((v) => allowed.includes(v)) ? { value: values } : { why: 'notAnOption' };
}

/** Pickers get the client's offset appended: `2026-11-23 +0800`. */
function moment(node: Node, given: unknown, pattern: RegExp, initial: string, offset: string): FieldResult {
  const value = given ?? node[initial];
  if (value === undefined || value === null || value === '')
    return node.required === true ? { why: 'required' } : {};
  if (typeof value !== 'string') return { why: 'malformed' };
  const bare = value.replace(/ [+-]\d{4}$/, '');
  return pattern.test(bare) ? { value: `${bare} ${offset}` } : { why: 'malformed' };
}

const people = (node: Node, context: FieldContext): readonly string[] =>
  optionsOf(node).length > 0 ? optionsOf(node) : context.chatMembers;

type Read = (node: Node, given: unknown, context: FieldContext) => FieldResult;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DATETIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d$/;

/** Components that hold a value, by tag. */
export const FIELDS: Readonly<Record<string, Read>> = {
  input: inputText,
  select_static: (node, given) => oneOption(node, given, optionsOf(node)),
  select_person: (node, given, context) => oneOption(node, given, people(node, context)),
  multi_select_static: (node, given) => manyOptions(node, given, optionsOf(node)),
  multi_select_person: (node, given, context) => manyOptions(node, given, people(node, context)),
  date_picker: (node, given, { offset }) => moment(node, given, DATE, 'initial_date', offset),
  picker_time: (node, given, { offset }) => moment(node, given, TIME, 'initial_time', offset),
  picker_datetime: (node, given, { offset }) => moment(node, given, DATETIME, 'initial_datetime', offset),
  checker: (node, given) => {
    const value = given ?? node.checked ?? false;
    return typeof value === 'boolean' ? { value } : { why: 'malformed' };
  },
  select_img: (node, given) => oneOption(node, given, optionsOf(node)),
};
