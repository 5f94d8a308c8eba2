import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigError, loadSettings } from '../../src/config.ts';
import {
  degreeChoices,
  degreeNamed,
  type Grade,
  gradeOf,
  gradeReason,
  type Score,
  scoreInUse,
  scoreOf,
  scoreText,
  spreadOf,
} from '../../src/kernel/grade.ts';

function faultsWith(grading: unknown): readonly string[] {
  const dir = mkdtempSync(join(tmpdir(), 'scales-'));
  writeFileSync(join(dir, 'default.json'), JSON.stringify({ grading }));
  try {
    loadSettings({ configDir: dir });
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}
const shipped = loadSettings().grading;
const using = (scale: string) => ({ ...shipped, scale });
const plain = { level: 'post', tripleMajor: [], confirmedCase: false } as const;
const at = (scale: string, row: number, column: number): Score => {
  const { likelihood, harm } = degreeChoices(using(scale));
  const score = scoreOf(using(scale), likelihood[row]?.value, harm[column]?.value);
  if (!score) throw new Error(`no cell ${row}/${column} in ${scale}`);
  return score;
};

describe.each([
  ['three', 3],
  ['four', 4],
  ['five', 5],
] as const)('the scale of %s', (name, n) => {
  const rules = using(name);
  it('asks both questions with that many anchors, in both languages', () => {
    const { likelihood, harm } = degreeChoices(rules);
    expect([likelihood.length, harm.length]).toEqual([n, n]);
    for (const { label } of [...likelihood, ...harm]) expect(label['en-US']).not.toBe(label['zh-CN']);
  });
  it('grades every cell as its table says, worse never lighter', () => {
    const last = n - 1;
    const grade = (i: number, j: number): Grade => gradeOf({ ...plain, ...at(name, i, j) }, rules).grade;
    expect([grade(0, 0), grade(last, last)]).toEqual([1, 3]);
    for (let i = 0; i < n; i += 1)
      for (let j = 0; j < n; j += 1) {
        expect(grade(i, j)).toBe(shipped.scales[name]?.table[i]?.[j]);
        if (i > 0) expect(grade(i, j)).toBeGreaterThanOrEqual(grade(i - 1, j));
        if (j > 0) expect(grade(i, j)).toBeGreaterThanOrEqual(grade(i, j - 1));
      }
  });
  it('sets "rare but catastrophic" as one cell, not as a product', () => {
    const scale = shipped.scales[name];
    if (!scale) throw new Error(name);
    const table = scale.table.map((row, i) => (i === n - 1 ? row.map((g, j) => (j === 0 ? 1 : g)) : row));
    expect(faultsWith({ scale: name, scales: { [name]: { table } } })).toEqual([]);
    const own = { ...rules, scales: { ...shipped.scales, [name]: { ...scale, table } as typeof scale } };
    const rare = at(name, n - 1, 0);
    expect(gradeOf({ ...plain, ...rare }, rules).grade).toBe(2);
    expect(gradeOf({ ...plain, ...rare }, own).grade).toBe(1);
    // Often but harmless stays where it was: the two have the same product.
    expect(gradeOf({ ...plain, ...at(name, 0, n - 1) }, own).grade).toBe(2);
  });
  it('refuses an answer that is none of its degrees', () => {
    for (const bad of [undefined, null, '', 'no such', 3, {}, '__proto__'])
      expect(scoreOf(rules, bad, degreeChoices(rules).harm[0]?.value)).toBeUndefined();
  });
});

describe('a score', () => {
  it('keeps the scale it was given on, in words and in grade, when the office changes it', () => {
    const old: Score = { likelihood: 'high', harm: 'middle' };
    for (const name of ['three', 'four', 'five']) {
      const reason = gradeReason(
        { ...plain, ...old },
        gradeOf({ ...plain, ...old }, using(name)),
        using(name),
      );
      expect(reason['zh-CN']).toBe('几率高、危害中，按评级表为一级（高）。');
    }
    expect(scoreText(using('three'), at('four', 1, 3))['zh-CN']).toBe('几率较大、危害极小');
    expect(scoreInUse(using('three'), old)).toEqual(old);
    expect(scoreInUse(using('four'), old)).toEqual({});
  });
  it('of a scale that config no longer has is shown by its ids and counts as the gravest', () => {
    const lost: Score = { likelihood: 'a', harm: 'b', scale: 'gone' };
    expect(gradeOf({ ...plain, ...lost }, shipped).grade).toBe(1);
    expect(scoreText(shipped, lost)['zh-CN']).toBe('几率a、危害b');
  });
  it('is read from a table by the word of the scale in use', () => {
    expect(['高', ' High ', 'low', '极大'].map((w) => degreeNamed(shipped, w))).toEqual([
      'high',
      'high',
      'low',
      undefined,
    ]);
    expect(degreeNamed(using('four'), '极大')).toBe('greatest');
  });
  it('is apart from others by the degrees between them', () => {
    expect(spreadOf(shipped, [])).toBe(0);
    expect(spreadOf(using('five'), [at('five', 0, 2), at('five', 3, 2), at('five', 1, 2)])).toBe(3);
  });
});

describe('floors', () => {
  const low: Score = { likelihood: 'low', harm: 'low' };
  const facts = { ...plain, ...low, postKind: 'leadership', tripleMajor: ['funds'] } as const;
  it('raise by config, the gravest of those that hold', () => {
    expect(gradeOf(facts, shipped)).toEqual({ grade: 1, byTable: 3, floor: 'tripleMajorAtTop' });
    const soft = { ...shipped, floors: { ...shipped.floors, tripleMajorAtTop: 2 as const } };
    expect(gradeOf({ ...facts, confirmedCase: true }, soft)).toMatchObject({
      grade: 1,
      floor: 'confirmedCase',
    });
    expect(gradeReason(facts, gradeOf(facts, soft), soft)['zh-CN']).toContain(
      '领导岗位涉及三重一大（大额度资金使用），不低于二级',
    );
  });
  it('can be switched off one by one', () => {
    const none = {
      ...shipped,
      floors: { tripleMajor: null, tripleMajorAtTop: null, confirmedCase: null, kinds: null },
    };
    expect(gradeOf({ ...facts, confirmedCase: true }, none)).toEqual({ grade: 3, byTable: 3 });
  });
});

describe('a wrong scale', () => {
  const three = { ...shipped.scales.three, degrees: shipped.scales.three?.degrees ?? [] };
  const wrong = (scale: unknown, more = {}) => faultsWith({ scales: { three: scale }, ...more });
  it.each([
    [
      'a missing row',
      {
        table: [
          [1, 1, 2],
          [1, 2, 3],
        ],
      },
      '3 个程度要 3 行 3 列',
    ],
    [
      'a short row',
      {
        table: [
          [1, 1, 2],
          [1, 2],
          [2, 3, 3],
        ],
      },
      '本行 2 列',
    ],
    [
      'a cell out of order',
      {
        table: [
          [1, 1, 2],
          [1, 2, 3],
          [2, 3, 1],
        ],
      },
      '比几率或危害更高的一格还要重',
    ],
    ['two degrees only', { degrees: three.degrees.slice(0, 2) }, '3–5 个程度'],
    ['an id twice', { degrees: [three.degrees[0], three.degrees[0], three.degrees[2]] }, '代号重复'],
  ])('stops the start with a clear message: %s', (_name, scale, message) =>
    expect(wrong(scale).join('\n')).toContain(message),
  );
  it('stops it when the chosen name is not there', () =>
    expect(faultsWith({ scale: 'six' }).join()).toContain(
      '没有名为 six 的评级标准，可用：three, four, five',
    ));
});
