import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { EXIT_STORE } from '../../src/config.ts';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import { until } from '../feishu/fake-socket.ts';
import { secret } from '../support/log-watch.ts';
import { botEnv, type Child, freshFolder, startChild, startFeishu } from './stage.ts';

let sandbox: RunningSandbox;
const children: Child[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.process.kill('SIGKILL');
    await child.ended;
  }
  await sandbox.close();
});

it('a store that has failed ends the process, not with 0; the next start recovers what was acknowledged (D08)', async () => {
  sandbox = await startFeishu();
  const dir = freshFolder();
  const env = botEnv(sandbox, dir);
  const first = await startChild(env);
  children.push(first);
  const [who] = sandbox.state().people;
  const chat = await sandbox.open(who?.openId ?? '');
  await until(() => sandbox.messages(chat.chatId).length > 0);
  // Bytes of somebody else: the store no longer knows what is on its disk. So many that a batch which is just being written,
  // as rows are still settled, writes over a part of them only.
  const segment = readdirSync(dir).find((name) => name.startsWith('ledger-')) ?? '';
  appendFileSync(join(dir, segment), 'theirs'.repeat(100_000));
  await sandbox.say(who?.openId ?? '', chat.chatId, '帮助');
  expect(await first.ended).toBe(EXIT_STORE);
  const second = await startChild(env);
  children.push(second);
  const before = sandbox.messages(chat.chatId).length;
  await sandbox.say(who?.openId ?? '', chat.chatId, '帮助');
  await until(() => sandbox.messages(chat.chatId).length > before + 1);
  expect(readdirSync(dir).some((name) => name.startsWith('torn-'))).toBe(true);
}, 120_000);

it('a start that finds its database out of reach ends for another start, not as one that is set up wrongly', async () => {
  sandbox = await startFeishu();
  const env = botEnv(sandbox, freshFolder(), {
    DATABASE_URL: `postgres://nobody:${secret('password-marker')}@127.0.0.1:1/away`,
  });
  await expect(startChild(env)).rejects.toThrow(`ended with ${EXIT_STORE}: UNAVAILABLE`);
}, 60_000);

it('a start that finds no Feishu says so in plain words and ends for another start', async () => {
  sandbox = await startFeishu();
  const env = botEnv(sandbox, freshFolder());
  await sandbox.close();
  await expect(startChild(env)).rejects.toThrow(`ended with ${EXIT_STORE}: 飞书没有应答`);
  sandbox = await startFeishu();
  const refused = botEnv(sandbox, freshFolder(), { FEISHU_APP_SECRET: secret('another-secret') });
  await expect(startChild(refused)).rejects.toThrow(`ended with ${EXIT_STORE}: 飞书没有应答`);
}, 60_000);
