import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toEnvelope } from '../../src/feishu/envelope.ts';
import { isClean, safeParse } from '../../src/feishu/parse.ts';
import { verifyRequest } from '../../src/feishu/verify.ts';
import { APP, BOT, click, KEY, message, NOW, sealed, sign, TENANT, TOKEN } from './door.ts';

const raw = Buffer.from(sealed(message()));
const verify = (rawBody: Buffer, headers: Record<string, string>) =>
  verifyRequest({
    rawBody,
    headers,
    nowMs: NOW,
    encryptKey: KEY,
    verificationToken: TOKEN,
    appId: APP,
    tenantKey: TENANT,
  });
const rules = { appId: APP, tenantKey: TENANT, botOpenId: BOT, nowMs: NOW };

it('refuses every change of a single byte, with the old signature', () => {
  for (let at = 0; at < raw.length; at += 1) {
    const changed = Buffer.from(raw);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(verify(changed, sign(raw)).ok).toBe(false);
  }
  expect(verify(raw, sign(raw)).ok).toBe(true);
});

it('never throws and never accepts what was not sealed with the key', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, signed) => {
      const body = Buffer.from(bytes);
      expect(verify(body, signed ? sign(body) : {}).ok).toBe(false);
      const cipher = Buffer.from(JSON.stringify({ encrypt: body.toString('base64') }));
      expect(verify(cipher, signed ? sign(cipher) : {}).ok).toBe(false);
    }),
    { seed: 7, numRuns: 500 },
  );
});

it('makes an envelope or a reason of any JSON, and never changes a prototype', () => {
  const places = [
    (x: unknown) => x,
    (x: unknown) => ({ ...message(), event: x }),
    (x: unknown) => ({ ...message(), header: x }),
    (x: unknown) => ({ ...click(), event: { ...click().event, action: x } }),
  ];
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(3), (value, place) => {
      const body = places[place]?.(value);
      const result = toEnvelope((body ?? {}) as never, rules);
      expect(['message', 'click', 'ignored']).toContain(result.kind);
    }),
    { seed: 7, numRuns: 1_000 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});

it('parses what JSON.parse parses, but for depth and prototype keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (value) => {
      const json = JSON.stringify(value);
      expect(safeParse(json)).toEqual(isClean(JSON.parse(json)) ? JSON.parse(json) : undefined);
    }),
    { seed: 7, numRuns: 500 },
  );
  const deep = (n: number) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`;
  expect([safeParse(deep(32)) !== undefined, safeParse(deep(33))]).toEqual([true, undefined]);
  expect(safeParse('{"a":"[[[{{{\\"[[["}')).toEqual({ a: '[[[{{{"[[[' });
});
