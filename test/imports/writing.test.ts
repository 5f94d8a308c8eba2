import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Sheet, workbook } from '../../src/capabilities/catalogue/index.ts';
import { readTables, type SheetToWrite, writeTables } from '../../src/capabilities/imports/index.ts';

/** The thread runs what the build made: Node starts no TypeScript in it. */
const BUILT = 'dist/src/writing.js';
/** Rows handed over in one turn. */
const ROWS = 100;

const paper = (name: string, rows: number): Sheet => ({
  name,
  title: '岗位廉政风险点排查及防控措施表',
  subtitle: '单位：政府采购中心',
  columns: [
    { name: '序号', width: 6 },
    { name: '风险点名称', width: 20 },
  ],
  rows: Array.from({ length: rows }, (_, i) => [i + 1, `第 ${i} 类付款的审批程序缺项`]),
  totals: ['合计', rows],
  signature: '编制人：',
});
const table = (rows: number): SheetToWrite => ({
  name: '风险点',
  columns: [{ header: '错误原因', width: 60 }],
  rows: Array.from({ length: rows }, (_, i) => [`=${i}`]),
});

/** The most rows that were looked at while nobody else had a turn. */
async function mostInATurn(
  rows: number,
  write: (sheets: readonly Sheet[]) => Promise<unknown>,
): Promise<number> {
  let inTurn = 0;
  let most = 0;
  let open = true;
  const turn = (): void => {
    inTurn = 0;
    if (open) setImmediate(turn);
  };
  setImmediate(turn);
  const whole = paper('甲', rows);
  const watched = new Proxy(whole.rows, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) inTurn += 1;
      most = Math.max(most, inTurn);
      return Reflect.get(target, key, receiver);
    },
  });
  await write([{ ...whole, rows: watched }]).finally(() => {
    open = false;
  });
  return most;
}

describe.skipIf(!existsSync(BUILT))('a workbook written in a thread of its own', () => {
  let writing: typeof import('../../src/writing.ts');
  beforeAll(async () => {
    writing = await import(pathToFileURL(BUILT).href);
  });

  it('is the workbook that would be written here', async () => {
    const sheets = [paper('甲', 250), paper('空', 0), paper('乙', 1)];
    const read = async (bytes: Uint8Array) => readTables(bytes);
    expect(await read(await writing.writeApart.book(sheets))).toEqual(await read(await workbook(sheets)));
    expect(await read(await writing.writeApart.tables([table(250)]))).toEqual(
      await read(await writeTables([table(250)])),
    );
  });

  it('lets the loop turn between the pieces, where writing here looks at every row at once', async () => {
    expect(await mostInATurn(1000, workbook)).toBeGreaterThanOrEqual(1000);
    expect(await mostInATurn(1000, writing.writeApart.book)).toBe(ROWS);
  });

  it('is refused when it uses up its memory or time, and the next one is written', async () => {
    const small = writing.writersApart({ ms: 60_000, heapMb: 24 });
    await expect(small.book([paper('甲', 30_000)])).rejects.toThrow('too large');
    expect((await small.book([paper('甲', 1)])).length).toBeGreaterThan(0);
    await expect(writing.writersApart({ ms: 1, heapMb: 24 }).book([paper('甲', 1)])).rejects.toThrow(
      'too large',
    );
  });

  it('says that it is faulty, not what stands in it', async () => {
    const broken = { ...paper('甲', 1), columns: undefined } as unknown as Sheet;
    await expect(writing.writeApart.book([broken])).rejects.toThrow('the workbook is faulty: TypeError');
    const unclonable = { ...paper('甲', 1), rows: [[() => '机密']] } as unknown as Sheet;
    await expect(writing.writeApart.book([unclonable])).rejects.toThrow(/^the workbook is faulty: \w+$/);
  });
});
