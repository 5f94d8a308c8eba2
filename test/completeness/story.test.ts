import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardFault } from '../../src/sandbox/card/check.ts';
import { effect, PAYER_POST } from '../catalogue/effective.ts';
import { approvedBody, BUYER_POST, textsOf } from '../publicity/approved.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await effect(bot, [
    { id: 'R-1', grade: 1, body: { source: 'duty' } },
    { id: 'R-2', grade: 3 },
    { id: 'R-3', grade: 3, body: { powerItem: '另一事项' } },
    { id: 'R-4', grade: 3, body: { hints: ['vagueMeasure'] } },
  ]);
});
afterEach(() => bot.close());
const table = (shown: Shown): string => JSON.stringify(shown.card?.json);

async function event(type: string, id: string, data: Record<string, string>): Promise<void> {
  await bot.app.apply(`${type}:${id}`, async (world) => ({
    events: [{ type, about: `risk:${id}`, by: 'ou_buyer', at: world.now, data }],
    put: [
      {
        kind: 'risk',
        id: `${id}-${type}`,
        rev: 0,
        body: approvedBody(world.now, { place: BUYER_POST }),
        sealed: textsOf(id),
      },
    ],
  }));
}

describe('查漏', () => {
  it('shows covered and missing sources by item, with sums that add up', async () => {
    const shown = (await bot.says('ou_unithead', '查漏')) as Shown;
    expect(wordsOn(shown.card)).toContain(
      '还空着：岗位 1 个、缺制度 1 项、措施待补 1 条。\n事项 × 来源共 20 格：有风险点 3，已说明没有 0，空白 17。',
    );
    expect(wordsOn(shown.card)).toContain(
      '已生效风险点 4 条：岗位 4、部门 0、单位 0。三紧贴：突出问题 0、关键环节 0、重要岗位 1，尚有缺项。',
    );
    expect(wordsOn(shown.card)).toContain('尚无风险点的岗位：综合');
    expect(table(shown)).toContain(
      '[{"text":"思想","color":"orange"},{"text":"制度","color":"orange"},{"text":"外部","color":"orange"}]',
    );
    expect(table(shown)).toContain('另一事项（清单外 unlisted）');
    expect(cardFault(shown.card?.json ?? {}, () => true)).toBeUndefined();
  });

  it('names gaps and gives the file only to those who lead', async () => {
    const shown = (await bot.says('ou_buyer', '查漏')) as Shown;
    expect(wordsOn(shown.card)).not.toContain('尚无风险点的岗位');
    await expect(bot.clicks('ou_buyer', shown, '导出 Excel')).rejects.toThrow('no button');
    const other = (await bot.says('ou_admin', '查漏')) as Shown;
    expect(wordsOn(other.card)).toContain('尚未启动的单位：局机关');
    const refused = await bot.clicks('ou_clerk', other, 'completeness.unit', { option: 'U1' });
    expect(refused.toast?.text['zh-CN']).toContain('本单位的覆盖情况');
  });

  it('as Excel: the full matrix, its totals the sum of its rows, and a sheet for each list', async () => {
    await effect(bot, [{ id: 'R-9', grade: 2, place: PAYER_POST }]);
    const shown = (await bot.says('ou_admin', '查漏')) as Shown;
    await bot.clicks('ou_admin', shown, 'completeness.unit', { option: 'U1' });
    await bot.clicks('ou_admin', shown, '导出 Excel');
    const file = bot.to('ou_admin').at(-1)?.file;
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(file?.bytes ?? []) as unknown as ArrayBuffer);
    expect(book.worksheets.map((s) => s.name)).toEqual([
      '覆盖矩阵',
      '无风险点的岗位',
      '无风险点的权力事项',
      '制度空白的权力事项',
      '措施待补的风险点',
      '未启动的单位',
    ]);
    const sheet = book.getWorksheet('覆盖矩阵');
    const numbers = (row: number) =>
      [6, 7, 8, 9, 10, 11].map((c) => Number(sheet?.getRow(row).getCell(c).value));
    const rows = [4, 5, 6, 7].map(numbers);
    expect(sheet?.getRow(8).getCell(1).value).toBe('合计');
    expect(numbers(8)).toEqual([0, 1, 2, 3, 4, 5].map((c) => rows.reduce((n, r) => n + (r[c] ?? 0), 0)));
    expect(numbers(8)).toEqual([0, 1, 3, 0, 0, 4]);
    expect(book.getWorksheet('措施待补的风险点')?.getRow(4).getCell(5).value).toBe('R-4');
    expect(book.getWorksheet('无风险点的岗位')?.getRow(4).getCell(4).value).toBe('综合');
  });
});

describe('an empty cell', () => {
  const cells = async (who: string): Promise<Shown> => {
    const shown = (await bot.says(who, '查漏')) as Shown;
    const [id] = table(shown).match(/W-[0-9a-f]{12}/) ?? [];
    await bot.clicks(who, shown, 'completeness.cells', { option: id ?? '' });
    return shown;
  };
  const form = { cells: ['post~ethics', 'division~ethics'], reason: '本事项由系统自动分派，无人工裁量' };

  it('is shown by level and source, in words on colours', async () => {
    const shown = await cells('ou_unithead');
    expect(table(shown)).toContain('"source":"岗位 Post","l0":[{"text":"有 1","color":"green"}]');
    expect(table(shown)).toContain('{"text":"空 empty","color":"orange"}');
    expect(cardFault(shown.card?.json ?? {}, () => true)).toBeUndefined();
  });

  it('is answered by a signed «none, because…» and counted as such', async () => {
    const shown = await cells('ou_unithead');
    await bot.clicks('ou_unithead', shown, '签认', { form });
    expect(table(shown)).toContain('{"text":"无 none","color":"neutral"}');
    await bot.clicks('ou_unithead', shown, '返回查漏');
    expect(wordsOn(shown.card)).toContain('事项 × 来源共 20 格：有风险点 3，已说明没有 2，空白 15。');
    expect(table(shown)).toContain('{"text":"已说明 1","color":"neutral"}');
    const again = await cells('ou_unithead');
    const twice = await bot.clicks('ou_unithead', again, '签认', { form });
    expect(twice.toast?.text['zh-CN']).toContain('请选择空白格');
  });

  it('is signed with a reason, by those who lead, and for no cell that has a risk', async () => {
    const shown = await cells('ou_unithead');
    for (const more of [{ reason: '没有' }, { cells: ['post~duty'] }, { cells: [] }]) {
      const reply = await bot.clicks('ou_unithead', { ...shown }, '签认', { form: { ...form, ...more } });
      expect(reply.toast?.type).toBe('error');
    }
    const forged = await bot.clicks('ou_buyer', { ...shown }, '签认', { form });
    expect(forged.toast?.text['zh-CN']).toContain('由部门负责人');
    await expect(bot.clicks('ou_buyer', await cells('ou_buyer'), '签认')).rejects.toThrow('no button');
  });
});

describe('the lists of gaps', () => {
  it('have the numbers of the card, and lead from one to the other', async () => {
    const shown = (await bot.says('ou_admin', '查漏')) as Shown;
    await bot.clicks('ou_admin', shown, 'completeness.unit', { option: 'U1' });
    const stranger = { ...shown };
    await bot.clicks('ou_admin', shown, '清单');
    expect(wordsOn(shown.card)).toContain('共 1 项。\n综合科 · 综合');
    await bot.clicks('ou_admin', shown, '制度空白 1');
    expect(wordsOn(shown.card)).toContain('采购实施科 · 采购文件编制');
    await bot.clicks('ou_admin', shown, '措施待补 1');
    expect(wordsOn(shown.card)).toContain('采购实施科 · R-4');
    await bot.clicks('ou_admin', shown, '未启动的单位 1');
    expect(wordsOn(shown.card)).toContain('局机关');
    expect(cardFault(shown.card?.json ?? {}, () => true)).toBeUndefined();
    const refused = await bot.clicks('ou_buyer', stranger, '清单');
    expect(refused.toast?.type).toBe('warning');
  });
});

describe('质量', () => {
  it('counts submissions, empty ones and returns by reason as they happen', async () => {
    await event('risk.submitted', 'R-1', {});
    await event('risk.submitted', 'R-2', {});
    await event('risk.returned', 'R-1', { reason: 'vague' });
    await event('screening.answered', 'R-1', { unit: 'U1', as: 'none' });
    const shown = (await bot.says('ou_unithead', '质量')) as Shown;
    expect(wordsOn(shown.card)).toContain('找不出：空泛或“无风险”的填报 1 件');
    expect(wordsOn(shown.card)).toContain('退回 1 次，占填报 2 件的 50%');
    expect(wordsOn(shown.card)).toContain('找不全：1 个权力事项中 0 个没有风险点');
    expect(table(shown)).toContain('脱离实际 0 · 内容空泛 1 · 敷衍搪塞 0 · 其他 0');
    expect(table(shown)).not.toContain('局机关');
    const all = (await bot.says('ou_officer', '质量')) as Shown;
    expect(table(all)).toMatch(/局机关.*政府采购中心/s);
    expect(wordsOn((await bot.says('ou_buyer', '质量'))?.card)).toContain('供单位负责人、纪检干部');
    expect(cardFault(all.card?.json ?? {}, () => true)).toBeUndefined();
  });
});

describe('标准', () => {
  it('shows a good and a bad example of the same area', async () => {
    const shown = (await bot.says('ou_buyer', '标准 公务用车')) as Shown;
    expect(wordsOn(shown.card)).toContain('可能对未更换的配件报销');
    expect(wordsOn(shown.card)).toContain('请不要这样写');
    await bot.clicks('ou_buyer', shown, 'completeness.standard', { option: '住房公积金' });
    expect(wordsOn(shown.card)).toContain('审批提取申请时');
    expect(cardFault(shown.card?.json ?? {}, () => true)).toBeUndefined();
  });
});
