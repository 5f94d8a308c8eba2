import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Child<T> = {
  readonly first: T;
  /** Sends a message and gives the next one that comes back. */
  ask<A>(message: object): Promise<A>;
  end(): Promise<void>;
};

const next = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`a bench process ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message);
    });
  });

const here = fileURLToPath(import.meta.url);
const entry = here.replace(/processes(\.[jt]s)$/, 'child$1');

/** Starts a task; its log lines are written as in production, but to nowhere. */
export async function start<T>(
  task: string,
  args: object = {},
  execArgv: readonly string[] = [],
): Promise<Child<T>> {
  const child = fork(entry, [task, JSON.stringify(args)], {
    stdio: ['ignore', 'inherit', process.env.BENCH_STDERR ? 'inherit' : 'ignore', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: [...process.execArgv, ...execArgv],
  });
  const first = (await next(child)) as T;
  return {
    first,
    async ask<A>(message: object) {
      child.send(message);
      return (await next(child)) as A;
    },
    end: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.send('end');
      }),
  };
}

/** Runs a task to its end. */
export async function finish<T>(task: string, args: object = {}): Promise<T> {
  const child = await start<T>(task, args);
  await child.end();
  return child.first;
}
