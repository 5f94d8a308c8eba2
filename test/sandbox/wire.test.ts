import { afterEach, expect, test } from 'vitest';
import { signBody } from '../../src/sandbox/crypto.ts';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
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
afterEach(async () => {
  await sandbox.close();
  await probe.close();
});
const start = async () => {
  probe = await startProbe();
  const started = await startStill();
  sandbox = started.sandbox;
  expect(await sandbox.setWebhook(probe.url)).toBeUndefined();
  return started;
};
const last = () => {
  const item = probe.received.at(-1);
  if (!item) throw new Error('nothing was received');
  return item;
};

test('the check of the request URL is encrypted and carries no signature headers', async () => {
  await start();
  expect(last().body).toMatchObject({ type: 'url_verification', token: DEMO_APP.verificationToken });
  expect(last().headers['x-lark-signature']).toBeUndefined();
});

test('a p2p message arrives encrypted and signed over its raw bytes', async () => {
  await start();
  const chat = await sandbox.open(LI);
  await sandbox.say(LI, chat.chatId, '填报');
  const { headers, raw, body } = last();
  expect(headers['x-lark-signature']).toBe(
    signBody(
      String(headers['x-lark-request-timestamp']),
      String(headers['x-lark-request-nonce']),
      DEMO_APP.encryptKey,
      raw,
    ),
  );
  expect(body.header).toMatchObject({
    event_type: 'im.message.receive_v1',
    app_id: DEMO_APP.appId,
    token: DEMO_APP.verificationToken,
  });
  expect(body.header.create_time).toMatch(/^\d{13}$/);
  expect(body.event).toMatchObject({
    sender: { sender_id: { open_id: LI } },
    message: { chat_type: 'p2p', content: '{"text":"填报"}' },
  });
});

test('in a group the bot hears only messages that mention it', async () => {
  await start();
  await sandbox.say(WANG, GROUP, '大家好 @李一');
  expect(probe.received).toHaveLength(1);
  await sandbox.say(WANG, GROUP, '@清风 汇总 @李一');
  expect(last().body.event).toMatchObject({
    message: {
      content: '{"text":"@_user_1 汇总 @_user_2"}',
      mentions: [
        { key: '@_user_1', id: { open_id: DEMO_APP.botOpenId }, mentioned_type: 'bot' },
        { key: '@_user_2', id: { open_id: LI }, mentioned_type: 'user' },
      ],
    },
  });
  expect(sandbox.messages(GROUP).at(-1)?.text).toBe('@清风 汇总 @李一');
});

test('menu, opening and membership fire their events', async () => {
  await start();
  await sandbox.menu(LI, 'help');
  expect(last().body).toMatchObject({
    header: { event_type: 'application.bot.menu_v6' },
    event: { event_key: 'help', timestamp: 1795395600 },
  });
  await sandbox.open(LI);
  expect(last().body.header.event_type).toBe('im.chat.access_event.bot_p2p_chat_entered_v1');
  await sandbox.changeGroup({ chatId: GROUP, botInside: false });
  expect(last().body).toMatchObject({
    header: { event_type: 'im.chat.member.bot.deleted_v1' },
    event: { chat_id: GROUP },
  });
  await sandbox.changePerson({ openId: WANG, active: false });
  expect(last().body).toMatchObject({
    header: { event_type: 'contact.user.deleted_v3' },
    event: { object: { status: { is_resigned: true } }, old_object: { open_id: WANG } },
  });
});

test('a click comes as a callback with microseconds and its answer replaces the card', async () => {
  await start();
  const api = await apiOf(sandbox);
  const messageId = await sendCard(api, cardWith([button()]));
  const next = cardWith([{ tag: 'markdown', content: '完成' }]);
  probe.answer = {
    status: 200,
    body: JSON.stringify({ toast: { type: 'success', content: '好' }, card: { type: 'raw', data: next } }),
  };
  const result = await sandbox.click({ openId: LI, messageId, path: 'body.elements.0' });
  expect(result).toMatchObject({ ok: true, toast: { type: 'success', content: '好' }, card: next });
  expect(last().body.header.create_time).toMatch(/^\d{16}$/);
  expect(last().body.event).toMatchObject({
    operator: { open_id: LI },
    action: { tag: 'button', value: { do: 'x' } },
    context: { open_message_id: messageId },
  });
  expect(
    sandbox.messages(sandbox.state().chats.find((c) => c.type === 'p2p')?.chatId ?? '').at(-1)?.card,
  ).toEqual(next);
});
