import { inspect } from 'node:util';
import { afterAll, afterEach, expect } from 'vitest';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
import { forget, leaks, lookAtOutput, secret } from './log-watch.ts';
import { lastWords } from './processes.ts';

for (const value of [DEMO_APP.appSecret, DEMO_APP.encryptKey, DEMO_APP.verificationToken]) secret(value);

/** The vendor's client and libraries log here when they are given no logger. */
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  const print = console[method].bind(console);
  console[method] = (...parts: unknown[]) => {
    lookAtOutput(
      parts.map((part) => (typeof part === 'string' ? part : inspect(part, { depth: 8 }))).join(' '),
    );
    print(...parts);
  };
}

/** After each test of the suite: nothing that it logged was a secret, a token or somebody's text (L06). */
afterEach(() => {
  forget();
  expect(leaks()).toEqual([]);
});
/** And after the file's own afterAll, which stops bots and ends processes. */
afterAll(async () => {
  expect(await lastWords()).toEqual([]);
  expect(leaks()).toEqual([]);
});
