import { afterEach, describe, expect, it } from 'vitest';
import { card } from '../../cards/kit/card.ts';
import { para } from '../../cards/kit/elements.ts';
import { marked } from '../../src/feishu/mark.ts';
import { same } from '../../src/kernel/text.ts';
import { APP } from './door.ts';
import { type Api, ok, openApi } from './fake-api.ts';

let api: Api;
afterEach(() => api.close());
const hello = card({ audience: 'private', title: same('hello'), colour: 'blue' }, [para(same('a'))]).text;
const ours = { id: APP, id_type: 'app_id', sender_type: 'app' };
const message = (id: string, content: string, more: object = {}) => ({
  ...{ message_id: id, msg_type: 'interactive', sender: ours, body: { content } },
  ...more,
});
/** As Feishu gives back a card of JSON 2.0: degraded, and beside it what was sent, written out once more. */
const given = (sent: string): string =>
  JSON.stringify({
    title: null,
    elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]],
    user_dsl: sent,
  });

async function look(...items: object[]) {
  api = await openApi(({ path }) =>
    ok({ items: path.endsWith('/messages') ? items : [{ chat_id: 'oc_p' }] }),
  );
  const since = '2026-11-23T01:00:00.000Z';
  return api.client().lookUp({ what: 'card', uuid: 'row-1', near: 'om_near', since });
}

describe('looking up a message', () => {
  it('finds its mark as it was sent, and in what was sent beside a degraded card', async () => {
    for (const content of [marked(hello, 'row-1'), given(marked(hello, 'row-1'))]) {
      const other = message('om_other', given(marked(hello, 'row-2')));
      expect(await look(other, message('om_1', content))).toEqual({ messageId: 'om_1', others: [] });
      await api.close();
    }
    expect(await look(message('om_2', given(marked(hello, 'row-2'))))).toEqual({ others: [] });
  });
  it('takes no text that somebody typed for a mark', async () => {
    const typed = card({ audience: 'private', title: same('hello'), colour: 'blue' }, [
      para(same(marked(hello, 'row-1'))),
      para(same(JSON.stringify(marked(hello, 'row-1')))),
    ]).text;
    const found = await look(message('om_1', typed), message('om_2', given(typed)));
    expect(found).toEqual({ others: ['om_1', 'om_2'] });
  });
  it('passes over no card of the chat but those of its person: whose else it is said to be, it may be ours', async () => {
    const found = await look(
      message('om_1', hello, { sender: { ...ours, id: 'ou_bot', id_type: 'open_id' } }),
      message('om_2', hello, { sender: { id: '', id_type: '', sender_type: 'unknown' } }),
      message('om_3', hello, { sender: { id: 'ou_a', id_type: 'open_id', sender_type: 'user' } }),
    );
    expect(found).toEqual({ others: ['om_1', 'om_2'] });
  });
  it('is refused, not put off, by a message that it cannot read: the next look would be the same', async () => {
    await expect(look({ message_id: 'om_1', msg_type: 'interactive' })).rejects.toMatchObject({
      fault: 'permanent',
    });
  });
});
