import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import { probe } from '../../src/feishu/check.ts';
import { feishuMessenger } from '../../src/feishu/client.ts';
import { parseManifest } from '../../src/feishu/manifest.ts';
import { longConnection } from '../../src/feishu/socket.ts';
import type { Envelope } from '../../src/kernel/envelope.ts';
import { text } from '../../src/kernel/text.ts';
import { DEMO_APP } from '../../src/sandbox/demo.ts';
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox/server.ts';
import { BUREAU, button, cardWith, GONE, GROUP, LI, startStill, WANG } from '../sandbox/fixture.ts';
import { feishuLog } from '../support/log-watch.ts';
import { openDoor } from './door.ts';
import { until } from './fake-socket.ts';

/** Both ends of the wire, each written without the other: what they disagree on shows here. */
const log = feishuLog();
const hello = (elements: unknown[] = [button()]) =>
  ({
    audience: 'private',
    json: cardWith(elements),
    text: JSON.stringify(cardWith(elements)),
  }) as unknown as Card;
const identity = { ...DEMO_APP, tenantKey: DEMO_APP.tenantKey };
let sandbox: RunningSandbox;
const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await sandbox.close();
});
async function start(more: Partial<SandboxOptions> = {}) {
  const still = await startStill(more);
  sandbox = still.sandbox;
  const now = () => sandbox.state().now;
  const client = feishuMessenger({ ...DEMO_APP, domain: sandbox.url, now, log });
  return { now, client, time: still.time };
}
const toast = { toast: { type: 'success', text: text('好', 'done') }, card: hello([{ tag: 'hr' }]) } as const;

describe('client', () => {
  it('knows the bot and reads the directory', async () => {
    const { client } = await start();
    expect(await client.botInfo()).toEqual({ openId: DEMO_APP.botOpenId, name: '清风', active: true });
    const { departments, users } = await client.readDirectory();
    expect(departments.map((d) => [d.id, d.parentId, d.leaderOpenId])).toEqual([
      ['od-1', '0', LI],
      ['od-2', 'od-1', undefined],
    ]);
    expect(users.map((u) => [u.openId, u.leaderOpenId, u.active])).toEqual(
      BUREAU.people.filter((p) => p.openId !== GONE).map((p) => [p.openId, p.leaderOpenId, true]),
    );
  });
  it('sends once per uuid, patches, sends and fetches files', async () => {
    const { client } = await start();
    const sent = await client.sendCard({ person: LI }, hello(), 'u1');
    expect(await client.sendCard({ person: LI }, hello(), 'u1')).toEqual(sent);
    await client.patchCard(sent.messageId, hello([{ tag: 'hr' }]));
    const bytes = new Uint8Array([80, 75, 3, 4, 0, 255]);
    await client.sendFile({ chat: GROUP }, { name: '汇总.xlsx', bytes }, 'u2');
    expect(sandbox.messages(sent.chatId).map((m) => m.card)).toEqual([cardWith([{ tag: 'hr' }])]);
    expect(sandbox.messages(GROUP).at(-1)?.file).toMatchObject({ name: '汇总.xlsx', bytes: 6 });
    const up = await sandbox.upload(LI, sent.chatId, { name: '表.xlsx', bytes: Buffer.from(bytes) });
    expect([...(await client.download(up.messageId, up.file?.key ?? '', 100))]).toEqual([...bytes]);
    await expect(client.download(sent.messageId, up.file?.key ?? '', 100)).rejects.toMatchObject({
      code: 234003,
    });
  });
  it('finds what was sent under a uuid where it hangs, and says which of its messages do not tell', async () => {
    const { client, now, time } = await start();
    const near = await client.sendCard({ person: LI }, hello(), 'u0');
    const since = new Date(now()).toISOString();
    const look = (uuid: string, what: 'card' | 'file' = 'card') =>
      client.lookUp({ what, uuid, near: near.messageId, since });
    await sandbox.say(LI, near.chatId, '帮助');
    const ids: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      ids.push((await client.sendCard({ person: LI }, hello(), `m${n}`)).messageId);
      time.now += 1_000;
    }
    await client.sendCard({ person: WANG }, hello(), 'elsewhere');
    expect(await look('m59')).toEqual({ messageId: ids[59], others: [] });
    // The clock here was eight hours ahead when it was sent.
    const ahead = new Date(now() + 8 * 3_600_000).toISOString();
    expect(await client.lookUp({ what: 'card', uuid: 'm59', near: near.messageId, since: ahead })).toEqual({
      ...{ messageId: ids[59], others: [] },
    });
    expect(await look('never')).toEqual({ others: [] });
    expect(await look('elsewhere')).toEqual({ others: [] });
    await client.patchCard(ids[3] ?? '', hello([{ tag: 'hr' }]));
    await client.call({ method: 'DELETE' as never, path: `/im/v1/messages/${ids[4]}` });
    expect(await look('m3')).toEqual({ others: [ids[3], ids[4]] });
    await sandbox.upload(LI, near.chatId, { name: '表.xlsx', bytes: Buffer.from('PK') });
    expect(await look('f', 'file')).toEqual({ others: [] });
    const { messageId } = await client.sendFile(
      { person: LI },
      { name: '表.xlsx', bytes: new Uint8Array(9) },
      'f',
    );
    expect(await look('f', 'file')).toEqual({ others: [messageId] });
    await expect(client.lookUp({ what: 'card', uuid: 'u', near: 'om_none', since })).rejects.toMatchObject({
      fault: 'permanent',
    });
  });
  it('passes its own check, which leaves no trace', async () => {
    const { client } = await start();
    const lines: string[] = [];
    const manifest = parseManifest(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'));
    expect([
      await probe({ client, manifest, print: (l) => lines.push(l) }),
      lines.filter((l) => l.startsWith('[!!]')),
    ]).toEqual([0, []]);
    expect(sandbox.state().chats.flatMap((c) => sandbox.messages(c.chatId))).toEqual([]);
  });
  it('sorts what the platform refuses', async () => {
    const { client } = await start();
    await expect(client.sendCard({ person: GONE }, hello(), 'a')).rejects.toMatchObject({
      fault: 'permanent',
    });
    await expect(client.sendCard({ person: LI }, hello([{ tag: 'nope' }]), 'b')).rejects.toMatchObject({
      fault: 'permanent',
      code: 230099,
    });
    sandbox.setFaults([{ on: '/im/v1/messages', kind: 'rate429', times: 1 }]);
    await expect(client.sendCard({ person: LI }, hello(), 'c')).rejects.toMatchObject({ fault: 'slow' });
    sandbox.revokeTokens();
    expect(await client.sendCard({ person: LI }, hello(), 'd')).toHaveProperty('messageId');
  });
});

const drive = async (seen: Envelope[], messageId: string) => {
  const chat = await sandbox.open(LI);
  await sandbox.say(LI, chat.chatId, '填报');
  await sandbox.say(WANG, GROUP, '闲聊');
  await sandbox.say(WANG, GROUP, '@bot 汇总');
  await sandbox.menu(LI, 'help');
  await sandbox.upload(LI, chat.chatId, { name: '表.xlsx', bytes: Buffer.from('PK') });
  await sandbox.changePerson({ openId: WANG, active: false });
  const clicked = await sandbox.click({ openId: LI, messageId, path: 'body.elements.0' });
  expect(seen.map((e) => ('text' in e ? `${e.kind} ${e.text}` : e.kind)).sort()).toEqual([
    'click',
    'contact',
    'entered',
    'menu',
    'message ',
    'message 填报',
    'message 汇总',
  ]);
  expect(clicked).toMatchObject({ ok: true, toast: { content: '好' }, card: cardWith([{ tag: 'hr' }]) });
};

describe('receiving', () => {
  it('by webhook', async () => {
    const { now, client } = await start();
    const door = await openDoor({ ...identity, now }, async () => toast);
    closing.push(door.close);
    expect(await sandbox.setWebhook(`${door.url}/webhook/event`)).toBeUndefined();
    await drive(door.seen, (await client.sendCard({ person: LI }, hello(), 'u')).messageId);
  });
  it.each([['event'], ['card']] as const)(
    'by long connection, clicks as %s, in small pieces',
    async (cardFrameType) => {
      const { now, client } = await start({ transport: 'websocket', cardFrameType, fragmentBytes: 100 });
      const seen: Envelope[] = [];
      const connection = longConnection({
        ...identity,
        domain: sandbox.url,
        now,
        log,
        handle: async (envelope) => {
          seen.push(envelope);
          return toast;
        },
        supervisor: { checkMs: 5, firstWaitMs: 5 },
      });
      closing.push(connection.close);
      await until(() => connection.status().state === 'connected');
      sandbox.sockets.dropAll();
      await until(() => connection.status().state !== 'connected');
      await until(() => connection.status().state === 'connected');
      await drive(seen, (await client.sendCard({ person: LI }, hello(), 'u')).messageId);
    },
  );
});
