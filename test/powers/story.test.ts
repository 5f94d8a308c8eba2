import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effect, PAYER_POST } from '../catalogue/effective.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { policy, put } from './registers.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
});
afterEach(() => bot.close());

const form = {
  type: 'funds',
  owner: 'P1',
  days: '5',
  disclosure: 'partly',
  form: '公示栏',
  standardised: true,
  recorded: true,
  records: '审批单存财务处',
  discretion: '',
};
const openItem = async (who: string): Promise<Shown> => {
  const shown = (await bot.says(who, '权力')) as Shown;
  const [value] = JSON.stringify(shown.card?.json).match(/W-[0-9a-f]{12}/) ?? [];
  await bot.clicks(who, shown, 'powers.item', { option: value ?? '' });
  return shown;
};

describe('权力', () => {
  it('shows the own list, the marked flow of an item, and 制度空白 where no policy governs it', async () => {
    await effect(bot, [
      {
        id: 'R-1',
        grade: 1,
        place: PAYER_POST,
        body: { powerItem: '大额支付', stepName: '支付审批', stepId: 'S1' },
      },
      { id: 'R-2', grade: 3, place: PAYER_POST, body: { powerItem: '大额支付', stepName: '支付审批' } },
      { id: 'R-3', grade: 2, place: PAYER_POST, body: { powerItem: '别的事项', stepName: '支付审批' } },
    ]);
    const shown = (await bot.says('ou_clerk', '权力')) as Shown;
    expect(JSON.stringify(shown.card?.json)).toContain(
      '[{"text":"高 1","color":"red"},{"text":"低 1","color":"blue"}]',
    );
    expect(wordsOn(shown.card)).toContain('权力事项 1 项，其中制度空白 1 项。');
    const item = await openItem('ou_clerk');
    expect(wordsOn(item.card)).toContain(
      '1. 支付审批\n责任岗位：资金支付 · 时限：未填\n风险点：一级（高） 1、三级（低） 1',
    );
    expect(wordsOn(item.card)).toContain('制度：制度空白');
    expect(wordsOn(item.card)).toContain('大额度资金使用');
    await expect(bot.clicks('ou_clerk', item, '完善事项')).rejects.toThrow('no button');
  });

  it('is completed by the head with one form, and the three checks follow', async () => {
    await put(bot, [
      policy('Z-1', { items: ['大额支付'] }),
      policy('Z-2', { title: '别家制度', unit: 'U1', items: ['大额支付'] }),
    ]);
    const shown = await openItem('ou_head');
    expect(wordsOn(shown.card)).toContain('有章可循：有 · 有据可查：待补 · 有人负责：有');
    expect(wordsOn(shown.card)).not.toContain('别家制度');
    await bot.clicks('ou_head', shown, '完善事项');
    const wrong = await bot.clicks('ou_head', shown, 'powers.save', { form: { ...form, days: '三天' } });
    expect(wrong.toast?.type).toBe('error');
    await bot.clicks('ou_head', shown, 'powers.save', { form });
    expect(wordsOn(shown.card)).toContain('有章可循：有 · 有据可查：有 · 有人负责：有');
    expect(wordsOn(shown.card)).toContain('办理时限：5 个工作日');
    const readiness = (await bot.says('ou_head', '权力')) as Shown;
    await bot.clicks('ou_head', readiness, 'powers.readiness');
    const words = JSON.stringify(readiness.card?.json);
    expect(words).toContain('章 1/1 · 据 1/1 · 人 1/1');
    expect(words).toContain('齐备 Complete');
  });

  it('refuses others, an old card, and posts or policies of somewhere else', async () => {
    const head = await openItem('ou_head');
    const again = await openItem('ou_admin');
    await bot.clicks('ou_head', head, '完善事项');
    await bot.clicks('ou_admin', again, '完善事项');
    const foreign = await bot.clicks('ou_head', head, 'powers.save', { form: { ...form, owner: 'P2' } });
    expect(foreign.toast?.text['zh-CN']).toContain('不在本单位');
    await bot.clicks('ou_head', head, 'powers.save', { form });
    const stale = await bot.clicks('ou_admin', again, 'powers.save', { form });
    expect(stale.toast?.text['zh-CN']).toContain('刚刚有过变动');
    expect(wordsOn(again.card)).toContain('办理时限：5 个工作日');
    const other = (await bot.says('ou_buyer', '权力 局机关')) as Shown;
    expect(wordsOn(other.card)).toContain('您可以查看本单位的权力清单');
  });
});

describe('the registers', () => {
  it('list policies and what each governs', async () => {
    await put(bot, [policy('Z-1', { items: ['大额支付', '采购文件编制'] })]);
    const shown = (await bot.says('ou_buyer', '制度')) as Shown;
    expect(wordsOn(shown.card)).toContain('共 1 项制度。');
    await bot.clicks('ou_buyer', shown, 'powers.policy', { option: 'Z-1' });
    expect(wordsOn(shown.card)).toContain(
      '适用权力事项（2）：大额支付（局机关 · 财务处）、采购文件编制（政府采购中心 · 采购实施科）',
    );
  });
});
