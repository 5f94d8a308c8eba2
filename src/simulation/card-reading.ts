import type { Card } from '../../cards/kit/card.ts';

/** A card as a person uses it: what can be pressed, and the fields that go with a form's button. */
type Node = Readonly<Record<string, unknown>>;
export type Field = {
  readonly name: string;
  readonly tag: string;
  readonly options: readonly string[];
  readonly value?: unknown;
  readonly required: boolean;
};
export type Press = {
  readonly name: string; // what it does: `review.approve`
  readonly value: Readonly<Record<string, unknown>>;
  /** Fields of the form it sends; undefined outside a form. */
  readonly fields?: readonly Field[];
  /** Choices of a select outside a form. */
  readonly options?: readonly string[];
  /** Asks «are you sure?» first: one more tap. */
  readonly asks?: true;
};

const isNode = (value: unknown): value is Node =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const FIELDS = new Set(['input', 'select_static', 'multi_select_static', 'date_picker', 'checker']);
const optionsOf = (node: Node): readonly string[] =>
  Array.isArray(node.options) ? node.options.map((o: Node) => String(o.value)) : [];

const fieldOf = (node: Node): Field => ({
  name: String(node.name),
  tag: String(node.tag),
  options: optionsOf(node),
  value:
    node.default_value ?? node.initial_option ?? node.initial_date ?? node.selected_values ?? node.checked,
  required: node.required === true,
});

function pressOf(node: Node, fields: readonly Field[] | undefined): Press | undefined {
  const behaviors = Array.isArray(node.behaviors) ? (node.behaviors as Node[]) : [];
  const value = behaviors.find((b) => b.type === 'callback')?.value;
  if (!isNode(value)) return undefined;
  const submits = node.form_action_type === 'submit' && fields;
  return {
    name: String(value.do),
    value,
    ...(submits ? { fields } : {}),
    ...(node.tag === 'select_static' ? { options: optionsOf(node) } : {}),
    ...(node.confirm === undefined ? {} : { asks: true as const }),
  };
}

/** Everything on a card that a person can press, in reading order. */
export function pressesOn(card: Card): readonly Press[] {
  const found: Press[] = [];
  const walk = (node: unknown, fields: Field[] | undefined): void => {
    if (Array.isArray(node)) for (const n of node) walk(n, fields);
    if (!isNode(node)) return;
    const inside = node.tag === 'form' ? [] : fields;
    if (inside && FIELDS.has(String(node.tag)) && node.name) inside.push(fieldOf(node));
    const press = pressOf(node, inside);
    if (press) found.push(press);
    for (const child of Object.values(node)) if (typeof child === 'object') walk(child, inside);
  };
  walk(card.json.body, undefined);
  return found;
}

/** The card's words in Chinese and everything else on it, for searching. */
export const textOf = (card: Card): string => JSON.stringify(card.json);

/** Numbers of the risks a card speaks of. */
export const risksOn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\bR-[0-9A-Z]{7}\b/g)].map((m) => m[0])),
];
