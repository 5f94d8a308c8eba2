import { readTables } from '../../capabilities/imports/workbook.ts';
import { textOf } from '../card-reading.ts';
import type { Sent } from '../feishu.ts';
import type { Stage } from './stage.ts';

/** Numbers that were compared and those that did not agree. */
export type Sums = { compared: number; readonly wrong: string[] };
type Grades = readonly [number, number, number];

const add = (a: Grades, b: Grades): Grades => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const none: Grades = [0, 0, 0];
export const noSums = (): Sums => ({ compared: 0, wrong: [] });

export function expectSame(sums: Sums, what: string, found: unknown, right: unknown): void {
  sums.compared += 1;
  if (JSON.stringify(found) !== JSON.stringify(right))
    sums.wrong.push(`${what}: ${JSON.stringify(found)}, should be ${JSON.stringify(right)}`);
}

/** What the store itself has in these states, counted grade by grade. */
async function countIn({ host: machine }: Stage, states: readonly string[]): Promise<Grades> {
  const counts = (await machine.store()?.tally('risk', { index: 'count' })) ?? {};
  return Object.entries(counts).reduce((sum, [key, n]): Grades => {
    const [, grade, status] = key.split('|');
    return states.includes(status ?? '')
      ? add(sum, [1, 2, 3].map((g) => (String(g) === grade ? n : 0)) as unknown as Grades)
      : sum;
  }, none);
}

export const inForce = (stage: Stage): Promise<Grades> => countIn(stage, ['effective']);

/** 风险点 173：一级（高）42 · 二级（中）81 · 三级（低）50 */
const countsOn = (words: string): readonly number[] => {
  const found = /风险点 (\d+)：一级（高）(\d+) · 二级（中）(\d+) · 三级（低）(\d+)/.exec(words);
  return found ? found.slice(1).map(Number) : [];
};

type Row = readonly string[];
const grades = (row: Row): Grades => [Number(row[6]), Number(row[7]), Number(row[8])];

/** The edition's card, its summary sheet, each unit's sheets and the register itself say the same. */
export async function checkEdition(stage: Stage, sums: Sums, card: Sent, file: Sent): Promise<void> {
  const right = await inForce(stage);
  const all = right[0] + right[1] + right[2];
  expectSame(sums, 'edition card', card.card && countsOn(textOf(card.card)), [all, ...right]);
  const tables = await readTables(file.file?.bytes ?? new Uint8Array());
  if (typeof tables === 'string') return void sums.wrong.push(`edition file: ${tables}`);
  const units = tables.flatMap(({ name, rows }) => {
    const head = rows.findIndex((r) => r[5] === '风险点数' && r[3] === '岗位');
    const total = rows.findIndex((r) => r[0] === '合计');
    if (head < 0 || total < 0) return [];
    const lines = rows.slice(head + 1, total);
    const sum = lines.reduce((s, r) => add(s, grades(r)), none);
    expectSame(sums, `sheet ${name}: total line`, grades(rows[total] ?? []), sum);
    expectSame(
      sums,
      `sheet ${name}: points`,
      lines.reduce((s, r) => s + Number(r[5]), 0),
      sum[0] + sum[1] + sum[2],
    );
    return [sum];
  });
  expectSame(sums, 'unit sheets together', units.reduce(add, none), right);
  expectSame(sums, 'sheets of units', units.length > 0, true);
  const points = tables
    .map(({ rows }) => {
      const head = rows.findIndex((r) => r.includes('风险点名称') && r.includes('表现形式'));
      return head < 0 ? 0 : rows.slice(head + 1).filter((r) => /^\d+$/.test(r[0] ?? '')).length;
    })
    .reduce((a, b) => a + b, 0);
  expectSame(sums, 'lines of all screening tables', points, all);
}

type TableRow = Readonly<Record<string, unknown>>;
/** Rows of the card's table, as the client is given them. */
const tableOn = (on: Sent): readonly TableRow[] =>
  (
    on.card?.json.body as { elements: readonly { tag: string; rows?: readonly TableRow[] }[] } | undefined
  )?.elements.find((e) => e.tag === 'table')?.rows ?? [];

/** 汇总 of the whole bureau: the total line, the lines of all units and the register say the same. */
export async function checkSummary(stage: Stage, sums: Sums, on: Sent): Promise<void> {
  const cell = (row: TableRow, name: string): number => Number((row[name] as [{ text: string }])[0].text);
  const [total = none, ...units] = tableOn(on).map(
    (row): Grades => [cell(row, 'g1'), cell(row, 'g2'), cell(row, 'g3')],
  );
  const right = await countIn(stage, ['inReview', 'returned', 'approved', 'effective']);
  expectSame(sums, 'summary: lines of units', units.length, stage.size.units);
  expectSame(sums, 'summary: total line', total, right);
  expectSame(sums, 'summary: units together', units.reduce(add, none), right);
}

/** 应答 1500 人：已答 1495（99%），其中已确认 1490 … and the rows of the table under it. */
export async function checkProgress(stage: Stage, sums: Sums, on: Sent, campaign: string): Promise<void> {
  const said = /应答 (\d+) 人：已答 (\d+)（[^）]*），其中已确认 (\d+)；已开始未答完 (\d+)；未开始 (\d+)/.exec(
    on.card ? textOf(on.card) : '',
  );
  const [people = 0, answered = 0, done = 0, begun = 0, not = 0] = said?.slice(1).map(Number) ?? [];
  expectSame(sums, 'progress: answered + begun + not started', answered + begun + not, people);
  const counts =
    (await stage.host.store()?.tally('participant', { index: 'progress', prefix: `${campaign}|` })) ?? {};
  const inState = (...states: readonly string[]): number =>
    Object.entries(counts).reduce(
      (sum, [key, n]) => sum + (states.includes(key.split('|').at(-1) ?? '') ? n : 0),
      0,
    );
  expectSame(sums, 'progress: confirmed', done, inState('done'));
  expectSame(sums, 'progress: answered', answered, inState('answered', 'done'));
  const rows = tableOn(on).map((r) => [...String(r.answered).split('/').map(Number), Number(r.done)]);
  const column = (i: number): number => rows.reduce((sum, r) => sum + (r[i] ?? 0), 0);
  expectSame(
    sums,
    'progress: rows of the table',
    [column(0), column(1), column(2)],
    [answered, people, done],
  );
}
