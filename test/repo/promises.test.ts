import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readResults } from '../../bench/results.ts';
import { PAGES, promised, quoted } from './promises-table.ts';

/**
 * docs/PROMISES.md: each promise has a test file that holds the title named there, or is a figure of the benchmark
 * (bench/results.json, the id of its row), or says why it has none.
 */
const rows = promised();
const wanted = (
  'D01 D02 D03 D04 D05 D06 D07 D08 D10 D11 D12 D13 D14 C01 C02 C03 C04 C05 C06 C07 C08 O01 O02 O03 O04 O05 O06 O07 ' +
  'O09 O11 A01 A02 A03 A05 A06 A07 A08 Z01 Z02 Z03 Z04 Z05 I01 I02 I04 I05 T01 T02 T03 L01 L02 L03 L05 L06 W01 S01 N01'
).split(' ');

const measured = readResults().rows.flatMap(({ id, ok }) => (ok === undefined ? [] : [id]));

it('the table names every promise', () =>
  expect(wanted.filter((id) => !rows.some((r) => r.id === id))).toEqual([]));
it('its files and titles are there, or it says plainly that there is none', () => {
  const holds = ({ file, title }: { file: string; title: string }): boolean =>
    file === '–'
      ? title.startsWith('not covered')
      : file === 'bench/results.json'
        ? measured.includes(title)
        : title !== '' && existsSync(file) && readFileSync(file, 'utf8').includes(title);
  expect(rows.filter((r) => !holds(r))).toEqual([]);
});
it.each(PAGES)('%s quotes the table word for word', (page, language) =>
  expect(readFileSync(page, 'utf8')).toContain(quoted(language)),
);
it('the threat model names only tests that are there', () => {
  const named = [...readFileSync('docs/THREAT-MODEL.md', 'utf8').matchAll(/`(test\/[\w./-]+)`/g)].map(
    (m) => m[1] ?? '',
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((f) => !existsSync(f))).toEqual([]);
});

const numbers = (letter: string, most: number): readonly string[] =>
  Array.from({ length: most }, (_, n) => `${letter}${String(n + 1).padStart(2, '0')}`);

it('every known weakness has a test that is called by its number', () => {
  const tests = ['weaknesses', 'door', 'socket', 'client'].map((name) => `test/feishu/${name}.test.ts`);
  const text = [...tests, 'test/health/reconnect.test.ts'].map((f) => readFileSync(f, 'utf8')).join('\n');
  const named = new Set(
    [...text.matchAll(/['"`][^'"`\n]*['"`]/g)].flatMap(([t]) => t.match(/\b[WSN]\d\d\b/g) ?? []),
  );
  const known = [...numbers('W', 24), ...numbers('S', 11), ...numbers('N', 7)];
  expect(known.filter((id) => !named.has(id))).toEqual([]);
});
