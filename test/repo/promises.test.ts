import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readResults } from '../../bench/results.ts';

/**
 * docs/PROMISES.md: each promise has a test file that holds the title named there, or is a figure of the benchmark
 * (bench/results.json, the id of its row), or says why it has none.
 */
const rows = readFileSync('docs/PROMISES.md', 'utf8')
  .split('\n')
  .filter((l) => /^\| [A-Z]\d\d \|/.test(l))
  .map((l) => l.split('|').map((c) => c.trim()))
  .map(([, id = '', , file = '', title = '']) => ({ id, file: file.replace(/`/g, ''), title }));
const wanted = (
  'D01 D02 D03 D04 D05 D06 D07 D08 D10 D11 D12 D13 D14 C01 C02 C03 C04 C05 C06 C07 C08 O01 O02 O03 O04 O05 O06 O07 ' +
  'O09 O11 A01 A02 A03 A05 A06 A07 A08 Z01 Z02 Z03 Z04 Z05 I01 I02 I04 I05 T01 T02 T03 L02 L03 L05 L06'
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
it('the threat model names only tests that are there', () => {
  const named = [...readFileSync('docs/THREAT-MODEL.md', 'utf8').matchAll(/`(test\/[\w./-]+)`/g)].map(
    (m) => m[1] ?? '',
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((f) => !existsSync(f))).toEqual([]);
});
