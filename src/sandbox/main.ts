import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEMO_APP, DEMO_START } from './demo.ts';
import { parseBureau } from './seed.ts';
import { type SandboxOptions, startSandbox } from './server.ts';

/**
 * The sandbox as a process of its own, so that a bot can be killed and started again beside it:
 *   main.js --bureau file.json [--port n] [--webhook url | --websocket] [--tick url] [--state file] [--page dir]
 *           [--now ms] [--standing] [--menu json] [--answer-limit ms]
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
    menu: { type: 'string', default: '[]' },
    'answer-limit': { type: 'string', default: '3000' },
  },
});
if (values.bureau === undefined) throw new Error('--bureau <file.json> is needed');

const appPart = z.object({
  appId: z.string(),
  appSecret: z.string(),
  encryptKey: z.string(),
  verificationToken: z.string(),
  tenantKey: z.string(),
  botOpenId: z.string(),
  botName: z.string(),
});
const menuPart = z.array(z.object({ key: z.string(), name: z.string(), enName: z.string() }));
const optional = {
  webhookUrl: values.webhook,
  tickUrl: values.tick,
  stateFile: values.state,
  pageDir: values.page,
};
const sandbox = await startSandbox({
  port: Number(values.port),
  bureau: parseBureau(JSON.parse(readFileSync(values.bureau, 'utf8'))),
  app: appPart.parse({ ...DEMO_APP, ...(JSON.parse(process.env.SANDBOX_APP ?? '{}') as object) }),
  transport: values.websocket ? 'websocket' : 'webhook',
  clock: { now: Number(values.now), running: !values.standing },
  menu: menuPart.parse(JSON.parse(values.menu)),
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
