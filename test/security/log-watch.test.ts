import { expect, it } from 'vitest';
import { toyBot } from '../runtime/toy.ts';
import { testBot } from '../support/bot.ts';
import { forget, leaks, logLine, secret, typing } from '../support/log-watch.ts';

it('L06: every kind of leak is found, wherever it stands in a line', () => {
  const lines: readonly (readonly [unknown, string])[] = [
    [{ why: secret('a "secret" of this test') }, 'a secret'],
    [{ why: 'Bearer x' }, 'a token'],
    [{ why: 't-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234' }, 'a token'],
    [{ why: '张三收了好处费' }, 'a text'],
    [{ err: new TypeError('张三') }, 'a text'],
    [{ deep: [{ cause: new Error('Bearer x') }] }, 'a token'],
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
