import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { composition } from '../app.ts';
import { ConfigError, type Environment, loadEnvironment } from '../config.ts';
import { keyPath, parseKey } from '../store/ledger/key.ts';
import { importFrom } from '../store/moving/move.ts';
import { findKey, folderOf, nameOf, report, seatOf } from './moving.ts';

const HELP = `import <folder>
  把导出的台账文件夹（或备份）导入空的登记簿（DATABASE_URL 的数据库，否则 DATA_DIR 文件夹），并逐行核对。须用写入时的 LEDGER_KEY。
  Takes a ledger folder (an export or a backup) into an empty register (the database of DATABASE_URL, else the folder DATA_DIR) and compares it row by row. LEDGER_KEY must be the one that wrote it.`;

/** A key that the next start would find, but that did not write this ledger, is in the way. */
function checkKept(env: Environment, key: Buffer): void {
  const path = keyPath(env.dataDir);
  if (env.ledgerKey !== undefined || !existsSync(path)) return;
  if (!parseKey(readFileSync(path, 'latin1')).equals(key))
    throw new ConfigError([`${path}: 是另一个登记簿的密钥 / is the key of another register`]);
}

/** The next start finds the key where it looks for it. */
async function keepKey(env: Environment, text: string): Promise<void> {
  const path = keyPath(env.dataDir);
  if (env.ledgerKey === undefined && !existsSync(path))
    await writeFile(path, `${text}\n`, { mode: 0o600, flag: 'wx' });
}

/** Exit 0 when every row is the same, 1 when not, 78 asked wrongly. */
export async function run(args: readonly string[]): Promise<number> {
  const folder = folderOf(args, HELP);
  if (typeof folder === 'number') return folder;
  const env = loadEnvironment(process.env);
  const to = seatOf(env);
  const { key, text } = findKey(env, [folder, env.dataDir]);
  checkKept(env, key);
  const moved = await importFrom(folder, to, { key, kinds: composition().registry.kinds });
  console.log(`${folder} → ${nameOf(to)}`);
  const code = report(moved, (line) => console.log(line));
  if (code === 0) await keepKey(env, text);
  return code;
}
