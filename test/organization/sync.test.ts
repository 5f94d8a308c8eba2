import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncDirectory } from '../../src/capabilities/organization/index.ts';
import type { DirectorySnapshot } from '../../src/feishu/directory.ts';
import { sandboxBureau, snapshotOf } from './bureau.ts';
import { emptyOffice, type Office, seededOffice } from './office.ts';

const snapshot = snapshotOf(sandboxBureau());
const without = (openId: string): DirectorySnapshot => ({
  ...snapshot,
  users: snapshot.users.filter((u) => u.openId !== openId),
});

describe('directory sync', () => {
  let office: Office;
  beforeEach(async () => {
    office = await seededOffice();
  });
  afterEach(() => office.close());
  const sync = async (to: DirectorySnapshot) => office.apply(await syncDirectory(await office.world(), to));

  it('changes nothing when nothing changed', async () => {
    expect(await syncDirectory(await office.world(), snapshot)).toBeUndefined();
  });

  it('writes only what changed: one person moved', async () => {
    const mover = snapshot.users.at(-1);
    const target = snapshot.departments.find((d) => d.name === '财务处');
    if (!mover || !target) throw new Error('seed');
    const moved = { ...mover, departmentIds: [target.id], primaryDepartmentId: target.id };
    const change = await syncDirectory(await office.world(), {
      ...snapshot,
      users: [...snapshot.users.slice(0, -1), moved],
    });
    expect(change?.put?.map((p) => p.kind)).toEqual(['person', 'stamp']);
    expect(change?.events[0]).toMatchObject({
      type: 'organization.changed',
      data: { people: [mover.openId] },
    });
    await office.apply(change);
    const { org } = await office.world();
    expect(org.people.get(mover.openId)?.division).toBe(target.id);
  });

  it('makes leavers inactive and keeps posts, grants and branch leaders', async () => {
    const before = (await office.world()).org;
    const officer =
      before.data.grants.find((g) => g.role === 'discipline_officer' && g.scope !== '*')?.person ?? '';
    await sync(without(officer));
    const { org } = await office.world();
    expect(org.people.get(officer)).toMatchObject({ active: false, name: before.people.get(officer)?.name });
    expect(org.data.grants).toEqual(before.data.grants);
    expect(org.data.posts).toEqual(before.data.posts);
    expect(org.data.units.map((u) => u.branchLeader)).toEqual(before.data.units.map((u) => u.branchLeader));
  });

  it('keeps a unit that left Feishu, marked as gone, and offers it no more', async () => {
    const unit = snapshot.departments.find((d) => d.name === '绿化管理所');
    const divisions = new Set(
      snapshot.departments.filter((d) => d.parentId === unit?.id || d.id === unit?.id).map((d) => d.id),
    );
    await sync({
      departments: snapshot.departments.filter((d) => !divisions.has(d.id)),
      users: snapshot.users.filter((u) => !divisions.has(u.primaryDepartmentId)),
    });
    const { org } = await office.world();
    expect(org.units.get(unit?.id ?? '')).toMatchObject({ name: '绿化管理所', gone: true });
    expect(org.divisionsOf(unit?.id ?? '')).toEqual([]);
    await sync(snapshot);
    expect((await office.world()).org.units.get(unit?.id ?? '')?.gone).toBeUndefined();
  });

  it('holds everybody and tells the office admins once a day when most people vanish at once', async () => {
    const change = await syncDirectory(await office.world(), {
      departments: [],
      users: snapshot.users.slice(0, 3),
    });
    expect(change?.notices?.map((n) => n.line)).toEqual(['organization.syncHeld']);
    await office.apply(change);
    const { org } = await office.world();
    expect(org.data.people.filter((p) => p.active).length).toBe(snapshot.users.length - 1);
    expect(await syncDirectory(await office.world(), { departments: [], users: [] })).toBeUndefined();
  });

  it('takes deeper departments to the division above them, and several commits for a large bureau', async () => {
    const fresh = await emptyOffice();
    const users = Array.from({ length: 2100 }, (_, i) => ({
      openId: `ou_${i.toString(16).padStart(8, '0')}`,
      name: `人${i}`,
      departmentIds: ['od-3'],
      primaryDepartmentId: 'od-3',
      active: true,
    }));
    const departments = [
      { id: 'od-1', name: '档案中心', parentId: '0', order: 1 },
      { id: 'od-2', name: '综合科', parentId: 'od-1', order: 1 },
      { id: 'od-3', name: '文书组', parentId: 'od-2', order: 1 },
    ];
    const commits: number[] = [];
    for (
      let change = await syncDirectory(await fresh.world(), { departments, users });
      change;
      change = await syncDirectory(await fresh.world(), { departments, users })
    ) {
      commits.push(change.put?.length ?? 0);
      await fresh.apply(change);
    }
    const { org } = await fresh.world();
    await fresh.close();
    expect(commits).toHaveLength(2);
    expect(org.data.people).toHaveLength(2100);
    expect(org.data.people.every((p) => p.division === 'od-2' && p.unit === 'od-1')).toBe(true);
  });
});
