import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((f) => f !== '' && existsSync(f));
const code = tracked.filter((f) => /^(src|cards|test|bench)\/.*\.(ts|tsx)$/.test(f));
const read = (file: string): string => readFileSync(file, 'utf8');
const hits = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((f) =>
    read(f)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${f}:${i + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
const pure = code.filter((f) => /^(src\/(kernel|capabilities|runtime)|cards)\//.test(f));
const self = 'test/repo/house.test.ts';

describe('the house', () => {
  it('has rooms of at most 300 lines', () =>
    expect(code.map((f) => [f, read(f).split('\n').length] as const).filter(([, n]) => n > 301)).toEqual([]));
  it('has no any', () =>
    expect(
      hits(
        code.filter((f) => f !== self),
        /^(?!\s*(\/\/|\*|\/\*)).*(:|<|\bas)\s*any\b[\s;,)>=[\]|]/,
      ).filter((h) => !/^\S+kernel\/capability|^\S+store\/store\.ts/.test(h)),
    ).toEqual([]));
  it('reads no wall clock and rolls no dice in the pure parts', () =>
    expect(hits(pure, /\bDate\.now\(|new Date\(\)|Math\.random\(/)).toEqual([]));
  it('has no focused, skipped or sleeping tests', () =>
    expect(
      hits(
        code.filter((f) => f.startsWith('test/') && f !== self),
        /\b(it|test|describe)\.(only|skip|todo)\(|\bsetTimeout\(|\bsleep\(/,
      ),
    ).toEqual([]));
  it('leaves nothing unfinished', () =>
    expect(
      hits(
        code.filter((f) => f !== self),
        /\b(TODO|FIXME|XXX|HACK)\b/,
      ),
    ).toEqual([]));
  it('names no machine and no registry', () =>
    expect(
      hits(
        tracked.filter((f) => !/\.(png|ttf|otf|xlsx)$/.test(f) && f !== self),
        /(^|[^A-Za-z0-9_.])\/(work|farm)\/|registry\.npm|npmmirror|verdaccio/,
      ),
    ).toEqual([]));
  it('has no default exports in our own code', () =>
    expect(
      hits(
        code.filter((f) => !/\.config\.ts$/.test(f) && f !== self),
        /^export default /,
      ),
    ).toEqual([]));
});
