import type { DirectorySnapshot, DirectoryUser } from '../../feishu/directory.ts';
import type { Change, Notice, World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import type { Doc, Put } from '../../store/store.ts';
import { canonical, organizationChange } from './change.ts';
import type { DivisionBody, PersonBody, PersonSecret, UnitBody } from './model.ts';
import { readTree, type Tree } from './tree.ts';

/** Documents in one commit. What is left over comes with the next call. */
const MAX_PUTS = 2_000;
/** More leavers at once than this share (and number) look like a lost permission, not like people leaving. */
const HOLD_SHARE = 0.5;
const HOLD_MIN = 20;
const HELD = { kind: 'stamp', id: 'held' };

type Wanted = { readonly body: unknown; readonly sealed?: unknown };
type Difference = { readonly put: Put; readonly before: Doc | undefined };

/** The documents that must change, in id order of `wanted`. */
function differences(
  kind: string,
  wanted: ReadonlyMap<string, Wanted>,
  docs: readonly Doc[],
): readonly Difference[] {
  const known = new Map(docs.map((d) => [d.id, d]));
  return [...wanted].flatMap(([id, { body, sealed }]) => {
    const before = known.get(id);
    const same =
      before && canonical([before.body, before.sealed ?? null]) === canonical([body, sealed ?? null]);
    const more = sealed === undefined ? {} : { sealed };
    return same ? [] : [{ put: { kind, id, rev: before?.rev ?? 0, body, ...more }, before }];
  });
}

function wantedUnits(tree: Tree, docs: readonly Doc<UnitBody>[]): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { id, body } of docs) if (!tree.units.has(id)) wanted.set(id, { body: { ...body, gone: true } });
  const kept = new Map(docs.map((d) => [d.id, d.body.branchLeader]));
  for (const [id, { name, kind, order, leaderOpenId }] of tree.units) {
    const branchLeader = kept.get(id);
    const leader = leaderOpenId === undefined ? {} : { leader: leaderOpenId };
    wanted.set(id, {
      body: { name, kind, order, ...leader, ...(branchLeader === undefined ? {} : { branchLeader }) },
    });
  }
  return wanted;
}

function wantedDivisions(tree: Tree, docs: readonly Doc<DivisionBody>[]): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { id, body } of docs)
    if (!tree.divisions.has(id)) wanted.set(id, { body: { ...body, gone: true } });
  const kept = new Map(docs.map((d) => [d.id, d.body.branchLeader]));
  for (const [id, { name, unit, order, leaderOpenId }] of tree.divisions) {
    const branchLeader = kept.get(id);
    const head = leaderOpenId === undefined ? {} : { head: leaderOpenId };
    wanted.set(id, {
      body: { name, unit, order, ...head, ...(branchLeader === undefined ? {} : { branchLeader }) },
    });
  }
  return wanted;
}

function personOf(user: DirectoryUser, tree: Tree, before: PersonBody | undefined): Wanted {
  const spot = tree.spotOf(user.primaryDepartmentId) ?? user.departmentIds.map(tree.spotOf).find((s) => s);
  const { openId: _id, name, enName, employeeNo, jobTitle, leaderOpenId } = user;
  const body: PersonBody = {
    ...({ ...spot } as { unit: string | undefined; division: string | undefined }),
    active: user.active,
    ...(leaderOpenId === undefined ? {} : { leader: leaderOpenId }),
    ...(before?.unreachable === undefined ? {} : { unreachable: before.unreachable }),
  };
  const optional = Object.fromEntries(Object.entries({ enName, employeeNo, jobTitle }).filter(([, v]) => v));
  return { body, sealed: { name, ...optional } };
}

function wantedPeople(
  snapshot: DirectorySnapshot,
  tree: Tree,
  docs: readonly Doc<PersonBody, PersonSecret>[],
): ReadonlyMap<string, Wanted> {
  const known = new Map(docs.map((d) => [d.id, d]));
  const wanted = new Map(snapshot.users.map((u) => [u.openId, personOf(u, tree, known.get(u.openId)?.body)]));
  for (const { id, body, sealed } of docs)
    if (!wanted.has(id)) wanted.set(id, { body: { ...body, active: false }, ...(sealed ? { sealed } : {}) });
  return wanted;
}

const leaves = ({ put, before }: Difference): boolean =>
  (before?.body as PersonBody | undefined)?.active === true && !(put.body as PersonBody).active;

/** Office admins hear of a sync that would have shut out most people: the app's data range is the likely cause. */
const heldNotices = (world: World, count: number): readonly Notice[] =>
  world.org.granted('office_admin').map((p) => ({
    to: p.id,
    line: 'organization.syncHeld',
    about: 'stamp:organization',
    params: { count },
  }));

/** Once a day, so that a sync every hour does not pester. */
async function heldToday(world: World, count: number): Promise<Pick<Change, 'put' | 'notices'>> {
  const before = await world.read.get<{ date: string }>(HELD);
  if (before?.body.date === world.today) return {};
  return {
    put: [{ ...HELD, rev: before?.rev ?? 0, body: { date: world.today } }],
    notices: heldNotices(world, count),
  };
}

/**
 * Brings people, units and divisions to what Feishu says now. Grants, posts, branch leaders and delivery marks are
 * kept; who is no longer in Feishu becomes inactive. Gives undefined when nothing differs; at most 2,000 documents a
 * call, so call again until undefined. When more than half of the people would leave at once they stay, and the
 * office admins are told.
 */
export async function syncDirectory(world: World, snapshot: DirectorySnapshot): Promise<Change | undefined> {
  const tree = readTree(snapshot.departments, world.settings);
  const unitDocs = await allOf<UnitBody>(world.read, 'unit');
  const divisionDocs = await allOf<DivisionBody>(world.read, 'division');
  const personDocs = await allOf<PersonBody, PersonSecret>(world.read, 'person');
  const people = differences('person', wantedPeople(snapshot, tree, personDocs), personDocs);
  const leavers = people.filter(leaves).length;
  const active = personDocs.filter((d) => d.body.active).length;
  const held = leavers >= HOLD_MIN && leavers > active * HOLD_SHARE;
  // Without people the departments can't be trusted either.
  const places = held
    ? []
    : [
        ...differences('unit', wantedUnits(tree, unitDocs), unitDocs),
        ...differences('division', wantedDivisions(tree, divisionDocs), divisionDocs),
      ];
  const all = [...places, ...(held ? people.filter((d) => !leaves(d)) : people)].slice(0, MAX_PUTS);
  const told = held ? await heldToday(world, leavers) : {};
  if (all.length === 0 && !told.put) return undefined;
  const of = (kind: string): readonly string[] => all.filter((d) => d.put.kind === kind).map((d) => d.put.id);
  return organizationChange(world, 'system', {
    put: [...all.map((d) => d.put), ...(told.put ?? [])],
    moved: { people: of('person'), divisions: of('division') },
    ...(told.notices ? { notices: told.notices } : {}),
  });
}
