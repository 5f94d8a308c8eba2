import type { World } from '../../kernel/capability.ts';
import type { Organization, Place } from '../../kernel/people.ts';
import type { Sheet, WriteBook } from '../catalogue/index.ts';
import { levelWord, sourceWord } from '../risks/index.ts';
import { type Found, findGaps, type Scope, unitsNotStarted } from './load.ts';
import { SOURCES, sumOf } from './model.ts';

const column = (name: string, width: number) => ({ name, width });
const place = [column('单位', 22), column('部门', 20)];
const SIGNATURE = '填表人：　　　　　　审核人：　　　　　　日期：';
const unitName = (org: Organization, id: string): string => org.units.get(id)?.name ?? '';
const divisionName = (org: Organization, id: string | undefined): string =>
  org.divisions.get(id ?? '')?.name ?? '';
const placeCells = (org: Organization, p: Place): readonly string[] => [
  unitName(org, p.unit),
  divisionName(org, p.division),
  org.posts.get(p.post ?? '')?.name ?? '',
];

type Head = Pick<Sheet, 'subtitle' | 'signature'>;
function matrixSheet(org: Organization, { lines, risks }: Found, head: Head): Sheet {
  const rows = lines.map(({ item, level, counts, signed }, i) => [
    i + 1,
    unitName(org, item.unit),
    divisionName(org, item.division),
    item.listed ? item.name : `${item.name}（清单外）`,
    levelWord[level]['zh-CN'],
    ...SOURCES.map((s) => (signed.includes(s) ? '无（已说明）' : counts[s])),
    sumOf(counts),
  ]);
  const bySource = SOURCES.map((s) => lines.reduce((n, l) => n + l.counts[s], 0));
  return {
    ...head,
    name: '覆盖矩阵',
    title: '廉政风险点覆盖矩阵',
    columns: [
      column('序号', 6),
      ...place,
      column('权力事项', 26),
      column('层级', 8),
      ...SOURCES.map((s) => column(sourceWord[s]['zh-CN'], 10)),
      column('合计', 8),
    ],
    rows,
    totals: ['合计', '', '', '', '', ...bySource, risks],
  };
}

const listSheet = (
  head: Head,
  name: string,
  columns: Sheet['columns'],
  rows: readonly (readonly string[])[],
): Sheet => ({
  ...head,
  name,
  title: name,
  columns: [column('序号', 6), ...columns],
  rows: rows.map((r, i) => [i + 1, ...r]),
  totals: [`共 ${rows.length} 项`, ...columns.map(() => '')],
});

/** The whole matrix and one sheet for each list of gaps. `all`: also the units that have not started. */
export async function gapsFile(
  world: World,
  scope: Scope,
  all: boolean,
  write: WriteBook,
): Promise<{ name: string; bytes: Uint8Array }> {
  const { org } = world;
  const found = await findGaps(world, scope);
  const where = [unitName(org, scope.unit), divisionName(org, scope.division)]
    .filter((n) => n !== '')
    .join('');
  const head: Head = { subtitle: `${where}　${world.today}`, signature: SIGNATURE };
  const { posts, items, measures, policies } = found.gaps;
  const idle = all ? await unitsNotStarted(world) : [];
  const sheets: readonly Sheet[] = [
    matrixSheet(org, found, head),
    listSheet(
      head,
      '无风险点的岗位',
      [...place, column('岗位', 26)],
      posts.map((p) => placeCells(org, p)),
    ),
    listSheet(
      head,
      '无风险点的权力事项',
      [...place, column('权力事项', 30)],
      items.map((i) => [unitName(org, i.unit), divisionName(org, i.division), i.name]),
    ),
    listSheet(
      head,
      '制度空白的权力事项',
      [...place, column('权力事项', 30)],
      policies.map((i) => [unitName(org, i.unit), divisionName(org, i.division), i.name]),
    ),
    listSheet(
      head,
      '措施待补的风险点',
      [...place, column('岗位', 22), column('风险点', 40)],
      measures.map((m) => [...placeCells(org, m.place), m.title]),
    ),
    ...(all
      ? [
          listSheet(
            head,
            '未启动的单位',
            [column('单位', 30)],
            idle.map((u) => [unitName(org, u)]),
          ),
        ]
      : []),
  ];
  return { name: `查漏_${where}_${world.today}.xlsx`, bytes: await write(sheets) };
}
