import { expect, test } from 'vitest';
import { encryptBody, signBody } from '../../src/sandbox/crypto.ts';
import { decodeFrame, encodeFrame } from '../../src/sandbox/push/frame.ts';

const IV = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const PLAIN = '{"challenge":"ajls384kdjx98XX","token":"xxxxxx","type":"url_verification"}';
const ENCRYPTED =
  'AAECAwQFBgcICQoLDA0ODw9mLTIAZS9jAmGTQ1wAhHpnBHVL2wRjH9rPunQdQC1vLjsckayA10kZ8cPwtb62F8rC7JprUPR/4S2aZihfR+p8npX7UzWPithZmfKIPZgE';

test('the vendor page: "hello world" under "test key"', () => {
  const sample = 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=';
  expect(encryptBody('test key', 'hello world', Buffer.from(sample, 'base64').subarray(0, 16))).toBe(sample);
});

test('an event and its signature, byte for byte', () => {
  expect(encryptBody('test key', PLAIN, IV)).toBe(ENCRYPTED);
  const raw = JSON.stringify({ encrypt: ENCRYPTED });
  expect(signBody('1700000000', 'n0nce', 'test key', raw)).toBe(
    'f76c4510f940c283edcc873ff9fc32f8959003f78f3c9bae6e3441e7f4299145',
  );
});

test('every encryption has its own IV', () => {
  expect(encryptBody('k', 'x')).not.toBe(encryptBody('k', 'x'));
});

test('a ping frame is what the vendor client writes', () => {
  const ping = '0800100018f681801020002a0c0a0474797065120470696e67';
  expect(
    Buffer.from(encodeFrame({ service: 33554678, method: 0, headers: { type: 'ping' } })).toString('hex'),
  ).toBe(ping);
  expect(decodeFrame(Buffer.from(ping, 'hex'))).toMatchObject({
    service: 33554678,
    method: 0,
    headers: { type: 'ping' },
  });
});
