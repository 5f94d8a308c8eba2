import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, loadEnvironment } from '../config.ts';
import { keyPath, parseKey } from '../store/ledger/key.ts';
import { type Anchor, verifyFolder } from '../store/ledger/verifier.ts';

const HELP = `verify [folder] [--anchor seq:hash]… [--without-key]
  核对登记簿台账：顺序、完整性；有密钥时还核对是谁写入的。--anchor 取自每日发到纪检群的台账摘要。
  Checks a register's ledger: order and completeness, and with the key who wrote it. Anchors come from the daily ledger head in the discipline officers' group.`;

/** As a head was posted. Throws ConfigError: what fits no line would be looked for in none, and nothing be said. */
function anchorOf(given: string): Anchor {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(given) ?? [];
  if (seq === undefined || hash === undefined)
    throw new ConfigError([
      `--anchor ${given}: 应为“条数:摘要”，例如 / must be seq:hash, as in 12:${'0'.repeat(8)}…（64 位 / 64 digits 0-9 a-f）`,
    ]);
  return { seq: Number(seq), hash };
}

/** Checks a ledger folder without the bot; exit 0 whole, 1 damaged or changed, 78 asked wrongly. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      anchor: { type: 'string', multiple: true },
      'without-key': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const env = loadEnvironment(process.env);
  const dir = positionals[0] ?? env.dataDir;
  if (!existsSync(dir)) {
    console.log(`没有这个文件夹 / there is no such folder: ${dir}`);
    return 78;
  }
  const anchors = (values.anchor ?? []).map(anchorOf);
  const file = keyPath(dir);
  const text = env.ledgerKey ?? (existsSync(file) ? readFileSync(file, 'latin1') : undefined);
  const key = text === undefined || values['without-key'] ? undefined : parseKey(text);
  const verdict = await verifyFolder(dir, { ...(key ? { key } : {}), anchors });
  if (verdict.ok) {
    console.log(`台账完好 / the ledger is whole: ${verdict.seq} 条 / lines, head ${verdict.hash}`);
    if (!key)
      console.log(
        '未使用密钥：只核对了顺序与完整性 / without the key only order and completeness were checked',
      );
    return 0;
  }
  console.log(
    `台账有问题 / the ledger is damaged or was changed: 第 ${verdict.firstBad} 条起 / from line ${verdict.firstBad} on: ${verdict.why}`,
  );
  return 1;
}
