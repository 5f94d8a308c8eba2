import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Environment, EXIT_STORE, loadEnvironment, loadSettings } from '../config.ts';
import type { Running } from '../process.ts';
import { openAhead, openStore, placeOf } from '../store/open.ts';

/** Files that say "here lives a real store": the sandbox never starts on top of one. */
const holdsStore = (dir: string): boolean => existsSync(join(dir, 'STORE_ID'));

function refuseRealStore(env: Environment): void {
  if (holdsStore(env.dataDir))
    throw new ConfigError([
      `${env.dataDir} 中有正式登记簿，但没有设置飞书凭据；沙盘不会在其上启动。请设置 FEISHU_APP_ID 等环境变量，或另设 DATA_DIR。 / ` +
        'this folder holds a real register but no Feishu credentials are set; the sandbox does not start on it. Set FEISHU_APP_ID and the others, or another DATA_DIR.',
    ]);
}

/** Ends with 0 when it is told to, and for a new start when the bot's store has failed. */
function closeInTime(bot: Running, ...beside: readonly { close(): Promise<void> }[]): void {
  let closing = false;
  const close = (code: number): void => {
    if (closing) return;
    closing = true;
    // What can't be finished in ten seconds is picked up by the next start: every promise is on disk already.
    setTimeout(() => process.exit(code), 10_000).unref();
    void Promise.allSettled([bot, ...beside].map((r) => r.close())).then(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => close(0));
  void bot.failed.then(() => {
    console.error(
      '登记簿的磁盘出现故障，进程退出，重启后恢复 / the register’s disk has failed: start again to recover',
    );
    close(EXIT_STORE);
  });
}

/**
 * `npm start`: the real Feishu with credentials in the environment, else the sandbox with its page.
 * `--accept-lost-keys`: start although keys of records are gone, and record their texts as erased.
 */
export async function run(args: readonly string[]): Promise<undefined> {
  const env = loadEnvironment(process.env);
  if (env.feishu) {
    const settings = loadSettings({
      ...(env.configDir ? { configDir: env.configDir } : {}),
      ...(env.feishu.sandbox ? { also: ['sandbox.json'] } : {}),
    });
    const acceptLostKeys = args.includes('--accept-lost-keys');
    const open = openAhead((kinds) => openStore({ ...placeOf(env), acceptLostKeys, kinds }));
    const { startBot } = await import('../process.ts');
    const bot: Running = await startBot({
      ...{ env, feishu: env.feishu, settings, open },
      print: (line) => console.log(line),
    });
    console.log(
      `清风已启动 / Qingfeng is running: ${bot.url} → ${env.feishu.domain} (${env.feishu.transport})`,
    );
    closeInTime(bot);
    return undefined;
  }
  refuseRealStore(env);
  const { startSandboxBeside } = await import('../sandbox-beside.ts');
  const { sandbox, bot } = await startSandboxBeside(env, (line) => console.log(line));
  console.log(
    [
      '',
      `  清风沙盘 / Qingfeng sandbox:  ${sandbox.url}`,
      '',
      '  未设置飞书凭据，现在运行的是本机沙盘：一个虚构的机关，数据与真实飞书无关。',
      '  接入真实飞书：npm run register（扫码建应用），或按 README“上线”一节设置 FEISHU_APP_ID 等环境变量后再 npm start。',
      '  No credentials are set: this is a local sandbox with an invented bureau. To go live see "Going live" in the README.',
      '',
    ].join('\n'),
  );
  closeInTime(bot, sandbox);
  return undefined;
}
