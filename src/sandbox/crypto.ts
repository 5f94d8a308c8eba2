import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Encrypts what Feishu pushes: AES-256-CBC under SHA-256 of the Encrypt Key, the 16-byte IV in front, base64.
 * Vendor page: event-subscription-guide, encrypt-key-encryption-configuration-case.
 */
export function encryptBody(encryptKey: string, plaintext: string, iv: Buffer = randomBytes(16)): string {
  const key = createHash('sha256').update(encryptKey, 'utf8').digest();
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final()]).toString('base64');
}

/** X-Lark-Signature of a raw body: hex SHA-256 over timestamp, nonce, Encrypt Key and the very bytes that are sent. */
export const signBody = (timestamp: string, nonce: string, encryptKey: string, rawBody: string): string =>
  createHash('sha256')
    .update(timestamp + nonce + encryptKey + rawBody, 'utf8')
    .digest('hex');
