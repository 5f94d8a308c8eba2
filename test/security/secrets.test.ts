import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import { until } from '../feishu/fake-socket.ts';
import { botEnv, type Child, freshFolder, startChild, startFeishu } from '../health/stage.ts';
import { secret, secretKey } from '../support/log-watch.ts';

const LEDGER_KEY = secretKey(0xab).toString('hex');
const DIVERTED = '听说张三收了某公司的好处费MARKDIVERTED';
let sandbox: RunningSandbox;
let child: Child;
afterEach(async () => {
  child.process.kill('SIGKILL');
  await child.ended;
  await sandbox.close();
});
/** Every byte of a folder, names included. */
const bytesOf = (dir: string): string =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .map((f) => (f.isFile() ? f.name + readFileSync(join(f.parentPath, f.name), 'latin1') : f.name))
    .join('\n');
const latin = (s: string): string => Buffer.from(s).toString('latin1');

it('L06: no secret, token or typed text in the log at its most talkative, and none in the data folder', {
  timeout: 90_000,
}, async () => {
  sandbox = await startFeishu('websocket');
  const dir = freshFolder();
  child = await startChild(botEnv(sandbox, dir, { LEDGER_KEY, LOG_LEVEL: 'trace' }));
  // A code typed by mistake is a secret too.
  const claim = secret('MARKCLAIMCODE42');
  const who = sandbox.state().people.find((p) => p.active)?.openId ?? '';
  const chat = await sandbox.open(who);
  const count = () => sandbox.messages(chat.chatId).length;
  for (const words of [DIVERTED, `填报 ${DIVERTED}`, `认领 ${claim}`, '帮助']) {
    const before = count();
    await sandbox.say(who, chat.chatId, words);
    await until(() => count() >= before + 2);
  }
  sandbox.revokeTokens();
  sandbox.setFaults([{ on: '/im/v1/messages', kind: 'status500', times: 1 }]);
  const before = count();
  await sandbox.say(who, chat.chatId, '我的');
  await until(() => count() >= before + 2);
  child.process.kill('SIGTERM');
  await child.ended;
  const log = child
    .written()
    .split('\n')
    .filter((l) => l.startsWith('{'));
  expect(log.length).toBeGreaterThan(5);
  const secrets = [
    DEMO_APP.appSecret,
    DEMO_APP.encryptKey,
    DEMO_APP.verificationToken,
    LEDGER_KEY,
    claim,
    'MARKDIVERTED',
    'Bearer ',
    't-',
  ];
  const inLog = (s: string) =>
    s === 't-' ? log.some((l) => /\bt-[A-Za-z0-9]{10,}/.test(l)) : log.some((l) => l.includes(s));
  expect(secrets.filter(inLog)).toEqual([]);
  expect(log.filter((l) => l.includes('说张三') || l.includes(who))).toEqual([]);
  const disk = bytesOf(dirname(dir));
  expect(disk.length).toBeGreaterThan(1000);
  const kept = [
    DEMO_APP.appSecret,
    DEMO_APP.encryptKey,
    DEMO_APP.verificationToken,
    LEDGER_KEY,
    claim,
    'MARKDIVERTED',
    latin(DIVERTED),
  ];
  expect(kept.filter((s) => disk.includes(s))).toEqual([]);
});
