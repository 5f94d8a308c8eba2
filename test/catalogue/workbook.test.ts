import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { safeText, workbook } from '../../src/capabilities/catalogue/workbook.ts';

const hostile: unknown = JSON.parse(readFileSync('test/data/hostile-inputs.json', 'utf8'));
/** Every string anywhere in the file of hostile inputs. */
const stringsIn = (node: unknown): readonly string[] =>
  typeof node === 'string'
    ? [node]
    : node !== null && typeof node === 'object'
      ? Object.values(node).flatMap(stringsIn)
      : [];

async function readBack(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return book;
}
const sheet = (rows: readonly (readonly (string | number)[])[]) => ({
  name: '目录',
  title: '题',
  subtitle: '单位',
  columns: [
    { name: '序号', width: 6 },
    { name: '文字', width: 20 },
  ],
  rows,
  totals: [3, '合计'],
  signature: '编制人：',
});

describe('a text of the file', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠a', '#N/A', '#REF!'])(
    '%j stays a text',
    (typed) => {
      expect(safeText(typed)).toBe(`'${typed}`);
    },
  );
  it.each(['资金支付', '1=1', '#1 锅炉房', ' 付款'])('%j is left as it is', (typed) => {
    expect(safeText(typed)).toBe(typed);
  });
  it('fits into Excel’s longest cell', () => {
    expect(safeText('长'.repeat(40_000)).length).toBe(32_767);
    expect(safeText(`=${'a'.repeat(40_000)}`).length).toBe(32_767);
    expect(safeText('😀'.repeat(20_000)).isWellFormed()).toBe(true);
  });
});

describe('the file', () => {
  it('has a merged title, a head that repeats in print, A4 across, and numbers as numbers', async () => {
    const page = (
      await readBack(
        await workbook([
          sheet([
            [1, '甲'],
            [2, '乙'],
          ]),
        ]),
      )
    ).getWorksheet('目录');
    expect(page?.getCell('A1').value).toBe('题');
    expect(page?.getCell('B1').master.address).toBe('A1');
    expect(page?.getRow(3).values).toEqual([undefined, '序号', '文字']);
    expect(page?.getCell('A4').value).toBe(1);
    expect(page?.getCell('A6').value).toBe(3);
    expect(page?.getCell('A7').value).toBe('编制人：');
    expect(page?.pageSetup.orientation).toBe('landscape');
    expect(page?.pageSetup.paperSize).toBe(9);
    expect(page?.pageSetup.printTitlesRow).toContain('3');
    expect(page?.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
  });

  it('carries hostile texts without a formula or an error', async () => {
    const texts = stringsIn(hostile);
    expect(texts.length).toBeGreaterThan(10);
    const page = (await readBack(await workbook([sheet(texts.map((t, i) => [i, t]))]))).getWorksheet('目录');
    page?.eachRow((row) =>
      row.eachCell((cell) => {
        expect(cell.formula).toBeUndefined();
        expect([ExcelJS.ValueType.Formula, ExcelJS.ValueType.Error]).not.toContain(cell.type);
      }),
    );
    expect(page?.rowCount).toBe(texts.length + 5);
  });
});
