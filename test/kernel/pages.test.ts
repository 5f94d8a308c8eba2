import { expect, it } from 'vitest';
import { allOf, docsOf, pagesOf } from '../../src/kernel/pages.ts';
import type { Doc, ListQuery, Reader } from '../../src/store/store.ts';

/** `n` documents in pages of any size; counts how often it was asked. */
function numbered(n: number) {
  const asked: ListQuery[] = [];
  const docs = Array.from({ length: n }, (_, i): Doc => ({ kind: 'k', id: `${i}` }) as Doc);
  const list = async (_kind: string, query: ListQuery) => {
    asked.push(query);
    const at = Number(query.cursor ?? 0);
    const end = at + query.limit;
    return { items: docs.slice(at, end), ...(end < n ? { cursor: String(end) } : {}) };
  };
  return { asked, read: { list } as unknown as Pick<Reader, 'list'> };
}
const ids = (docs: readonly Doc[]): readonly number[] => docs.map((d) => Number(d.id));
const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

it.each([0, 1, 199, 200, 201, 1_001])('goes through all of %i, each once and in order', async (n) => {
  const { read, asked } = numbered(n);
  expect(ids(await allOf(read, 'k', { index: 'x', prefix: 'p' }, 200))).toEqual(upTo(n));
  expect(asked.every((q) => q.index === 'x' && q.prefix === 'p' && q.limit === 200)).toBe(true);
  const sizes: number[] = [];
  for await (const page of pagesOf(read, 'k', {}, 200)) sizes.push(page.length);
  expect(sizes.reduce((a, b) => a + b, 0)).toBe(n);
});

it('reads no further page for whoever has enough', async () => {
  const { read, asked } = numbered(1_000);
  for await (const doc of docsOf(read, 'k', {}, 10)) if (doc.id === '15') break;
  expect(asked).toHaveLength(2);
});
