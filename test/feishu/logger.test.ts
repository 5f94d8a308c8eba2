import { expect, it } from 'vitest';
import { quietLogger } from '../../src/feishu/sdk.ts';
import { thrownAt, thrownName } from '../../src/kernel/thrown.ts';
import { feishuLog } from '../support/log-watch.ts';

it('lets neither tokens, ids, addresses, bodies nor line breaks of the SDK into the log', () => {
  const lines: string[] = [];
  const logger = quietLogger(feishuLog(lines));
  const failed = Object.assign(new Error('Bearer t-secret'), {
    code: 'ERR_BAD_REQUEST',
    config: { data: 'body-marker' },
  });
  logger.error('[ws]', 'url wss://x/ws?ticket=ticket-marker', 't-caecc734c2e3', 'cli_9f5343c580712544');
  logger.error([failed, { body: 'body-marker' }]);
  logger.warn('no a\r\nFAKE LOG LINE handle', 'x'.repeat(5_000));
  logger.info('info-marker');
  logger.debug('debug-marker');
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toMatch(/marker|secret|caecc|9f5343|\\r|\\n/);
  expect(lines[1]).toBe('sdk {"sdk":"Error ERR_BAD_REQUEST object"}');
  expect(lines[2]?.length).toBeLessThan(250);
});

it('names what was thrown by class and code alone', () => {
  expect(thrownName(Object.assign(new TypeError('secret'), { code: 'ECONNRESET' }))).toBe(
    'TypeError ECONNRESET',
  );
  expect(thrownName(Object.assign(new Error('x'), { code: 'a secret' }))).toBe('Error');
  expect(thrownName('secret')).toBe('string');
});

it('names the place in the program that a fault came from, and nothing that a text could put there', () => {
  const fault = new TypeError('secret');
  fault.stack =
    'TypeError: secret\n    at draw (file:///opt/x/dist/cards/risks/desk.js:12:5)\n    at node:net:1:1';
  expect(thrownAt(fault)).toBe('TypeError at cards/risks/desk.js:12');
  fault.stack = 'TypeError: secret\n at /src/a secret.ts:1:1\n at /src/秘密.ts:1:1';
  expect(thrownAt(fault)).toBe('TypeError');
  expect(thrownAt('secret')).toBe('string');
});
