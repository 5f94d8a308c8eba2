import { describe, expect, it } from 'vitest';
import { hintsOf, isVagueMeasure, saysNothing, vagueShare } from '../../src/capabilities/risks/quality.ts';
import { likeness, textHash } from '../../src/capabilities/risks/similar.ts';
import {
  badRisks,
  demoRisks,
  emptyTexts,
  nearMisses,
  perfunctoryTexts,
  settings,
  vagueTexts,
} from './samples.ts';

const words = settings.quality;
const facts = { words, ownWords: '', similar: false };
const hints = (content: string, manifestation = '登记簿上看得到的情形。', measure?: string) =>
  hintsOf({ content, manifestation, measure }, facts);

describe('texts that must pass', () => {
  it.each(demoRisks.map((r) => [r.id, r] as const))('%s of the demo risks has no hint', (_id, r) => {
    for (const measure of r.measures.map((m) => m.text))
      expect(hints(r.content, r.manifestation, measure)).toEqual([]);
    for (const said of [r.title, r.content, r.manifestation]) expect(saysNothing(said, words)).toBe(false);
  });
  it.each(nearMisses)('near miss: %s', (content, manifestation) => {
    expect(hints(content, manifestation)).toEqual([]);
    expect(saysNothing(content, words)).toBe(false);
  });
  it('leaves a wide gap between good and bad', () => {
    expect(Math.max(...demoRisks.map((r) => vagueShare(r.content, words.vague)))).toBeLessThan(0.2);
    expect(Math.min(...vagueTexts.map((t) => vagueShare(t, words.vague)))).toBeGreaterThan(0.4);
  });
});

describe('texts that get a hint', () => {
  const expected: Readonly<Record<string, string>> = {
    内容空泛: 'vague',
    脱离实际: 'unrealistic',
    措施空泛: 'vagueMeasure',
    '通过(提示相似)': 'similar',
  };
  const judged = badRisks.filter((b) => expected[b.expect]);
  it.each(judged.map((b) => [b.id, b] as const))('%s of the bad samples', (_id, b) => {
    expect(hints(b.content, b.manifestation, b.measures?.join('；'))).toEqual([expected[b.expect]]);
  });
  it.each(vagueTexts)('vague: %s', (t) => expect(hints(t)).toContain('vague'));
  it.each(perfunctoryTexts)('perfunctory: %s', (t) => expect(hints(t)).toContain('perfunctory'));
  it('one text in both fields is perfunctory', () =>
    expect(hints('到货时可能不核对就签字。', '到货时可能不核对就签字')).toEqual(['perfunctory']));
  it.each(['加强管理', '进一步加强廉政教育和监督', '提高认识，严格要求自己', '加强', '不断提高业务素质'])(
    'vague measure: %s',
    (m) => expect(isVagueMeasure(m, words.vague)).toBe(true),
  );
  it.each([
    '印鉴两人分管，使用登记',
    '每月抽查一成并留记录',
    '加强教育：每季度组织一次案例学习并签到',
    '本人亲属承接的项目主动回避',
  ])('a measure that does something: %s', (m) => expect(isVagueMeasure(m, words.vague)).toBe(false));
  it('a topic is not foreign to a post whose own steps name it', () => {
    const content = '国防教育展馆的场租可能虚列人数。';
    expect(hintsOf({ content, manifestation: '签到人数不符。' }, { ...facts, ownWords: '食堂收货' })).toEqual(
      ['unrealistic'],
    );
    expect(
      hintsOf({ content, manifestation: '签到人数不符。' }, { ...facts, ownWords: '国防教育展馆管理' }),
    ).toEqual([]);
  });
});

describe('words that say nothing block', () => {
  it.each(emptyTexts)('%j', (t) => expect(saysNothing(t, words)).toBe(true));
  it('BAD03', () =>
    expect(badRisks.filter((b) => b.expect === '敷衍搪塞').every((b) => saysNothing(b.content, words))).toBe(
      true,
    ));
  it.each([
    '无合同先付款',
    '没有公函就接待',
    '无人复核',
    '不存在的供应商可能入库',
    '略高于市场价采购',
    'No entry in the register',
  ])('but not %j', (t) => expect(saysNothing(t, words)).toBe(false));
});

describe('copies', () => {
  const a = '审核人员可能对票据真伪、事项真实性核查不严。';
  it('finds a copy whatever its punctuation, width and case', () => {
    expect(likeness(a, '审核人员可能对票据真伪,事项真实性核查不严')).toBe(1);
    expect(textHash(a)).toBe(textHash('审核人员可能对票据真伪，事项真实性核查不严 '));
    expect(textHash('ABC def')).toBe(textHash('ａｂｃＤＥＦ'));
  });
  it('finds a copy with a word changed', () =>
    expect(likeness(a, '审核人员可能对票据真伪、事项真实性审查不严。')).toBeGreaterThan(words.similar));
  it('leaves the demo risks apart from one another', () => {
    for (const [i, x] of demoRisks.entries())
      for (const y of demoRisks.slice(i + 1))
        expect(likeness(x.content, y.content), `${x.id} ${y.id}`).toBeLessThan(words.similar);
    expect(new Set(demoRisks.map((r) => textHash(r.content))).size).toBe(demoRisks.length);
  });
  it('has an answer for texts without pairs', () => {
    expect(likeness('', '')).toBe(1);
    expect(likeness('甲', '乙')).toBe(0);
  });
});
