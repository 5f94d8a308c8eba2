import { composition } from '../app.ts';
import { loadEnvironment } from '../config.ts';
import { exportTo } from '../store/moving/move.ts';
import { findKey, folderOf, nameOf, report, seatOf } from './moving.ts';

const HELP = `export <folder>
  把整个登记簿（DATABASE_URL 的数据库，否则 DATA_DIR 文件夹）导出为一个台账文件夹，并逐行核对。文件夹须为空；密钥不在其中，请另行保管。
  Writes the whole register (the database of DATABASE_URL, else the folder DATA_DIR) as a ledger folder and compares it row by row. The folder must be empty; the key is not in it.`;

/** Exit 0 when every row is the same, 1 when not, 78 asked wrongly. */
export async function run(args: readonly string[]): Promise<number> {
  const folder = folderOf(args, HELP);
  if (typeof folder === 'number') return folder;
  const env = loadEnvironment(process.env);
  const from = seatOf(env);
  const { key } = findKey(env, [env.dataDir]);
  const moved = await exportTo(folder, from, { key, kinds: composition().registry.kinds });
  console.log(`${nameOf(from)} → ${folder}`);
  return report(moved, (line) => console.log(line));
}
