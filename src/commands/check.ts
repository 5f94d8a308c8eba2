import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, loadEnvironment, loadSettings, rootFolder } from '../config.ts';
import { probe } from '../feishu/check.ts';
import { feishuMessenger } from '../feishu/client.ts';
import { parseManifest } from '../feishu/manifest.ts';
import { permissionTable } from '../permissions.ts';
import { makeLogger } from '../process.ts';

/** `npm run check`: probes every call the bot needs and says in words what is missing. `--permissions`: the permission table. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { permissions: { type: 'boolean' } } });
  if (values.permissions) {
    console.log(permissionTable());
    return 0;
  }
  const env = loadEnvironment(process.env);
  loadSettings(env.configDir ? { configDir: env.configDir } : {});
  if (!env.feishu)
    throw new ConfigError([
      '没有设置飞书凭据，无从检查 / no Feishu credentials are set, nothing to check: FEISHU_APP_ID, FEISHU_APP_SECRET …',
    ]);
  const client = feishuMessenger({ ...env.feishu, now: Date.now, log: makeLogger('silent') });
  const manifest = parseManifest(readFileSync(join(rootFolder(), 'manifest.json'), 'utf8'));
  return probe({ client, manifest, print: (line) => console.log(line) });
}
