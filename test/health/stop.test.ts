import { readdirSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import { until } from '../feishu/fake-socket.ts';
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
const start = async (env: NodeJS.ProcessEnv): Promise<Child> => {
  const child = await startChild(env);
  children.push(child);
  return child;
};

it('SIGTERM ends the process within ten seconds while Feishu hangs, and the next start sends what was left, once', async () => {
  sandbox = await startFeishu();
  const dir = freshFolder();
  const env = botEnv(sandbox, dir);
  const first = await start(env);
  const [who] = sandbox.state().people;
  const chat = await sandbox.open(who?.openId ?? '');
  await until(() => sandbox.messages(chat.chatId).length > 0);
  const before = sandbox.messages(chat.chatId).length;
  sandbox.setFaults([{ on: '/im/v1/messages', kind: 'hang', times: 100 }]);
  await sandbox.say(who?.openId ?? '', chat.chatId, '帮助');
  expect(sandbox.messages(chat.chatId)).toHaveLength(before + 1);
  const asked = performance.now();
  first.process.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(10_000);
  // The lock was given back and the last commit is whole: the next start opens the store.
  expect(readdirSync(dir).length).toBeGreaterThan(0);
  sandbox.setFaults([]);
  await sandbox.moveClock({ by: 120_000 });
  await start(env);
  await until(() => sandbox.messages(chat.chatId).length === before + 2);
  const [question, answer] = sandbox.messages(chat.chatId).slice(before);
  expect([question?.from, answer?.from]).toEqual([who?.openId, 'bot']);
}, 180_000);
