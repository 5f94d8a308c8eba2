import { describe, expect, it } from 'vitest';
import { type Card, countTags, MAX_BYTES, MAX_TAGS } from '../../cards/kit/card.ts';
import { hintWord } from '../../cards/risks/text.ts';
import { declaring } from '../../src/capabilities/risks/declaring.ts';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { pressables, wordsOn } from '../support/bot.ts';
import { declareCards, fullCards } from './risks-views.ts';

/** Every pair of texts on the card. */
function pairsOn(card: Card): readonly { zh: string; en: string }[] {
  const pairs: { zh: string; en: string }[] = [];
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if ('zh_cn' in node && 'en_us' in node) pairs.push({ zh: String(node.zh_cn), en: String(node.en_us) });
    Object.values(node).forEach(walk);
  };
  walk(card.json);
  return pairs;
}

describe.each(Object.entries(declareCards))('%s', (name, draw) => {
  it('is the golden card', async () => {
    const { json } = await draw();
    await expect(`${JSON.stringify(json, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });
  it('is taken by Feishu', async () => expect(cardFault((await draw()).json, () => true)).toBeUndefined());
  it('is private, and what the bot says itself stands in both languages', async () => {
    const card = await draw();
    expect(card.audience).toBe('private');
    const pairs = pairsOn(card);
    expect(
      pairs.filter(({ zh, en }) => zh === '' || en === '' || /undefined|NaN|\[object/.test(zh + en)),
    ).toEqual([]);
    // Only names and typed texts read the same; the bot's own words never do.
    expect(pairs.filter(({ zh, en }) => zh !== en).length).toBeGreaterThan(pairs.length / 2);
  });
  it('holds no markdown, so that nothing typed can be markup', async () =>
    expect(JSON.stringify((await draw()).json)).not.toContain('"tag":"markdown"'));
  it('has only buttons that somebody handles', async () => {
    for (const { value } of pressables(await draw()))
      expect(Object.keys(declaring.commands)).toContain(value.do);
  });
});

describe.each(Object.entries(fullCards))('%s with as much as the forms let in', (_name, draw) => {
  it('stays within the limits', async () => {
    const card = await draw();
    expect(countTags(card.json)).toBeLessThan(MAX_TAGS);
    expect(new TextEncoder().encode(JSON.stringify(card.json)).length).toBeLessThan(MAX_BYTES);
    expect(cardFault(card.json, () => true)).toBeUndefined();
  });
});

describe('what stands on them', () => {
  const words = async (name: string): Promise<string> => wordsOn(await declareCards[name]?.());
  it('the form shows six questions and folds the rest', async () => {
    const json = JSON.stringify((await declareCards['risks.form.new']?.())?.json);
    expect(json.match(/"required":true/g)).toHaveLength(6);
    expect(json.indexOf('collapsible_panel')).toBeGreaterThan(json.lastIndexOf('"required":true'));
  });
  it('the form says what must not be written and who may see it', async () => {
    for (const part of ['不写人名', '不写涉密内容', '管理员可能看到'])
      expect(await words('risks.form.new')).toContain(part);
  });
  it('the confirm card says grade, reason, owner, leader, next step and date', async () => {
    const said = await words('risks.confirm.1');
    for (const part of [
      '一级（高）',
      '几率中、危害高',
      '责任岗位：资金支付',
      '主要领导',
      '2026-11-26',
      '公示',
    ])
      expect(said).toContain(part);
  });
  it('each hint carries an example or names the twin', () => {
    for (const [hint, said] of Object.entries(hintWord)) {
      if (hint === 'similar') continue;
      expect(said['zh-CN']).toContain('例：');
      expect(said['en-US']).toContain('Example');
    }
  });
  it('the grade is a word and a number, never a colour alone', async () => {
    for (const [name, grade] of [
      ['1', '一级（高）'],
      ['2', '二级（中）'],
      ['3', '三级（低）'],
    ] as const)
      expect(await words(`risks.confirm.${name}`)).toContain(grade);
  });
  it('every title fits in two lines of a phone', async () => {
    for (const draw of Object.values(declareCards))
      expect([...(await draw()).json.header.title.content].length).toBeLessThanOrEqual(40);
  });
});
