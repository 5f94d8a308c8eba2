import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
import type { SandboxEvent } from '../../src/sandbox/protocol.ts';
import type { RunningSandbox } from '../../src/sandbox/server.ts';
import {
  type Api,
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
let api: Api;
beforeEach(async () => {
  probe = await startProbe();
  sandbox = (await startStill({ webhookUrl: probe.url })).sandbox;
  api = await apiOf(sandbox);
});
afterEach(async () => {
  await sandbox.close();
  await probe.close();
});

const plain = (content: string) => ({ tag: 'plain_text', content });
const submit = button({ name: 'submit', form_action_type: 'submit' });
const fields = [
  { tag: 'input', name: 'what', required: true, max_length: 5, input_type: 'multiline_text' },
  { tag: 'input', name: 'note' },
  { tag: 'select_static', name: 'level', required: true, options: [{ text: plain('高'), value: 'high' }] },
  {
    tag: 'multi_select_static',
    name: 'types',
    required: false,
    options: [{ text: plain('采购'), value: 'purchase' }],
  },
  { tag: 'date_picker', name: 'due' },
  { tag: 'select_person', name: 'owner' },
  { tag: 'checker', name: 'promise', text: plain('我承诺') },
];
const SUBMIT = `body.elements.0.elements.${fields.length}`;
const formCard = cardWith([{ tag: 'form', name: 'form', elements: [...fields, submit] }]);
const click = async (card: object, more: object = {}, path = 'body.elements.0') =>
  sandbox.click({ openId: LI, messageId: await sendCard(api, card), path, ...more });
const action = () => probe.received.at(-1)?.body.event.action;

test("a submit brings every field in the platform's writing", async () => {
  const form = {
    what: '一\n二',
    level: 'high',
    types: ['purchase'],
    due: '2026-12-01',
    owner: LI,
    promise: true,
  };
  expect(await click(formCard, { form }, SUBMIT)).toEqual({ ok: true });
  expect(action()).toEqual({
    tag: 'button',
    name: 'submit',
    value: { do: 'x' },
    timezone: 'Asia/Shanghai',
    form_value: { ...form, note: '', due: '2026-12-01 +0800' },
  });
});

test('untouched fields go with their initial value, empty selects not at all', async () => {
  await click(formCard, { form: { what: 'x', level: 'high', due: '' } }, SUBMIT);
  expect(action()).toMatchObject({ form_value: { what: 'x', note: '', level: 'high', promise: false } });
  expect(action()).not.toHaveProperty('form_value.due');
});

test.each([
  ['required', { note: 'x' }, ['what', 'level']],
  ['tooLong', { what: '六个字的描述', level: 'high' }, ['what']],
  ['notAnOption', { what: 'x', level: 'low' }, ['level']],
  ['notAnOption', { what: 'x', level: 'high', owner: 'ou_ffff' }, ['owner']],
  ['malformed', { what: 'x', level: 'high', due: '1.12.2026' }, ['due']],
  ['unknownField', { what: 'x', level: 'high', more: 1 }, ['more']],
])('the client refuses a form: %s', async (why, form, names) => {
  expect(await click(formCard, { form }, SUBMIT)).toEqual({ ok: false, why, fields: names });
  expect(probe.received).toHaveLength(0);
});

test.each([
  ['gone', cardWith([{ tag: 'hr' }]), 'body.elements.0', {}],
  ['gone', cardWith([]), 'body.elements.0', {}],
  ['gone', cardWith([button()]), 'body.elements.constructor', {}],
  ['disabled', cardWith([button({ disabled: true })]), 'body.elements.0', {}],
  [
    'needsConfirm',
    cardWith([button({ confirm: { title: plain('确定'), text: plain('吗') } })]),
    'body.elements.0',
    {},
  ],
  ['inForm', formCard, 'body.elements.0.elements.2', { option: 'high' }],
])('a click without effect: %s', async (why, card, path, more) => {
  expect(await click(card, more, path)).toMatchObject({ ok: false, why });
  expect(probe.received).toHaveLength(0);
});

test('a confirmed click goes through; a link and a reset call nobody', async () => {
  const confirm = { title: plain('确定'), text: plain('吗') };
  expect(await click(cardWith([button({ confirm })]), { confirmed: true })).toEqual({ ok: true });
  expect(probe.received).toHaveLength(1);
  const link = button({ behaviors: [{ type: 'open_url', default_url: 'https://example.com' }] });
  expect(await click(cardWith([link]))).toEqual({ ok: true });
  expect(probe.received).toHaveLength(1);
});

test('a select outside of a form calls back at once', async () => {
  const card = cardWith([
    {
      tag: 'select_static',
      options: [{ text: plain('高'), value: 'high' }],
      behaviors: [{ type: 'callback', value: { do: 'y' } }],
    },
  ]);
  expect(await click(card, { option: 'high' })).toEqual({ ok: true });
  expect(action()).toMatchObject({ tag: 'select_static', option: 'high', value: { do: 'y' } });
  expect(await click(card, { option: 'low' })).toMatchObject({ why: 'notAnOption' });
});

const oldCard = JSON.stringify({ card: { type: 'raw', data: { elements: [] } } });
const badCard = JSON.stringify({ card: { type: 'raw', data: cardWith([{ tag: 'note' }]) } });
test.each([
  [200671, { status: 204, body: '' }],
  [200671, { status: 500, body: '{}' }],
  [200671, { status: 302, body: '{}' }],
  [200672, { status: 200, body: '' }],
  [200672, { status: 200, body: '"no handle"' }],
  [200672, { status: 200, body: '{"code":0}' }],
  [200672, { status: 200, body: '{"toast":{"type":"loud","content":"x"}}' }],
  [200673, { status: 200, body: badCard }],
  [200673, { status: 200, body: '{"card":{"type":"template","data":{}}}' }],
  [200830, { status: 200, body: oldCard }],
])('an answer that the client shows as %i', async (code, answer) => {
  probe.answer = answer;
  const toasts: SandboxEvent[] = [];
  sandbox.listen((event) => void (event.type === 'toast' && toasts.push(event)));
  expect(await click(cardWith([button()]))).toEqual({ ok: false, why: 'platform', code });
  expect(toasts).toMatchObject([{ toast: { openId: LI, type: 'error', code } }]);
  await sandbox.moveClock({ by: 86_400_000 });
  expect(probe.received, 'a callback is never repeated').toHaveLength(1);
});

test('no answer in time: 200341', async () => {
  probe.answer = undefined;
  await sandbox.close();
  sandbox = (await startStill({ webhookUrl: probe.url, answerLimitMs: 1 })).sandbox;
  api = await apiOf(sandbox);
  expect(await click(cardWith([button()]))).toEqual({ ok: false, why: 'platform', code: 200341 });
});

test('nobody listens: 200342', async () => {
  await probe.close();
  expect(await click(cardWith([button()]))).toMatchObject({ ok: false, code: 200342 });
});

test('while a callback is open its card cannot be patched and the person cannot click again', async () => {
  probe.answer = undefined;
  const messageId = await sendCard(api, cardWith([button()]));
  const asked = { openId: LI, messageId, path: 'body.elements.0' };
  const open = sandbox.click(asked);
  expect(await sandbox.click(asked)).toEqual({ ok: false, why: 'locked', code: 11310 });
  const patch = await api('PATCH', `/im/v1/messages/${messageId}`, { content: JSON.stringify(cardWith([])) });
  expect(patch.json.msg).toContain('ErrCode: 11310');
  probe.release();
  expect(await open).toEqual({ ok: true });
  const after = await api('PATCH', `/im/v1/messages/${messageId}`, { content: JSON.stringify(cardWith([])) });
  expect(after.json.code).toBe(0);
});

test('the token of a callback updates its card twice within half an hour', async () => {
  const update = async (token: unknown) =>
    (await api('POST', '/interactive/v1/card/update', { token, card: cardWith([]) })).json.code;
  await click(cardWith([button()]));
  const token = probe.received.at(-1)?.body.event.token;
  expect([await update('c-none'), await update(token), await update(token), await update(token)]).toEqual([
    300020, 0, 0, 300040,
  ]);
  await click(cardWith([button()]));
  const late = probe.received.at(-1)?.body.event.token;
  await sandbox.moveClock({ by: 1_800_001 });
  expect(await update(late)).toBe(300030);
});

test('a card dies after 14 days, and who is not in the chat cannot click it', async () => {
  const messageId = await sendCard(api, cardWith([button()]));
  const asked = { openId: LI, messageId, path: 'body.elements.0' };
  await expect(sandbox.click({ ...asked, openId: WANG })).rejects.toThrow('not in');
  await sandbox.moveClock({ by: 14 * 86_400_000 + 1 });
  expect(await sandbox.click(asked)).toEqual({ ok: false, why: 'expired' });
});

test('in a group two people may click the same card', async () => {
  const content = JSON.stringify(cardWith([button()]));
  const sent = await api('POST', '/im/v1/messages?receive_id_type=chat_id', {
    receive_id: GROUP,
    msg_type: 'interactive',
    content,
  });
  const messageId = String(sent.json.data.message_id);
  const both = [LI, WANG].map((openId) => sandbox.click({ openId, messageId, path: 'body.elements.0' }));
  expect(await Promise.all(both)).toEqual([{ ok: true }, { ok: true }]);
  expect(new Set(probe.received.map((r) => JSON.stringify(r.body.event.operator))).size).toBe(2);
  expect(probe.received[0]?.body.event.operator).toMatchObject({ tenant_key: DEMO_APP.tenantKey });
});
