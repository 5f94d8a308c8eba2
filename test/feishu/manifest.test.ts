import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consoleSteps, scopesJson } from '../../src/feishu/console-steps.ts';
import { CLICK_EVENT, toEnvelope } from '../../src/feishu/envelope.ts';
import { parseManifest } from '../../src/feishu/manifest.ts';
import { registerWithQr } from '../../src/feishu/register.ts';
import { secret } from '../support/log-watch.ts';
import { APP, BOT, header, NOW } from './door.ts';

const json = readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8');
const manifest = parseManifest(json);

describe('manifest.json', () => {
  it('subscribes to nothing the bot does not read', () => {
    const rules = { appId: APP, botOpenId: BOT, nowMs: NOW };
    for (const type of [...manifest.events, ...manifest.callbacks]) {
      const result = toEnvelope({ header: header(type), event: {} }, rules);
      expect([type, 'why' in result ? result.why : result.kind]).not.toEqual([type, 'unknown event type']);
    }
    expect(manifest.callbacks).toEqual([CLICK_EVENT]);
  });
  it('has nothing twice, and the six menu entries', () => {
    for (const names of [
      manifest.events,
      manifest.scopes.map((s) => s.name),
      manifest.menu.map((m) => m.key),
    ])
      expect(new Set(names).size).toBe(names.length);
    expect(manifest.menu.map((m) => m.key)).toEqual([
      'risk_new',
      'my_risks',
      'my_tasks',
      'catalogue',
      'summary',
      'help',
    ]);
  });
  it('names every fault of a broken one', () => {
    expect(() =>
      parseManifest(JSON.stringify({ ...manifest, menu: [{ key: 'x'.repeat(31), zh: '', en: 'a' }] })),
    ).toThrow(/menu\[0\]\.key[\s\S]*menu\[0\]\.zh/);
    expect(() => parseManifest(JSON.stringify({ ...manifest, extra: 1 }))).toThrow(/extra/);
  });
});

describe('what is left to do by hand', () => {
  const steps = (delivery: Parameters<typeof consoleSteps>[1]['delivery']) =>
    consoleSteps(manifest, { appId: APP, brand: 'lark', delivery });
  it.each(['zh-CN', 'en-US'] as const)('gives every exact value in %s', (language) => {
    const all = steps({ mode: 'webhook', url: 'https://bot.example/webhook/event' })
      .map((s) => s[language])
      .join('\n');
    const values = [
      ...manifest.events,
      ...manifest.scopes.map((s) => s.name),
      ...manifest.menu.map((m) => `= ${m.key}`),
    ];
    for (const value of [
      ...values,
      CLICK_EVENT,
      'https://bot.example/webhook/event',
      `open.larksuite.com/app/${APP}`,
    ])
      expect(all).toContain(value);
  });
  it('asks for the long connection instead of an address', () => {
    expect(
      steps({ mode: 'socket' })
        .map((s) => s['en-US'])
        .join(),
    ).toContain('persistent connection');
  });
  it('offers the permissions as the console imports them', () => {
    expect(JSON.parse(scopesJson(manifest)).scopes.tenant).toContain('im:message:send_as_bot');
  });
});

describe('registering by a scanned code', () => {
  const lines: string[] = [];
  const run = (answer: () => Promise<object>) => {
    lines.length = 0;
    const asked: Array<Record<string, unknown>> = [];
    const sdk = {
      async registerApp(options: { onQRCodeReady(info: { url: string; expireIn: number }): void }) {
        asked.push({ ...options });
        options.onQRCodeReady({ url: 'https://accounts.feishu.cn/x?code=1', expireIn: 600 });
        return answer();
      },
    };
    return { asked, done: registerWithQr({ manifest, print: (l) => lines.push(l), sdk: sdk as never }) };
  };
  it('shows a code, asks for what the manifest says, and keeps the secret', async () => {
    const { asked, done } = run(async () => ({ client_id: APP, client_secret: secret('marker-secret') }));
    expect(await done).toEqual({ appId: APP, appSecret: secret('marker-secret'), brand: 'feishu' });
    expect(asked[0]?.addons).toMatchObject({
      preset: false,
      scopes: { tenant: manifest.scopes.map((s) => s.name) },
    });
    const all = lines.join('\n');
    expect(all).toMatch(/[▀▄█]{5}/);
    expect(all).toContain('https://accounts.feishu.cn/x?code=1');
    expect(all.indexOf('█')).toBeLessThan(all.indexOf('im:resource'));
    expect(all).not.toContain('marker-secret');
  });
  it.each([
    [{ code: 'access_denied', description: 'd' }, /declined.*access_denied/],
    [{ code: 'expired_token' }, /expired/],
    [new Error('connect to 10.0.0.1 with secret'), /could not be reached$/],
  ])('says in words why it failed', async (thrown, words) => {
    await expect(run(async () => Promise.reject(thrown)).done).rejects.toThrow(words);
  });
});
