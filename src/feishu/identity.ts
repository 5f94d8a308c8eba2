/** Feishu's own form of an app id. The long connection silently does nothing with any other. */
const APP_ID = /^cli_[0-9a-fA-F]{16}$/;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const NAMED = { feishu: 'https://open.feishu.cn', lark: 'https://open.larksuite.com' } as const;

/** Throws when the app id can't be one of Feishu's. */
export function checkAppId(appId: string): void {
  if (!APP_ID.test(appId)) throw new Error(`"${appId}" is no Feishu app id: cli_ and 16 hexadecimal digits`);
}

/** True for an address on this machine. */
export const isLoopback = (address: string): boolean =>
  URL.canParse(address) && LOOPBACK.has(new URL(address).hostname);

/** True for an encrypted address, or a plain one on this machine. */
export function isSafeUrl(address: string, encrypted: 'https:' | 'wss:', plain: 'http:' | 'ws:'): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol } = new URL(address);
  return protocol === encrypted || (protocol === plain && isLoopback(address));
}

/**
 * The base address of the Open API: `feishu`, `lark`, or an address of one's own (an on-premises Feishu, the sandbox).
 * Throws for anything unencrypted that is not on this machine.
 */
export function domainUrl(domain: string): string {
  if (domain === 'feishu' || domain === 'lark') return NAMED[domain];
  if (!isSafeUrl(domain, 'https:', 'http:'))
    throw new Error('the Feishu domain must be feishu, lark or an https address (http only on this machine)');
  return domain.replace(/\/+$/, '');
}
