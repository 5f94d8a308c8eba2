import { describe, expect, it } from 'vitest';
import { recognise as recogniseIn, type Table } from '../../src/capabilities/imports/recognise.ts';
import { lookupOf } from '../../src/capabilities/organization/lookup.ts';
import { planImport } from '../../src/capabilities/organization/plan.ts';
import { SHEETS, type SheetKey } from '../../src/capabilities/organization/rows.ts';
import { countedIds } from '../../src/kernel/ids.ts';
import type { RawRow } from '../../src/kernel/importing.ts';
import { person, smallBureau, smallOrganization } from '../support/bureau.ts';

const row = (sheet: SheetKey, cells: Record<string, string>, line = 2): RawRow => ({
  no: line,
  tab: sheet,
  sheet,
  line,
  cells,
});
const recognise = (tables: readonly Table[]) => recogniseIn(tables, SHEETS);
const plan = (rows: readonly RawRow[], change = {}) =>
  planImport(rows, smallOrganization(change), countedIds(), '2026-11-23');
const why = (rows: readonly RawRow[], change = {}): string | undefined =>
  plan(rows, change).errors[0]?.why['zh-CN'];
const post = { unit: '局机关', division: '财务处', post: '资金支付', kind: '重点岗位' };

describe('an import row is refused with its reason', () => {
  it.each([
    [
      'an unknown unit, with the nearest name',
      row('posts', { ...post, unit: '政府采购中' }),
      '是否指“政府采购中心”',
    ],
    ['an unknown division', row('posts', { ...post, division: '保卫处' }), '没有找到部门“保卫处”'],
    ['a kind that is none', row('posts', { ...post, kind: '特殊' }), '岗位类别“特殊”'],
    ['a missing cell', row('posts', { ...post, post: '' }), '“岗位”没有填写'],
    ['a cell too long', row('posts', { ...post, duty: '长'.repeat(2001) }), '超过 2000 字'],
    ['somebody who left', row('posts', { ...post, holders: 'gone' }), '没有找到在职人员“gone”'],
    ['a date that is none', row('posts', { ...post, since: '2026-02-30' }), '任职日期“2026-02-30”'],
    [
      'a tag that is none',
      row('steps', { unit: '局机关', powerItem: '甲', step: '乙', tags: '关键环节、很重要' }),
      '标签“很重要”',
    ],
    [
      'a kind of measure that is none',
      row('steps', { unit: '局机关', powerItem: '甲', step: '乙', measureKinds: '祈祷' }),
      '措施类型“祈祷”',
    ],
    [
      'a fifth major matter',
      row('steps', { unit: '局机关', powerItem: '甲', step: '乙', tripleMajor: '其他' }),
      '不在四类之中',
    ],
    [
      'a step of a post nobody knows',
      row('steps', { unit: '局机关', division: '财务处', post: '无此岗', powerItem: '甲', step: '乙' }),
      '没有岗位“无此岗”',
    ],
    [
      'a leader as own discipline officer',
      row('roles', { person: 'unithead', role: '纪检干部', unit: '政府采购中心' }),
      '不能兼任',
    ],
    [
      'an office admin as discipline officer',
      row('roles', { person: 'admin', role: '纪检干部' }),
      '不能由同一人担任',
    ],
    ['a second principal leader', row('roles', { person: 'member', role: '主要领导' }), '已有主要领导'],
    [
      'the system administrator, which only the code gives',
      row('roles', { person: 'clerk', role: 'system_admin' }),
      '不认识的角色',
    ],
  ])('%s', (_name, given, expected) => expect(why([given])).toContain(expected));

  it('a namesake, unless the employee number says who', () => {
    const people = [
      ...smallBureau.people,
      person('x1', { name: '王清', employeeNo: '31', unit: 'U0' }),
      person('x2', { name: '王清', employeeNo: '32', unit: 'U1' }),
    ];
    expect(why([row('posts', { ...post, holders: '王清' })], { people })).toMatch(
      /重名.*王清（31，局机关）、王清（32，政府采购中心）/,
    );
    for (const holders of ['32', '王清（32）', 'ou_x2'])
      expect(plan([row('posts', { ...post, holders })], { people }).docs[0]?.body).toMatchObject({
        holders: ['ou_x2'],
      });
  });

  it('a row that stands there twice', () => {
    expect(why([row('posts', post, 5), row('posts', post, 9)])).toBe('与第 5 行重复');
  });
});

describe('what a file means', () => {
  it('counts what is the same as unchanged', () => {
    const rows = [
      row('posts', { ...post, holders: 'clerk' }),
      row('roles', { person: 'chief', role: '领导小组成员' }),
    ];
    expect(plan(rows)).toMatchObject({
      docs: [],
      tally: { posts: { unchanged: 1 }, roles: { unchanged: 1 } },
    });
  });

  it('skips example rows, notes and empty lines, and names sheets it can’t place', async () => {
    const found = await recognise([
      {
        name: '岗位',
        rows: [
          ['单位', '部门', '岗位', '岗位类别'],
          ['示例：局机关', '财务处', '甲', '一般岗位'],
          ['', '', '', ''],
          ['局机关', '财务处', '乙', '一般岗位'],
        ],
      },
      { name: '说明', rows: [['怎么填']] },
      { name: 'Sheet3', rows: [['备忘', '电话']] },
    ]);
    expect(found.rows.map((r) => [r.line, r.cells.post])).toEqual([[4, '乙']]);
    expect(found.unknown).toEqual([{ sheet: 'Sheet3' }]);
  });

  it('names required columns that are missing', async () => {
    const found = await recognise([
      {
        name: '岗位',
        rows: [
          ['单位', '岗位'],
          ['局机关', '甲'],
        ],
      },
    ]);
    expect(found.missing).toEqual([
      { sheet: '岗位', column: '部门' },
      { sheet: '岗位', column: '岗位类别' },
    ]);
  });
});

describe('what a row says of a post and a step', () => {
  it('keeps duty, authority, basis and the day the new holder came', () => {
    const cells = {
      ...post,
      duty: '支付',
      authority: '提出意见',
      basis: '规则',
      holders: 'clerk2',
      since: '2026年3月1日',
    };
    expect(plan([row('posts', cells)]).docs[0]?.body).toMatchObject({
      ...{ duty: '支付', authority: '提出意见', basis: '规则', holders: ['ou_clerk2'] },
      terms: [
        { person: 'ou_clerk', to: '2026-11-23' },
        { person: 'ou_clerk2', from: '2026-03-01' },
      ],
    });
    expect(plan([row('posts', post)]).tally.posts.unchanged).toBe(1);
  });
  it('knows the tags and kinds of measure by several names', () => {
    const cells = {
      unit: '局机关',
      powerItem: '甲',
      step: '乙',
      tags: '紧贴关键环节；经营类',
      measureKinds: '信息化、监督',
    };
    expect(plan([row('steps', cells)]).docs[0]?.body).toMatchObject({
      tags: ['keyStep', 'operating'],
      measureKinds: ['supervision', 'technology'],
    });
  });
});

describe('a person in a cell', () => {
  const people = [
    person('x1', { name: '王清', employeeNo: '31', unit: 'U0' }),
    person('x2', { name: '李明', employeeNo: '32', unit: 'U0' }),
  ];
  const find = lookupOf(smallOrganization({ people }));
  it.each(['31', '王清', '王清（31）', '王清 (31)', 'ou_x1', '（31）'])('%s is found', (cell) =>
    expect(find.person(cell)).toMatchObject({ ok: true, value: { id: 'ou_x1' } }),
  );
  it.each(['李明（31）', '李明（ou_x1）'])('%s names two people and is nobody', (cell) =>
    expect(find.person(cell)).toMatchObject({
      ok: false,
      why: { 'zh-CN': expect.stringContaining('不是同一人') },
    }),
  );
});
