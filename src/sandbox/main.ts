import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEMO_APP, DEMO_START } from './demo.ts';
import { parseManifest } from './manifest.ts';
import { parseBureau } from './seed.ts';
import { type SandboxOptions, startSandbox } from './server.ts';

/**
 * The sandbox as a process of its own, so that a bot can be killed and started again beside it:
 *   main.js --bureau file.json [--port n] [--webhook url | --websocket] [--tick url] [--state file] [--page dir]
 *           [--now ms] [--standing] [--manifest file.json] [--answer-limit ms]
 * The app's keys come from SANDBOX_APP (JSON, any part of SandboxApp). Prints `{"url":…}` on one line when it listens.
 */
const { values } = parseArgs({
  options: {
    bureau: { type: 'string' },
    port: { type: 'string', default: '0' },
    webhook: { type: 'string' },
    websocket: { type: 'boolean', default: false },
    tick: { type: 'string' },
    state: { type: 'string' },
    page: { type: 'string' },
    now: { type: 'string', default: String(DEMO_START) },
    standing: { type: 'boolean', default: false },
    manifest: { type: 'string' },
    'answer-limit': { type: 'string', default: '3000' },
  },
});
if (values.bureau === undefined) throw new Error('--bureau <file.json> is needed');

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const appPart = z.object({
  appId: z.string(),
  appSecret: z.string(),
  encryptKey: z.string(),
  verificationToken: z.string(),
  tenantKey: z.string(),
  botOpenId: z.string(),
  botName: z.string(),
});
const optional = {
  webhookUrl: values.webhook,
  tickUrl: values.tick,
  stateFile: values.state,
  pageDir: values.page,
};
const sandbox = await startSandbox({
  port: Number(values.port),
  bureau: parseBureau(readJson(values.bureau)),
  app: appPart.parse({ ...DEMO_APP, ...(JSON.parse(process.env.SANDBOX_APP ?? '{}') as object) }),
  transport: values.websocket ? 'websocket' : 'webhook',
  clock: { now: Number(values.now), running: !values.standing },
  ...(values.manifest === undefined ? { menu: [] } : parseManifest(readJson(values.manifest))),
  answerLimitMs: Number(values['answer-limit']),
  ...(Object.fromEntries(
    Object.entries(optional).filter(([, v]) => v !== undefined),
  ) as Partial<SandboxOptions>),
});
console.log(JSON.stringify({ url: sandbox.url }));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
