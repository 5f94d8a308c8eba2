import { Readable } from 'node:stream';
import { Client, EventDispatcher, WSClient } from '@larksuiteoapi/node-sdk';
import { afterEach, expect, test } from 'vitest';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox/server.ts';
import { secret } from '../support/log-watch.ts';
import { button, cardWith, GROUP, LI, startStill, WANG } from './fixture.ts';

const nothing = () => {};
const silent = { error: nothing, warn: nothing, info: nothing, debug: nothing, trace: nothing };

/** The vendor's own client against the sandbox: what it can do here it can do with Feishu. */
let sandbox: RunningSandbox;
let socket: WSClient | undefined;
afterEach(async () => {
  socket?.close({ force: true });
  socket = undefined;
  await sandbox.close();
});

// The SDK keeps tokens per app in one cache of the process, so each test has an app of its own.
let apps = 0;
const start = async (more: Partial<SandboxOptions> = {}) => {
  apps += 1;
  const app = { ...DEMO_APP, appId: `cli_00000000000000${String(apps).padStart(2, '0')}` };
  sandbox = (await startStill({ app, ...more })).sandbox;
  const common = {
    appId: app.appId,
    appSecret: app.appSecret,
    domain: sandbox.url,
    logger: silent,
  };
  return { client: new Client(common), common };
};

const connect = async (
  common: { appId: string; appSecret: string; domain: string },
  handlers: Record<string, (data: Record<string, unknown>) => unknown>,
) => {
  const ready = new Promise<void>((resolve, reject) => {
    socket = new WSClient({
      ...common,
      logger: silent,
      onReady: () => resolve(),
      onError: reject,
    });
  });
  const dispatcher = new EventDispatcher({ logger: silent }).register(handlers as object);
  await socket?.start({ eventDispatcher: dispatcher });
  await ready;
};

test('the client gets a token, sends, patches, reads back and recalls', async () => {
  const { client } = await start();
  const card = cardWith([button()]);
  const sent = await client.im.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: LI, msg_type: 'interactive', content: JSON.stringify(card), uuid: 'u1' },
  });
  const messageId = String(sent.data?.message_id);
  const next = cardWith([{ tag: 'hr' }]);
  await client.im.message.patch({ path: { message_id: messageId }, data: { content: JSON.stringify(next) } });
  const params = { card_msg_content_type: 'user_card_content' };
  const read = await client.im.message.get({ path: { message_id: messageId }, params } as {
    path: { message_id: string };
  });
  const { user_dsl } = JSON.parse(read.data?.items?.[0]?.body?.content ?? '') as { user_dsl: string };
  expect(JSON.parse(user_dsl)).toEqual(next);
  await client.im.message.delete({ path: { message_id: messageId } });
  expect(sandbox.messages(String(sent.data?.chat_id))[0]).toMatchObject({ recalled: true });
});

test('a wrong secret is refused', async () => {
  const { common } = await start();
  const stranger = new Client({ ...common, appSecret: secret('another-secret') });
  await expect(stranger.contact.scope.list({})).rejects.toThrow();
});

test('files go up with a name and come back down; a nameless buffer counts as empty', async () => {
  const { client } = await start();
  const stream = Object.assign(Readable.from([Buffer.from('内容')]), { path: '汇总.xlsx' });
  const up = await client.im.file.create({
    data: { file_type: 'xls', file_name: '汇总.xlsx', file: stream as never },
  });
  const sent = await client.im.message.create({
    params: { receive_id_type: 'chat_id' },
    data: { receive_id: GROUP, msg_type: 'file', content: JSON.stringify({ file_key: up?.file_key }) },
  });
  expect(sandbox.messages(GROUP)[0]?.file).toMatchObject({ name: '汇总.xlsx', bytes: 6 });
  const down = await client.im.messageResource.get({
    path: { message_id: String(sent.data?.message_id), file_key: String(up?.file_key) },
    params: { type: 'file' },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of down.getReadableStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe('内容');
  const bare = client.im.file.create({
    data: { file_type: 'xls', file_name: 'a.xlsx', file: Buffer.from('x') },
  });
  await expect(bare).rejects.toMatchObject({ response: { data: { code: 234010 } } });
});

test('people and departments come page by page', async () => {
  const { client } = await start();
  const path = { department_id: '0' };
  const departments = await client.contact.department.children({
    path,
    params: { fetch_child: true, page_size: 1 },
  });
  expect(departments.data).toMatchObject({
    has_more: true,
    items: [{ name: '机关', order: '1', leaders: [{ leaderType: 1, leaderID: LI }] }],
  });
  const params = { fetch_child: true, page_size: 1, page_token: departments.data?.page_token ?? '' };
  expect((await client.contact.department.children({ path, params })).data).toMatchObject({
    has_more: false,
    items: [{ name: '采购处' }],
  });
  const users = await client.contact.user.findByDepartment({ params: { department_id: 'od-2' } });
  expect(users.data?.items?.map((u) => u.open_id)).toEqual([LI, WANG]);
  const batch = await client.contact.user.batch({ params: { user_ids: [WANG, 'ou_ffff'] } });
  expect(batch.data?.items).toMatchObject([{ open_id: WANG, leader_user_id: LI }]);
});

test('the long connection brings events and card callbacks, also in fragments', async () => {
  const { client, common } = await start({ transport: 'websocket', fragmentBytes: 50 });
  const heard: Record<string, unknown>[] = [];
  const next = cardWith([{ tag: 'hr' }]);
  await connect(common, {
    'im.message.receive_v1': (data) => {
      heard.push(data);
      return {};
    },
    'card.action.trigger': () => ({
      toast: { type: 'info', content: '好' },
      card: { type: 'raw', data: next },
    }),
  });
  const chat = await sandbox.open(LI);
  await sandbox.say(LI, chat.chatId, '你好，清风');
  expect(heard).toMatchObject([
    { event_type: 'im.message.receive_v1', message: { content: '{"text":"你好，清风"}' } },
  ]);
  const sent = await client.im.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: LI, msg_type: 'interactive', content: JSON.stringify(cardWith([button()])) },
  });
  const messageId = String(sent.data?.message_id);
  const result = await sandbox.click({ openId: LI, messageId, path: 'body.elements.0' });
  expect(result).toMatchObject({ ok: true, toast: { content: '好' }, card: next });
});

test('a handler that throws on the long connection leaves the event to be delivered again', async () => {
  const { common } = await start({ transport: 'websocket' });
  let calls = 0;
  await connect(common, {
    'application.bot.menu_v6': () => {
      calls += 1;
      if (calls === 1) throw new Error('first time');
      return {};
    },
  });
  await sandbox.menu(LI, 'help');
  expect(calls).toBe(1);
  await sandbox.moveClock({ by: 15_000 });
  expect(calls).toBe(2);
});

test('a wrong secret on the endpoint is told and not retried', async () => {
  const { common } = await start({ transport: 'websocket' });
  const failed = new Promise((resolve) => {
    socket = new WSClient({
      ...common,
      appSecret: secret('another-secret'),
      logger: silent,
      onError: resolve,
    });
  });
  await socket?.start({ eventDispatcher: new EventDispatcher({ logger: silent }) });
  expect(String(await failed)).toContain('auth');
});
