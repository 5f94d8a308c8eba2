import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCAN } from '../../src/capabilities/dossier/query.ts';
import type { Grade } from '../../src/kernel/grade.ts';
import { effect, PAYER_POST } from '../catalogue/effective.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await effect(bot, [
    { id: 'R-1', grade: 3, texts: { title: '评分标准倾向' } },
    { id: 'R-2', grade: 1, texts: { title: '需求倾向', content: '可能设置ＡＢＣ品牌门槛' } },
    { id: 'R-5', grade: 2, place: PAYER_POST, texts: { title: '支付审批倾向缺项' } },
  ]);
});
afterEach(() => bot.close());
const found = async (who: string, said: string): Promise<string> =>
  wordsOn((await bot.says(who, said))?.card);

describe('查找', () => {
  it('finds by every word, whatever width and case, in all that is read', async () => {
    expect(await found('ou_admin', '查找 倾向')).toContain('找到 3 项');
    expect(await found('ou_admin', '查找 abc 需求')).toContain('1. 需求倾向');
    expect(await found('ou_admin', '查找 R-5')).toContain('找到 1 项');
    expect(await found('ou_admin', '查找 倾向 绝无此词')).toContain('没有找到');
  });

  it('shows each person only what they may see, and counts nothing else', async () => {
    expect(await found('ou_unithead', '查找 倾向')).toContain('找到 2 项');
    expect(await found('ou_head', '查找 倾向')).toContain('找到 1 项');
    const clerk = await found('ou_clerk2', '查找 倾向');
    expect(clerk).toContain('没有找到');
    expect(clerk).not.toMatch(/需求|支付审批|找到 \d/);
  });

  it('filters by grade, status and unit from the form, and keeps what was typed', async () => {
    const shown = (await bot.says('ou_admin', '查找')) as Shown;
    expect(wordsOn(shown.card)).not.toContain('找到');
    const form = { words: '倾向', grade: '2', status: 'any', unit: 'any' };
    const reply = await bot.clicks('ou_admin', shown, 'dossier.search', { form });
    expect(wordsOn(reply.card)).toContain('找到 1 项');
    expect(wordsOn(reply.card)).toContain('支付审批倾向缺项');
    const none = await bot.clicks('ou_admin', shown, 'dossier.search', { form: { ...form, unit: 'U1' } });
    expect(wordsOn(none.card)).toContain('没有找到');
    const retired = await bot.clicks('ou_admin', shown, 'dossier.search', {
      form: { words: '', status: 'retired' },
    });
    expect(wordsOn(retired.card)).toContain('没有找到');
  });

  it('turns pages of ten, the words travelling in the form', async () => {
    const many = Array.from({ length: 23 }, (_, i) => ({
      id: `R-X${i}`,
      grade: ((i % 3) + 1) as Grade,
      texts: { title: `批量事项${i}` },
    }));
    await effect(bot, many);
    const shown = (await bot.says('ou_admin', '查找 批量')) as Shown;
    expect(wordsOn(shown.card)).toContain('第 1 页，共 3 页');
    const next = (on: Shown) => bot.clicks('ou_admin', on, '下一页', { form: { words: '批量' } });
    await next(shown);
    await next(shown);
    expect(wordsOn(shown.card)).toContain('第 3 页，共 3 页');
    expect(wordsOn(shown.card).match(/批量事项\d+（/g)).toHaveLength(3);
  });

  it('opens nothing by a forged id, and nothing that was moved out', async () => {
    const shown = (await bot.says('ou_head', '查找 倾向')) as Shown;
    const before = bot.to('ou_head').length;
    const no = await bot.clicks('ou_head', shown, 'dossier.open', { option: 'R-2' });
    expect(no.toast?.type).toBe('warning');
    expect(bot.to('ou_head')).toHaveLength(before);
    await effect(bot, [{ id: 'R-D', grade: 1, texts: { title: '移出事项' }, body: { status: 'diverted' } }]);
    expect(await found('ou_officer', '查找 移出事项')).toContain('没有找到');
  });

  it('looks at a bounded number of documents and says so', async () => {
    const many = Array.from({ length: SCAN + 1 }, (_, i) => ({ id: `R-M${i}`, grade: 3 as const }));
    await effect(bot, many);
    expect(await found('ou_admin', '查找 绝无此词')).toContain(`只查找了前 ${SCAN} 项`);
  }, 60_000);
});
