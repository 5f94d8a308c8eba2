import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Granted } from '../../src/sandbox/granted.ts';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import {
  apiOf,
  button,
  cardWith,
  GROUP,
  LI,
  type Probe,
  sendCard,
  startProbe,
  startStill,
  WANG,
} from './fixture.ts';

let sandbox: RunningSandbox;
let probe: Probe;
beforeEach(async () => {
  probe = await startProbe();
});
afterEach(async () => {
  await sandbox.close();
  await probe.close();
});
const start = async (granted: Partial<Granted>) => {
  const all = { scopes: [], events: [], callbacks: [], ...granted };
  sandbox = (await startStill({ webhookUrl: probe.url, granted: all })).sandbox;
  return apiOf(sandbox);
};
const types = () => probe.received.map((r) => r.body.header.event_type);

test('a call without its scope is refused, naming the scopes that would do', async () => {
  const api = await start({ scopes: ['im:chat:read'] });
  expect((await api('GET', '/im/v1/chats')).json.code).toBe(0);
  expect((await api('GET', '/bot/v3/info')).json.code).toBe(0);
  const refused = await api('GET', `/im/v1/messages/om_x`);
  expect([refused.status, refused.json.code]).toEqual([400, 99991672]);
  expect(refused.json.error?.permission_violations).toContainEqual({
    type: 'action_scope_required',
    subject: 'im:message:readonly',
  });
});

test('fields without their scope are silently absent', async () => {
  const api = await start({ scopes: ['contact:contact.base:readonly', 'contact:user.base:readonly'] });
  const { user } = (await api('GET', `/contact/v3/users/${WANG}`)).json.data;
  expect(user).toMatchObject({ open_id: WANG, name: '王二' });
  for (const field of ['leader_user_id', 'orders', 'status', 'job_title', 'user_id'])
    expect(user).not.toHaveProperty(field);
  const { department } = (await api('GET', '/contact/v3/departments/od-1')).json.data;
  expect(department).not.toHaveProperty('name');
});

test('only subscribed events come, and messages only with the scope of their chat', async () => {
  await start({ scopes: ['im:message.p2p_msg:readonly'], events: ['im.message.receive_v1'] });
  const chat = await sandbox.open(LI);
  await sandbox.say(LI, GROUP, '@清风 汇总');
  await sandbox.say(LI, chat.chatId, '填报');
  await sandbox.moveClock({ by: 86_400_000 });
  expect(types()).toEqual(['im.message.receive_v1']);
  expect(probe.received[0]?.body.event.sender).toMatchObject({ sender_id: { open_id: LI } });
  expect(probe.received[0]?.body.event).not.toHaveProperty('sender.sender_id.user_id');
});

test('without the callback a click says 200340', async () => {
  const api = await start({ scopes: ['im:message'] });
  const messageId = await sendCard(api, cardWith([button()]));
  expect(await sandbox.click({ openId: LI, messageId, path: 'body.elements.0' })).toMatchObject({
    code: 200340,
  });
  expect(probe.received).toHaveLength(0);
});

test('changes of departments and of the scope, a repeated event, revoked tokens', async () => {
  sandbox = (await startStill({ webhookUrl: probe.url })).sandbox;
  const api = await apiOf(sandbox);
  await sandbox.changeDepartment({ id: 'od-2', leaderOpenId: WANG });
  expect(probe.received[0]?.body.event).toMatchObject({
    object: { order: 2, leaders: [{ leaderType: 1, leaderID: WANG }] },
    old_object: { leaders: [] },
  });
  await sandbox.changeScope();
  expect(await sandbox.repeatLastEvent()).toBe(true);
  expect(types()).toEqual([
    'contact.department.updated_v3',
    'contact.scope.updated_v3',
    'contact.scope.updated_v3',
  ]);
  expect(probe.received[1]?.body.header.event_id).toBe(probe.received[2]?.body.header.event_id);
  await sandbox.changePerson({ openId: WANG, leaderOpenId: null });
  expect(probe.received.at(-1)?.body.event.old_object).toEqual({ leader_user_id: LI });
  sandbox.revokeTokens();
  expect((await api('GET', '/bot/v3/info')).json.code).toBe(99991663);
});

test('departments come and go, a dissolved group takes no message', async () => {
  sandbox = (await startStill({ webhookUrl: probe.url })).sandbox;
  const api = await apiOf(sandbox);
  await sandbox.changeDepartment({ id: 'od-3', name: '新处', parentId: 'od-1' });
  await sandbox.changeDepartment({ id: 'od-3', deleted: true });
  expect(probe.received.at(-1)?.body.event).toMatchObject({
    object: { open_department_id: 'od-3', status: { is_deleted: true } },
    old_object: { open_department_id: 'od-3' },
  });
  await expect(sandbox.changeDepartment({ id: 'od-4', name: '无父' })).rejects.toThrow('od-4');
  await sandbox.disbandGroup(GROUP);
  expect(types()).toEqual([
    'contact.department.created_v3',
    'contact.department.deleted_v3',
    'im.chat.disbanded_v1',
  ]);
  const body = { receive_id: GROUP, msg_type: 'text', content: '{"text":"x"}' };
  expect((await api('POST', '/im/v1/messages?receive_id_type=chat_id', body)).json.code).toBe(232009);
});
