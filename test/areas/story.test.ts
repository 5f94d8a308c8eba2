import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AreaBody, ProjectBody } from '../../src/capabilities/areas/model.ts';
import { AREA_SHEET, PROJECT_SHEET } from '../../src/capabilities/areas/sheets.ts';
import { type Shown, type TestBot, testBot, wordsOn } from '../support/bot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());

const headers = (sheet: typeof AREA_SHEET): string[] => sheet.columns.map((c) => c.header);
const AREAS = [
  ['政府集中采购', '是', '服务保障', '政府采购中心', '2025', '30'],
  ['政府集中采购', '', '', '', '2026', '33'],
  ['公务用车', '否', '', '', '', ''],
];
const PROJECTS = [
  [
    '东院加固',
    '局机关',
    '',
    '代建',
    '示例代建公司',
    '8,600',
    '2026/03/01',
    '2027-06-30',
    '在建',
    '合格率 100%',
    '3%',
    '是',
  ],
  ['门厅改造', '政府采购中心', '政府集中采购', '自建', '', '420', '', '', '竣工', '', '', ''],
];
const FAULTY = [
  ['无代建方', '局机关', '', '代建', '', '100', '', '', '在建', '', '', ''],
  ['倒着', '局机关', '', '自建', '', '100', '2027-01-01', '2026-01-01', '在建', '', '', ''],
  ['没有的日子', '局机关', '', '自建', '', '100', '2026-02-30', '', '在建', '', '', ''],
  ['多少钱', '局机关', '', '自建', '', '一百万', '', '', '在建', '', '', ''],
];
async function imports(areas: readonly string[][], projects: readonly string[][]): Promise<readonly Shown[]> {
  const bytes = await writeXlsx({
    sheets: [
      { name: '业务领域', rows: [headers(AREA_SHEET), ...areas] },
      { name: '建设项目', rows: [headers(PROJECT_SHEET), ...projects] },
    ],
  });
  const before = bot.to('ou_admin').length;
  await bot.sendsFile('ou_admin', '领域与项目.xlsx', bytes);
  return bot.to('ou_admin').slice(before);
}
const stored = async <B>(kind: string): Promise<readonly B[]> =>
  (await bot.store.list<B>(kind, { limit: 50 })).items.map((d) => d.body);

describe('areas and projects', () => {
  it('come by Excel, several years of one area as several rows', async () => {
    const [shown] = await imports(AREAS, PROJECTS);
    await bot.clicks('ou_admin', shown as Shown, 'imports.confirm');
    const areas = await stored<AreaBody>('area');
    expect(areas.find((a) => a.name === '政府集中采购')).toEqual({
      ...{ name: '政府集中采购', key: true, line: 'service', unit: 'U1' },
      scale: { '2025': 30, '2026': 33 },
    });
    expect((await stored<ProjectBody>('project')).find((p) => p.name === '东院加固')).toEqual({
      ...{ name: '东院加固', unit: 'U0', way: 'delegated', agent: '示例代建公司', budget: 8600 },
      ...{ from: '2026-03-01', to: '2027-06-30', state: 'running' },
      targets: { quality: '合格率 100%', saving: 3, clean: true },
    });
    const list = wordsOn((await bot.says('ou_chief', '领域'))?.card);
    expect(list).toContain('共 2 个领域，其中重点领域 1 个。');
  });

  it('the same file again changes nothing, and faulty rows say what to do', async () => {
    const [shown] = await imports(AREAS, PROJECTS);
    await bot.clicks('ou_admin', shown as Shown, 'imports.confirm');
    const [again] = await imports(AREAS.slice(2), PROJECTS);
    expect(wordsOn(again?.card)).toContain('业务领域与规模：新增 0，变动 0，不变 1，有误 0');
    expect(wordsOn(again?.card)).toContain('建设项目：新增 0，变动 0，不变 2，有误 0');
    const [, errors] = await imports([], FAULTY);
    const { sheets } = await readXlsx(errors?.file?.bytes ?? new Uint8Array());
    const said = (sheets[0]?.rows ?? []).slice(1).map((r) => String(r.at(-1)));
    expect(said).toHaveLength(FAULTY.length);
    for (const [i, words] of ['代建单位', '早于开工', '2026-03-31', '数字'].entries())
      expect(said[i]).toContain(words);
  });

  it('a later row of a file that sets an area back leaves it as it is', async () => {
    const [shown] = await imports(AREAS, PROJECTS);
    await bot.clicks('ou_admin', shown as Shown, 'imports.confirm');
    const [again] = await imports(
      [
        ['政府集中采购', '', '', '', '2026', '40'],
        ['政府集中采购', '', '', '', '2026', '33'],
      ],
      [],
    );
    await bot.clicks('ou_admin', again as Shown, 'imports.confirm');
    const areas = await stored<AreaBody>('area');
    expect(areas.find((a) => a.name === '政府集中采购')?.scale['2026']).toBe(33);
  });

  it('are for leaders of the place and overseers, not for staff', async () => {
    const [shown] = await imports(AREAS, PROJECTS);
    await bot.clicks('ou_admin', shown as Shown, 'imports.confirm');
    expect(wordsOn((await bot.says('ou_clerk', '领域'))?.card)).toContain('供各级负责人');
    const chief = wordsOn((await bot.says('ou_chief', '项目'))?.card);
    expect(chief).toContain('进行中 1 个（代建 1 个），预算合计 8,600 万元；台账共 2 个。');
    const head = wordsOn((await bot.says('ou_sectionhead', '项目'))?.card);
    expect(head).toContain('进行中 0 个（代建 0 个）');
    expect(head).toContain('台账共 1 个');
  });

  it('give each unit its attention before anybody declares', async () => {
    const [shown] = await imports(AREAS, PROJECTS);
    await bot.clicks('ou_admin', shown as Shown, 'imports.confirm');
    const on = (await bot.says('ou_admin', '领域')) as Shown;
    await bot.clicks('ou_admin', on, 'areas.profiles');
    const table = on.card?.json.body.elements.find((e) => e.tag === 'table');
    const rows = table?.tag === 'table' ? table.rows : [];
    expect(rows.find((r) => r.name === '政府采购中心')).toMatchObject({ attention: '中 middle' });
    await bot.clicks('ou_admin', on, 'areas.list');
    const id = (await bot.store.list<AreaBody>('area', { limit: 9 })).items.find((d) => d.body.key)?.id;
    await bot.clicks('ou_admin', on, 'areas.area', { option: id ?? '' });
    expect(wordsOn(on.card)).toContain('比上年 +10%');
  });
});
