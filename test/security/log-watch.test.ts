import { once } from 'node:events';
import { expect, it } from 'vitest';
import { toyBot } from '../runtime/toy.ts';
import { testBot } from '../support/bot.ts';
import {
  botLog,
  feishuLog,
  forget,
  leaks,
  logLine,
  lookAtOutput,
  secret,
  secretKey,
  typing,
} from '../support/log-watch.ts';
import { lastWords, runNode, startNode, watched } from '../support/processes.ts';

const MARKER = secret('a-marker-to-be-found');
const KEY = secretKey(77);

it('L06: every kind of leak is found, wherever it stands in a line', () => {
  const lines: readonly (readonly [unknown, string])[] = [
    [{ why: secret('a "secret" of this test') }, 'a secret'],
    [{ why: 'Bearer x' }, 'a token'],
    [{ why: 't-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234' }, 'a token'],
    [{ why: '张三收了好处费' }, 'a text'],
    [{ err: new TypeError('张三') }, 'a text'],
    [{ deep: [{ cause: new Error('Bearer x') }] }, 'a token'],
    [{ why: `c-${'0f'.repeat(16)}` }, 'a token'],
    [{ why: 'wss://x/ws?a=b&ticket=1' }, 'a token'],
    [{ why: KEY.toString('hex') }, 'a secret'],
    [{ why: KEY.toString('base64') }, 'a secret'],
    [{ why: KEY.toString('latin1') }, 'a secret'],
    [{ why: KEY }, 'a secret'],
    [{ why: Buffer.from('x') }, 'bytes'],
  ];
  for (const [facts, what] of lines) {
    logLine('event', facts);
    expect(leaks(), JSON.stringify(facts)).toEqual([expect.stringMatching(`^${what} in the log`)]);
  }
  typing({ form: { note: ' he took the money ' } });
  logLine('event', { why: 'he took the money' });
  expect(leaks()).toHaveLength(1);
  forget();
  logLine('event', { why: 'he took the money', row: 'm-1', code: 99991663, card: false });
  expect(leaks()).toEqual([]);
});

it('L06: bots of tests are looked at', async () => {
  const toy = await toyBot();
  toy.bot.log('info', 'event', { why: '某人' });
  expect(leaks()).toHaveLength(1);
  for (const log of [undefined, () => {}]) {
    const bot = await testBot(log ? { log } : {});
    bot.app.bot.log('info', 'event', { why: '某人' });
    expect(leaks()).toHaveLength(1);
    await bot.close();
  }
});

it('L06: lets a console speak Chinese and show the one-time code once, and a log neither', () => {
  const code = 'QF-2345-6789-ABCD-EFGH';
  lookAtOutput(`管理员认领码 / administrator claim code: ${code}`);
  expect(leaks()).toEqual([]);
  lookAtOutput(`{"level":30,"code":"${code}"}`);
  lookAtOutput('{"level":30,"why":"管理员"}');
  expect(leaks()).toHaveLength(2);
});
it('L06: hears the logs that tests hand out, the console, and both streams of a process', async () => {
  botLog()('info', 'x', { why: MARKER });
  feishuLog().warn({}, MARKER);
  console.error('x', { cause: { secret: MARKER } });
  expect(leaks()).toHaveLength(3);
  const child = startNode(['-e', `console.log('${MARKER}'); console.error('${MARKER}')`], { quiet: true });
  await once(child, 'close');
  expect(leaks()).toHaveLength(2);
  runNode(['-e', `console.log('${MARKER}'); console.error('${MARKER}')`]);
  expect(leaks()).toHaveLength(2);
});
it('L06: refuses a process that nobody would hear, and tells of one that is left running', async () => {
  expect(() => watched({ stdout: null, stderr: null } as never)).toThrow('where nobody hears');
  const left = startNode(['-e', 'process.stdin.resume()'], { quiet: true });
  expect(await lastWords()).toEqual([expect.stringContaining('process.stdin.resume()')]);
  left.kill();
  expect(await lastWords()).toEqual([]);
});
