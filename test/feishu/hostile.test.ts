import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toEnvelope } from '../../src/feishu/envelope.ts';
import {
  APP,
  BOT,
  click,
  type Door,
  header,
  message,
  NOW,
  openDoor,
  post,
  push,
  sealed,
  sign,
} from './door.ts';

type Case = {
  id: string;
  category: string;
  name: string;
  value?: string;
  raw?: string;
  chunks?: string[];
  gen?: { repeat?: string; times?: number; jsonNest?: string; depth?: number; jsonString?: string };
};
const file = new URL('../data/hostile-inputs.json', import.meta.url);
const corpus = (JSON.parse(readFileSync(file, 'utf8')) as { items: Case[] }).items;
const atDoor = corpus.filter((c) => ['forged', 'types', 'size'].includes(c.category));

function bytesOf({ value, raw, chunks, gen = {} }: Case): Buffer {
  if (chunks) return Buffer.concat(chunks.map((c) => Buffer.from(c, 'hex')));
  if (raw !== undefined || value !== undefined) return Buffer.from(raw ?? value ?? '');
  if (gen.jsonNest) return Buffer.from(gen.jsonNest.repeat(gen.depth ?? 0));
  if (gen.jsonString) return Buffer.from(JSON.stringify(gen.jsonString.repeat(gen.times ?? 0)));
  return Buffer.from((gen.repeat ?? '').repeat(gen.times ?? 0));
}

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

it('knows its corpus', () => expect([corpus.length, atDoor.length]).toEqual([105, 28]));

describe.each(atDoor.map((c) => [`${c.id} ${c.name}`, bytesOf(c)] as const))('%s', (_, bytes) => {
  it('is refused at the door, signed or not, plain or sealed', async () => {
    const before = door.seen.length;
    const small = bytes.length <= 1024 * 1024;
    for (const headers of [{}, small ? sign(bytes) : sign('x')]) {
      const { status } = await post(door, [bytes], headers).catch(() => ({ status: 413 }));
      expect([400, 401, 413]).toContain(status);
    }
    if (small) expect((await push(door, bytes.toString())).status).toBe(bytes.length > 700_000 ? 413 : 401);
    expect(door.seen).toHaveLength(before);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });
  it('does no harm as text, as form, as button value or as event', () => {
    const text = bytes.toString().slice(0, 100_000);
    const rules = { appId: APP, botOpenId: BOT, nowMs: NOW };
    const fields = (() => {
      try {
        return JSON.parse(text) as object;
      } catch {
        return text;
      }
    })();
    const bodies: unknown[] = [
      message({ content: JSON.stringify({ text }) }),
      message({ message_id: text }),
      click({ tag: 'button', value: text }),
      click({ tag: 'button', form_value: { title: text } }),
      { schema: '2.0', header: header('im.message.receive_v1'), event: fields },
      fields,
    ];
    for (const body of bodies)
      expect(['message', 'click', 'ignored']).toContain(toEnvelope((body ?? {}) as never, rules).kind);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });
});

it('H083 leaves telling repeats apart to the cause: the same event id is the same cause', async () => {
  const before = door.seen.length;
  await push(door, click({ tag: 'button', value: { x: 1 } }));
  await push(door, click({ tag: 'button', value: { x: 2 } }));
  expect(door.seen.slice(before).map((e) => e.cause)).toEqual(['evt:e1', 'evt:e1']);
});
it('H077 arrives whole in two pieces', async () => {
  const raw = Buffer.from(JSON.stringify({ a: '廉政', ...JSON.parse(sealed(message())) }));
  const cut = raw.indexOf('廉') + 1;
  expect((await post(door, [raw.subarray(0, cut), raw.subarray(cut)], sign(raw))).status).toBe(200);
});
