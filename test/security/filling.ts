import type { Card } from '../../cards/kit/card.ts';

type Value = Readonly<Record<string, unknown>>;
/** Something on a card that can be sent back: a button, a choice, or a form with what was typed into it. */
export type Press = {
  readonly value: Value;
  readonly option?: string;
  readonly form?: Readonly<Record<string, unknown>>;
  /** Names of the fields that take any text. */
  readonly typed: readonly string[];
};
/** What is typed into the field `name` that takes `max` characters and stands at `given`. */
export type Typed = (max: number, given: string | undefined, name: string) => string;
type Node = {
  tag?: string;
  name?: string;
  max_length?: number;
  default_value?: string;
  initial_date?: string;
  form_action_type?: string;
  options?: { value: string }[];
  behaviors?: { type: string; value?: Value }[];
};

function nodes(node: unknown, inForm = true): readonly Node[] {
  if (Array.isArray(node)) return node.flatMap((n) => nodes(n, inForm));
  if (node === null || typeof node !== 'object') return [];
  const own = node as Node;
  if (own.tag === 'form' && !inForm) return [own];
  return [own, ...Object.values(node).flatMap((n) => nodes(n, inForm))];
}
const sentBack = (node: Node): Value | undefined => node.behaviors?.find((b) => b.type === 'callback')?.value;

/** One field filled in: a typed one with `text`, the others with the `nth` thing that may be chosen. */
function filled(node: Node, text: Typed, nth: number): unknown {
  const choice = node.options?.[nth % (node.options.length || 1)]?.value;
  switch (node.tag) {
    case 'input':
      return text(node.max_length ?? 1000, node.default_value, node.name ?? '');
    case 'select_static':
      return choice;
    case 'multi_select_static':
      return node.options?.slice(0, 3).map((o) => o.value);
    case 'date_picker':
      return `${node.initial_date ?? '2026-11-30'} +0800`;
    default:
      return true;
  }
}
const FIELDS = new Set(['input', 'select_static', 'multi_select_static', 'date_picker', 'checker']);

/** All that can be pressed on a card, its forms filled in as `filled` says. */
export function pressesOn(card: Card, text: Typed, nth: number): readonly Press[] {
  return nodes((card.json as { body?: unknown }).body, false).flatMap((node): readonly Press[] => {
    if (node.tag === 'form') {
      const inside = nodes(node);
      const fields = inside.filter((n) => n.name && FIELDS.has(n.tag ?? ''));
      const form = Object.fromEntries(fields.map((n) => [n.name ?? '', filled(n, text, nth)]));
      const typed = fields.filter((n) => n.tag === 'input').map((n) => n.name ?? '');
      return inside.flatMap((n) => {
        const value = n.form_action_type === 'submit' && sentBack(n);
        return value ? [{ value, form, typed }] : [];
      });
    }
    const value = sentBack(node);
    if (!value) return [];
    const options = node.options?.slice(0, 3).map((o) => o.value);
    return options ? options.map((option) => ({ value, option, typed: [] })) : [{ value, typed: [] }];
  });
}
