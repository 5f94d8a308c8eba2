import type { Card } from '../../cards/kit/card.ts';

/** Every button or select with a callback on a card, in reading order. */
export type Pressable = {
  readonly label: string;
  readonly value: Record<string, unknown>;
  readonly name?: string;
};
export function pressables(card: Card): readonly Pressable[] {
  const found: Pressable[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const n of node) walk(n);
    if (Array.isArray(node) || node === null || typeof node !== 'object') return;
    const element = node as {
      behaviors?: { type: string; value?: Record<string, unknown> }[];
      text?: { content?: string };
      name?: string;
    };
    const value = element.behaviors?.find((b) => b.type === 'callback')?.value;
    if (value)
      found.push({
        label: element.text?.content ?? '',
        value,
        ...(element.name ? { name: element.name } : {}),
      });
    Object.values(node).forEach(walk);
  };
  walk(card.json.body);
  return found;
}

/** All Chinese words a reader sees on a card, line by line. */
export function wordsOn(card: Card | undefined): string {
  const lines: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const n of node) walk(n);
    if (Array.isArray(node) || node === null || typeof node !== 'object') return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'content' || key === 'default_value') lines.push(String(value));
      else if (key !== 'i18n_content') walk(value);
    }
  };
  walk(card?.json);
  return lines.join('\n');
}
