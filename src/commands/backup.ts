import { ConfigError, loadEnvironment } from '../config.ts';
import { backupTo } from '../store/moving/backup.ts';
import { findKey, folderOf } from './moving.ts';

const HELP = `backup <folder>
  把登记簿（DATA_DIR）复制到一个新文件夹并核对；机器人可以同时运行。密钥不在其中，请另行保管。
  Copies the register (DATA_DIR) into a new folder and checks the copy; the bot may run meanwhile. The key is not in it: keep it elsewhere.`;

/** Exit 0 when the copy is whole, 1 when not, 78 asked wrongly. */
export async function run(args: readonly string[]): Promise<number> {
  const folder = folderOf(args, HELP);
  if (typeof folder === 'number') return folder;
  const env = loadEnvironment(process.env);
  if (env.databaseUrl !== undefined)
    throw new ConfigError([
      '登记簿在数据库中：请用 npm run export 或数据库自己的备份 / the register is in a database: use npm run export or the database’s own backup',
    ]);
  const { key } = findKey(env, [env.dataDir]);
  const verdict = await backupTo(folder, env.dataDir, key);
  console.log(
    verdict.ok
      ? `${env.dataDir} → ${folder}: 副本完好 / the copy is whole, ${verdict.seq} 条 / lines, head ${verdict.hash}`
      : `${env.dataDir} → ${folder}: 副本有问题，请勿使用 / the copy is damaged, do not use it: ${verdict.why}`,
  );
  return verdict.ok ? 0 : 1;
}
