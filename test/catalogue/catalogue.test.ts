import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grade } from '../../src/kernel/grade.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import { smallBureau } from '../support/bureau.ts';
import type { Shown } from '../support/messenger.ts';
import { effect, PAYER_POST } from './effective.ts';

let bot: TestBot;
afterEach(() => bot.close());
/** Each row's two lines as one. */
const rowsOn = (shown: Shown | undefined): readonly string[] => {
  const lines = wordsOn(shown?.card).split('\n');
  return lines.flatMap((line, i) => (line.startsWith('风险点 ') ? [`${lines[i - 1]}｜${line}`] : []));
};

describe('目录', () => {
  beforeEach(async () => {
    bot = await testBot();
    await effect(bot, [
      { id: 'R-1', grade: 3 },
      { id: 'R-2', grade: 1 },
      { id: 'R-3', grade: 2, place: { level: 'division', unit: 'U1', division: 'D2' } },
      { id: 'R-4', grade: 3, place: { level: 'unit', unit: 'U1' } },
      { id: 'R-5', grade: 2, place: PAYER_POST },
    ]);
  });

  it('shows the own unit: every level, the highest grade of a post, totals that add up', async () => {
    const shown = await bot.says('ou_buyer', '目录');
    expect(rowsOn(shown)).toEqual([
      '三级（低） 单位层面｜风险点 1：三级 1 · 责任领导：部门负责人',
      '二级（中） 采购实施科 · 部门层面｜风险点 1：二级 1 · 责任领导：分管领导',
      '一级（高） 采购实施科 · 采购项目经办｜风险点 2：一级 1、三级 1 · 重点岗位 · 责任领导：主要领导',
    ]);
    expect(JSON.stringify(shown?.card?.json)).not.toContain('"table"');
    expect(wordsOn(shown?.card)).toContain(
      '合计：目录条目 3 · 风险点 4 · 一级（高）1 · 二级（中）1 · 三级（低）2',
    );
  });

  it('shows one post in detail and comes back', async () => {
    const shown = (await bot.says('ou_buyer', '目录')) as Shown;
    const post = await bot.clicks('ou_buyer', shown, 'catalogue.post', { option: 'U1|D2|P2' });
    expect(wordsOn(post.card)).toContain('1. 一级（高） R-2');
    expect(wordsOn(post.card)).toContain('主要领导');
    const back = await bot.clicks('ou_buyer', shown, '返回目录');
    expect(wordsOn(back.card)).toContain('合计');
  });

  it('shows the whole bureau by unit to those who see all, with the same totals', async () => {
    const shown = (await bot.says('ou_admin', '目录')) as Shown;
    await bot.clicks('ou_admin', shown, 'catalogue.scope', { option: '*' });
    expect(rowsOn(shown)).toEqual([
      '二级（中） 局机关｜风险点 1：二级 1',
      '一级（高） 政府采购中心｜风险点 4：一级 1、二级 1、三级 2',
    ]);
    expect(wordsOn(shown.card)).toContain('单位 2 · 风险点 5');
  });

  it('keeps other units from staff, also when the id is typed into the button', async () => {
    const shown = (await bot.says('ou_buyer', '目录')) as Shown;
    for (const option of ['U0', '*']) {
      const no = await bot.clicks('ou_buyer', shown, 'catalogue.post', { option: `${option}|D1|P1` });
      expect(no.card).toBeUndefined();
      expect(no.toast?.type).toBe('warning');
    }
    const forged = { do: 'catalogue.open', id: '*', rev: 0, page: 0, division: '' };
    const click = {
      kind: 'click' as const,
      cause: 'evt:forged',
      openId: 'ou_buyer',
      chatId: shown.chatId,
      messageId: shown.id,
      at: bot.now(),
    };
    expect((await bot.app.handle({ ...click, value: forged })).card).toBeUndefined();
    expect(
      (await bot.app.handle({ ...click, cause: 'evt:own', value: { ...forged, id: 'U1' } })).card,
    ).toBeDefined();
    expect(wordsOn((await bot.says('ou_buyer', '目录 局机关'))?.card)).toContain('本单位');
  });

  it('offers the file only to heads and above', async () => {
    expect(wordsOn((await bot.says('ou_buyer', '目录'))?.card)).not.toContain('导出');
    expect(wordsOn((await bot.says('ou_sectionhead', '目录'))?.card)).toContain('导出 Excel');
  });
});

describe('a big unit', () => {
  it('is paged by ten, and every page says the total of the whole', async () => {
    const posts = Array.from({ length: 23 }, (_, i) => ({
      id: `PX${i}`,
      name: `岗位${i}`,
      unit: 'U1',
      division: 'D2',
      kind: 'key' as const,
      holders: [],
    }));
    bot = await testBot({ data: { ...smallBureau, posts: [...smallBureau.posts, ...posts] } });
    await effect(
      bot,
      posts.map((p, i) => ({
        id: `R-${i}`,
        grade: ((i % 3) + 1) as Grade,
        place: { level: 'post' as const, unit: 'U1', division: 'D2', post: p.id },
      })),
    );
    const shown = (await bot.says('ou_buyer', '目录')) as Shown;
    const sizes = [rowsOn(shown).length];
    for (let i = 0; i < 2; i += 1) {
      await bot.clicks('ou_buyer', shown, '下一页');
      sizes.push(rowsOn(shown).length);
      expect(wordsOn(shown.card)).toContain('风险点 23');
    }
    expect(sizes).toEqual([10, 10, 3]);
    await expect(bot.clicks('ou_buyer', shown, '下一页')).rejects.toThrow('no button');
  });
});
