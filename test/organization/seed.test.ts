import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DirectorySnapshot } from '../../src/feishu/directory.ts';
import type { Organization } from '../../src/kernel/people.ts';
import type { BureauSeed } from '../../src/sandbox/seed.ts';
import { type DemoRisk, placeOfDemoRisk, sandboxBureau, snapshotOf } from './bureau.ts';
import { seededOffice } from './office.ts';

const seed: BureauSeed = sandboxBureau();
const demo: readonly DemoRisk[] = JSON.parse(readFileSync('test/data/demo-risks.json', 'utf8'));

describe("the sandbox's invented bureau", () => {
  let org: Organization;
  const snapshot: DirectorySnapshot = snapshotOf(seed);
  beforeAll(async () => {
    const office = await seededOffice();
    org = (await office.world()).org;
    await office.close();
  });

  it('has the bureau itself and 22 affiliated units, and everybody belongs to one', () => {
    expect(org.data.units.filter((u) => u.kind === 'bureau').map((u) => u.name)).toEqual(['局机关']);
    expect(org.data.units.filter((u) => u.kind === 'affiliated')).toHaveLength(22);
    expect(org.data.people).toHaveLength(snapshot.users.length);
    expect(org.data.people.filter((p) => p.unit === undefined)).toEqual([]);
  });

  it('has well-formed ids, each once', () => {
    const ids = [
      ...seed.people.map((p) => p.openId),
      ...seed.departments.map((d) => d.id),
      ...seed.groups.map((g) => g.chatId),
    ];
    expect(ids.filter((id) => !/^(ou_|od-|oc_)[0-9a-f]{32}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(seed.people.map((p) => p.employeeNo)).size).toBe(seed.people.length);
  });

  it('has a place, a step and a way to be reviewed for each of the 60 demo risks', () => {
    expect(demo).toHaveLength(60);
    for (const risk of demo) {
      const place = placeOfDemoRisk(risk, org);
      const step = org
        .stepsAt(place)
        .find((s) => s.powerItem === risk.power_item && s.name === risk.process_step);
      expect(step, risk.id).toMatchObject({ measure: risk.measures[0]?.text });
      if (place.post) expect(org.actives(org.posts.get(place.post)?.holders ?? []), risk.id).not.toEqual([]);
      expect(org.granted('discipline_officer', place.unit), risk.id).not.toEqual([]);
      expect(org.branchLeaderOf(place), risk.id).toBeDefined();
    }
  });

  it('has every role, a leader for every unit, and no officer over themselves', () => {
    for (const unit of org.data.units) {
      expect(org.active(unit.leader), unit.name).toBeDefined();
      const officers = org.data.grants.filter((g) => g.role === 'discipline_officer' && g.scope === unit.id);
      expect(officers, unit.name).not.toEqual([]);
      expect(
        officers.map((g) => g.person),
        unit.name,
      ).not.toContain(unit.leader);
    }
    expect(org.principal()).toBeDefined();
    for (const role of ['office_admin', 'leading_group', 'auditor', 'discipline_officer'] as const)
      expect(org.granted(role), role).not.toEqual([]);
    expect(org.chatFor('leading_group')).toBeDefined();
    expect(org.chatFor('discipline')).toBeDefined();
  });

  it('shows at a first visit a declarer, the head, the officer and the chief of one story', () => {
    const [staff, head, officer, chief] = seed.suggested ?? [];
    const place = org.people.get(staff ?? '');
    expect(org.postsOf(staff ?? '')).not.toEqual([]);
    expect(org.divisions.get(place?.division ?? '')?.head).toBe(head);
    expect(org.granted('discipline_officer', place?.unit).map((p) => p.id)).toContain(officer);
    expect(org.principal()?.id).toBe(chief);
  });

  it('has what real offices have: namesakes, divisions without a head, somebody who left', () => {
    const names = seed.people.map((p) => p.name);
    expect(new Set(names).size).toBeLessThan(names.length);
    expect(org.data.divisions.filter((d) => d.head === undefined).length).toBeGreaterThan(0);
    expect(org.data.people.filter((p) => !p.active)).toHaveLength(1);
  });
});
