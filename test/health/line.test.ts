import { expect, it } from 'vitest';
import type { Running } from '../../src/process.ts';
import { freshFolder, startFeishu, startHere } from './stage.ts';

const LIMIT_MS = 120_000;
const UP_MS = 3_600_000;

const downSeconds = async ({ metricsUrl = '' }: Running): Promise<number> => {
  const measured = await (await fetch(metricsUrl)).text();
  return Number(/^qingfeng_line_down_seconds (\S+)$/m.exec(measured)?.[1]);
};

it('L05: a line to Feishu that is down for more than two minutes, and no shorter, turns /readyz to 503', {
  timeout: 60_000,
}, async () => {
  const sandbox = await startFeishu('websocket');
  let steady = 0;
  const bot = await startHere(sandbox, freshFolder(), {}, () => steady);
  const ready = async () => {
    const answer = await fetch(`${bot.url}/readyz`);
    return { status: answer.status, ...((await answer.json()) as { why: readonly string[] }) };
  };
  expect(await downSeconds(bot)).toBe(0);
  expect(await ready()).toMatchObject({ status: 200, why: [] });
  // However long it has been up: it counts as down from when its loss is noticed.
  steady = UP_MS;
  expect(await ready()).toMatchObject({ status: 200, why: [] });
  await sandbox.close();
  while ((await downSeconds(bot)) === 0) steady += 1;
  const lostAt = steady - Math.round((await downSeconds(bot)) * 1000);
  expect(lostAt).toBeGreaterThanOrEqual(UP_MS);
  steady = lostAt + LIMIT_MS;
  expect(await ready()).toMatchObject({ status: 200, why: [] });
  steady += 1;
  expect(await ready()).toMatchObject({ status: 503, why: ['long connection is down'] });
  await bot.close();
});
