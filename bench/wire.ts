import { createCipheriv, createHash, randomBytes } from 'node:crypto';

export const APP = 'cli_9f5343c580712544';
export const TENANT = '2ca1d211f64f6438';
export const ENCRYPT_KEY = 'bench encrypt key';
export const TOKEN = 'bench-verification-token';
export const PATH = '/webhook/event';

export type Tap = {
  readonly event: string;
  readonly person: string;
  readonly message: string;
  readonly value: Readonly<Record<string, unknown>>;
};

const sha256 = (...parts: readonly string[]) => createHash('sha256').update(parts.join(''));

/** As the vendor describes it: AES-256-CBC under SHA-256 of the Encrypt Key, the IV in front, base64. */
function encrypted(plain: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', sha256(ENCRYPT_KEY).digest(), iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString('base64');
}

const bodyOf = ({ event, person, message, value }: Tap, nowMs: number): object => ({
  schema: '2.0',
  header: {
    event_id: event,
    event_type: 'card.action.trigger',
    create_time: `${nowMs}000`,
    token: TOKEN,
    app_id: APP,
    tenant_key: TENANT,
  },
  event: {
    operator: { open_id: person, union_id: 'on_bench', tenant_key: TENANT },
    token: 'c-295ee57216a5dc9de90fefd0aadb4b1d7d',
    action: { value, tag: 'button' },
    host: 'im_message',
    context: { open_message_id: message, open_chat_id: `oc_p2p_${person.slice(3)}` },
  },
});

/** A whole HTTP request of Feishu, signed and encrypted, ready to be written to a socket. */
export function requestOf(tap: Tap, nowMs: number): Buffer {
  const raw = JSON.stringify({ encrypt: encrypted(JSON.stringify(bodyOf(tap, nowMs))) });
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = sha256(timestamp, 'nonce', ENCRYPT_KEY, raw).digest('hex');
  const head = [
    `POST ${PATH} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(raw)}`,
    `X-Lark-Request-Timestamp: ${timestamp}`,
    'X-Lark-Request-Nonce: nonce',
    `X-Lark-Signature: ${signature}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${raw}`);
}
