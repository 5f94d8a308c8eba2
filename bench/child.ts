/** A process of its own for each thing that is measured: `child <task> <arguments as JSON>`, answers by IPC. */
type Task = { readonly run: (args: never) => Promise<object> };
const tasks: Readonly<Record<string, () => Promise<Task>>> = {
  seed: () => import('./seed.ts'),
  bare: () => import('./bare.ts'),
  bot: () => import('./bot.ts'),
  commits: () => import('./commits.ts'),
  reads: () => import('./reads.ts'),
  broadcast: () => import('./broadcast.ts'),
  office: () => import('./office.ts'),
};

const [name = '', json = '{}'] = process.argv.slice(2);
const task = await tasks[name]?.();
if (!task) throw new Error(`no task ${name}`);
process.send?.(await task.run(JSON.parse(json) as never));
// A server goes on until it is told to end.
process.on('message', (message) => {
  if (message === 'end') process.exit(0);
});
