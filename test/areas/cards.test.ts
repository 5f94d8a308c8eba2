import { describe, expect, it } from 'vitest';
import { areaCard } from '../../cards/areas/area.ts';
import { areasCard } from '../../cards/areas/areas.ts';
import { profileCard } from '../../cards/areas/profile.ts';
import { type ProjectView, projectCard, projectsCard } from '../../cards/areas/projects.ts';
import { type Card, MAX_BYTES } from '../../cards/kit/card.ts';
import { areas } from '../../src/capabilities/areas/index.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { pressables } from '../support/bot.ts';

const long = '长'.repeat(300);
const line = (n: number, name = '政府集中采购') => ({
  ...{
    id: `L-${n}`,
    name,
    key: n < 3,
    scale: { year: '2026', amount: 33.1 },
    growth: n === 0 ? 8 : -2,
    risks: 31,
  },
});
const project = (name = '东院办公楼加固改造'): ProjectView & { readonly id: string } => ({
  ...{ id: 'J-1', name, unit: '公共建设服务中心', area: '公建项目与代建' },
  ...{ agent: '示例代建一公司', budget: 8600, from: '2025-09-01', to: '2027-03-31' },
  way: 'delegated',
  state: 'running',
  targets: { quality: '分部工程合格率 100%', saving: 3, clean: true },
});
const area = (name = '政府集中采购') =>
  areaCard({
    ...{ name, key: true, line: 'service', unit: '政府采购中心', growth: 8, projects: 2, budget: 9850 },
    scales: [
      { year: '2026', amount: 33.1 },
      { year: '2025', amount: 30.6 },
    ],
    grades: { 1: 3, 2: 8, 3: 11 },
  });
const list = (rows: readonly ReturnType<typeof line>[]): Card =>
  areasCard({ rows, page: 0, pages: 2, total: 12, keys: 7 });
const projects = (rows: readonly ReturnType<typeof project>[]): Card =>
  projectsCard({ rows, page: 0, pages: 1, total: 6, live: 5, delegated: 3, budget: 28730 });
const profiles = (name: string): Card =>
  profileCard({
    rows: Array.from({ length: 10 }, () => ({
      name,
      powers: 9,
      funds: 33.1,
      projects: 4,
      attention: 'high',
    })),
    ...{ page: 0, pages: 3, thresholds: { powers: 8, funds: 1, projects: 3 } },
  });
const ten = <T>(one: (n: number) => T): readonly T[] => Array.from({ length: 10 }, (_, i) => one(i));

const CARDS: Readonly<Record<string, Card>> = {
  'areas.list': list(ten((n) => line(n))),
  'areas.list.empty': areasCard({ rows: [], page: 0, pages: 1, total: 0, keys: 0 }),
  'areas.area': area(),
  'areas.projects': projects([project()]),
  'areas.project': projectCard(project()),
  'areas.profiles': profiles('公共建设服务中心'),
};
const FULL: Readonly<Record<string, Card>> = {
  list: list(ten((n) => line(n, long))),
  area: area(long),
  projects: projects(ten((n) => ({ ...project(long), id: `J-${n}` }))),
  project: projectCard({
    ...project(long),
    unit: long,
    agent: long,
    targets: { quality: long, clean: false },
  }),
  profiles: profiles(long),
};

describe.each(Object.entries(CARDS))('%s', (name, { json, audience }) => {
  it('is the golden card', () =>
    expect(`${JSON.stringify(json, null, 2)}\n`).toMatchFileSnapshot(`../cards/golden/${name}.json`));
  it('is private and taken by Feishu', () =>
    expect([audience, cardFault(json, () => true)]).toEqual(['private', undefined]));
  it('has only buttons that somebody handles', () =>
    expect(
      pressables(CARDS[name] as Card)
        .map((p) => String(p.value.do))
        .filter((d) => !Object.hasOwn(areas.commands, d)),
    ).toEqual([]));
});
it.each(Object.entries(FULL))('%s with the longest texts fits', (_name, { json }) => {
  expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThanOrEqual(MAX_BYTES);
  expect(cardFault(json, () => true)).toBeUndefined();
});
