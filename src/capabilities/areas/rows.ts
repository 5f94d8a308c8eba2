import { lineWord, stateWord, wayWord } from '../../../cards/areas/text.ts';
import { fault, keyNamed, type RawRow, readDate } from '../../kernel/importing.ts';
import type { Text } from '../../kernel/text.ts';
import type { lookupOf } from '../organization/index.ts';
import type { AreaBody, ProjectBody } from './model.ts';

function keyOf<K extends string>(words: Readonly<Record<K, Text>>, said: string, what: string): K {
  const all = Object.values<Text>(words);
  return (
    keyNamed(words, said) ??
    fault(
      `${what}“${said}”应为：${all.map((w) => w['zh-CN']).join('、')}`,
      `"${said}" must be one of: ${all.map((w) => w['en-US']).join(', ')}`,
    )
  );
}
const yes = (cell: string): boolean => {
  if (['是', 'yes', 'y', '1', '√'].includes(cell.trim().toLowerCase())) return true;
  if (['否', 'no', 'n', '0', ''].includes(cell.trim().toLowerCase())) return false;
  return fault(`“${cell}”应填“是”或“否”`, `"${cell}" must be yes or no`);
};
/** A number of at most two decimals, not negative. */
function amount(cell: string, what: string, max: number): number {
  const value = Number(cell.replace(/[,，\s]/g, ''));
  if (cell.trim() === '' || !Number.isFinite(value) || value < 0 || value > max)
    fault(`${what}“${cell}”应为 0 到 ${max} 之间的数字`, `"${cell}" must be a number from 0 to ${max}`);
  return Math.round(value * 100) / 100;
}
export type FindUnit = ReturnType<typeof lookupOf>['unit'];
const unitNamed = (find: FindUnit, name: string): string => {
  const found = find(name);
  return found.ok ? found.value.id : fault(found.why['zh-CN'], found.why['en-US']);
};
const MAX_YI = 100_000;
const MAX_WAN = 10_000_000;

export function areaRow(find: FindUnit, { cells }: RawRow, before: AreaBody | undefined): AreaBody {
  const { name = '', key = '', line = '', unit = '', year = '', amount: sum = '' } = cells;
  if (year !== '' && !/^20\d\d$/.test(year))
    fault(`年度“${year}”应为四位年份`, `"${year}" must be a year of four digits`);
  if ((year === '') !== (sum === '')) fault('年度和规模应同时填写', 'give year and amount together');
  return {
    name: name.trim(),
    key: key === '' ? (before?.key ?? false) : yes(key),
    ...(line === ''
      ? before?.line
        ? { line: before.line }
        : {}
      : { line: keyOf(lineWord, line, '业务性质') }),
    ...(unit === '' ? (before?.unit ? { unit: before.unit } : {}) : { unit: unitNamed(find, unit) }),
    scale: { ...before?.scale, ...(year === '' ? {} : { [year]: amount(sum, '规模', MAX_YI) }) },
  };
}
export function projectRow(find: FindUnit, { cells }: RawRow): ProjectBody {
  const { name = '', unit = '', area = '', agent = '', quality = '', saving = '' } = cells;
  const way = keyOf(wayWord, cells.way ?? '', '建设方式');
  if (way === 'delegated' && agent === '')
    fault('代建项目应填写代建单位', 'name the agent of a delegated project');
  const [from, to] = [readDate(cells.from ?? ''), readDate(cells.to ?? '')];
  if (from && to && to < from) fault('计划竣工早于开工日期', 'it would end before it begins');
  return {
    name: name.trim(),
    unit: unitNamed(find, unit),
    ...(area === '' ? {} : { area: area.trim() }),
    way,
    ...(way === 'delegated' ? { agent: agent.trim() } : {}),
    budget: amount(cells.budget ?? '', '预算', MAX_WAN),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    state: keyOf(stateWord, cells.state ?? '', '状态'),
    targets: {
      ...(quality === '' ? {} : { quality }),
      ...(saving === '' ? {} : { saving: amount(saving.replace('%', ''), '节约率目标', 100) }),
      clean: yes(cells.clean ?? ''),
    },
  };
}
