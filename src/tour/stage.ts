import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Sandbox and bot as two processes of their own, so that the bot can be killed while Feishu lives on. */
export type Stage = {
  readonly sandboxUrl: string;
  /** SIGKILL, and a new process on the same folder. */
  crashBot(): Promise<void>;
  close(): Promise<void>;
};
export type StageOptions = {
  readonly transport: 'webhook' | 'websocket';
  readonly main: string; // dist/src/main.js
  readonly bureau: string;
  readonly manifest: string;
  readonly app: {
    readonly appId: string;
    readonly appSecret: string;
    readonly encryptKey: string;
    readonly verificationToken: string;
  };
  /** Hears of each process as it is started, and may read along what it says. */
  readonly onProcess?: (child: ChildProcess) => void;
};

const START_MS = 30_000;

function started(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`did not start: ${said.slice(-2000)}`)), START_MS);
    child.stderr?.on('data', (d: Buffer) => {
      said += d.toString();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said.slice(-2000)}`)));
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        const hit = pattern.exec(line);
        if (!hit) return;
        clearTimeout(timer);
        resolve(hit[1] ?? '');
      });
  });
}

function node(options: StageOptions, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, [options.main, ...args], {
    env: { LOG_LEVEL: 'warn', ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onProcess?.(child);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A free port is asked for by binding to 0 and letting go; the bot needs to know its own before the sandbox calls it. */
async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export async function raiseStage(options: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'qingfeng-tour-'));
  const port = await freePort();
  const botUrl = `http://127.0.0.1:${port}`;
  const push = options.transport === 'webhook' ? ['--webhook', `${botUrl}/webhook/event`] : ['--websocket'];
  const sandbox = node(options, [
    'sandbox',
    '--bureau',
    options.bureau,
    '--manifest',
    options.manifest,
    '--tick',
    `${botUrl}/sandbox/tick`,
    '--standing',
    ...push,
  ]);
  const sandboxUrl = await started(sandbox, /"url":"([^"]+)"/);
  const env = {
    FEISHU_APP_ID: options.app.appId,
    FEISHU_APP_SECRET: options.app.appSecret,
    FEISHU_ENCRYPT_KEY: options.app.encryptKey,
    FEISHU_VERIFICATION_TOKEN: options.app.verificationToken,
    FEISHU_DOMAIN: sandboxUrl,
    FEISHU_TRANSPORT: options.transport,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: join(folder, 'store'),
  };
  const startBot = async (): Promise<ChildProcess> => {
    const child = node(options, ['start'], env);
    await started(child, /(http:\/\/127\.0\.0\.1:\d+)/);
    return child;
  };
  let bot: ChildProcess;
  try {
    bot = await startBot();
  } catch (error) {
    await end(sandbox, 'SIGTERM');
    throw error;
  }
  return {
    sandboxUrl,
    async crashBot() {
      await end(bot, 'SIGKILL');
      bot = await startBot();
    },
    async close() {
      await end(bot, 'SIGTERM');
      await end(sandbox, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
