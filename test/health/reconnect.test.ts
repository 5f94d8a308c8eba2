import { afterEach, expect, it } from 'vitest';
import type { Running } from '../../src/process.ts';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import { freshFolder, startFeishu, startHere } from './stage.ts';

let sandbox: RunningSandbox;
let bot: Running;
afterEach(async () => {
  await bot.close();
  await sandbox.close();
});

it('S07: after a lost connection the directory is read again: who left in the gap is out', async () => {
  sandbox = await startFeishu();
  bot = await startHere(sandbox, freshFolder());
  const people = async () => (await bot.app.bot.loadOrganization(bot.app.bot.store)).people;
  const left = sandbox.state().people.find((p) => p.active)?.openId ?? '';
  expect((await people()).get(left)?.active).toBe(true);
  sandbox.sockets.dropAll();
  // Pushed to nobody, and nobody asks for it again.
  await sandbox.changePerson({ openId: left, active: false });
  let active = true;
  while (active) {
    await new Promise((resolve) => setImmediate(resolve));
    active = (await people()).get(left)?.active ?? false;
  }
  expect((await fetch(`${bot.url}/readyz`)).status).toBe(200);
  const measured = await (await fetch(bot.metricsUrl ?? '')).text();
  expect(measured).toContain('qingfeng_store_state{state="open"} 1');
}, 60_000);
