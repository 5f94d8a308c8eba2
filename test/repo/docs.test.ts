import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = ['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const read = (f: string): string => readFileSync(f, 'utf8');
const scripts = Object.keys(
  (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts,
);
const NPM_OWN = ['ci', 'start', 'test', 'install', 'prune'];

describe.each(pages)('%s', (page) => {
  const source = read(page);
  it('links only to files that are there', () => {
    const links = [...source.matchAll(/\]\(([^)#\s]+)\)/g)]
      .map((m) => m[1] ?? '')
      .filter((l) => !/^https?:/.test(l));
    expect(links.filter((l) => !existsSync(join(dirname(page), l)))).toEqual([]);
  });
  it('names only paths that exist', () => {
    const paths = [...source.matchAll(/`((?:src|cards|test|docs|config|bench)\/[A-Za-z0-9_./-]+)`/g)].map(
      (m) => m[1] ?? '',
    );
    expect(paths.filter((p) => !existsSync(p))).toEqual([]);
  });
  it('names only scripts that package.json has', () => {
    const named = [...source.matchAll(/npm run ([a-z:]+)/g)].map((m) => m[1] ?? '');
    const plain = [...source.matchAll(/npm ([a-z]+)/g)].map((m) => m[1] ?? '').filter((n) => n !== 'run');
    expect([
      ...named.filter((n) => !scripts.includes(n)),
      ...plain.filter((n) => !NPM_OWN.includes(n)),
    ]).toEqual([]);
  });
});

it('the READMEs name every environment variable that is read, and no other', () => {
  const used = ['src/config.ts', 'src/process.ts'].flatMap((f) =>
    [...read(f).matchAll(/env(?:\.|\[')?\.?([A-Z][A-Z_]{3,})|'(FEISHU_[A-Z_]+)'/g)].map(
      (m) => m[1] ?? m[2] ?? '',
    ),
  );
  for (const page of ['README.md', 'README.zh-CN.md']) {
    const told = [...read(page).matchAll(/^\| ((?:`[A-Z_]+` ?)+)/gm)].flatMap((m) =>
      [...(m[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map((x) => x[1] ?? ''),
    );
    expect([...new Set(used)].filter((u) => !told.includes(u))).toEqual(
      ['FEISHU_TENANT_KEY'].filter((u) => used.includes(u)),
    );
    expect(told.filter((t) => !used.includes(t))).toEqual([]);
  }
});
it('ARCHITECTURE.md stays one page', () =>
  expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(70));

it('decisions are numbered once each, in a row, as their titles say', () => {
  const files = readdirSync('docs/adr').sort();
  const numbers = files.map((f) => Number(f.slice(0, 4)));
  expect(numbers).toEqual(files.map((_, i) => i + 1));
  const titled = files.map((f) => Number(/^# (\d+)\. /.exec(read(join('docs/adr', f)))?.[1]));
  expect(titled).toEqual(numbers);
});
