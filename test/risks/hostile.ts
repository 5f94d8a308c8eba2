import { readFileSync } from 'node:fs';

/** Values a client may send instead of what the form asks for. */
const corpus: { items: { value?: unknown }[] } = JSON.parse(
  readFileSync('test/data/hostile-inputs.json', 'utf8'),
);
export const hostileTexts: readonly unknown[] = [
  ...corpus.items.map((i) => i.value),
  '可能存在一些一些一些'.repeat(1000),
  '加强廉政廉政廉政'.repeat(1000),
  '1 3 8-'.repeat(5000),
  '听说王'.repeat(5000),
  '一'.repeat(50_000),
  'x★'.repeat(20_000),
  { toString: 1 },
  [null, {}, ['a']],
  Number.NaN,
];
/** All the shapes in which "left empty" may come. */
export const GENTLE: readonly unknown[] = [undefined, null, '', []];
