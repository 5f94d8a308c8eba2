import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEMO_START } from '../../src/sandbox/demo.ts';
import { parseManifest } from '../../src/sandbox/manifest.ts';
import { parseBureau } from '../../src/sandbox/seed.ts';
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox/server.ts';
import { startNode } from '../support/processes.ts';
import {
  apiOf,
  BUREAU,
  cardWith,
  GROUP,
  LI,
  type Probe,
  sendCard,
  startProbe,
  startStill,
  WANG,
} from './fixture.ts';

let sandbox: RunningSandbox | undefined;
let probe: Probe | undefined;
let child: ReturnType<typeof startNode> | undefined;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
  await probe?.close();
  child?.kill();
  rmSync(folder, { recursive: true });
});
const start = async (more: Partial<SandboxOptions> = {}) => {
  sandbox = (await startStill(more)).sandbox;
  return sandbox;
};
const post = (url: string, path: string, body: object, headers = {}) =>
  fetch(`${url}/sandbox${path}`, { method: 'POST', body: JSON.stringify(body), headers });

test('the control routes: state, open, say, messages, files, errors', async () => {
  const { url } = await start();
  const state = await (await fetch(`${url}/sandbox/state`)).json();
  expect(state).toMatchObject({
    bureau: '试验局',
    now: DEMO_START,
    suggested: [WANG, LI],
    people: [{ openId: LI, departmentPath: ['机关', '采购处'] }, {}, { active: false }],
  });
  const chat = (await (await post(url, '/open', { openId: LI })).json()) as { chatId: string };
  await post(url, '/say', { openId: LI, chatId: chat.chatId, text: '你好' });
  const form = new FormData();
  form.append('openId', LI);
  form.append('chatId', chat.chatId);
  form.append('file', new File(['内容'], '清单 "一".txt'));
  await fetch(`${url}/sandbox/upload`, { method: 'POST', body: form });
  const messages = (await (await fetch(`${url}/sandbox/chats/${chat.chatId}/messages`)).json()) as {
    file?: { key: string };
  }[];
  expect(messages).toMatchObject([
    { text: '你好' },
    { type: 'file', file: { name: '清单 "一".txt', bytes: 6 } },
  ]);
  expect(await (await fetch(`${url}/sandbox/files/${messages[1]?.file?.key}`)).text()).toBe('内容');
  expect((await post(url, '/say', { openId: LI, chatId: GROUP })).status).toBe(400);
  expect((await post(url, '/open', { openId: 'ou_ffff' })).status).toBe(404);
  expect((await post(url, '/clock', { to: 1 })).status).toBe(409);
});

test('the stream tells of messages and of the clock', async () => {
  const { url, ...box } = await start();
  const stream = await fetch(`${url}/sandbox/stream`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await box.say(LI, GROUP, '你好');
  expect((await reader?.read())?.value).toContain('"type":"message"');
  await box.moveClock({ by: 1 });
  expect((await reader?.read())?.value).toBe(`data: {"type":"clock","now":${DEMO_START + 1}}\n\n`);
  await reader?.cancel();
});

/** GET with headers that fetch would not let through. */
const get = (url: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    request(url, { headers }, (res) => {
      res.resume();
      resolve(res.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

test('foreign hosts and foreign pages are refused', async () => {
  const { url } = await start();
  const port = new URL(url).port;
  expect(await get(`${url}/sandbox/clock`, {})).toBe(200);
  expect(
    await get(`${url}/sandbox/clock`, { host: `localhost:${port}`, origin: `http://localhost:${port}` }),
  ).toBe(200);
  expect(await get(`${url}/sandbox/clock`, { host: `evil.example:${port}` })).toBe(403);
  expect(await get(`${url}/sandbox/clock`, { origin: 'http://evil.example' })).toBe(403);
});

test('the page is served from its folder only, with a strict policy', async () => {
  const pageDir = join(folder, 'page');
  mkdirSync(pageDir);
  writeFileSync(join(pageDir, 'index.html'), '<p>x</p>');
  writeFileSync(join(folder, 'secret.json'), '{}');
  const { url } = await start({ pageDir });
  const page = await fetch(url);
  expect([await page.text(), page.headers.get('content-type')]).toEqual([
    '<p>x</p>',
    'text/html; charset=utf-8',
  ]);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(await get(`${url}/..%2fsecret.json`, {})).toBe(404);
});

test('faults asked for by a test, each as often as asked', async () => {
  const box = await start();
  const api = await apiOf(box);
  const info = () => api('GET', '/bot/v3/info');
  const fault = async (
    kind: 'status500' | 'rate429' | 'rate230020' | 'code' | 'reset' | 'lostAnswer',
    on = '/bot/',
  ) => post(box.url, '/faults', { next: [{ on, kind, code: 230022, times: 1 }] });
  await fault('status500');
  expect([(await info()).status, (await info()).status]).toEqual([500, 200]);
  await fault('rate429');
  expect((await info()).headers.get('x-ogw-ratelimit-reset')).toBe('1');
  await fault('rate230020');
  expect((await info()).json.code).toBe(230020);
  await fault('code');
  expect((await info()).json.code).toBe(230022);
  await fault('reset');
  await expect(info()).rejects.toThrow();
  await fault('lostAnswer', '/im/');
  await expect(sendCard(api, cardWith([]))).rejects.toThrow();
  const chat = await box.open(LI);
  expect(box.messages(chat.chatId), 'the answer was lost, the message was not').toHaveLength(1);
});

test('a call that hangs is neither answered nor cut while the sandbox lives', async () => {
  const box = await start();
  const api = await apiOf(box);
  const on = '/bot/';
  box.setFaults([
    { on, kind: 'hang', times: 1 },
    { on, kind: 'status500', times: 1 },
  ]);
  const both = [api('GET', '/bot/v3/info'), api('GET', '/bot/v3/info')];
  expect((await Promise.race(both)).status).toBe(500);
  await box.close();
  const ends = await Promise.allSettled(both);
  expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('messages, chats and the clock survive a restart', async () => {
  const stateFile = join(folder, 'state.json');
  const first = await start({ stateFile });
  const chat = await first.open(LI);
  await first.say(LI, chat.chatId, '记住');
  await first.moveClock({ by: 5000 });
  await first.close();
  const second = await start({ stateFile });
  expect(second.messages(chat.chatId)).toMatchObject([{ text: '记住' }]);
  expect(second.state().now).toBe(DEMO_START + 5000);
  probe = await startProbe();
  await second.setWebhook(probe.url);
  await second.moveClock({ by: 15_000 });
  const types = probe.received.map((r) => r.body.header?.event_type);
  expect(types, 'what nobody took before is delivered now').toContain('im.message.receive_v1');
});

test('a bureau with dangling ids is refused, naming them', () => {
  const broken = {
    ...BUREAU,
    groups: [{ chatId: 'oc_x', name: 'x', members: ['ou_ffff'], botInside: true }],
  };
  expect(() => parseBureau(broken)).toThrow('oc_x: no person ou_ffff');
  expect(parseBureau(BUREAU)).toEqual(BUREAU);
});

test('a manifest gives grants and menu', () => {
  const { granted, menu } = parseManifest({
    scopes: [{ name: 'im:resource', why: {} }],
    events: ['im.message.receive_v1'],
    callbacks: ['card.action.trigger'],
    menu: [{ key: 'help', zh: '帮助', en: 'Help' }],
  });
  expect(granted).toEqual({
    scopes: ['im:resource'],
    events: ['im.message.receive_v1'],
    callbacks: ['card.action.trigger'],
  });
  expect(menu).toEqual([{ key: 'help', name: '帮助', enName: 'Help' }]);
});

test('it runs as a process of its own', async () => {
  const bureau = join(folder, 'people.json');
  writeFileSync(bureau, JSON.stringify(BUREAU));
  const args = ['--import', 'tsx', 'src/sandbox/main.ts', '--bureau', bureau, '--standing'];
  child = startNode(args);
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((resolve) => lines.once('line', resolve));
  const { url } = JSON.parse(first) as { url: string };
  expect(await (await fetch(`${url}/sandbox/clock`)).json()).toEqual({ now: DEMO_START });
});
