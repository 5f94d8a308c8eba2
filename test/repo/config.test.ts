import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ConfigError, loadEnvironment, loadSettings } from '../../src/config.ts';
import { settingsSchema } from '../../src/kernel/settings.ts';
import { secret } from '../support/log-watch.ts';

const faultsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    loadEnvironment(env);
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
};
const keys = {
  FEISHU_APP_ID: 'cli_0123456789abcdef',
  FEISHU_APP_SECRET: secret('the-app-secret'),
  FEISHU_ENCRYPT_KEY: secret('the-encrypt-key'),
  FEISHU_VERIFICATION_TOKEN: secret('the-verification-token'),
};

describe('settings', () => {
  it('are described by config/schema.json (vitest -u writes it)', async () => {
    const schema = JSON.stringify(z.toJSONSchema(settingsSchema), null, 2);
    await expect(`${schema}\n`).toMatchFileSnapshot('../../config/schema.json');
  });
  it('load, alone and with the sandbox overlay', () => {
    expect(loadSettings().publicity.days).toBe(5);
    expect(loadSettings({ also: ['sandbox.json'] }).organization.bureauDepartments).not.toEqual([]);
  });
  it('take an own overlay and name every fault of it at once', () => {
    const dir = mkdtempSync(join(tmpdir(), 'config-'));
    writeFileSync(join(dir, 'default.json'), JSON.stringify({ publicity: { days: 7 } }));
    expect(loadSettings({ configDir: dir }).publicity).toMatchObject({ days: 7, answerDays: 5 });
    writeFileSync(
      join(dir, 'default.json'),
      JSON.stringify({ publicity: { days: 2 }, quiet: { workStart: '25:00' }, typo: 1 }),
    );
    try {
      loadSettings({ configDir: dir });
      expect.unreachable();
    } catch (error) {
      expect((error as ConfigError).faults).toHaveLength(3);
    }
  });
  it('have no key in the shipped file that the schema does not know', () =>
    expect(() =>
      settingsSchema.parse(JSON.parse(readFileSync('config/default.json', 'utf8'))),
    ).not.toThrow());
});

describe('the environment', () => {
  it('without credentials means the sandbox', () => expect(loadEnvironment({}).feishu).toBeUndefined());
  it('with all of them means Feishu', () =>
    expect(loadEnvironment(keys).feishu).toMatchObject({
      domain: 'https://open.feishu.cn',
      sandbox: false,
      transport: 'webhook',
    }));
  it('lists every fault in one message', () =>
    expect(
      faultsOf({
        FEISHU_APP_ID: 'x',
        FEISHU_TRANSPORT: 'pigeon',
        FEISHU_DOMAIN: 'http://example.com',
        PORT: '99999',
      }).length,
    ).toBeGreaterThanOrEqual(6));
  it('needs both secrets for the webhook, not for the long connection', () => {
    const { FEISHU_ENCRYPT_KEY: _e, FEISHU_VERIFICATION_TOKEN: _v, ...less } = keys;
    expect(faultsOf(less)).toHaveLength(2);
    expect(faultsOf({ ...less, FEISHU_TRANSPORT: 'websocket' })).toEqual([]);
  });
  it('allows plain http only to this machine', () => {
    expect(faultsOf({ ...keys, FEISHU_DOMAIN: 'http://10.0.0.1' })).toHaveLength(1);
    expect(loadEnvironment({ ...keys, FEISHU_DOMAIN: 'http://127.0.0.1:9' }).feishu?.sandbox).toBe(true);
  });
});
