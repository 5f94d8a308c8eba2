import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realTimers, type Timers } from '../../src/feishu/timers.ts';
import {
  click,
  type Door,
  half,
  header,
  message,
  openDoor,
  post,
  push,
  sealed,
  sign,
  TOKEN,
} from './door.ts';
import { until } from './fake-socket.ts';

/** W01 to W24: what the SDK's own receiver lets through or breaks on. Ours must refuse, and the bot must see nothing. */
let door: Door;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());
const status = async (raw: string | Buffer, headers: Record<string, string> = sign(raw), pieces = [raw]) =>
  (await post(door, pieces, headers)).status;
const forged = JSON.stringify(message({}, {}, { token: 'WRONG-TOKEN' }));

describe('who may speak', () => {
  it('W01 a forged event without signature or with a wrong token', async () => {
    expect(await status(forged, {})).toBe(401);
    expect((await push(door, message({}, {}, { token: 'WRONG-TOKEN' }))).status).toBe(401);
  });
  it('W02 a click that calls itself another kind', async () => {
    for (const extra of [{ schema: '2.0' }, { encrypt: 'AAAA' }, { type: 'url_verification' }])
      expect(await status(JSON.stringify({ ...click(), ...extra }), {})).toBe(401);
  });
  it('W03 an old request, again and again', async () => {
    const raw = sealed(message());
    for (let i = 0; i < 5; i += 1) expect(await status(raw, sign(raw, '1000000000'))).toBe(401);
  });
  it('W04, W05 says 401 and 400, not "no content"', async () => {
    const raw = sealed(message());
    expect(await status(raw, { ...sign(raw), 'x-lark-signature': '0'.repeat(64) })).toBe(401);
    expect(await status('{"encrypt":', sign('{"encrypt":'))).toBe(400);
  });
  it('W06 echoes nothing of what a stranger sent, in answer or log', async () => {
    const marker = 'x\r\nFAKE LOG LINE';
    for (const answer of [
      await push(door, { schema: '2.0', header: header(marker), event: {} }),
      await post(door, [JSON.stringify({ type: marker, challenge: marker })], {}),
    ])
      expect(answer.text).not.toContain('FAKE');
    expect(door.logged.join()).not.toContain('FAKE');
  });
  it('W07 a plain address check', async () => {
    expect(await status('{"challenge":"a","type":"url_verification"}', {})).toBe(401);
  });
  it('W09 a flipped bit in the cipher text', async () => {
    const raw = sealed(message());
    const flipped = raw.replace(/("encrypt":")(.)/, (_, a: string, b: string) => a + (b === 'A' ? 'B' : 'A'));
    expect(await status(flipped, sign(raw))).toBe(401);
  });
  it('W11, W12 headers in the body count for nothing', async () => {
    for (const headers of [sign('x'), null])
      expect(await status(JSON.stringify({ encrypt: sealed(message()), headers }), {})).toBe(401);
  });
  it('W21 the event can not override its header', async () => {
    const body = message();
    const event = { ...body.event, app_id: 'cli_x', tenant_key: 'x', event_id: 'forged', token: 'x' };
    await push(door, { ...body, event });
    expect(door.seen.map((e) => e.cause)).toEqual(['msg:om_1']);
    await push(door, { ...click(), event: { ...click().event, event_id: 'forged' } });
    expect(door.seen[1]?.cause).toBe('evt:e1');
  });
  it('W22 an app ticket', async () => {
    const event = { type: 'app_ticket', app_id: 'cli_x', app_ticket: 't' };
    expect(await status(sealed({ token: TOKEN, type: 'event_callback', event }))).toBe(401);
  });
});

describe('one answer for every failure to decrypt', () => {
  it.each([
    ['W08 random cipher', JSON.stringify({ encrypt: Buffer.alloc(64, 7).toString('base64') })],
    ['W08 a number', '{"encrypt":1}'],
    ['W08 an object', '{"encrypt":{}}'],
    ['W08 empty', '{"encrypt":""}'],
    ['W23 four letters', '{"encrypt":"AAAA"}'],
    ['W08 cipher of no JSON', sealed('hello')],
    ['W08 cipher of an array', sealed('[1]')],
    ['W10 prototype inside', sealed('{"__proto__":{"isAdmin":true}}')],
    ['W08 a plain body with a right signature', forged],
  ])('%s', async (_, raw) => {
    const signed = await post(door, [raw], sign(raw));
    const unsigned = await post(door, [raw], {});
    expect([signed.status, unsigned.status]).toEqual([401, 401]);
    expect([signed.text, unsigned.text]).toEqual(['{"error":"unauthorized"}', '{"error":"unauthorized"}']);
  });
});

describe('A06: every form a right body can have', () => {
  it('W13 split at every byte of the Chinese part', async () => {
    const raw = Buffer.from(JSON.stringify({ note: '廉政', ...JSON.parse(sealed(message())) }));
    const start = raw.indexOf('廉');
    for (let cut = start; cut <= start + 6; cut += 1)
      expect(await status(raw, sign(raw), [raw.subarray(0, cut), raw.subarray(cut)])).toBe(200);
    expect(door.seen).toHaveLength(7);
  });
  it('W14 escapes, spaces, number-like keys, big numbers', async () => {
    const { encrypt } = JSON.parse(sealed(message())) as { encrypt: string };
    const escaped = encrypt.replace(/[+/]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
    for (const raw of [
      `{ "encrypt" : "${escaped}" }\n`,
      `{"b":1,"2":1,"1":1,"encrypt":"${encrypt}","n":12345678901234567890,"f":1.0,"h":"\\u003c"}`,
    ])
      expect(await status(raw)).toBe(200);
    expect(door.seen).toHaveLength(2);
  });
  it('broken UTF-8 and a byte order mark are no JSON', async () => {
    const broken = Buffer.concat([
      Buffer.from('{"a":"'),
      Buffer.from([0xe5, 0xbb]),
      Buffer.from('","encrypt":"x"}'),
    ]);
    for (const raw of [broken, Buffer.from('\ufeff{"a":1}')]) expect(await status(raw)).toBe(400);
  });
  it('W14 the same inside the cipher', async () => {
    const inner = JSON.stringify(message({ content: JSON.stringify({ text: '<b>' }) })).replaceAll(
      '<',
      '\\u003c',
    );
    await push(door, inner.replaceAll(',"', ' ,\n "'));
    expect(door.seen).toMatchObject([{ text: '<b>' }]);
  });
});

describe('A05: size and time', () => {
  const big = (bytes: number) => `{"encrypt":"${'A'.repeat(bytes)}"}`;
  it('W16 4 KB unsigned, 1 MB signed', async () => {
    expect(await status(big(5_000), {})).toBe(413);
    expect(await status(big(1_100_000), sign('x'))).toBe(413);
    expect(await status(big(900_000), sign('x'))).toBe(401);
  });
  it('W17 without a length, while it is still coming', async () => {
    const chunk = `1000\r\n${'A'.repeat(0x1000)}\r\n`;
    const request = await half(door, `Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`);
    expect(await request.closed).toMatch(/^HTTP\/1.1 413 /);
  });
  it('W18 a hundred thousand levels, W16 a string and an array at the top', async () => {
    for (const raw of [
      '['.repeat(100_000),
      JSON.stringify('a'.repeat(900_000)),
      `[${'1,'.repeat(400_000)}1]`,
    ])
      expect(await status(raw)).toBe(400);
    expect((await push(door, `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`)).status).toBe(401);
  });
  it('W19 a thousand clients that go away leave nothing behind: no line, no waiting', async () => {
    const waiting = new Set<object>();
    const timers: Timers = {
      after(ms, run) {
        const one = {};
        waiting.add(one);
        const back = realTimers.after(ms, run);
        return () => {
          waiting.delete(one);
          back();
        };
      },
    };
    const left = await openDoor({ timers });
    for (let hundreds = 1; hundreds <= 10; hundreds += 1) {
      const requests = await Promise.all(Array.from({ length: 100 }, () => half(left)));
      await until(() => waiting.size === 100);
      for (const request of requests) request.abort();
      await Promise.all(requests.map((r) => r.closed));
      await until(() => left.counted.length === 100 * hundreds);
    }
    expect(new Set(left.counted)).toEqual(new Set(['aborted']));
    expect(left.seen).toEqual([]);
    expect([waiting.size, await left.lines()]).toEqual([0, 0]);
    await left.close();
  });
  it('W19 a body that never ends is given up', async () => {
    const slow = await openDoor({ bodyTimeoutMs: 30 });
    expect(await (await half(slow)).closed).toMatch(/^HTTP\/1.1 408 /);
    await slow.close();
  });
});

it.each(['__proto__', 'constructor', 'prototype'])(
  'W10 a message that is right but for a key %s is refused whole',
  async (key) => {
    const right = JSON.stringify(message());
    for (const place of ['"event":{', '"header":{', '"message":{']) {
      const odd = right.replace(place, `${place}"${key}":{"isAdmin":true},`);
      expect(odd).not.toBe(right);
      expect((await push(door, odd)).status).toBe(401);
    }
    expect(door.seen).toEqual([]);
    expect((await push(door, right)).status).toBe(200);
  },
);
it('W10 nothing of it reaches the prototype', async () => {
  await status(`{"__proto__":{"isAdmin":true},"encrypt":"x"}`);
  await push(door, '{"constructor":{"prototype":{"isAdmin":true}}}');
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
});
it('W15 the body is read before anything else can wait', async () => {
  const late = await openDoor({
    extraRoutes: [(_, next) => new Promise<void>((r) => setImmediate(r)).then(next)],
  });
  const raw = sealed(message());
  expect((await post(late, [raw], sign(raw))).status).toBe(200);
  expect(late.seen).toHaveLength(1);
  await late.close();
});
it('W24 signatures are compared whole: a right beginning is not enough', async () => {
  const raw = sealed(message());
  const right = sign(raw)['x-lark-signature'] ?? '';
  for (const wrong of [right.slice(0, 63), `${right}0`, right.toUpperCase(), ''])
    expect(await status(raw, { ...sign(raw), 'x-lark-signature': wrong })).toBe(401);
});
