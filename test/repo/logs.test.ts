import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'test'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((f) => /\.tsx?$/.test(f) && existsSync(f) && f !== 'test/repo/logs.test.ts')
  .sort();
const read = (file: string): string => readFileSync(file, 'utf8');
const tests = files.filter((f) => f.startsWith('test/'));
const sources = files.filter((f) => f.startsWith('src/'));
/** Each place in the files that holds the pattern, as `file: what`. */
const places = (among: readonly string[], pattern: RegExp): readonly string[] =>
  among.flatMap((f) => [...read(f).matchAll(pattern)].map(([what]) => `${f}: ${what}`));
const holding = (among: readonly string[], pattern: RegExp): readonly string[] =>
  among.filter((f) => places([f], pattern).length > 0);

/** Every way to import what starts processes and threads, but for the types alone. */
const STARTERS = /^(?!import type ).*['"](?:node:)?(?:child_process|worker_threads|cluster)['"]/gm;

/**
 * L06: what keeps secrets out of the logs is that every line of the suite is looked at (`test/support/log-watch.ts`).
 * Whoever adds a way to log past it finds it here.
 */
describe('the logs of the whole suite are looked at', () => {
  it('a test starts a process only where its lines are heard', () => {
    expect(holding(tests, STARTERS)).toEqual([
      'test/repo/house.test.ts', // git, waited for
      'test/support/postgres.ts', // the database's server; initdb, waited for
      'test/support/processes.ts', // everything else
      'test/support/root.ts', // mount and its kin, waited for
    ]);
    expect(
      places(tests, /.*\b(?:spawn|fork|exec|execFile)\(.*/g).filter((p) => !/\.(?:fork|exec)\(/.test(p)),
    ).toEqual([
      expect.stringMatching(/^test\/support\/postgres\.ts: .*watched\(spawn\(/),
      expect.stringMatching(/^test\/support\/processes\.ts: .*watched\(spawn\(/),
    ]);
  });

  it('the program starts a process only where a test can hear it, and threads that have no log', () => {
    expect(holding(sources, STARTERS)).toEqual([
      'src/reading-thread.ts',
      'src/reading.ts',
      'src/store/ledger/apart-thread.ts',
      'src/store/ledger/apart.ts',
      'src/tour/stage.ts',
      'src/writing-thread.ts',
      'src/writing.ts',
    ]);
    const threads = ['src/reading-thread.ts', 'src/store/ledger/apart-thread.ts', 'src/writing-thread.ts'];
    expect(places(threads, /\b(?:console|pino|makeLogger|process\.std)/g)).toEqual([]);
    const stages = holding(tests, /from '[./]+\/src\/tour\/stage\.ts'/g);
    expect(stages).toEqual(['test/tour/tour.test.ts']);
    expect(holding(stages, /onProcess: watched\b/g)).toEqual(stages);
  });

  it('a bot in the process of a test has a log that is heard, at its most talkative', () => {
    expect(holding(tests, /\b(?:startBot|startSandboxBeside|makeLogger|pino)\(/g)).toEqual([
      'test/health/stage.ts',
    ]);
    expect(read('test/health/stage.ts')).toContain("logger: makeLogger('trace', { write: look })");
    expect(places(tests, /LOG_LEVEL(?!: 'trace'|', 'trace').*/g)).toEqual([]);
    // The vendor's own client has a log of the vendor's; ours stands between it and what we log.
    expect(holding(tests, /\b(?:warn|error)(?:\(\) \{\}|: (?:none|nothing|\(\) => ))/g)).toEqual([
      'test/sandbox/sdk.test.ts',
    ]);
  });
});

describe('every secret of the suite is looked for', () => {
  it('is written down inside of secret() or secretKey()', () => {
    const named =
      /\b(?:app_?secret|client_?secret|encrypt_?key|verification_?token|ledger_?key|access_?token)['"]?\s*[:=]\s*(?:'[^']|"[^"]|`)[^,\n]*/gi;
    expect(places(tests, named)).toEqual([
      // Half of the vectors that Feishu publishes.
      "test/feishu/verify.test.ts: verificationToken: 'xxxxxx' });",
    ]);
    expect(places(tests, /Buffer\.alloc\(32\b/g)).toEqual(['test/support/log-watch.ts: Buffer.alloc(32']);
    expect(places(tests, /postgres(?:ql)?:\/\/\w+:(?!\$\{secret\()/g)).toEqual([]);
  });
});
