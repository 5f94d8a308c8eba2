import { mkdirSync, writeFileSync } from 'node:fs';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, describe, expect, it } from 'vitest';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import { gradeOf } from '../../src/kernel/grade.ts';
import type { Place } from '../../src/kernel/people.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { effect, PAYER_POST, type Seeded } from './effective.ts';

const PLACES: readonly Place[] = [
  { level: 'post', unit: 'U1', division: 'D2', post: 'P2' },
  PAYER_POST,
  { level: 'post', unit: 'U0', division: 'D1', post: 'P3' },
  { level: 'division', unit: 'U1', division: 'D3' },
  { level: 'unit', unit: 'U1' },
];
const DEGREES = ['high', 'middle', 'low'] as const;

/** 500 risks of every kind: places, grades, floors, a reviewer's own grade, owner and leader named, paper columns. */
function variety(bot: TestBot, count: number): readonly Seeded[] {
  const at = bot.now();
  return Array.from({ length: count }, (_, i): Seeded => {
    const place = PLACES[i % PLACES.length] ?? PAYER_POST;
    const post =
      place.post === undefined ? undefined : { P1: 'key', P2: 'key', P3: 'leadership' }[place.post];
    const score = { likelihood: DEGREES[i % 3] ?? 'low', harm: DEGREES[Math.floor(i / 3) % 3] ?? 'low' };
    const facts = {
      ...score,
      level: place.level,
      ...(post ? { postKind: post as NonNullable<RiskBody['postKind']> } : {}),
      tripleMajor: i % 11 === 0 ? (['funds'] as const) : [],
      confirmedCase: i % 17 === 0,
    };
    const byRule = gradeOf(facts, bot.app.bot.settings.grading).grade;
    const grade = i % 23 === 0 ? 2 : byRule;
    const rating = { ...score, grade, by: 'ou_officer', at };
    const { likelihood: _l, harm: _h, ...kept } = facts;
    return {
      id: `R-${String(i).padStart(4, '0')}`,
      place,
      grade,
      texts: {
        title: i % 50 === 0 ? '=风险点' : `风险点${i}`,
        content: `第 ${i} 种情形可能发生在办理环节`,
        manifestation: i % 7 === 0 ? '' : `表现 ${i}\n分两行`,
        measure: `由两人办理并留存第 ${i} 号记录`,
        ...(i % 4 === 0 ? { rootCause: '起草与定稿由一人完成' } : {}),
        ...(i % 6 === 0
          ? { paper: { process: '限额以上会审', deadline: '长期坚持', indicator: '质疑占比' } }
          : {}),
      },
      body: {
        ...kept,
        // The fixture's own post is a key post; a division or unit has no kind.
        ...({ postKind: post } as Partial<RiskBody>),
        self: rating,
        final: rating,
        source: (['ethics', 'duty', 'process', 'institution', 'environment'] as const)[i % 5] ?? 'duty',
        method: (['self', 'leader', 'peer'] as const)[i % 3] ?? 'self',
        assets: i % 5 === 0 ? ['money', 'goods'] : [],
        powerItem: `事项${i % 9}`,
        stepName: `环节${i % 13}`,
        ...(i % 8 === 0 && grade !== 1 ? { leader: 1 } : {}),
        ...(i % 10 === 3 && place.level === 'division' ? { ownerPost: 'P4' } : {}),
      },
    };
  });
}

describe('台账', () => {
  const bots: TestBot[] = [];
  afterEach(async () => {
    for (const bot of bots.splice(0)) await bot.close();
  });
  const fresh = async (): Promise<TestBot> => {
    const bot = await testBot();
    bots.push(bot);
    return bot;
  };
  const exported = async (bot: TestBot, who = 'ou_admin', said = '台账'): Promise<Uint8Array> => {
    const shown = await bot.says(who, said);
    if (!shown?.file) throw new Error(`no file: ${wordsOn(shown?.card)}`);
    return shown.file.bytes;
  };
  const rows = async (bytes: Uint8Array) =>
    (await readXlsx(bytes)).sheets.map((s) => [s.name, s.rows] as const);

  it('goes out with 500 risks, comes in, and goes out the same', { timeout: 120_000 }, async () => {
    const first = await fresh();
    await effect(first, variety(first, 500));
    const out = await exported(first);
    const sheets = await rows(out);
    expect(sheets.map(([name]) => name)).toEqual(['汇总', '局机关', '政府采购中心']);
    expect(sheets[0]?.[1].find((r) => r[0] === '合计')?.slice(3, 4)).toEqual([500]);

    const second = await fresh();
    const before = second.to('ou_admin').length;
    await second.sendsFile('ou_admin', '台账.xlsx', out);
    const shown = second.to('ou_admin')[before];
    if (!shown) throw new Error('no card');
    expect(wordsOn(shown.card)).toContain('新增 500，变动 0，不变 0，有误 0');
    expect(wordsOn(shown.card)).toContain('已略过：汇总');
    await second.clicks('ou_admin', shown, 'imports.answer', { form: { as: 'effective', basis: '原台账' } });
    await second.clicks('ou_admin', shown, 'imports.confirm');
    expect(await rows(await exported(second))).toEqual(sheets);
    if (process.env.KEEP_FILES) {
      mkdirSync(process.env.KEEP_FILES, { recursive: true });
      writeFileSync(`${process.env.KEEP_FILES}/register.xlsx`, out);
    }
  });

  it('holds what the reader leads, and nothing for who leads nothing', async () => {
    const bot = await fresh();
    await effect(bot, variety(bot, 20));
    expect((await rows(await exported(bot, 'ou_unithead'))).map(([name]) => name)).toEqual([
      '汇总',
      '政府采购中心',
    ]);
    const head = await rows(await exported(bot, 'ou_sectionhead'));
    expect(new Set(head[1]?.[1].slice(3, -1).map((r) => r[2]))).toEqual(new Set(['采购实施科']));
    const clerk = await bot.says('ou_clerk', '台账');
    expect(clerk?.file).toBeUndefined();
    expect(wordsOn(clerk?.card)).toContain('部门负责人');
    const other = await bot.says('ou_sectionhead', '台账 局机关');
    expect(other?.file).toBeUndefined();
  });
});
