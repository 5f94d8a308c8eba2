import type { RiskBody, RiskTexts } from '../../src/capabilities/risks/index.ts';
import type { Grade } from '../../src/kernel/grade.ts';
import type { Place } from '../../src/kernel/people.ts';
import { approvedBody, BUYER_POST, textsOf } from '../publicity/approved.ts';
import type { TestBot } from '../support/bot.ts';

export type Seeded = {
  readonly id: string;
  readonly place?: Place;
  readonly grade: Grade;
  readonly texts?: Partial<RiskTexts>;
  readonly body?: Partial<RiskBody>;
};
export const PAYER_POST: Place = { level: 'post', unit: 'U0', division: 'D1', post: 'P1' };

/** Puts risks in effect, as the end of publicity leaves them. */
export async function effect(bot: TestBot, risks: readonly Seeded[]): Promise<void> {
  const now = bot.now();
  await bot.store.commit({
    requestId: `effect:${risks.map((r) => r.id).join()}`,
    fingerprint: 'effect',
    at: now,
    actor: 'system',
    reason: 'seed',
    put: risks.map(({ id, place = BUYER_POST, grade, texts, body }) => ({
      kind: 'risk',
      id,
      rev: 0,
      body: { ...approvedBody(now, { grade, place }), status: 'effective', effectiveAt: now, ...body },
      sealed: { ...textsOf(id), ...texts },
    })),
  });
}
