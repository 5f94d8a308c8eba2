import { afterEach, expect, test } from 'vitest';
import { Limits } from '../../src/sandbox/api/limits.ts';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import { secret } from '../support/log-watch.ts';
import { type Api, apiOf, button, cardWith, GONE, GROUP, LI, sendCard, startStill, WANG } from './fixture.ts';

let sandbox: RunningSandbox;
afterEach(() => sandbox?.close());
const start = async () => {
  const started = await startStill();
  sandbox = started.sandbox;
  return { ...started, api: await apiOf(sandbox) };
};
const DAY = 86_400_000;
const text = { msg_type: 'text', content: '{"text":"x"}' };
const say = (api: Api, more: object = {}, type = 'open_id') =>
  api('POST', `/im/v1/messages?receive_id_type=${type}`, { receive_id: LI, ...text, ...more });
const token = async (body: object) => {
  const answer = await fetch(`${sandbox.url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { code: number; tenant_access_token: string; expire: number };
};
const credentials = { app_id: DEMO_APP.appId, app_secret: DEMO_APP.appSecret };

test('a token stays the same while half an hour is left', async () => {
  const { time } = await start();
  const first = await token(credentials);
  expect(first.expire).toBe(7200);
  time.now = 5_400_000;
  expect(await token(credentials)).toMatchObject({
    tenant_access_token: first.tenant_access_token,
    expire: 1800,
  });
  time.now += 1;
  expect((await token(credentials)).tenant_access_token).not.toBe(first.tenant_access_token);
});

test('wrong keys and tokens have their codes', async () => {
  const { api, time } = await start();
  expect((await token({ ...credentials, app_secret: secret('another-secret') })).code).toBe(10015);
  expect((await token({ ...credentials, app_id: 'cli_0000000000000000' })).code).toBe(10014);
  expect((await token({})).code).toBe(10003);
  const bare = await fetch(`${sandbox.url}/open-apis/bot/v3/info`);
  expect([bare.status, ((await bare.json()) as { code: number }).code]).toEqual([400, 99991661]);
  time.now = 7_200_001;
  const late = await api('GET', '/bot/v3/info');
  expect([late.status, late.json.code]).toEqual([400, 99991663]);
});

test('errors carry a log id in header and body, field errors name the field', async () => {
  const { api } = await start();
  const answer = await api('POST', '/im/v1/messages', { receive_id: LI, ...text });
  expect(answer).toMatchObject({
    status: 400,
    json: { code: 99992402, error: { field_violations: [{ field: 'receive_id_type' }] } },
  });
  expect(answer.headers.get('x-tt-logid')).toBe(answer.json.error?.log_id);
  expect((await api('GET', '/nowhere')).json.code).toBe(99991201);
});

test('receivers that cannot be reached', async () => {
  const { api } = await start();
  const codeOf = async (more: object, type?: string) => (await say(api, more, type)).json.code;
  expect(await codeOf({ receive_id: GONE })).toBe(230013);
  expect(await codeOf({ receive_id: 'ou_ffffffff' })).toBe(99992361);
  expect(await codeOf({ receive_id: 'oc_none' }, 'chat_id')).toBe(230034);
  await sandbox.changeGroup({ chatId: GROUP, botInside: false });
  expect(await codeOf({ receive_id: GROUP }, 'chat_id')).toBe(230002);
});

test('the same uuid sends once within an hour of the sandbox clock', async () => {
  const { api } = await start();
  const first = (await say(api, { uuid: 'u' })).json.data.message_id;
  expect((await say(api, { uuid: 'u' })).json.data.message_id).toBe(first);
  await sandbox.moveClock({ by: 3_600_000 });
  expect((await say(api, { uuid: 'u' })).json.data.message_id).not.toBe(first);
});

test('five messages a second to one person, then 230020 until the second is over', async () => {
  const { api, time } = await start();
  for (let i = 0; i < 5; i++) expect((await say(api)).json.code).toBe(0);
  const sixth = await say(api);
  expect([sixth.status, sixth.json.code, sixth.headers.get('x-ogw-ratelimit-reset')]).toEqual([
    400,
    230020,
    null,
  ]);
  expect((await say(api, { receive_id: WANG })).json.code).toBe(0);
  time.now += 1000;
  expect((await say(api)).json.code).toBe(0);
});

test('fifty calls a second to one API, then 429 with its headers', async () => {
  const { api, time } = await start();
  const info = () => api('GET', '/bot/v3/info');
  await Promise.all(Array.from({ length: 50 }, info));
  const refused = await info();
  expect([refused.status, refused.json.code]).toEqual([429, 99991400]);
  expect([
    refused.headers.get('x-ogw-ratelimit-limit'),
    refused.headers.get('x-ogw-ratelimit-reset'),
  ]).toEqual(['50', '1']);
  time.now += 1000;
  expect((await info()).status).toBe(200);
});

test('a thousand calls a minute to one API', () => {
  let now = 0;
  const limits = new Limits(() => now);
  for (let call = 0; call < 1000; call++) {
    now = call * 50;
    expect(limits.gateway('a')).toBeUndefined();
  }
  now += 1000;
  expect(limits.gateway('a')).toEqual({ limit: 1000, resetSeconds: 10 });
  expect(limits.gateway('b')).toBeUndefined();
  now = 60_000;
  expect(limits.gateway('a')).toBeUndefined();
});

test('a card of more than 30 KB is too long', async () => {
  const { api } = await start();
  const content = JSON.stringify(cardWith([{ tag: 'markdown', content: '字'.repeat(10_240) }]));
  expect((await say(api, { msg_type: 'interactive', content })).json.code).toBe(230025);
});

test('a bad card is 230099 with the inner code in the text', async () => {
  const { api } = await start();
  const content = JSON.stringify(cardWith([{ tag: 'note' }]));
  const { status, json } = await say(api, { msg_type: 'interactive', content });
  expect([status, json.code]).toEqual([400, 230099]);
  expect(json.msg).toMatch(/ErrCode: 200861; ErrPath: ROOT -> body -> elements -> \[0\]\(tag: note\)/);
});

test('rules of PATCH: own cards only, not to 1.0, 14 days, not after recall', async () => {
  const { api } = await start();
  const messageId = await sendCard(api, cardWith([button()]));
  const patch = async (card: object, id = messageId) =>
    (await api('PATCH', `/im/v1/messages/${id}`, { content: JSON.stringify(card) })).json;
  expect((await patch({ elements: [] })).msg).toContain('ErrCode: 200830');
  const chat = await sandbox.open(LI);
  const own = await sandbox.say(LI, chat.chatId, 'x');
  expect((await patch(cardWith([]), own.messageId)).code).toBe(230012);
  await sandbox.moveClock({ by: 14 * DAY });
  expect((await patch(cardWith([]))).code).toBe(0);
  await sandbox.moveClock({ by: 1 });
  expect((await patch(cardWith([]))).code).toBe(230031);
  const recalled = await sendCard(api, cardWith([]));
  await api('DELETE', `/im/v1/messages/${recalled}`);
  expect((await patch(cardWith([]), recalled)).code).toBe(230011);
});

test('a reply hangs under its message and its root', async () => {
  const { api } = await start();
  const root = (await say(api)).json.data.message_id;
  const first = await api('POST', `/im/v1/messages/${root}/reply`, text);
  const second = await api('POST', `/im/v1/messages/${first.json.data.message_id}/reply`, text);
  expect(second.json.data).toMatchObject({ root_id: root, parent_id: first.json.data.message_id });
});

test('what a person sent can be fetched by its own message only', async () => {
  const { api } = await start();
  const chat = await sandbox.open(LI);
  const file = await sandbox.upload(LI, chat.chatId, { name: '清单.xlsx', bytes: Buffer.from('abc') });
  const other = await sandbox.say(LI, chat.chatId, 'x');
  const path = (id: string) => `/im/v1/messages/${id}/resources/${file.file?.key}?type=file`;
  expect((await api('GET', path(other.messageId))).json.code).toBe(234003);
  expect((await api('GET', path(file.messageId).replace('?type=file', ''))).json.code).toBe(234001);
});

test('chats, members and contact errors', async () => {
  const { api } = await start();
  expect((await api('GET', '/im/v1/chats')).json.data.items).toMatchObject([
    { chat_id: GROUP, name: '工作群' },
  ]);
  expect((await api('GET', `/im/v1/chats/${GROUP}/members`)).json.data).toMatchObject({
    member_total: 2,
    has_more: false,
  });
  expect((await api('GET', `/im/v1/chats/${GROUP}`)).json.data).toMatchObject({
    chat_mode: 'group',
    user_count: '2',
  });
  expect((await api('GET', `/im/v1/chats/${GROUP}/members/is_in_chat`)).json.data).toEqual({
    is_in_chat: true,
  });
  expect((await api('GET', '/contact/v3/users/ou_ffffffff')).json.code).toBe(41050);
  expect((await api('GET', '/contact/v3/departments/od-none')).status).toBe(403);
  expect((await api('GET', '/contact/v3/scopes')).json.data).toMatchObject({ department_ids: ['od-1'] });
  expect(
    (await api('GET', '/contact/v3/users/find_by_department?department_id=od-2&page_size=51')).json.code,
  ).toBe(99992402);
});
