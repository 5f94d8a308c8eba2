import type { RiskBody } from '../../src/capabilities/risks/index.ts';
import type { Grade } from '../../src/kernel/grade.ts';
import type { Place } from '../../src/kernel/people.ts';
import { approvedBody, textsOf } from '../publicity/approved.ts';
import type { TestBot } from '../support/bot.ts';

export type Made = {
  readonly title: string;
  readonly grade: Grade;
  readonly place?: Place;
  readonly leader?: Grade;
};
/** Risks that take effect in one commit, as the end of a publicity notice does. Ids are `R-<title>`. */
export async function takeEffect(bot: TestBot, made: readonly Made[]): Promise<void> {
  await bot.app.apply(`effective:${made.map((m) => m.title).join()}:${bot.now()}`, async (world) => ({
    events: made.map((m) => ({
      type: 'risk.effective',
      about: `risk:R-${m.title}`,
      by: 'system' as const,
      at: world.now,
    })),
    put: made.map(({ title, grade, place, leader }) => ({
      kind: 'risk',
      id: `R-${title}`,
      rev: 0,
      body: {
        ...approvedBody(world.now, { grade, ...(place ? { place } : {}) }),
        ...(leader ? { leader } : {}),
        status: 'effective',
        effectiveAt: world.now,
      } satisfies RiskBody,
      sealed: textsOf(title),
    })),
  }));
}
