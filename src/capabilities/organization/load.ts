import { type Organization, type OrganizationData, organization } from '../../kernel/people.ts';
import type { Doc, Reader } from '../../store/store.ts';
import {
  type ChatBody,
  type DivisionBody,
  type GrantBody,
  type PersonBody,
  type PersonSecret,
  type PostBody,
  STAMP,
  type StepBody,
  type UnitBody,
} from './model.ts';

/** Documents a page when everything of a kind is read. */
const PAGE = 500;
/** A change may fall between two pages: then everything is read again, at most this often. */
const TRIES = 5;

/** Every document of a kind. Proportional to their number: only for small kinds and start-up. */
export async function allOf<B, S = unknown>(read: Reader, kind: string): Promise<readonly Doc<B, S>[]> {
  const docs: Doc<B, S>[] = [];
  let cursor: string | undefined;
  do {
    const page = await read.list<B, S>(kind, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    docs.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return docs;
}

const withId = <B>({ id, body }: Doc<B>): B & { readonly id: string } => ({ ...body, id });
const byOrder = (a: { order: number; name: string }, b: { order: number; name: string }): number =>
  a.order - b.order || (a.name < b.name ? -1 : 1);

async function readData(read: Reader): Promise<OrganizationData> {
  const people = await allOf<PersonBody, PersonSecret>(read, 'person');
  const chats = await allOf<ChatBody>(read, 'chat');
  return {
    // An erased person keeps the id in old records and loses the name.
    people: people.map(({ id, body, sealed }) => ({ ...body, ...(sealed ?? { name: id.slice(0, 8) }), id })),
    units: (await allOf<UnitBody>(read, 'unit')).map(withId).sort(byOrder),
    divisions: (await allOf<DivisionBody>(read, 'division')).map(withId).sort(byOrder),
    posts: (await allOf<PostBody>(read, 'post')).map(withId),
    steps: (await allOf<StepBody>(read, 'step')).map(withId),
    grants: (await allOf<GrantBody>(read, 'grant')).map((d) => d.body),
    chats: chats.flatMap(({ id, body: { name, purpose, unit, inside } }) =>
      purpose && inside ? [{ chat: id, name, purpose, ...(unit === undefined ? {} : { unit }) }] : [],
    ),
  };
}

const stampOf = async (read: Reader): Promise<number> => (await read.get(STAMP))?.rev ?? 0;

async function loadStamped(read: Reader): Promise<{ stamp: number; org: Organization }> {
  for (let attempt = 1; ; attempt += 1) {
    const stamp = await stampOf(read);
    const org = organization(await readData(read));
    if (attempt === TRIES || (await stampOf(read)) === stamp) return { stamp, org };
  }
}

/** The read model of who is who, as the store has it now. */
export const loadOrganization = async (read: Reader): Promise<Organization> => (await loadStamped(read)).org;

/**
 * The same, kept until the organisation changes: one small read per handling instead of thousands. Whoever comes while
 * it is being read waits for that reading, so a rush after a start reads everything once.
 */
export function organizationCache(): (read: Reader) => Promise<Organization> {
  let kept: { stamp: number; org: Organization } | undefined;
  let loading: { stamp: number; done: Promise<{ stamp: number; org: Organization }> } | undefined;
  return async (read) => {
    const stamp = await stampOf(read);
    if (kept?.stamp === stamp) return kept.org;
    if (loading?.stamp !== stamp) loading = { stamp, done: loadStamped(read) };
    const mine = loading;
    try {
      kept = await mine.done;
      return kept.org;
    } finally {
      if (loading === mine) loading = undefined;
    }
  };
}
