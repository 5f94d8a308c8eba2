import type { Change, Reaction, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { PersonId } from '../../kernel/people.ts';
import type { Put } from '../../store/store.ts';
import { grantId, type PersonBody, type PostBody, withHolders } from '../organization/index.ts';
import { openRisksOf } from '../risks/index.ts';
import { type Departure, departures } from './departures.ts';
import type { HandoverBody, HandoverDoc } from './model.ts';

/** Of this very place: a unit's own is not a division's, and D1 is not D10. */
async function liveOf(
  world: World,
  person: PersonId,
  {
    unit = '',
    division = '',
  }: { readonly unit?: string | undefined; readonly division?: string | undefined },
): Promise<readonly HandoverDoc[]> {
  const key = `${person}|${unit}|${division}`;
  return allOf<HandoverBody>(world.read, 'handover', { index: 'person', from: key, to: key });
}

/** The post as this commit would leave it, with one person less or more; undefined: nothing to change. */
async function postPut(
  world: World,
  soFar: readonly Put[],
  id: string,
  change: (holders: readonly PersonId[]) => readonly PersonId[],
): Promise<Put | undefined> {
  const doc = await world.read.get<PostBody>({ kind: 'post', id });
  const body = (soFar.findLast((p) => p.kind === 'post' && p.id === id)?.body ?? doc?.body) as
    | PostBody
    | undefined;
  if (!doc || !body) return undefined;
  const next = withHolders(body, change(body.holders), world.today);
  return next.holders.length === body.holders.length
    ? undefined
    : { kind: 'post', id, rev: doc.rev, body: next };
}

/** Whoever goes holds the posts there no more from this commit on. */
async function vacated(
  world: World,
  soFar: readonly Put[],
  gone: readonly Departure[],
): Promise<readonly Put[]> {
  const puts: Put[] = [];
  for (const { person, posts } of gone)
    for (const id of posts) {
      const put = await postPut(world, [...soFar, ...puts], id, (h) => h.filter((p) => p !== person));
      if (put) puts.push(put);
    }
  return puts;
}

/** Is there anything a successor would have to take? Without it nobody is troubled with a card. */
async function leavesSomething(world: World, { person, posts }: Departure): Promise<boolean> {
  if (posts.length > 0) return true;
  const { declared, steps } = await openRisksOf(world, person);
  return declared.length + steps.length > 0;
}

/** A new hand-over, or the one that goes on already with the further posts. */
async function noted(world: World, d: Departure): Promise<Put | undefined> {
  const [before] = await liveOf(world, d.person, d);
  if (before) {
    const posts = [...new Set([...before.body.posts, ...d.posts])];
    return posts.length === before.body.posts.length
      ? undefined
      : { kind: 'handover', id: before.id, rev: before.rev, body: { ...before.body, posts } };
  }
  if (!(await leavesSomething(world, d))) return undefined;
  const body: HandoverBody = { state: 'fresh', ...d, at: world.now, given: [] };
  return { kind: 'handover', id: world.newId('J'), rev: 0, body };
}

/** A discipline officer of one unit who moves to another is not its officer any more. */
async function endedGrants(world: World, gone: readonly Departure[]): Promise<Partial<Change>> {
  const ended = gone
    .filter((d) => d.reason === 'moved')
    .flatMap((d) => world.org.data.grants.filter((g) => g.person === d.person && g.scope === d.unit));
  const docs = await Promise.all(ended.map((g) => world.read.get({ kind: 'grant', id: grantId(g) })));
  const remove = docs.flatMap((d) => (d ? [{ kind: 'grant', id: d.id, rev: d.rev }] : []));
  if (remove.length === 0) return {};
  return {
    remove,
    events: remove.map(({ id }) => ({
      type: 'role.revoked',
      about: `grant:${id}`,
      by: 'system',
      at: world.now,
    })),
    notices: world.org.granted('office_admin').flatMap((admin) =>
      ended.map((g) => ({
        to: admin.id,
        line: 'handover.roleEnded',
        about: `unit:${g.scope}`,
        params: { role: g.role },
      })),
    ),
  };
}

/** Somebody who is back where he was before anything was handed over: the posts are his again. */
async function returned(world: World, soFar: readonly Put[]): Promise<readonly Put[]> {
  const puts: Put[] = [];
  for (const { id, body } of soFar.filter((p) => p.kind === 'person')) {
    const now = body as PersonBody;
    if (!now.active || !world.org.people.has(id)) continue;
    const open = await liveOf(world, id, now);
    for (const doc of open.filter((d) => d.body.reason !== 'changed')) {
      const kept = doc.body.posts.filter((p) => !doc.body.given.some((g) => g.key === `post:${p}`));
      for (const post of kept) {
        const put = await postPut(world, [...soFar, ...puts], post, (h) => [...h, id]);
        if (put) puts.push(put);
      }
      puts.push({ kind: 'handover', id: doc.id, rev: doc.rev, body: { ...doc.body, state: 'dropped' } });
    }
  }
  return puts;
}

/**
 * 岗位交接 begins in the very commit that moves somebody: posts are vacated and access ends at once, and what is left
 * behind is noted. Whom to ask is known a tick later, when the organisation is the new one (`tell.ts`).
 */
export const onOrganizationChanged: Reaction = async (world, _event, soFar) => {
  const before = soFar.put ?? [];
  const gone = departures(before, world.org);
  const back = await returned(world, before);
  if (gone.length === 0 && back.length === 0) return undefined;
  const docs: Put[] = [];
  for (const d of gone) {
    const put = await noted(world, d);
    if (put) docs.push(put);
  }
  const roles = await endedGrants(world, gone);
  const opened = docs.filter((p) => p.rev === 0);
  return {
    ...roles,
    put: [...back, ...(await vacated(world, before, gone)), ...docs],
    events: [
      ...(roles.events ?? []),
      ...opened.map((p) => ({
        type: 'handover.begun',
        about: `handover:${p.id}`,
        by: 'system' as const,
        at: world.now,
        data: { reason: (p.body as HandoverBody).reason, posts: (p.body as HandoverBody).posts.length },
      })),
    ],
  };
};
