import { describe, expect, it } from 'vitest';
import { divertOf } from '../../src/capabilities/risks/divert.ts';
import { hostileTexts } from './hostile.ts';
import {
  accusations,
  badRisks,
  demoRisks,
  nearMisses,
  personalTexts,
  secretTexts,
  settings,
} from './samples.ts';

const facts = { secretMarks: settings.quality.secretMarks, names: ['欧阳明华', '周建军'] };
const divert = (...values: string[]) => divertOf(values, facts);

describe('what must not enter', () => {
  const kinds: Readonly<Record<string, string>> = {
    转举报通道: 'accusation',
    拦截: 'secret',
    脱敏: 'personal',
  };
  it.each(badRisks.filter((b) => kinds[b.expect]).map((b) => [b.id, b] as const))('%s', (_id, b) =>
    expect(divert(b.title, b.content, b.manifestation)).toBe(kinds[b.expect]),
  );
  it.each(accusations)('accusation: %s', (t) => expect(divert(t)).toBe('accusation'));
  it.each(secretTexts)('secret: %s', (t) => expect(divert(t)).toBe('secret'));
  it.each(personalTexts)('personal: %s', (t) => expect(divert(t)).toBe('personal'));
  it('a person of the directory near a misdeed', () => {
    expect(divert('周建军挪用公款。')).toBe('accusation');
    expect(divert('欧阳明华去年违规派车。')).toBe('accusation');
  });
  it('a title may carry the person and the content the misdeed', () =>
    expect(divert('工程科王某收受礼金', '多次吃饭')).toBe('accusation'));
  it('a marking counts more than what else is wrong', () =>
    expect(divert('王某收了红包', '机密★三年')).toBe('secret'));
});

describe('what must pass', () => {
  it.each(demoRisks.map((r) => [r.id, r] as const))('%s', (_id, r) =>
    expect(
      divert(r.title, r.content, r.manifestation, r.root_cause, ...r.measures.map((m) => m.text)),
    ).toBeUndefined(),
  );
  const passing = badRisks.filter((b) =>
    ['通过', '通过(提示相似)', '内容空泛', '敷衍搪塞', '脱离实际', '雷同', '措施空泛'].includes(b.expect),
  );
  it.each(passing.map((b) => [b.id, b] as const))('%s', (_id, b) =>
    expect(divert(b.title, b.content, b.manifestation, ...(b.measures ?? []))).toBeUndefined(),
  );
  it.each(nearMisses)('near miss: %s', (content, manifestation) =>
    expect(divert(content, manifestation)).toBeUndefined(),
  );
  it.each([
    '密封投标文件可能提前拆阅',
    '可能泄露举报人信息',
    '实名举报材料可能积压',
    '保密审查可能流于形式',
    '项目代码2511-330000-04-01-123456可能重复使用',
    '会议室5月1日至2026年10月8日可能被私用',
    '电话回访可能走过场',
    '身份证复印件可能随意丢弃',
    '银行卡工资发放可能有误',
    '统一社会信用代码91330000MA27XXXX2A的核对可能遗漏',
  ])('plain: %s', (t) => expect(divert(t)).toBeUndefined());
});

describe('hostile values', () => {
  // All of it takes well under a second; a rule that backtracks takes minutes.
  it('are judged without an exception and in time', { timeout: 5000 }, () => {
    for (const value of hostileTexts)
      if (typeof value === 'string') divert(value.slice(0, 4000), value.slice(-4000));
  });
});
