import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lark } from '../../src/feishu/sdk.ts';
import { guardClient } from '../../src/feishu/socket-guard.ts';
import { text } from '../../src/kernel/text.ts';
import { feishuLog, secret } from '../support/log-watch.ts';
import { APP, click, header, message } from './door.ts';
import { event, type FakeSocket, openSocket, until } from './fake-socket.ts';

let fake: FakeSocket;
beforeEach(async () => {
  fake = await openSocket();
});
afterEach(() => fake.close());
const toast = async () => ({ toast: { type: 'success', text: text('好', 'done') } }) as const;

describe('pushes', () => {
  it('hands on events and answers clicks like the webhook does', async () => {
    fake.open({}, toast);
    expect(await fake.exchange(event(message()))).toEqual({ code: 200, data: {} });
    expect(await fake.exchange(event(click()))).toEqual({
      code: 200,
      data: { toast: { type: 'success', content: '好', i18n: { zh_cn: '好', en_us: 'done' } } },
    });
    expect(fake.seen.map((e) => e.cause)).toEqual(['msg:om_1', 'evt:e1']);
  });
  it('answers clicks that come as type card', async () => {
    fake.open({}, toast);
    expect(await fake.exchange(event(click(), { type: 'card' }))).toMatchObject({
      code: 200,
      data: { toast: {} },
    });
  });
  it('joins fragments as bytes, a character split between two of them', async () => {
    fake.open();
    const bytes = Buffer.from(JSON.stringify(message({ content: JSON.stringify({ text: '廉政' }) })));
    const cut = bytes.indexOf('廉') + 1;
    await until(() => fake.pings > 0);
    fake.sockets[0]?.send(event({}, { sum: '2', seq: '1' }, bytes.subarray(cut)));
    await fake.exchange(event({}, { sum: '2', seq: '0' }, bytes.subarray(0, cut)));
    expect(fake.seen).toMatchObject([{ text: '廉政' }]);
  });
  it('S11: acknowledges an unknown type, fails an event whose handler failed', async () => {
    fake.open({}, async () => {
      throw new Error('x');
    });
    expect(await fake.exchange(event({ schema: '2.0', header: header('x.y_v1'), event: {} }))).toEqual({
      code: 200,
      data: {},
    });
    expect(await fake.exchange(event(message()))).toEqual({ code: 500 });
    expect(await fake.exchange(event(click()))).toMatchObject({
      code: 200,
      data: { toast: { type: 'error' } },
    });
  });
  it.each([
    ['token wrong', message({}, {}, { token: 'x' })],
    ['other app', message({}, {}, { app_id: 'cli_0000000000000000' })],
    ['other tenant', message({}, {}, { tenant_key: 'x' })],
    ['unexpected shape', JSON.parse('{"header":{"__proto__":{"token":"x"}}}')],
  ])('S01: ignores %s', async (why, body) => {
    fake.open();
    expect(await fake.exchange(event(body))).toEqual({ code: 200, data: {} });
    expect([fake.seen, fake.counted]).toEqual([[], [why]]);
  });
});

describe('weak places of the SDK', () => {
  it('S10: takes a frame that comes together with the handshake', async () => {
    fake.first = event(message());
    fake.open();
    await until(() => fake.seen.length > 0);
    expect(fake.seen[0]?.cause).toBe('msg:om_1');
  });
  it('S06: drops a frame that names millions of fragments', async () => {
    fake.open();
    await until(() => fake.pings > 0);
    fake.sockets[0]?.send(event({}, { sum: '3000000' }));
    await fake.exchange(event(message()));
    expect(fake.logged.join()).toContain('too many fragments');
  });
  it('S04: takes over a pong only with numbers in it, since NaN sets off a storm of pings', async () => {
    const client = new lark.WSClient({
      appId: APP,
      appSecret: secret('s04-app-secret'),
      loggerLevel: lark.LoggerLevel.fatal,
    });
    guardClient(client, feishuLog());
    const inner = client as unknown as {
      handleControlData(frame: object): Promise<void>;
      wsConfig: { getWS(key: string): unknown };
    };
    const pong = async (payload: string) => {
      const headers = [{ key: 'type', value: 'pong' }];
      await inner.handleControlData({ headers, payload: new TextEncoder().encode(payload) });
      return inner.wsConfig.getWS('pingInterval');
    };
    const whole = { PingInterval: 90, ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30 };
    expect(await pong(JSON.stringify(whole))).toBe(90_000);
    for (const bad of ['{}', '[]', 'x', JSON.stringify({ ...whole, PingInterval: 0 }), '{"PingInterval":7}'])
      expect(await pong(bad)).toBe(90_000);
    client.close();
  });
  it('S08, S01: refuses a wrong app id and unencrypted addresses', async () => {
    expect(() => fake.open({ appId: 'cli_x' })).toThrow(/app id/);
    expect(() => fake.open({ domain: 'http://open.feishu.cn' })).toThrow(/https/);
    // 0.0.0.0 leads to this machine, but is not known as such: it stands for any address in the clear.
    const port = new URL(fake.url).port;
    fake.endpoints.push({ code: 0, url: `ws://0.0.0.0:${port}/ws?x=1&device_id=d&service_id=1` });
    const connection = fake.open();
    await until(() => connection.status().state === 'connected');
    expect([fake.pulls, fake.sockets.length]).toEqual([2, 1]);
  });
});

describe('A08: comes back', () => {
  it.each([
    ['system busy', { code: 1 }],
    ['S03 too many connections', { code: 1000040350 }],
    ['wrong secret', { code: 514 }],
    ['internal', { code: 1000040343 }],
  ])('S02: after "%s"', async (_, endpoint) => {
    fake.endpoints.push(endpoint, endpoint);
    const connection = fake.open();
    await until(() => connection.status().state === 'connected');
    expect(fake.pulls).toBe(3);
    expect(await fake.exchange(event(message()))).toEqual({ code: 200, data: {} });
    expect(fake.logged.join()).not.toContain('secret-marker');
  });
  it('after a cut, telling that something may have been missed', async () => {
    let connected = 0;
    const connection = fake.open({
      supervisor: {
        onConnected: () => {
          connected += 1;
        },
      },
    });
    await until(() => connected === 1);
    fake.sockets[0]?.terminate();
    await until(() => connected === 2);
    expect(connection.status()).toMatchObject({ state: 'connected', downMs: 0, ok: true });
  });
  it('S05: after silence', async () => {
    const connection = fake.open({ pingTimeoutS: 0.05 });
    await until(() => connection.status().state === 'connected');
    await until(() => fake.sockets.length > 1);
    expect(fake.pulls).toBeGreaterThan(1);
  });
});
