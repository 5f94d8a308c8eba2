import type { Doc, ListQuery, Reader } from '../store/store.ts';
import { giveWay } from './turns.ts';

/** Documents a page where a reader goes through all of them. */
const PAGE = 500;
export type Through = Omit<ListQuery, 'limit' | 'cursor'>;

/**
 * Page after page of an index until it ends; whoever has enough stops asking and no further page is read. `size`:
 * documents a page. What is put while it goes on may be seen or not, what stays is seen once.
 */
export async function* pagesOf<B, S = unknown>(
  read: Pick<Reader, 'list'>,
  kind: string,
  query: Through = {},
  size = PAGE,
): AsyncGenerator<readonly Doc<B, S>[]> {
  let cursor: string | undefined;
  do {
    const at = cursor === undefined ? {} : { cursor };
    const page = await read.list<B, S>(kind, { ...query, limit: size, ...at });
    yield page.items;
    cursor = page.cursor;
    // Whoever goes through a whole register lets others have the loop between two pages.
    if (cursor !== undefined) await giveWay();
  } while (cursor !== undefined);
}

/** The same one by one. */
export async function* docsOf<B, S = unknown>(
  read: Pick<Reader, 'list'>,
  kind: string,
  query: Through = {},
  size = PAGE,
): AsyncGenerator<Doc<B, S>> {
  for await (const page of pagesOf<B, S>(read, kind, query, size)) yield* page;
}

/** All of them at once: for what is small, or has to be whole. */
export async function allOf<B, S = unknown>(
  read: Pick<Reader, 'list'>,
  kind: string,
  query: Through = {},
  size = PAGE,
): Promise<readonly Doc<B, S>[]> {
  const all: Doc<B, S>[] = [];
  for await (const page of pagesOf<B, S>(read, kind, query, size)) all.push(...page);
  return all;
}
