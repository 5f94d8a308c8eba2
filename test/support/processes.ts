import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { lookAtOutput } from './log-watch.ts';

export type { ChildProcess } from 'node:child_process';

/** Processes of this test file whose streams are still open. */
const open = new Map<ChildProcess, Promise<unknown>>();

/** Every line of both streams is looked at (L06). Throws for a process that would write where nobody hears. */
export function watched<C extends ChildProcess>(child: C): C {
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) throw new Error('a process of a test writes where nobody hears');
    createInterface({ input: stream }).on('line', lookAtOutput);
  }
  open.set(
    child,
    once(child, 'close').finally(() => open.delete(child)),
  );
  return child;
}

/** Waits until what was ended has said its last word; gives those that nobody has ended. */
export async function lastWords(): Promise<readonly string[]> {
  const over = ({ killed, exitCode, signalCode }: ChildProcess) =>
    killed || exitCode !== null || signalCode !== null;
  const left = [...open.keys()].filter((child) => !over(child)).map((child) => child.spawnargs.join(' '));
  await Promise.all([...open].filter(([child]) => over(child)).map(([, closed]) => closed));
  return left;
}

/** Node as a process of its own. `quiet` keeps what it complains of from the test's own output. */
export function startNode(
  args: readonly string[],
  { env = {}, quiet = false }: { env?: NodeJS.ProcessEnv; quiet?: boolean } = {},
): ChildProcessWithoutNullStreams {
  const child = watched(spawn(process.execPath, args, { env: { ...process.env, ...env } }));
  if (!quiet) child.stderr.pipe(process.stderr, { end: false });
  return child;
}

/** Node as a process that is waited for. */
export function runNode(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const done = spawnSync(process.execPath, args, { encoding: 'utf8' });
  for (const line of `${done.stdout}\n${done.stderr}`.split('\n')) lookAtOutput(line);
  return done;
}
