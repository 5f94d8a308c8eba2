import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (command: string, ...args: readonly string[]): void =>
  void execFileSync(command, args, { stdio: 'pipe' });

/** A file system of its own under a folder, for as long as `use` needs it. Throws when it can't be mounted. */
export async function mounted<T>(args: readonly string[], use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'qingfeng-mount-'));
  run('mount', ...args, folder);
  try {
    return await use(folder);
  } finally {
    run('umount', '-l', folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

export const smallTmpfs = ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs'] as const;
export const image = (file: string): readonly string[] => ['-t', 'ext4', '-o', 'loop', file];
export const makeImage = (file: string, megabytes: number): void => {
  run('truncate', '-s', `${megabytes}M`, file);
  run('mkfs.ext4', '-q', '-F', file);
};

/** undefined when this works here, else why it is left out: said aloud, and counted as skipped. */
export async function whyNot(what: string, attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    const first = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    console.warn(`skipped: ${what}: ${first}`);
    return first;
  }
}
