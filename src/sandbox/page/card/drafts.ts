import type { Values } from './fields.ts';

/**
 * What people have typed into cards, by person and message. It outlives every drawing: a toast-only answer, other
 * messages, a change of chat. Only a different card in the same message ends it, as in the client.
 */
export type Draft = {
  readonly card: string;
  readonly version: number;
  values: Values;
  missing: readonly string[];
};

const drafts = new Map<string, Draft>();

export function draftFor(key: string, card: unknown): Draft {
  const json = JSON.stringify(card);
  const known = drafts.get(key);
  if (known && known.card === json) return known;
  const fresh: Draft = { card: json, version: (known?.version ?? 0) + 1, values: {}, missing: [] };
  drafts.set(key, fresh);
  return fresh;
}
