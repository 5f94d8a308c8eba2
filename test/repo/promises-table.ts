import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** One row of docs/PROMISES.md. */
export type Promised = {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly file: string;
  readonly title: string;
  readonly figure: string;
};

export const promised = (): readonly Promised[] =>
  readFileSync('docs/PROMISES.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| [A-Z]\d\d \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, id = '', en = '', zh = '', file = '', title = '', figure = '']) => ({
      ...{ id, en, zh, title, figure },
      file: file.replace(/`/g, ''),
    }));

const HEAD = { en: '| promise | test | last figure |', zh: '| 承诺 | 测试 | 最近一次的数字 |' } as const;
const nameOf = (file: string): string =>
  file.replace(/^(test|src)\//, '').replace(/(\.test|\.contract)?\.ts$/, '');

/** The table as a README quotes it: only rows with a figure; the rest is in docs/PROMISES.md. */
export const sectionOf = (rows: readonly Promised[], language: 'en' | 'zh'): string =>
  [
    HEAD[language],
    '|---|---|---|',
    ...rows
      .filter(({ figure }) => figure !== '')
      .map((r) => `| ${r.id} ${r[language]} | [${nameOf(r.file)}](${r.file}) | ${r.figure} |`),
  ].join('\n');

export const PAGES = [
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh'],
] as const;
export const quoted = (language: 'en' | 'zh'): string =>
  `<!-- promises -->\n${sectionOf(promised(), language)}\n<!-- /promises -->`;

/** `npx tsx test/repo/promises-table.ts` writes the READMEs' tables anew. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [page, language] of PAGES) {
    const text = readFileSync(page, 'utf8');
    writeFileSync(
      page,
      text.replace(/<!-- promises -->[\s\S]*<!-- \/promises -->/, () => quoted(language)),
    );
  }
