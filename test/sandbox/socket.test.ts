import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../src/sandbox/push/frame.ts';
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox/server.ts';
import { apiOf, button, cardWith, LI, sendCard, startStill } from './fixture.ts';

let sandbox: RunningSandbox;
const open: WebSocket[] = [];
afterEach(async () => {
  for (const ws of open.splice(0)) ws.terminate();
  await sandbox.close();
});
const start = async (more: Partial<SandboxOptions> = {}) => {
  sandbox = (await startStill({ transport: 'websocket', ...more })).sandbox;
};
type Endpoint = { code: number; data: { URL: string } };
const endpoint = async (secret = DEMO_APP.appSecret): Promise<Endpoint> => {
  const body = JSON.stringify({ AppID: DEMO_APP.appId, AppSecret: secret });
  return (await (
    await fetch(`${sandbox.url}/callback/ws/endpoint`, { method: 'POST', body })
  ).json()) as Endpoint;
};
const connect = async (onFrame: (frame: Frame, ws: WebSocket) => void = () => {}): Promise<WebSocket> => {
  const ws = new WebSocket((await endpoint()).data.URL);
  open.push(ws);
  ws.on('message', (bytes: Buffer) => onFrame(decodeFrame(bytes), ws));
  await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
  return ws;
};
const reply = (frame: Frame, ws: WebSocket) =>
  ws.send(encodeFrame({ ...frame, payload: Buffer.from('{"code":200,"data":"e30="}') }));

test('neither device_id nor service_id is the first parameter, and a ticket serves once', async () => {
  await start();
  const { data } = await endpoint();
  expect([...new URL(data.URL).searchParams.keys()][0]).toBe('fpid');
  const twice = [new WebSocket(data.URL), new WebSocket(data.URL)];
  open.push(...twice);
  const ends = twice.map(
    (ws) =>
      new Promise((resolve) =>
        ws.once('open', () => resolve('open')).once('error', () => resolve('refused')),
      ),
  );
  expect((await Promise.all(ends)).sort()).toEqual(['open', 'refused']);
});

test('the fifty-first connection is refused', async () => {
  await start();
  await Promise.all(Array.from({ length: 50 }, () => connect()));
  expect(await endpoint()).toMatchObject({ code: 1000040350, data: {} });
});

test('a ping is answered by a pong with the numbers of the client', async () => {
  await start();
  const pong = new Promise<Frame>((resolve) => {
    void connect(resolve).then((ws) =>
      ws.send(encodeFrame({ service: 1, method: 0, headers: { type: 'ping' } })),
    );
  });
  const { headers, payload } = await pong;
  expect(headers.type).toBe('pong');
  expect(JSON.parse(Buffer.from(payload ?? []).toString())).toMatchObject({
    PingInterval: 120,
    ReconnectCount: -1,
  });
});

test('an event goes to one connection only; a card callback may come as type card', async () => {
  await start({ cardFrameType: 'card' });
  const seen: string[] = [];
  const hear = (frame: Frame, ws: WebSocket) => {
    seen.push(frame.headers.type ?? '');
    reply(frame, ws);
  };
  await Promise.all([connect(hear), connect(hear)]);
  await sandbox.menu(LI, 'help');
  const messageId = await sendCard(await apiOf(sandbox), cardWith([button()]));
  expect(await sandbox.click({ openId: LI, messageId, path: 'body.elements.0' })).toEqual({ ok: true });
  expect(seen).toEqual(['event', 'card']);
});

test('a half-open connection swallows the event; it comes again', async () => {
  await start({ answerLimitMs: 1 });
  sandbox.sockets.halfOpen = true;
  const seen: Frame[] = [];
  await connect((frame) => seen.push(frame));
  await sandbox.menu(LI, 'help');
  expect(seen).toEqual([]);
  sandbox.sockets.halfOpen = false;
  const arrived = new Promise((resolve) => open[0]?.once('message', resolve));
  await sandbox.moveClock({ by: 15_000 });
  await arrived;
  expect(JSON.parse(Buffer.from(seen[0]?.payload ?? []).toString())).toMatchObject({
    event: { event_key: 'help' },
  });
});
