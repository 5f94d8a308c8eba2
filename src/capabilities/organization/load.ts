import { allOf } from '../../kernel/pages.ts';
import { type Organization, type OrganizationData, organization } from '../../kernel/people.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Doc, Reader } from '../../store/store.ts';
import {
  type ChatBody,
  type DivisionBody,
  type GrantBody,
  type PersonBody,
  type PersonSecret,
  type PostBody,
  STAMP,
  type StandInBody,
  type StepBody,
  type UnitBody,
} from './model.ts';

/** A change may fall between two pages: then everything is read again, at most this often. */
const TRIES = 5;

const withId = <B>({ id, body }: Doc<B>): B & { readonly id: string } => ({ ...body, id });
const byOrder = (a: { order: number; name: string }, b: { order: number; name: string }): number =>
  a.order - b.order || (a.name < b.name ? -1 : 1);

/** Pairs of employee numbers or ids, as the configuration names them; whom the directory does not know is left out. */
export type Relations = readonly (readonly [string, string])[];

function pairsOf(relations: Relations, people: OrganizationData['people']): Relations {
  const known = new Map(
    people.flatMap((p) => [[p.id, p.id] as const, [p.employeeNo ?? p.id, p.id] as const]),
  );
  return relations.flatMap(([a, b]) => {
    const [one, other] = [known.get(a), known.get(b)];
    return one !== undefined && other !== undefined ? [[one, other] as const] : [];
  });
}

async function readData(read: Reader, relations: Relations): Promise<OrganizationData> {
  const found = await allOf<PersonBody, PersonSecret>(read, 'person');
  const chats = await allOf<ChatBody>(read, 'chat');
  // An erased person keeps the id in old records and loses the name.
  const people = found.map(({ id, body, sealed }) => ({
    ...body,
    ...(sealed ?? { name: id.slice(0, 8) }),
    id,
  }));
  const standIns = await allOf<StandInBody>(read, 'standIn', { index: 'live' });
  return {
    people,
    units: (await allOf<UnitBody>(read, 'unit')).map(withId).sort(byOrder),
    divisions: (await allOf<DivisionBody>(read, 'division')).map(withId).sort(byOrder),
    posts: (await allOf<PostBody>(read, 'post')).map(withId),
    steps: (await allOf<StepBody>(read, 'step')).map(withId),
    grants: (await allOf<GrantBody>(read, 'grant')).map((d) => d.body),
    chats: chats.flatMap(({ id, body: { purpose, inside, ...bound } }) =>
      purpose && inside ? [{ chat: id, purpose, ...bound }] : [],
    ),
    standIns: standIns.map(({ id, body: { absent, person, from, to } }) => ({
      id,
      absent,
      person,
      from,
      to,
    })),
    relations: pairsOf(relations, people),
  };
}

type Stamped = { readonly stamp: number; readonly data: OrganizationData };
const stampOf = async (read: Reader): Promise<number> => (await read.get(STAMP))?.rev ?? 0;

async function loadStamped(read: Reader, relations: Relations): Promise<Stamped> {
  for (let attempt = 1; ; attempt += 1) {
    const stamp = await stampOf(read);
    const data = await readData(read, relations);
    if (attempt === TRIES || (await stampOf(read)) === stamp) return { stamp, data };
  }
}

/** The read model of who is who, as the store has it now. */
export const loadOrganization = async (read: Reader): Promise<Organization> =>
  organization((await loadStamped(read, [])).data);

/**
 * The same for a day, kept until the organisation or the day changes: one small read per handling instead of
 * thousands. Whoever comes while it is being read waits for that reading, so a rush after a start reads everything once.
 */
export function organizationCache(
  relations: Relations = [],
): (read: Reader, today?: LocalDate) => Promise<Organization> {
  let kept: Stamped | undefined;
  let loading: { stamp: number; done: Promise<Stamped> } | undefined;
  let made: { of: OrganizationData; today: LocalDate | undefined; org: Organization } | undefined;
  const current = async (read: Reader): Promise<OrganizationData> => {
    const stamp = await stampOf(read);
    if (kept?.stamp === stamp) return kept.data;
    if (loading?.stamp !== stamp) loading = { stamp, done: loadStamped(read, relations) };
    const mine = loading;
    try {
      kept = await mine.done;
      return kept.data;
    } finally {
      if (loading === mine) loading = undefined;
    }
  };
  return async (read, today) => {
    const data = await current(read);
    if (made?.of !== data || made.today !== today) made = { of: data, today, org: organization(data, today) };
    return made.org;
  };
}
