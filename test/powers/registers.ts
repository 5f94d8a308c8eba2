import type { PolicyBody } from '../../src/capabilities/powers/index.ts';
import type { Put } from '../../src/store/store.ts';
import type { TestBot } from '../support/bot.ts';

/** A policy of the bureau in force. */
export const policy = (id: string, more: Partial<PolicyBody> = {}): Put => ({
  kind: 'policy',
  id,
  rev: 0,
  body: {
    title: '大额资金使用管理办法',
    kind: 'measure',
    unit: 'U0',
    effective: '2025-03-01',
    status: 'inForce',
    items: [],
    ...more,
  } satisfies PolicyBody,
});

export async function put(bot: TestBot, docs: readonly Put[]): Promise<void> {
  await bot.store.commit({
    requestId: `put:${docs.map((d) => d.id).join()}`,
    fingerprint: 'put',
    at: bot.now(),
    actor: 'system',
    reason: 'seed',
    put: docs,
  });
}
