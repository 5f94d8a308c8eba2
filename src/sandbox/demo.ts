import type { SandboxApp } from './context.ts';

/** The app that the sandbox's tenant has installed when nobody names another. These keys open nothing but the sandbox. */
export const DEMO_APP: SandboxApp = {
  appId: 'cli_5a4d1e2f3c4b5a69',
  appSecret: 'sandbox-only-secret',
  encryptKey: 'sandbox-only-encrypt-key',
  verificationToken: 'sandbox-only-verification-token',
  tenantKey: '2ca1d211f64f6438',
  botOpenId: 'ou_b07b07b07b07b07b07b07b07b07b07b0',
  botName: '清风',
};

/** Monday 2026-11-23 09:00 in Shanghai: the instant a new sandbox opens at. */
export const DEMO_START = Date.UTC(2026, 10, 23, 1);
