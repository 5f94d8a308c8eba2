/** The sandbox alone, as its own process; the bot is started beside it with the credentials it prints. Arguments: see src/sandbox/main.ts. */
export async function run(args: readonly string[]): Promise<undefined> {
  process.argv = [...process.argv.slice(0, 2), ...args];
  await import('../sandbox/main.ts');
  return undefined;
}
