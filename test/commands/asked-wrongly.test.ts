import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folderOf } from '../../src/commands/moving.ts';
import { run as verify } from '../../src/commands/verify.ts';
import { ConfigError } from '../../src/config.ts';
import { runNode } from '../support/processes.ts';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => vi.restoreAllMocks());

describe('a command that is about one folder', () => {
  it.each([
    ['is given it', ['/backup/1'], '/backup/1', []],
    ['is asked for its help', ['--help'], 0, ['help']],
    ['is given none', [], 78, ['help']],
    ['is given a variable that was not set', [''], 78, ['help']],
    ['is given two, as by a space in a name', ['/backup/today', '2'], 78, ['help']],
  ] as const)('%s', (_what, args, found, words) => {
    expect(folderOf(args, 'help')).toBe(found);
    expect(said).toEqual(words);
  });
});

describe('an anchor that nobody could have posted', () => {
  const HASH = 'ab'.repeat(32);
  it.each(['seq', '12', `1,234:${HASH}`, `:${HASH}`, `12:${HASH.slice(1)}`, `12:${HASH.toUpperCase()}`])(
    '%s is refused, or the ledger would be called whole without a look at it',
    async (anchor) => {
      await expect(verify(['test/store/golden/v1', '--anchor', anchor])).rejects.toThrow(ConfigError);
      expect(said).toEqual([]);
    },
  );
  it('one of another history is found', async () => {
    expect(await verify(['test/store/golden/v1', '--without-key', '--anchor', `9:${HASH}`])).toBe(1);
    expect(said.join()).toContain('history was rewritten');
  });
});

it('an option that does not exist is said in words, with the code of what was asked wrongly', () => {
  const child = runNode(['--import', 'tsx', 'src/main.ts', 'backup', '/backup/1', '--quick']);
  expect(child.status).toBe(78);
  expect(child.stderr).toContain("'--quick'");
  expect(child.stderr).not.toMatch(/^\s+at /m);
});
