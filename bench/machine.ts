import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';

export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly kernel: string;
  /** Of the folder where the registers lie. */
  readonly disk: string;
};

function fileSystem(dir: string): string {
  try {
    return execFileSync('stat', ['-f', '-c', '%T', dir], { encoding: 'utf8' }).trim();
  } catch {
    return process.platform;
  }
}

export const machineOf = (dir: string): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  node: process.version,
  kernel: release(),
  disk: fileSystem(dir),
});

/** Processes that wanted a core in the last minute. More than the bench's own two or three: it was not alone. */
export const load = (): number => Number((loadavg()[0] ?? 0).toFixed(1));
