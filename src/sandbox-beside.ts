import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, loadSettings, rootFolder } from './config.ts';
import { type Running, startBot } from './process.ts';
import { DEMO_APP, DEMO_START } from './sandbox/demo.ts';
import { parseManifest } from './sandbox/manifest.ts';
import { parseBureau } from './sandbox/seed.ts';
import { type RunningSandbox, startSandbox } from './sandbox/server.ts';

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

export const bureauFile = (): string => join(rootFolder(), 'config', 'sandbox-people.json');

/** A free choice when the wanted port is taken: a newcomer should see a page, not EADDRINUSE. */
async function onPort<T>(port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return start(0);
  }
}

export type Beside = { readonly sandbox: RunningSandbox; readonly bot: Running };

/** Sandbox and bot in one process, talking over the real wire on loopback. The sandbox's page is at PORT, the bot beside it. */
export async function startSandboxBeside(
  env: Environment,
  print: (line: string) => void,
  options: { transport?: 'webhook' | 'websocket'; running?: boolean } = {},
): Promise<Beside> {
  // The invented bureau never gets into the database of a real one.
  const { databaseUrl: _real, ...own } = env;
  const dataDir = `${env.dataDir}-sandbox`;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const transport = options.transport ?? 'webhook';
  const sandbox = await onPort(env.port, (port) =>
    startSandbox({
      port,
      bureau: parseBureau(readJson(bureauFile())),
      app: DEMO_APP,
      transport,
      clock: { now: DEMO_START, running: options.running ?? true },
      ...parseManifest(readJson(join(rootFolder(), 'manifest.json'))),
      stateFile: join(dataDir, 'sandbox.json'),
      pageDir: join(rootFolder(), 'dist', 'sandbox-page'),
    }),
  );
  const settings = loadSettings({
    ...(env.configDir ? { configDir: env.configDir } : {}),
    also: ['sandbox.json'],
  });
  const { appId, appSecret, encryptKey, verificationToken, tenantKey } = DEMO_APP;
  const bot = await startBot({
    env: { ...own, port: 0, host: '127.0.0.1', dataDir: join(dataDir, 'store') },
    feishu: {
      appId,
      appSecret,
      encryptKey,
      verificationToken,
      tenantKey,
      transport,
      domain: sandbox.url,
      sandbox: true,
    },
    settings,
    print,
  });
  sandbox.setTick(`${bot.url}/sandbox/tick`);
  if (transport === 'webhook') await sandbox.setWebhook(`${bot.url}/webhook/event`);
  return { sandbox, bot };
}
