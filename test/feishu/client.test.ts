import { afterEach, describe, expect, it, vi } from 'vitest';
import { card } from '../../cards/kit/card.ts';
import { para } from '../../cards/kit/elements.ts';
import { feishuMessenger } from '../../src/feishu/client.ts';
import { transportFault } from '../../src/feishu/faults.ts';
import { marked, markIn, markOf } from '../../src/feishu/mark.ts';
import { same } from '../../src/kernel/text.ts';
import { type Api, fail, ok, openApi, SECRET, sent } from './fake-api.ts';

let api: Api;
afterEach(() => {
  vi.unstubAllEnvs();
  return api.close();
});
const hello = card({ audience: 'private', title: same('正文标记'), colour: 'blue' }, []);
const fault = async (call: Promise<unknown>) => {
  const thrown = await call.then(
    () => ({}),
    (e: unknown) => e,
  );
  const { name, fault, code, waitMs, message } = thrown as Record<string, unknown>;
  return { name, fault, code, waitMs, message };
};

describe('sending', () => {
  it('sends only the card JSON, with the uuid, and gives the ids back', async () => {
    api = await openApi();
    expect(await api.client().sendCard({ person: 'ou_a' }, hello, 'row-1')).toEqual({
      messageId: 'om_new',
      chatId: 'oc_p2p',
    });
    const [request] = api.seen;
    expect(request).toMatchObject({ method: 'POST', path: '/open-apis/im/v1/messages', auth: 'Bearer t-1' });
    expect(request?.query.get('receive_id_type')).toBe('open_id');
    expect(request?.json).toMatchObject({ receive_id: 'ou_a', msg_type: 'interactive', uuid: 'row-1' });
    expect(JSON.parse(String(request?.json.content))).toEqual(hello.json);
  });
  it('marks a card with its uuid, out of sight, and leaves everything else as it is', async () => {
    const odd = card({ audience: 'private', title: same('"body":{"elements":[{'), colour: 'blue' }, [
      para(same('"element_id":"q0123456789abcdef012"')),
      para(same('b')),
    ]);
    api = await openApi();
    await api.client().sendCard({ person: 'ou_a' }, odd, 'row-1');
    const content = String(api.seen[0]?.json.content);
    expect(markIn(content)).toBe(markOf('row-1'));
    const [first, ...others] = odd.json.body.elements;
    const mark = { element_id: markOf('row-1') };
    expect(JSON.parse(content)).toEqual({
      ...odd.json,
      body: { elements: [{ ...first, ...mark }, ...others] },
    });
    expect(markOf('row-1')).toMatch(/^[a-z][a-z0-9]{19}$/);
    expect(markOf('row-2')).not.toBe(markOf('row-1'));
    expect(markIn(odd.text)).toBeUndefined();
  });
  it('a card without room for the mark goes without one', () => {
    const full = `{"body":{"elements":[{"tag":"hr"}],"x":"${'字'.repeat(10_220)}"}}`;
    expect(marked(full, 'u')).toBe(full);
    expect(marked(full.slice(0, 9_000), 'u').length).toBe(9_000 + 36);
  });
  it('reaches this machine past a proxy of the environment', async () => {
    api = await openApi();
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
    expect(await api.client().sendCard({ person: 'ou_a' }, hello, 'u')).toHaveProperty('messageId', 'om_new');
  });
  it('patches by message id', async () => {
    api = await openApi(() => ok());
    await api.client().patchCard('om_1', hello);
    expect(api.seen[0]).toMatchObject({ method: 'PATCH', path: '/open-apis/im/v1/messages/om_1' });
  });
  it('N04: sends nothing for what is no id', async () => {
    api = await openApi();
    const evil = '../../../contact/v3/users/ou_victim?x=';
    const client = api.client();
    for (const call of [
      client.patchCard(evil, hello),
      client.sendCard({ person: evil }, hello, 'u'),
      client.sendCard({ chat: 'ou_a' }, hello, 'u'),
      client.download('om_1', evil, 10),
      client.sendCard({ person: 'ou_a' }, hello, 'x'.repeat(51)),
    ])
      expect(await fault(call)).toMatchObject({ name: 'MessengerError', fault: 'permanent', code: 0 });
    expect([api.seen.length, api.tokens()]).toEqual([0, 0]);
  });
});

describe('O09: tokens', () => {
  it('N01: 50 cold calls ask for one token', async () => {
    api = await openApi();
    const client = api.client();
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => client.sendCard({ person: 'ou_a' }, hello, `u${i}`)),
    );
    expect([api.tokens(), api.seen.length]).toEqual([1, 50]);
  });
  it('N07: a refused token is dropped once and the call made once more', async () => {
    api = await openApi((seen) => (seen.auth === 'Bearer t-1' ? fail(99991663) : sent));
    expect(await api.client().sendCard({ person: 'ou_a' }, hello, 'u')).toMatchObject({
      messageId: 'om_new',
    });
    expect([api.tokens(), api.seen.length]).toEqual([2, 2]);
  });
  it('does not go round in circles', async () => {
    api = await openApi(() => fail(99991663));
    expect(await fault(api.client().patchCard('om_1', hello))).toMatchObject({
      fault: 'again',
      code: 99991663,
    });
    expect([api.tokens(), api.seen.length]).toEqual([2, 2]);
  });
  it('renews ten minutes before the end', async () => {
    api = await openApi();
    const client = api.client();
    const auths = async (minutes: number) => {
      api.clock += minutes * 60_000;
      await client.sendCard({ person: 'ou_a' }, hello, 'u');
      return api.seen.at(-1)?.auth;
    };
    expect([await auths(0), await auths(109), await auths(2)]).toEqual([
      'Bearer t-1',
      'Bearer t-1',
      'Bearer t-2',
    ]);
  });
});

describe('O05: faults', () => {
  it.each([
    ['N05: 429', fail(99991400, 429, { 'x-ogw-ratelimit-reset': '52' }), 'slow', 99991400, 52_000],
    ['limit as 400', fail(99991400), 'slow', 99991400, 1_000],
    ['N05: 429 of a gateway, without a code', { status: 429, raw: 'slow down' }, 'slow', 0, 1_000],
    ['per person', fail(230020), 'slow', 230020, 1_000],
    ['absurd wait', fail(99991400, 429, { 'x-ogw-ratelimit-reset': '999999' }), 'slow', 99991400, 600_000],
    ['500', { status: 500, raw: 'oops' }, 'unknown', 0, 0],
    ['503 with code', fail(2200, 503), 'unknown', 2200, 0],
    ['redirect, not followed', { status: 302, headers: { location: '/x' }, body: {} }, 'again', 0, 0],
    ['no scope', fail(99991672), 'again', 99991672, 300_000],
    ['not available to the user', fail(230013), 'permanent', 230013, 0],
    ['N06: 200 with a code', fail(230002, 200), 'permanent', 230002, 0],
    ['200 without a code', { raw: '<html>' }, 'unknown', 0, 0],
    ['200 without an id', ok({}), 'unknown', 0, 0],
  ])('%s', async (_, reply, kind, code, waitMs) => {
    api = await openApi(() => reply);
    const thrown = await fault(api.client().sendCard({ person: 'ou_a' }, hello, 'u'));
    expect(thrown).toMatchObject({ name: 'MessengerError', fault: kind, code, waitMs });
    expect(api.seen).toHaveLength(1);
  });
  it('N02: a silent server is given up', async () => {
    api = await openApi(() => 'hang');
    const call = api.client({ timeoutMs: 1_000 }).sendCard({ person: 'ou_a' }, hello, 'u');
    expect(await fault(call)).toMatchObject({ fault: 'unknown', code: 0 });
  });
  it('N02: so is one that drips, and one that says too much', async () => {
    api = await openApi(({ path }) =>
      path.endsWith('/info') ? 'drip' : { raw: Buffer.alloc(11_000_000, 32) },
    );
    expect(await fault(api.client({ timeoutMs: 1_000 }).botInfo())).toMatchObject({ fault: 'unknown' });
    expect(await fault(api.client().patchCard('om_1', hello))).toMatchObject({
      fault: 'unknown',
      message: 'no answer from Feishu: ERR_BAD_RESPONSE',
    });
  });
  it('knows a cut line from one that never was', async () => {
    api = await openApi(() => 'reset');
    expect(await fault(api.client().sendCard({ person: 'ou_a' }, hello, 'u'))).toMatchObject({
      fault: 'unknown',
    });
    const nobody = api.client({ domain: 'http://127.0.0.1:1' });
    expect(await fault(nobody.sendCard({ person: 'ou_a' }, hello, 'u'))).toMatchObject({ fault: 'again' });
  });
  it.each([
    ['ECONNREFUSED', undefined, 'again'],
    ['ENOTFOUND', 'getaddrinfo', 'again'],
    ['CERT_HAS_EXPIRED', undefined, 'again'],
    ['ETIMEDOUT', 'connect', 'again'],
    ['ETIMEDOUT', 'read', 'unknown'],
    ['ECONNRESET', 'read', 'unknown'],
    ['secret in a code', undefined, 'unknown'],
  ])('%s at %s: %s', async (code, syscall, kind) => {
    api = await openApi();
    const thrown = transportFault(Object.assign(new Error('secret'), { code, syscall }));
    expect([thrown.fault, thrown.code]).toEqual([kind, 0]);
    expect(thrown.message).not.toContain('secret');
  });
  it('names the reason of a refused card without the refused value', async () => {
    const msg =
      'Failed to create card content, ext=ErrCode: 200550; ErrPath: ROOT -> elements -> [2](tag: chart); ErrMsg: chart spec is invalid; ErrorValue: 正文标记; ';
    api = await openApi(() => fail(230099, 400, {}, msg));
    const thrown = await fault(api.client().patchCard('om_1', hello));
    expect(thrown).toMatchObject({ fault: 'permanent', code: 230099 });
    expect(thrown.message).toMatch(
      /ErrCode 200550 at ROOT -> elements -> \[2\]\(tag: chart\), log id 20240101abc$/,
    );
  });
  it('waits for a card that is just being clicked', async () => {
    const msg = 'Failed, ext=ErrCode: 11310; ErrMsg: card action is lock; ';
    api = await openApi(() => fail(230099, 400, {}, msg));
    expect(await fault(api.client().patchCard('om_1', hello))).toMatchObject({
      fault: 'slow',
      waitMs: 1_000,
    });
  });
});

describe('N03: nothing leaks', () => {
  it.each([['hang'], ['reset'], ['refused']] as const)('when the answer is %s', async (how) => {
    api = await openApi(() => (how === 'refused' ? fail(230013) : how));
    const thrown = await fault(api.client({ timeoutMs: 60 }).sendCard({ person: 'ou_a' }, hello, 'u'));
    const all = `${JSON.stringify(thrown)}${api.logged.join()}`;
    expect(all).not.toMatch(new RegExp(`正文标记|Bearer|t-1|ou_a|${SECRET}`));
  });
  it('when the token can not be had', async () => {
    api = await openApi();
    const thrown = await fault(api.client({ domain: 'http://127.0.0.1:1' }).botInfo());
    expect(thrown).toMatchObject({ fault: 'again' });
    expect(`${JSON.stringify(thrown)}${api.logged.join()}`).not.toContain(SECRET);
  });
});

it('A02: refuses unencrypted addresses and wrong app ids', async () => {
  api = await openApi();
  expect(() => api.client({ domain: 'http://open.feishu.cn' })).toThrow(/https/);
  expect(() => api.client({ appId: 'cli_x' })).toThrow(/app id/);
  expect(() => api.client({ appSecret: '' })).toThrow(/secret/);
  expect(feishuMessenger).toBeTypeOf('function');
});
