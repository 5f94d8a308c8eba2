import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** docs/requirements.md: where each requirement of the office's paper is met, or why it is not yet. */
const rows = readFileSync('docs/requirements.md', 'utf8')
  .split('\n')
  .filter((l) => /^\| S\d+ \|/.test(l))
  .map((l) => l.split('|').map((c) => c.trim()))
  .map(([, id = '', test = '', what = '']) => ({ id, test, what }));
const span = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `S${from + i}`);
/** The register in full: find every risk precisely. */
const wanted = [...span(1, 20), 'S36', ...span(41, 47), ...span(52, 78), ...span(87, 93), 'S101', 'S103'];

it('the table names every requirement of the register', () =>
  expect(wanted.filter((id) => !rows.some((r) => r.id === id))).toEqual([]));
it('says each once, in order', () => {
  const numbers = rows.map((r) => Number(r.id.slice(1)));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});
it('its tests are there and speak to the point, or it says why there is none', () =>
  expect(
    rows.filter(
      (r) => r.what.length < 20 || (r.test === '–' ? !/later|to come/.test(r.what) : !existsSync(r.test)),
    ),
  ).toEqual([]));
