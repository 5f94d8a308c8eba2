#!/usr/bin/env node
import { ConfigError, EXIT_CONFIG, EXIT_STORE } from './config.ts';
import { MessengerError } from './feishu/messenger.ts';
import { StoreError, type StoreErrorCode } from './store/store.ts';

/** What `node dist/src/main.js <command>` can do. Loaded only when asked: a verify needs no Feishu SDK. */
const commands: Readonly<
  Record<string, () => Promise<{ run: (args: readonly string[]) => Promise<number | undefined> }>>
> = {
  start: () => import('./commands/start.ts'),
  sandbox: () => import('./commands/sandbox.ts'),
  tour: () => import('./commands/tour.ts'),
  claim: () => import('./commands/claim.ts'),
  register: () => import('./commands/register.ts'),
  check: () => import('./commands/check.ts'),
  verify: () => import('./commands/verify.ts'),
  backup: () => import('./commands/backup.ts'),
  export: () => import('./commands/export.ts'),
  import: () => import('./commands/import.ts'),
  simulate: () => import('./commands/simulate.ts'),
  campaign: () => import('./commands/campaign.ts'),
};

/** A disk or a database that may be back in a moment: starting again helps. */
const PASSING: ReadonlySet<StoreErrorCode> = new Set(['UNAVAILABLE', 'STORAGE_FULL']);

const usage = `qingfeng <${Object.keys(commands).join(' | ')}>`;

async function main(name: string, args: readonly string[]): Promise<number | undefined> {
  const load = commands[name];
  if (!load) {
    console.error(usage);
    return EXIT_CONFIG;
  }
  process.umask(0o077);
  try {
    return await (await load()).run(args);
  } catch (error) {
    if (error instanceof ConfigError) {
      console.error(error.message);
      return EXIT_CONFIG;
    }
    if (error instanceof StoreError) {
      console.error(`${error.code}: ${error.message}`);
      // A start that broke off half-way has a door open already: the process must not stay behind it.
      process.exit(PASSING.has(error.code) ? EXIT_STORE : EXIT_CONFIG);
    }
    if (error instanceof MessengerError) {
      console.error(
        '飞书没有应答，或不认可应用凭据；请检查网络和 FEISHU_APP_ID、FEISHU_APP_SECRET 后重新启动 / Feishu gave no answer, or does not ' +
          `know the app: check the network, FEISHU_APP_ID and FEISHU_APP_SECRET, then start again (${error.message})`,
      );
      process.exit(EXIT_STORE);
    }
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')) {
      console.error(`参数有误 / wrong arguments: ${error.message}`);
      return EXIT_CONFIG;
    }
    throw error;
  }
}

// undefined: the command goes on running (a server); a number is the exit code.
const code = await main(process.argv[2] ?? 'start', process.argv.slice(3));
if (code !== undefined) process.exitCode = code;
