import { readFileSync, writeFileSync } from 'node:fs';
import { rootFolder } from '../src/config.ts';
import type { Machine } from './machine.ts';

/** A line of the table. `measured` in words and, for the README, the same in Chinese. */
export type Row = {
  readonly id: string;
  readonly what: { readonly en: string; readonly zh: string };
  readonly target: string;
  readonly measured: { readonly en: string; readonly zh: string };
  /** undefined: not measured in this run. */
  readonly ok: boolean | undefined;
  /** The figures behind it, rounds and all. */
  readonly figures: object;
};
export type Results = {
  readonly at: string;
  readonly machine: Machine;
  /** Load averages of one minute: when the run began, the highest while it ran, when it ended. */
  readonly load: { readonly before: number; readonly highest: number; readonly after: number };
  readonly seconds: number;
  readonly rows: readonly Row[];
};

const FILE = 'bench/results.json';
const WORDS = {
  en: { head: ['what', 'at least', 'measured', ''], yes: 'ok', no: 'missed', none: 'not measured' },
  zh: { head: ['项目', '目标', '实测', ''], yes: '达到', no: '未达到', none: '未测' },
} as const;
export type Language = keyof typeof WORDS;

export const readResults = (): Results => JSON.parse(readFileSync(FILE, 'utf8')) as Results;
export const writeResults = (results: Results): void =>
  writeFileSync(`${rootFolder()}/${FILE}`, `${JSON.stringify(results, null, 2)}\n`);

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The table that is printed, and that the README quotes word for word. */
export function tableOf({ rows }: Results, language: Language): string {
  const words = WORDS[language];
  const verdict = ({ ok }: Row): string => (ok === undefined ? words.none : ok ? words.yes : words.no);
  const lines = rows.map((row) =>
    line([row.what[language], row.target, row.measured[language], verdict(row)]),
  );
  return [line(words.head), '|---|---|---|---|', ...lines].join('\n');
}

/** Where it was measured, in one line. */
export function machineLine({ at, machine, load, seconds }: Results, language: Language): string {
  const { cpu, cores, memoryGb, node, disk } = machine;
  const where = `${cpu}, ${cores} ${language === 'en' ? 'cores' : '核'}, ${memoryGb} GB, ${disk}, Node ${node}`;
  return language === 'en'
    ? `${at.slice(0, 10)}, ${where}; load average ${load.before} before, ${load.highest} at most; ${seconds} s in all.`
    : `${at.slice(0, 10)}，${where}；运行前负载 ${load.before}，最高 ${load.highest}；共 ${seconds} 秒。`;
}

const MARKS = /(<!-- speed -->\n)[\s\S]*?(<!-- \/speed -->)/;
export const sectionOf = (results: Results, language: Language): string =>
  `${machineLine(results, language)}\n\n${tableOf(results, language)}`;
/** A README with the section between its marks replaced. */
export const withSection = (page: string, results: Results, language: Language): string =>
  page.replace(
    MARKS,
    (_all, begin: string, end: string) => `${begin}${sectionOf(results, language)}\n${end}`,
  );
