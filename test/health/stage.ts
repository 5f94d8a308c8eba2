import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadEnvironment, loadSettings } from '../../src/config.ts';
import { makeLogger, type Running, startBot } from '../../src/process.ts';
import { DEMO_APP, DEMO_START } from '../../src/sandbox/demo.ts';
import { parseManifest } from '../../src/sandbox/manifest.ts';
import { parseBureau } from '../../src/sandbox/seed.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { look, lookAtOutput, secretKey } from '../support/log-watch.ts';
import { type ChildProcess, startNode } from '../support/processes.ts';

/** The invented bureau on this machine; its clock stands still. */
export const startFeishu = (transport: 'webhook' | 'websocket' = 'websocket'): Promise<RunningSandbox> =>
  startSandbox({
    port: 0,
    bureau: parseBureau(JSON.parse(readFileSync('config/sandbox-people.json', 'utf8'))),
    app: DEMO_APP,
    transport,
    clock: { now: DEMO_START, running: false },
    ...parseManifest(JSON.parse(readFileSync('manifest.json', 'utf8'))),
  });

export const freshFolder = (): string => join(mkdtempSync(join(tmpdir(), 'qingfeng-')), 'store');

export const botEnv = (sandbox: RunningSandbox, dataDir: string, more: NodeJS.ProcessEnv = {}) => ({
  FEISHU_APP_ID: DEMO_APP.appId,
  FEISHU_APP_SECRET: DEMO_APP.appSecret,
  FEISHU_ENCRYPT_KEY: DEMO_APP.encryptKey,
  FEISHU_VERIFICATION_TOKEN: DEMO_APP.verificationToken,
  FEISHU_DOMAIN: sandbox.url,
  FEISHU_TRANSPORT: 'websocket',
  PORT: '0',
  METRICS_PORT: '0',
  DATA_DIR: dataDir,
  LEDGER_KEY: secretKey(5).toString('hex'),
  ...more,
});

/** The bot in this process, over the real wire. */
export async function startHere(
  sandbox: RunningSandbox,
  dataDir: string,
  more: NodeJS.ProcessEnv = {},
  steady?: () => number,
): Promise<Running> {
  const env = loadEnvironment(botEnv(sandbox, dataDir, more));
  if (!env.feishu) throw new Error('no credentials');
  return startBot({
    env,
    feishu: env.feishu,
    settings: loadSettings({ also: ['sandbox.json'] }),
    print: lookAtOutput,
    logger: makeLogger('trace', { write: look }),
    ...(steady ? { steady } : {}),
  });
}

export type Child = {
  readonly process: ChildProcess;
  /** Everything it wrote, both streams. */
  written(): string;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
};

/** The bot as a process of its own, from the sources; resolves when it says that it runs. */
export async function startChild(env: NodeJS.ProcessEnv): Promise<Child> {
  const child = startNode(['--import', 'tsx', 'src/main.ts', 'start'], {
    env: { LOG_LEVEL: 'trace', ...env },
    quiet: true,
  });
  let written = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    written += `${line}\n`;
  });
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  const running = new Promise<void>((resolve, reject) => {
    void ended.then((how) => reject(new Error(`ended with ${how}: ${written.slice(-2000)}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      written += `${line}\n`;
      if (line.includes('is running')) resolve();
    });
  });
  await running;
  return { process: child, written: () => written, ended };
}
