import { readFileSync } from 'node:fs';
import type { DirectorySnapshot } from '../../src/feishu/directory.ts';
import type { Organization, OrganizationData, Place } from '../../src/kernel/people.ts';
import { type BureauSeed, parseBureau } from '../../src/sandbox/seed.ts';

export type DemoRisk = {
  readonly id: string;
  readonly level: '岗位' | '部门' | '单位';
  readonly unit: string;
  readonly department: string | null;
  readonly post: string | null;
  readonly power_item: string;
  readonly process_step: string;
  readonly measures: readonly { readonly text: string }[];
};
export const nobody: OrganizationData = {
  people: [],
  units: [],
  divisions: [],
  posts: [],
  steps: [],
  grants: [],
  chats: [],
};

const readJson = (file: string): unknown => JSON.parse(readFileSync(`config/${file}`, 'utf8'));
export const sandboxBureau = (): BureauSeed => parseBureau(readJson('sandbox-people.json'));

export const sandboxOrganization = (): unknown => readJson('sandbox-organization.json');

/** What Feishu would tell of a bureau file. */
export const snapshotOf = (seed: BureauSeed): DirectorySnapshot => ({
  departments: seed.departments.map(({ leaderOpenId, ...d }, order) => ({
    ...d,
    order,
    ...(leaderOpenId ? { leaderOpenId } : {}),
  })),
  users: seed.people.map(({ title, leaderOpenId, ...p }) => ({
    ...p,
    jobTitle: title,
    ...(leaderOpenId ? { leaderOpenId } : {}),
  })),
});

/** Posts that the demo data hangs on no division of its own stand in the office (办公室). */
export function placeOfDemoRisk(risk: DemoRisk, org: Organization): Place {
  const unit = org.data.units.find((u) => u.name === risk.unit);
  if (!unit) throw new Error(`no unit ${risk.unit}`);
  if (risk.level === '单位') return { level: 'unit', unit: unit.id };
  const name = risk.department === null || risk.department === '各处室' ? '办公室' : risk.department;
  const division = org.divisionsOf(unit.id).find((d) => d.name === name);
  if (!division) throw new Error(`no division ${name}`);
  if (risk.level === '部门') return { level: 'division', unit: unit.id, division: division.id };
  const post = org.postsIn(division.id).find((p) => p.name === risk.post);
  if (!post) throw new Error(`no post ${risk.post}`);
  return { level: 'post', unit: unit.id, division: division.id, post: post.id };
}
