import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readResults, sectionOf } from '../../bench/results.ts';

/** What issue and README promise a figure for; the bench may measure more. */
const PROMISED = ['click', 'size', 'commit', 'start', 'summary', 'scan', 'broadcast', 'postgres'];
const results = readResults();

describe('the speed that the READMEs tell', () => {
  it.each([
    ['README.md', 'en'],
    ['README.zh-CN.md', 'zh'],
  ] as const)('%s quotes bench/results.json word for word', (page, language) =>
    expect(readFileSync(page, 'utf8')).toContain(
      `<!-- speed -->\n${sectionOf(results, language)}\n<!-- /speed -->`,
    ),
  );
  it('leaves out no promised row', () =>
    expect(PROMISED.filter((id) => !results.rows.some((row) => row.id === id))).toEqual([]));
  it('calls a row measured only with figures behind it', () =>
    expect(
      results.rows.filter((r) => r.ok !== undefined && Object.keys(r.figures).length === 0).map((r) => r.id),
    ).toEqual([]));
});
