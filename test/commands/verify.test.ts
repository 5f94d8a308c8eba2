import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { run } from '../../src/commands/verify.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('a folder that is not there is said in words, not as a stack trace', async () => {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    said.push(line);
  });
  const dir = join(tmpdir(), 'qingfeng-no-such-folder');
  expect(await run([dir])).toBe(78);
  expect(said).toEqual([`没有这个文件夹 / there is no such folder: ${dir}`]);
});
