import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addsUp,
  type EditionBody,
  type EditionRows,
  hashOf,
} from '../../src/capabilities/catalogue/edition-model.ts';
import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import { type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { effect, PAYER_POST } from './effective.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await testBot();
  await effect(bot, [
    { id: 'R-1', grade: 3 },
    { id: 'R-2', grade: 1 },
    { id: 'R-3', grade: 2, place: { level: 'division', unit: 'U1', division: 'D2' } },
    { id: 'R-5', grade: 2, place: PAYER_POST },
  ]);
});
afterEach(() => bot.close());

/** The office compiles a draft and asks for approval; gives the card it stands on. */
async function compiled(): Promise<Shown> {
  const shown = (await bot.says('ou_admin', '目录')) as Shown;
  await bot.clicks('ou_admin', shown, '目录版本');
  await bot.clicks('ou_admin', shown, '编制版本');
  await bot.clicks('ou_admin', shown, '提请审定');
  return shown;
}
const asked = (who = 'ou_member'): Shown => bot.to(who).at(-1) as Shown;
const editions = async () => (await bot.store.list<EditionBody>('edition', { index: 'at', limit: 10 })).items;

async function frozen(): Promise<Shown> {
  const office = await compiled();
  const reply = await bot.clicks('ou_member', asked(), '审定通过');
  expect(reply.toast?.type).toBe('success');
  return office;
}
async function book(who: string, on: Shown): Promise<ExcelJS.Workbook> {
  await bot.clicks(who, on, '导出本版 Excel');
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(Buffer.from(bot.to(who).at(-1)?.file?.bytes ?? []) as unknown as ArrayBuffer);
  return read;
}
const values = (sheet: ExcelJS.Worksheet | undefined, row: number): readonly unknown[] =>
  ((sheet?.getRow(row).values ?? []) as unknown[]).slice(1);

/** Changes the catalogue behind the edition: one retired, one regraded, one new. */
async function changed(): Promise<void> {
  const at = bot.now();
  const read = async (id: string) => bot.store.get<RiskBody, object>({ kind: 'risk', id });
  const [one, two] = [await read('R-1'), await read('R-2')];
  const trail = (what: 'retired' | 'corrected') => [{ key: 't1', what, by: 'ou_buyer', at }];
  await bot.store.commit({
    requestId: 'changed',
    fingerprint: 'changed',
    at,
    actor: 'system',
    reason: 'seed',
    put: [
      {
        kind: 'risk',
        id: 'R-1',
        rev: 1,
        body: { ...one?.body, status: 'retired', trail: trail('retired') },
        sealed: one?.sealed,
      },
      {
        kind: 'risk',
        id: 'R-2',
        rev: 1,
        body: { ...two?.body, grade: 2, trail: trail('corrected') },
        sealed: { ...two?.sealed, title: '改过的名称' },
      },
    ],
  });
  await effect(bot, [{ id: 'R-9', grade: 3 }]);
}

describe('an edition', () => {
  it('is numbered, approved by one tap of the leading group, and frozen with its hash', async () => {
    await frozen();
    const [edition] = await editions();
    expect(edition?.body).toMatchObject({
      no: '2026-1',
      status: 'frozen',
      approver: 'ou_member',
      totals: { 1: 1, 2: 2, 3: 1 },
    });
    const rows = await Promise.all(
      (edition?.body.units ?? []).map((u) =>
        bot.store.get<EditionRows>({ kind: 'editionRows', id: `${edition?.id}|${u.unit}` }),
      ),
    );
    expect(hashOf(rows.flatMap((r) => r?.body.rows ?? []))).toBe(edition?.body.hash);
  });

  it('is not approved by the office, by its own compiler, or twice', async () => {
    const office = await compiled();
    expect(wordsOn(office.card)).not.toContain('审定通过');
    const [edition] = await editions();
    const forged = { do: 'edition.approve', id: edition?.id ?? '', rev: edition?.rev ?? 0 };
    const click = {
      kind: 'click' as const,
      chatId: office.chatId,
      messageId: office.id,
      at: bot.now(),
      value: forged,
    };
    for (const openId of ['ou_admin', 'ou_unithead'])
      expect((await bot.app.handle({ ...click, openId, cause: `evt:${openId}` })).toast?.type).toBe(
        'warning',
      );
    expect((await editions())[0]?.body.status).toBe('draft');
    await bot.clicks('ou_member', asked(), '审定通过');
    const again = await bot.app.handle({ ...click, openId: 'ou_chief', cause: 'evt:late' });
    expect(again.toast?.text['zh-CN']).toContain('已经处理过');
  });

  it('whose totals are not the sum of its items is refused', async () => {
    await compiled();
    const [edition] = await editions();
    const id = `${edition?.id}|U1`;
    const rows = await bot.store.get<EditionRows>({ kind: 'editionRows', id });
    const one = rows?.body.rows.slice(1) ?? [];
    const put = [{ kind: 'editionRows', id, rev: 1, body: { edition: edition?.id, rows: one } }];
    await bot.store.commit({
      requestId: 'tamper',
      fingerprint: 't',
      at: bot.now(),
      actor: 'system',
      reason: 'seed',
      put,
    });
    const reply = await bot.clicks('ou_member', asked(), '审定通过');
    expect(reply.toast?.text['zh-CN']).toContain('合计与明细不一致');
    expect((await editions())[0]?.body.status).toBe('draft');
  });

  it('sent back with a reason gives its number to the next draft', async () => {
    await compiled();
    const blank = await bot.clicks('ou_member', asked(), '退回', { form: { reason: ' ' } });
    expect(blank.toast?.type).toBe('error');
    await bot.clicks('ou_member', asked(), '退回', { form: { reason: '请核对采购中心' } });
    await frozen();
    expect((await editions()).map((e) => [e.body.no, e.body.status])).toEqual([
      ['2026-1', 'returned'],
      ['2026-1', 'frozen'],
    ]);
  });

  it('counts every row from its items', () => {
    const place = { level: 'unit', unit: 'U1' } as const;
    const row = { key: 'U1||', place, names: ['甲', '', ''] as const, grade: 2 as const };
    const items = [{ id: 'R', rev: 1, grade: 2 as const, mark: 'm' }];
    const good = { ...row, counts: { 1: 0, 2: 1, 3: 0 }, risks: items };
    const totals = {
      totals: good.counts,
      places: 1,
      units: [{ unit: 'U1', name: '甲', counts: good.counts, places: 1 }],
    };
    expect(addsUp(totals, [good])).toBe(true);
    expect(addsUp({ ...totals, totals: { 1: 0, 2: 2, 3: 0 } }, [good])).toBe(false);
    expect(addsUp(totals, [{ ...good, risks: [] }])).toBe(false);
  });
});

describe('a later edition', () => {
  it('supersedes the first and tells what is new, changed, retired and unchanged', async () => {
    await frozen();
    await bot.goTo('2026-11-24T01:00:00.000Z');
    await changed();
    const office = await frozen();
    expect((await editions()).map((e) => [e.body.no, e.body.status])).toEqual([
      ['2026-1', 'superseded'],
      ['2026-2', 'frozen'],
    ]);
    const list = (await bot.says('ou_admin', '目录')) as Shown;
    await bot.clicks('ou_admin', list, '目录版本');
    await bot.clicks('ou_admin', list, 'edition.choose', { option: (await editions())[1]?.id ?? '' });
    expect(wordsOn(list.card)).toContain('新增 1，变动 1，停用 1，不变 2');
    const reply = await bot.clicks('ou_admin', list, '与上一版对照');
    const said = wordsOn(reply.card);
    for (const part of [
      '新增 · R-9',
      '变动 · 改过的名称',
      '一级（高） → 二级（中）',
      '停用 · R-1',
      '2026-11-24 更正',
    ])
      expect(said).toContain(part);
    expect(office.id).not.toBe(list.id);
  });

  it('keeps the words of its own day, also when they were corrected later', async () => {
    await frozen();
    await changed();
    const list = (await bot.says('ou_admin', '目录')) as Shown;
    await bot.clicks('ou_admin', list, '目录版本');
    await bot.clicks('ou_admin', list, 'edition.choose', { option: (await editions())[0]?.id ?? '' });
    const risks = (await book('ou_admin', list)).getWorksheet('风险点清单');
    const titles = [4, 5, 6, 7].map((n) => values(risks, n)[8]);
    expect(titles).toEqual(expect.arrayContaining(['R-1', 'R-2', 'R-3', 'R-5']));
    expect(titles).not.toContain('改过的名称');
  });
});

describe('on paper', () => {
  it('has a summary, a sheet for each unit, the list, the number in every row, and totals that add up', async () => {
    const read = await book('ou_admin', await frozenCard('ou_admin'));
    expect(read.worksheets.map((s) => s.name)).toEqual(['汇总', '局机关', '政府采购中心', '风险点清单']);
    const unit = read.getWorksheet('政府采购中心');
    expect(values(unit, 4).at(-1)).toBe('2026-1');
    expect(values(unit, 6).slice(5, 9)).toEqual([3, 1, 1, 1]);
    expect(values(read.getWorksheet('汇总'), 6).slice(2, 7)).toEqual([3, 4, 1, 2, 1]);
    expect(unit?.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 9, printTitlesRow: '3:3' });
    expect(unit?.getCell('A1').isMerged).toBe(true);
    expect(String(unit?.getCell('A7').value)).toContain('审定人');
  });

  it('of a unit leader holds the own unit only', async () => {
    const read = await book('ou_unithead', await frozenCard('ou_unithead'));
    expect(read.worksheets.map((s) => s.name)).toEqual(['汇总', '政府采购中心', '风险点清单']);
  });

  it('is not offered to staff', async () => {
    await frozen();
    expect(wordsOn((await bot.says('ou_buyer', '目录'))?.card)).not.toContain('目录版本');
  });
});

async function frozenCard(who: string): Promise<Shown> {
  await frozen();
  const list = (await bot.says(who, '目录')) as Shown;
  await bot.clicks(who, list, '目录版本');
  await bot.clicks(who, list, 'edition.choose', { option: (await editions())[0]?.id ?? '' });
  return list;
}

describe('changes within the year', () => {
  it('come as one line of the office’s digest on the first working day of the month', async () => {
    await frozen();
    await changed();
    await bot.goTo('2026-11-30T03:00:00.000Z');
    await bot.goTo('2026-12-01T00:31:00.000Z');
    await bot.goTo('2026-12-01T03:00:00.000Z');
    expect(wordsOn(bot.to('ou_admin').at(-1)?.card)).toContain('目录 2026-1 版以来：新增 1，变动 1，停用 1');
  });
});
