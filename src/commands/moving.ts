import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, type Environment, EXIT_CONFIG } from '../config.ts';
import { keyPath, parseKey } from '../store/ledger/key.ts';
import type { Moved, Seat } from '../store/moving/move.ts';
import { isSame } from '../store/moving/sections.ts';

/** The one folder that a command is about. Else its help is printed, and this is the exit code. */
export function folderOf(args: readonly string[], help: string): string | number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean' } },
  });
  const [folder = '', ...more] = positionals;
  // A variable that was not set, or a space in a name: the wrong folder would be written or read.
  if (!values.help && folder !== '' && more.length === 0) return folder;
  console.log(help);
  return values.help ? 0 : EXIT_CONFIG;
}

/** Where the environment says that the register is. */
export const seatOf = (env: Environment): Seat =>
  env.databaseUrl === undefined ? { dir: env.dataDir } : { databaseUrl: env.databaseUrl };
export const nameOf = (seat: Seat): string => ('dir' in seat ? seat.dir : 'PostgreSQL (DATABASE_URL)');

/** LEDGER_KEY, else the first key file that is there. Throws ConfigError when there is none. */
export function findKey(env: Environment, folders: readonly string[]): { key: Buffer; text: string } {
  const file = folders.map(keyPath).find((path) => existsSync(path));
  const text = env.ledgerKey ?? (file === undefined ? undefined : readFileSync(file, 'latin1'));
  if (text === undefined)
    throw new ConfigError([
      `LEDGER_KEY: 未设置，也没有密钥文件 / is not set, and there is no key file: ${folders.map(keyPath).join(', ')}`,
    ]);
  return { key: parseKey(text), text: text.trim() };
}

const SHOWN = 5;
const few = (names: readonly string[]): string =>
  names
    .slice(0, SHOWN)
    .map((name) => JSON.stringify(name))
    .join(' ') + (names.length > SHOWN ? ' …' : '');

/** Prints the comparison, one line for each kind of row; gives the exit code: 0 the same, 1 not. */
export function report({ seq, hash, differences }: Moved, print: (line: string) => void): number {
  for (const { section, rows, missing, added, different } of differences) {
    const bad = missing.length + added.length + different.length;
    print(`  ${bad === 0 ? 'ok      ' : 'DIFFERS '} ${section}: ${rows}`);
    if (missing.length > 0) print(`           缺 / missing ${missing.length}: ${few(missing)}`);
    if (added.length > 0) print(`           多 / too many ${added.length}: ${few(added)}`);
    if (different.length > 0) print(`           不同 / different ${different.length}: ${few(different)}`);
  }
  const same = isSame(differences);
  print(
    same
      ? `逐行核对一致 / every row is the same: ${seq} 条 / lines, head ${hash}`
      : '逐行核对不一致，请勿使用 / rows differ: do not use what was written',
  );
  return same ? 0 : 1;
}
