import type Koa from 'koa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card } from '../../cards/kit/card.ts';
import { hr } from '../../cards/kit/elements.ts';
import type { Timers } from '../../src/feishu/timers.ts';
import { same, text } from '../../src/kernel/text.ts';
import {
  click,
  type Door,
  header,
  message,
  NOW,
  openDoor,
  person,
  post,
  push,
  sealed,
  sign,
  TOKEN,
} from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());

describe('accepted pushes', () => {
  it('hands a message to the handler and answers an empty object as JSON', async () => {
    const answer = await push(door, message());
    expect(answer).toMatchObject({ status: 200, text: '{}', type: 'application/json; charset=utf-8' });
    expect(door.seen).toEqual([
      {
        kind: 'message',
        cause: 'msg:om_1',
        openId: 'ou_a',
        chatId: 'oc_1',
        chatType: 'p2p',
        messageId: 'om_1',
        text: '填报',
        at: new Date(NOW).toISOString(),
      },
    ]);
  });
  it('takes a query string behind the path', async () => {
    const raw = sealed(message());
    expect((await post(door, [raw], sign(raw), '/webhook/event?a=1')).status).toBe(200);
  });
  it('answers the address check plainly', async () => {
    const raw = sealed({ challenge: 'abc', token: TOKEN, type: 'url_verification' });
    expect((await post(door, [raw], {})).json).toEqual({ challenge: 'abc' });
    expect(door.seen).toEqual([]);
  });
  it('acknowledges an unknown event without handling it', async () => {
    const answer = await push(door, { schema: '2.0', header: header('im.message.recalled_v1'), event: {} });
    expect(answer).toMatchObject({ status: 200, text: '{}' });
    expect([door.seen.length, door.counted]).toEqual([0, ['unknown event type']]);
  });
});

describe('answers to clicks', () => {
  it('sends toast and card in the wire form, without our own fields', async () => {
    const drawn = card({ audience: 'private', title: same('甲'), colour: 'grey' }, [hr]);
    const other = await openDoor({}, async () => ({
      toast: { type: 'success', text: text('好', 'done') },
      card: drawn,
    }));
    expect((await push(other, click())).json).toEqual({
      toast: { type: 'success', content: '好', i18n: { zh_cn: '好', en_us: 'done' } },
      card: { type: 'raw', data: drawn.json },
    });
    await other.close();
  });
  it('S09: tells a slow click that it is under way, and tells the bot', async () => {
    const after: Timers['after'] = (ms, run) => {
      if (ms === 2_500) setImmediate(run);
      return () => {};
    };
    const late: string[] = [];
    let finish = (): void => {};
    const slow = new Promise<object>((resolve) => {
      finish = () => resolve({});
    });
    const other = await openDoor({ timers: { after }, onLate: (e) => void late.push(e.cause) }, () => slow);
    const answer = await push(other, click());
    expect(answer).toMatchObject({
      status: 200,
      json: { toast: { type: 'info', i18n: { en_us: /In progress/ } } },
    });
    expect(late).toEqual(['evt:e1']);
    expect((await push(other, message())).status).toBe(500);
    finish();
    await other.close();
  });
});

describe('W20: a failing handler', () => {
  const broken = async () => {
    throw new Error('secret detail ou_a');
  };
  it('fails an event, so that it is pushed again', async () => {
    const other = await openDoor({}, broken);
    expect(await push(other, message())).toMatchObject({ status: 500, text: '{}' });
    await other.close();
  });
  it('tells the person who clicked, and writes no detail to the log', async () => {
    const other = await openDoor({}, broken);
    expect(await push(other, click())).toMatchObject({ status: 200, json: { toast: { type: 'error' } } });
    expect(other.logged.join()).toContain('handler failed');
    expect(other.logged.join()).not.toMatch(/secret detail|ou_a/);
    await other.close();
  });
});

describe('the other paths', () => {
  it('tells health and readiness', async () => {
    const other = await openDoor({ readiness: () => ({ ok: false, why: ['store failed'] }) });
    const get = async (path: string) => {
      const res = await fetch(`${other.url}${path}`);
      return [res.status, await res.json()];
    };
    expect(await get('/healthz')).toEqual([200, { ok: true, why: [] }]);
    expect(await get('/readyz')).toEqual([503, { ok: false, why: ['store failed'] }]);
    await other.close();
  });
  it('leaves them to extra routes', async () => {
    const mine: Koa.Middleware = (ctx) => {
      ctx.body = 'mine';
    };
    const other = await openDoor({ extraRoutes: [mine] });
    expect(await (await fetch(`${other.url}/else`)).text()).toBe('mine');
    await other.close();
    expect((await fetch(`${door.url}/webhook/event`)).status).toBe(404);
  });
});

describe('A02: refuses to open', () => {
  it.each([
    [{ encryptKey: '' }, /Encrypt Key/],
    [{ verificationToken: '' }, /Verification Token/],
    [{ appId: 'cli_short' }, /no Feishu app id/],
  ])('with %j', (over, words) => expect(openDoor(over)).rejects.toThrow(words));
});

it('reads menu, entry, chat changes and contacts', async () => {
  const who = { operator_id: person(), chat_id: 'oc_9', name: '工作群' };
  const send = (type: string, event: object, id: string) =>
    push(door, { schema: '2.0', header: header(type, { event_id: id }), event });
  await send('application.bot.menu_v6', { operator: { operator_id: person() }, event_key: 'risk_new' }, 'a');
  await send('im.chat.access_event.bot_p2p_chat_entered_v1', who, 'b');
  await send('im.chat.member.bot.added_v1', who, 'c');
  await send('im.chat.member.bot.deleted_v1', who, 'd');
  await send('im.chat.disbanded_v1', who, 'e');
  await send('contact.user.updated_v3', {}, 'f');
  expect(door.seen.map((e) => `${e.kind} ${e.cause}`)).toEqual([
    'menu evt:a',
    'entered evt:b',
    'botAdded evt:c',
    'botRemoved evt:d',
    'chatDisbanded evt:e',
    'contact evt:f',
  ]);
});
