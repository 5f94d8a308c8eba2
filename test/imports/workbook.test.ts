import { deflateRawSync } from 'node:zlib';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { recognise as recogniseIn, type Table } from '../../src/capabilities/imports/recognise.ts';
import { templateOf } from '../../src/capabilities/imports/template.ts';
import { cleanFileName, neutral, readTables, writeTables } from '../../src/capabilities/imports/workbook.ts';
import { planImport } from '../../src/capabilities/organization/plan.ts';
import { SHEETS } from '../../src/capabilities/organization/rows.ts';
import { countedIds } from '../../src/kernel/ids.ts';
import { smallOrganization } from '../support/bureau.ts';

const recognise = (tables: readonly Table[]) => recogniseIn(tables, SHEETS);

/** A zip of one entry that unpacks to `size` zero bytes and declares `declared`. */
function bomb(size: number, declared: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(size));
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(declared, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(declared, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

describe('files that people send', () => {
  it.each([
    ['a zip bomb', bomb(200_000_000, 200_000_000), 'fileUnpacksTooBig'],
    ['a bomb that hides its size', bomb(1_000_000, 0), 'notXlsx'],
    ['a bomb that lies about its size', bomb(200_000_000, 1000), 'notXlsx'],
    ['no zip at all', new TextEncoder().encode('<html>'), 'notXlsx'],
    ['nothing', new Uint8Array(), 'notXlsx'],
    ['a zip that is no workbook', bomb(10, 10), 'notXlsx'],
    ['more than 5 MB', new Uint8Array(5 * 1024 * 1024 + 1), 'fileTooBig'],
  ])('%s is refused by name', async (_name, bytes, fault) => expect(await readTables(bytes)).toBe(fault));

  it('one long text in thousands of cells is refused: it would unpack to gigabytes', async () => {
    const text = '长'.repeat(30_000);
    const rows = [['单位', '部门'], ...Array.from({ length: 700 }, () => ['U', text])];
    const bytes = await writeXlsx({ sheets: [{ name: '岗位', rows }] });
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(await readTables(bytes)).toBe('fileUnpacksTooBig');
  });

  it('what stands above a header is cut before it goes along with every row', async () => {
    const rows = [
      ['题'.repeat(100_000)],
      ['单位', '部门', '岗位名称', '岗位类别'],
      ['甲', '乙', '丙', '普通'],
    ];
    expect((await recognise([{ name: '岗位', rows }])).rows[0]?.above?.length).toBe(300);
  });

  it('a formula is a text, never computed', async () => {
    const cells = new Map([
      ['1,0', { formula: 'HYPERLINK("http://x","y")', value: null }],
      ['1,1', { formula: '1+1', formulaResult: 2, value: 2 }],
    ]);
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '岗位',
          rows: [
            ['单位', '部门'],
            ['', ''],
          ],
          cells,
        },
      ],
    });
    const tables = await readTables(bytes);
    expect(Array.isArray(tables) && tables[0].rows[1]).toEqual(['=HYPERLINK("http://x","y")', '2']);
  });

  it('too many rows are counted, not cut in silence', async () => {
    const rows = [
      ['单位', '部门', '岗位', '岗位类别'],
      ...Array.from({ length: 20_001 }, (_, i) => ['甲', '乙', `岗${i}`, '一般']),
    ];
    expect(await recognise([{ name: '岗位', rows }])).toMatchObject({
      tooMany: true,
      rows: { length: 20_000 },
    });
  });

  it.each([
    ['../../etc/passwd.xlsx', 'passwd'],
    ['C:\\temp\\岗位.XLSX', '岗位'],
    ['a\u202Egnp.xlsx', 'agnp'],
    ['<img src=x>.xlsx', 'img src=x'],
    ['...', '文件'],
  ])('the name %j becomes %j', (given, clean) => expect(cleanFileName(given)).toBe(clean));
});

describe('files that we send', () => {
  it.each(['=1+1', '+1', '-1', '@SUM', '#N/A', '＝1'])('%s can not run', async (value) => {
    const bytes = await writeTables([
      { name: '表', columns: [{ header: '列', width: 10 }], rows: [[value]] },
    ]);
    expect((await readXlsx(bytes)).sheets[0]?.rows[1]).toEqual([`'${value}`]);
    expect(neutral('普通-文字')).toBe('普通-文字');
  });

  it('the template is read back whole: three sheets, no row to import, all columns known', async () => {
    const tables = await readTables(await templateOf(SHEETS));
    if (typeof tables === 'string') throw new Error(tables);
    expect(tables.map((t) => t.name)).toEqual(['岗位', '权力事项与环节', '角色', '说明']);
    expect(await recognise(tables)).toEqual({
      rows: [],
      tooMany: false,
      unknown: [],
      skipped: [],
      missing: [],
    });
    const filled = tables.map((t) => ({
      ...t,
      rows: t.rows.map((r) => r.map((c) => c.replace('示例：', ''))),
    }));
    const plan = planImport((await recognise(filled)).rows, smallOrganization(), countedIds(), '2026-11-23');
    expect(plan.errors.map((e) => e.why['zh-CN'])).toEqual([
      expect.stringContaining('20024'),
      expect.stringContaining('20002'),
    ]);
  });
});
