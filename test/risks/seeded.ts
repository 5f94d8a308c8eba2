import type { RiskBody, RiskDoc, RiskTexts } from '../../src/capabilities/risks/model.ts';
import type { TestBot } from '../support/bot.ts';
import { riskBody, texts } from './fixture.ts';

/** Puts risks straight into a bot's store, as if they had been submitted. Ids are … by default. */
export async function seedRisks(
  bot: TestBot,
  bodies: readonly RiskBody[],
  prefix = 'R',
): Promise<readonly string[]> {
  const ids = bodies.map((_, i) => `${prefix}-${i + 1}`);
  const put = bodies.map((body, i) => ({
    kind: 'risk',
    id: `${prefix}-${i + 1}`,
    rev: 0,
    body,
    sealed: { ...texts, title: `${texts.title}${i + 1}` },
  }));
  await bot.store.commit({
    requestId: `seed-${prefix}`,
    fingerprint: prefix,
    at: bot.now(),
    actor: 'ou_clerk',
    reason: 'seed',
    put,
  });
  return ids;
}
export const seedOne = (bot: TestBot, more: Partial<RiskBody> = {}): Promise<readonly string[]> =>
  seedRisks(bot, [riskBody(more)]);

export async function riskIn(bot: TestBot, id = 'R-1'): Promise<RiskDoc> {
  const doc = await bot.store.get<RiskBody, RiskTexts>({ kind: 'risk', id });
  if (!doc) throw new Error(`no risk ${id}`);
  return doc;
}
