import { describe, expect, it } from 'vitest';
import { verifyRequest } from '../../src/feishu/verify.ts';
import { APP, encrypt, KEY, message, NOW, sealed, sign, TENANT, TOKEN } from './door.ts';

const check = (raw: string | Buffer, headers: Record<string, string>, over = {}) =>
  verifyRequest({
    rawBody: Buffer.from(raw),
    headers,
    nowMs: NOW,
    encryptKey: KEY,
    verificationToken: TOKEN,
    appId: APP,
    tenantKey: TENANT,
    ...over,
  });
const why = (result: ReturnType<typeof check>) => (result.ok ? 'accepted' : `${result.status} ${result.why}`);
const signed = (raw: string, over = {}) => why(check(raw, sign(raw), over));

describe('signature and cipher', () => {
  it('accepts the published vectors', () => {
    const inner = '{"challenge":"ajls384kdjx98XX","token":"xxxxxx","type":"url_verification"}';
    const published =
      'AAECAwQFBgcICQoLDA0ODw9mLTIAZS9jAmGTQ1wAhHpnBHVL2wRjH9rPunQdQC1vLjsckayA10kZ8cPwtb62F8rC7JprUPR/4S2aZihfR+p8npX7UzWPithZmfKIPZgE';
    expect(encrypt(inner)).toBe(published);
    const raw = `{"encrypt":"${published}"}`;
    const headers = {
      'x-lark-request-timestamp': '1700000000',
      'x-lark-request-nonce': 'n0nce',
      'x-lark-signature': 'f76c4510f940c283edcc873ff9fc32f8959003f78f3c9bae6e3441e7f4299145',
    };
    const result = check(raw, headers, { verificationToken: 'xxxxxx' });
    expect(result).toEqual({ ok: true, body: JSON.parse(inner) });
  });
  it('refuses a changed byte, a foreign key and a signature of other length', () => {
    const raw = sealed(message());
    expect(why(check(raw.replace('encrypt', 'encrypT'), sign(raw)))).toBe('401 signature wrong');
    expect(why(check(raw, sign(raw, undefined, 'other')))).toBe('401 signature wrong');
    expect(why(check(raw, { ...sign(raw), 'x-lark-signature': 'f7' }))).toBe('401 signature wrong');
  });
  it('refuses incomplete headers', () => {
    const raw = sealed(message());
    const { 'x-lark-request-nonce': _, ...rest } = sign(raw);
    expect(why(check(raw, rest))).toBe('401 signature headers incomplete');
  });
});

describe('time window', () => {
  it.each([
    ['300 s old', NOW / 1000 - 300, 'accepted'],
    ['301 s old', NOW / 1000 - 301, '401 timestamp stale'],
    ['301 s ahead', NOW / 1000 + 301, '401 timestamp stale'],
    ['of the year 1970', 1, '401 timestamp stale'],
  ])('%s', (_, at, expected) => {
    const raw = sealed(message());
    expect(why(check(raw, sign(raw, String(at))))).toBe(expected);
  });
  it('takes another window when told', () => {
    const raw = sealed(message());
    expect(why(check(raw, sign(raw, String(NOW / 1000 - 3600)), { maxAgeMs: 7_200_000 }))).toBe('accepted');
  });
  it.each(['1e9', '0x10', '', 'NaN', ' 1700000000'])('refuses the timestamp %j', (at) => {
    const raw = sealed(message());
    expect(why(check(raw, sign(raw, at)))).toBe('401 timestamp stale');
  });
});

it('measures the body itself too: 4 KB unsigned, 1 MB signed', () => {
  const of = (bytes: number) => '{'.padEnd(bytes);
  expect(why(check(of(4_097), {}))).toBe('413 too large');
  expect(why(check(of(4_096), {}))).toBe('401 unsigned');
  expect(why(check(of(1_048_577), sign(of(1_048_577))))).toBe('413 too large');
  expect(why(check(of(1_048_576), sign(of(1_048_576))))).toBe('400 not a JSON object');
});

describe('who and what for', () => {
  it.each([
    ['wrong token', { token: 'WRONG' }, '401 token wrong'],
    ['no token', { token: undefined }, '401 token wrong'],
    ['other app', { app_id: 'cli_0000000000000000' }, '401 other app'],
    ['other tenant', { tenant_key: 'elsewhere' }, '401 other tenant'],
  ])('%s', (_, head, expected) => expect(signed(sealed(message({}, {}, head)))).toBe(expected));
  it('does not take the token of another place', () => {
    expect(signed(sealed({ ...message({}, {}, { token: 'x' }), token: TOKEN }))).toBe('401 token wrong');
  });
  it('reads an old-style body', () => {
    const event = { type: 'p2p_chat_create', app_id: APP, tenant_key: TENANT };
    expect(signed(sealed({ uuid: 'u', ts: '1', token: TOKEN, type: 'event_callback', event }))).toBe(
      'accepted',
    );
    expect(signed(sealed({ token: TOKEN, type: 'event_callback', event: { ...event, app_id: 'x' } }))).toBe(
      '401 other app',
    );
  });
});

describe('address check', () => {
  const challenge = (over = {}) =>
    sealed({ challenge: 'abc', token: TOKEN, type: 'url_verification', ...over });
  it('may come unsigned when it is encrypted and knows the token', () => {
    expect(why(check(challenge(), {}))).toBe('accepted');
    expect(why(check(challenge({ token: 'x' }), {}))).toBe('401 token wrong');
    expect(why(check(challenge({ challenge: 'x'.repeat(257) }), {}))).toBe('400 challenge');
    expect(why(check('{"challenge":"a","type":"url_verification"}', {}))).toBe('401 unsigned');
  });
  it('opens no other way in for unsigned bodies', () => {
    expect(why(check(sealed(message()), {}))).toBe('401 unsigned');
    expect(why(check(JSON.stringify(message()), {}))).toBe('401 unsigned');
  });
});
