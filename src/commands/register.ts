import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EXIT_CONFIG, rootFolder } from '../config.ts';
import { parseManifest } from '../feishu/manifest.ts';
import { registerWithQr } from '../feishu/register.ts';
import { lark } from '../feishu/sdk.ts';

const FILE = 'feishu.env';

/** `npm run register [-- --url https://…/webhook/event]`: creates the app by a QR code and keeps its keys in feishu.env (0600). */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { url: { type: 'string' } } });
  const file = join(rootFolder(), FILE);
  if (existsSync(file)) {
    console.error(`${FILE} 已存在，请先移走 / already exists, move it away first`);
    return EXIT_CONFIG;
  }
  const app = await registerWithQr({
    manifest: parseManifest(readFileSync(join(rootFolder(), 'manifest.json'), 'utf8')),
    print: (line) => console.log(line),
    sdk: lark,
    ...(values.url ? { delivery: { mode: 'webhook' as const, url: values.url } } : {}),
  });
  const lines = [
    `FEISHU_APP_ID=${app.appId}`,
    `FEISHU_APP_SECRET=${app.appSecret}`,
    `FEISHU_DOMAIN=${app.brand}`,
    `FEISHU_TRANSPORT=${values.url ? 'webhook' : 'websocket'}`,
  ];
  if (values.url) lines.push('FEISHU_ENCRYPT_KEY=', 'FEISHU_VERIFICATION_TOKEN=');
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  console.log(
    `\n密钥已写入 ${FILE}（仅本用户可读） / keys are in ${FILE} (readable by you only)\n启动 / start:  set -a; . ./${FILE}; set +a; npm start`,
  );
  return 0;
}
