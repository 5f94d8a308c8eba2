import { describe, expect, it } from 'vitest';
import { toEnvelope } from '../../src/feishu/envelope.ts';
import { APP, BOT, click, header, message, NOW, person, TENANT } from './door.ts';

const read = (body: object, over = {}) =>
  toEnvelope(body as never, { appId: APP, tenantKey: TENANT, botOpenId: BOT, nowMs: NOW, ...over }) as Record<
    string,
    unknown
  >;
const why = (body: object, over = {}) => read(body, over).why ?? read(body, over).kind;
const mention = (n: number, openId: string, name: string) => ({
  key: `@_user_${n}`,
  id: { open_id: openId },
  name,
});
const said = (text: string, mentions: object[] = [], over = {}) =>
  message({ chat_type: 'group', content: JSON.stringify({ text }), mentions, ...over });

describe('messages', () => {
  it('takes the bot out of the text and names the others', () => {
    const names = [mention(1, BOT, '清风'), mention(2, 'ou_b', '王@_user_1'), mention(10, 'ou_c', '李')];
    expect(read(said('@_user_1 汇总 @_user_2 @_user_10 @_all', names)).text).toBe(
      '汇总 @王@_user_1 @李 @_all',
    );
  });
  it('listens in groups only when spoken to', () => {
    expect(why(said('汇总'))).toBe('bot not mentioned');
    expect(why(said('@_user_1 x', [mention(1, 'ou_b', 'b')]))).toBe('bot not mentioned');
    expect(why(said('@_all x'))).toBe('bot not mentioned');
    expect(read(said('@_user_1', [mention(1, BOT, '清风')]))).toMatchObject({ chatType: 'group', text: '' });
  });
  it('reads rich text as text', () => {
    const lines = [
      [
        { tag: 'at', user_id: '@_user_1' },
        { tag: 'text', text: ' 填报' },
      ],
      [{ tag: 'img' }, { tag: 'a', text: '二' }],
    ];
    const over = { message_type: 'post', content: JSON.stringify({ title: '标题', content: lines }) };
    expect(read(said('', [mention(1, BOT, '清风')], over)).text).toBe('标题\n 填报\n二');
  });
  it('gives key and name of a file, and no text for anything else', () => {
    const file = (key: string) => ({
      message_type: 'file',
      content: JSON.stringify({ file_key: key, file_name: '表.xlsx' }),
    });
    expect(read(message(file('file_v2_a-1')))).toMatchObject({
      text: '',
      file: { key: 'file_v2_a-1', name: '表.xlsx' },
    });
    expect(read(message(file('../x')))).not.toHaveProperty('file');
    expect(read(message({ message_type: 'image', content: '{"image_key":"img_1"}' })).text).toBe('');
    expect(read(message({ content: 'no json' })).text).toBe('');
  });
  it.each([
    ['another bot', message({}, { sender_type: 'app' }), 'not written by a person'],
    ['a bot by its new name', message({}, { sender_type: 'bot' }), 'not written by a person'],
    ['itself', message({}, { sender_id: person(BOT) }), 'own message'],
    ['a guest of another tenant', message({}, { tenant_key: 'x' }), 'other tenant'],
    ['another app', message({}, {}, { app_id: 'cli_x' }), 'other app'],
    ['another tenant', message({}, {}, { tenant_key: 'x' }), 'other tenant'],
    ['a path as id', message({ message_id: '../../../contact/v3/users/ou_victim?x=' }), 'unexpected shape'],
    ['a path as person', message({}, { sender_id: person('ou_../x') }), 'unexpected shape'],
    ['an id that is too long', message({ chat_id: `oc_${'x'.repeat(65)}` }), 'unexpected shape'],
  ])('ignores %s', (_, body, expected) => expect(why(body)).toBe(expected));
});

describe('age', () => {
  const at = (ms: number) => ({ create_time: String(ms) });
  it('events may be eight hours old, clicks five minutes, whatever unit they count in', () => {
    expect(why(message({}, {}, at(NOW - 8 * 3_600_000)))).toBe('message');
    expect(why(message({}, {}, at(NOW - 8 * 3_600_000 - 1)))).toBe('too old');
    expect(why(click(undefined, at((NOW - 300_000) * 1000)))).toBe('click');
    expect(why(click(undefined, at((NOW - 300_001) * 1000)))).toBe('too old');
    expect(why(click(undefined, at(NOW - 300_001)))).toBe('too old');
    expect(why(click(undefined, at(NOW + 300_001)))).toBe('from the future');
  });
  it('can be told otherwise', () => {
    expect(why(message({}, {}, at(NOW - 2_000)), { eventMaxAgeMs: 1_000 })).toBe('too old');
    expect(why(click(undefined, at(NOW - 2_000)), { clickMaxAgeMs: 1_000 })).toBe('too old');
  });
  it('gives the instant of both units', () => {
    expect([read(message()).at, read(click()).at]).toEqual(Array(2).fill('2023-11-14T22:13:20.000Z'));
  });
});

describe('clicks', () => {
  it('hands on value, form and choice, each in its place', () => {
    expect(read(click({ tag: 'button', value: { do: 'x' }, form_value: { a: ['b'] }, name: 'n' }))).toEqual({
      kind: 'click',
      cause: 'evt:e1',
      openId: 'ou_a',
      chatId: 'oc_1',
      messageId: 'om_1',
      value: { do: 'x' },
      form: { a: ['b'] },
      at: '2023-11-14T22:13:20.000Z',
    });
    expect(read(click({ tag: 'select_static', option: 'high' }))).toMatchObject({
      option: 'high',
      value: {},
    });
    expect(read(click({ tag: 'input', input_value: '字' }))).toMatchObject({ option: '字' });
    expect(read(click({ tag: 'button', value: '{"do":"x"}' })).value).toEqual({ do: 'x' });
    expect(read(click({ tag: 'button', value: 'plain' })).value).toEqual({});
    expect(read(click({ tag: 'button', value: '{"__proto__":{"a":1}}' })).value).toEqual({});
  });
  it('finds the context outside the event too', () => {
    const { context, ...event } = click().event;
    expect(read({ ...click(), event, context })).toMatchObject({ kind: 'click', messageId: 'om_1' });
    expect(why({ ...click(), event })).toBe('unexpected shape');
  });
  it('ignores an operator of another tenant', () => {
    const event = { ...click().event, operator: { ...person(), tenant_key: 'x' } };
    expect(why({ ...click(), event })).toBe('other tenant');
  });
});

describe('the rest', () => {
  it('ignores a group change made by another tenant', () => {
    const event = { chat_id: 'oc_1', operator_id: person(), operator_tenant_key: 'x', name: '群' };
    const body = { header: header('im.chat.member.bot.added_v1'), event };
    expect(why(body)).toBe('other tenant');
    expect(read({ ...body, event: { ...event, operator_tenant_key: TENANT } })).toMatchObject({
      kind: 'botAdded',
    });
  });
  it('reads the old first-contact event', () => {
    const event = {
      type: 'p2p_chat_create',
      app_id: APP,
      tenant_key: TENANT,
      chat_id: 'oc_1',
      user: person(),
    };
    const body = { uuid: 'u1', ts: `${NOW / 1000}.7171419`, token: 't', type: 'event_callback', event };
    expect(read(body)).toMatchObject({ kind: 'entered', cause: 'evt:u1', openId: 'ou_a', chatId: 'oc_1' });
    expect(why({ ...body, event: { ...event, app_id: 'cli_x' } })).toBe('other app');
    expect(why({ ...body, event: { ...event, type: 'message' } })).toBe('unexpected shape');
  });
  it.each([
    ['an unknown type', { header: header('approval_task'), event: {} }, 'unknown event type'],
    ['no event', { header: header('im.message.receive_v1') }, 'unexpected shape'],
    [
      'an odd event id',
      { header: header('contact.user.updated_v3', { event_id: 'a b' }) },
      'unexpected shape',
    ],
    ['nothing', {}, 'unexpected shape'],
    ['a header of another kind', { header: 'x' }, 'unexpected shape'],
  ])('ignores %s', (_, body, expected) => expect(why(body)).toBe(expected));
});
