import { readFileSync } from 'node:fs';
import type { Card } from '../../cards/kit/card.ts';

type Item = {
  id: string;
  value?: string;
  gen?: { base?: string; append?: string; repeat?: string; times: number };
};
const corpus = JSON.parse(readFileSync('test/data/hostile-inputs.json', 'utf8')) as { items: Item[] };
const grown = ({ base = '', append, repeat, times }: NonNullable<Item['gen']>): string | undefined =>
  append === undefined && repeat === undefined ? undefined : base + (append ?? repeat ?? '').repeat(times);
/** Every text of the corpus, the grown ones at their full length. */
export const texts: readonly { readonly id: string; readonly text: string }[] = corpus.items.flatMap((i) => {
  const text = typeof i.value === 'string' ? i.value : i.gen && grown(i.gen);
  return text === undefined ? [] : [{ id: i.id, text }];
});

/** Markdown sources of a card: the only places where a character can be more than itself. No card has one. */
function markdownIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(markdownIn);
  if (node === null || typeof node !== 'object') return [];
  const own =
    'tag' in node && ['markdown', 'lark_md'].includes(String(node.tag)) ? [JSON.stringify(node)] : [];
  return [...own, ...Object.values(node).flatMap(markdownIn)];
}
/** Feishu's documented limit of a card; written out, or a wrong limit of ours would prove itself. */
const FEISHU_TAKES = 30 * 1024;
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/;

/** What is wrong with a card that hostile texts went into: markdown, characters that turn the reading, size. */
export function wrongWith(card: Card): readonly string[] {
  const json = JSON.stringify(card.json);
  return [
    ...markdownIn(card.json).map((m) => `live: ${m}`),
    ...(DIRECTIONS.test(json) ? [`direction: ${DIRECTIONS.exec(json)?.index}`] : []),
    ...(Buffer.byteLength(json) > FEISHU_TAKES ? [`size: ${Buffer.byteLength(json)}`] : []),
  ];
}
