import { z } from 'zod';
import type { Call } from './call.ts';
import { MessengerError } from './messenger.ts';

const PAGE = '50';
/** A hundred thousand people in pages of fifty; more means that the paging itself has gone wrong. */
const MAX_PAGES = 2_000;
/** The ids that the bot speaks in. */
export const IDS = { user_id_type: 'open_id', department_id_type: 'open_department_id' } as const;

const page = z.object({
  data: z.object({
    has_more: z.boolean().default(false),
    page_token: z.string().optional(),
    items: z.array(z.unknown()).nullish(),
    department_ids: z.array(z.string()).nullish(),
    user_ids: z.array(z.string()).nullish(),
  }),
});

type Page = z.output<typeof page>['data'];

/** All pages of a list, in order. Throws MessengerError; a list is given whole or not at all. */
export async function readPages(
  call: Call,
  below: string,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let token: string | undefined;
  for (let n = 0; n < MAX_PAGES; n += 1) {
    const all = { ...query, ...IDS, page_size: PAGE, ...(token ? { page_token: token } : {}) };
    const parsed = page.safeParse(await call({ method: 'GET', path: below, query: all }));
    if (!parsed.success) throw new MessengerError('again', 0, 'Feishu answered without a page');
    pages.push(parsed.data.data);
    const { has_more, page_token } = parsed.data.data;
    if (!has_more) return pages;
    if (!page_token) throw new MessengerError('again', 0, 'Feishu answered with a page that goes on nowhere');
    token = page_token;
  }
  throw new MessengerError('again', 0, `more than ${MAX_PAGES} pages`);
}

/** The items of all pages. */
export const readItems = async (
  call: Call,
  below: string,
  query: Readonly<Record<string, string>> = {},
): Promise<unknown[]> => (await readPages(call, below, query)).flatMap((p) => p.items ?? []);
