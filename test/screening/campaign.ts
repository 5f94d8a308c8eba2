import type { RiskBody, RiskTexts } from '../../src/capabilities/risks/index.ts';
import type { Grade } from '../../src/kernel/grade.ts';
import { instantOf } from '../../src/kernel/time.ts';
import { approvedBody, textsOf } from '../publicity/approved.ts';
import { type Shown, type TestBot, testBot } from '../support/bot.ts';
import { screeningBureau } from './bureau.ts';

export const at = (date: string, time: string): string => instantOf(date, time, 'Asia/Shanghai');
/** A Monday; deployed the same day, declaring from Wednesday 2026-11-25 to Tuesday 2026-12-08. */
export const DAY0 = '2026-11-23';
export const DECLARING = '2026-11-25';
export const REVIEWING = '2026-12-09';

export const planForm = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  basisText: '关于开展廉政风险防控工作的意见（2026 年 1 号）',
  start: `${DAY0} +0800`,
  deployed: '2',
  declaring: '10',
  reviewing: '21',
  publicising: '10',
  sample: '5',
  units: [],
  ...more,
});

/** Risks in force, one for each `id: post`, as an earlier year left them. */
export async function inForce(
  bot: TestBot,
  risks: Readonly<
    Record<
      string,
      {
        unit: string;
        division: string;
        post: string;
        grade?: Grade;
        method?: 'leader';
        declarer?: string;
        status?: RiskBody['status'];
      }
    >
  >,
): Promise<void> {
  await bot.app.apply(`inForce:${Object.keys(risks).join()}:${bot.now()}`, async (world) => ({
    events: [],
    put: Object.entries(risks).map(([id, { unit, division, post, grade = 2, ...more }]) => ({
      kind: 'risk',
      id: `R-${id}`,
      rev: 0,
      body: {
        ...approvedBody(world.now, {
          grade,
          place: { level: 'post', unit, division, post },
          declarer: 'ou_gone',
        }),
        status: 'effective',
        ...(more.method ? { method: more.method } : {}),
        ...(more.declarer ? { declarer: more.declarer } : {}),
        ...(more.status ? { status: more.status } : {}),
      } satisfies RiskBody,
      sealed: textsOf(`风险${id}`) satisfies RiskTexts,
    })),
  }));
}

/** A risk that the head of a division of U1 raised for a post, for its holder to agree to or not. */
export const raisedByLeader = (declarer: string, division: string, post: string) =>
  ({ unit: 'U1', division, post, method: 'leader', declarer, status: 'inReview' }) as const;

/** What the clerk, the drivers and buyers had in the catalogue last year. */
export const LAST_YEAR = {
  A1: { unit: 'U0', division: 'D1', post: 'P1', grade: 1 },
  A2: { unit: 'U0', division: 'D1', post: 'P1' },
  B4: { unit: 'U1', division: 'D2', post: 'P4' },
  B5: { unit: 'U1', division: 'D2', post: 'P5' },
  D8: { unit: 'U1', division: 'D3', post: 'P8', grade: 3 },
  C9: { unit: 'U1', division: 'D3', post: 'P9', grade: 3 },
  C10: { unit: 'U1', division: 'D3', post: 'P10', grade: 3 },
} as const;

/** A bot whose office has planned and confirmed this year's campaign. */
export async function plannedBot(form: Record<string, unknown> = {}): Promise<TestBot> {
  const bot = await testBot({ data: screeningBureau, start: at(DAY0, '08:00') });
  await bot.goTo(at(DAY0, '08:01'));
  await inForce(bot, LAST_YEAR);
  const home = (await bot.says('ou_admin', '排查')) as Shown;
  await bot.clicks('ou_admin', home, '新建排查');
  await bot.clicks('ou_admin', home, 'screening.plan', { form: planForm(form) });
  await bot.clicks('ou_admin', home, 'screening.confirmPlan');
  return bot;
}
/** The same on the evening of the first declaring day: everybody has their card. */
export async function declaringBot(form: Record<string, unknown> = {}): Promise<TestBot> {
  const bot = await plannedBot(form);
  await bot.goTo(at(DAY0, '08:30'));
  await bot.goTo(at(DECLARING, '08:30'));
  await bot.goTo(at(DECLARING, '17:59'));
  return bot;
}
export const newest = (bot: TestBot, who: string): Shown => bot.to(who).at(-1) as Shown;
/** The person's one campaign card. */
export const cardOf = (bot: TestBot, who: string): Shown =>
  bot.to(who).find((m) => m.card?.json.header.title.content.includes('年度廉政风险排查')) as Shown;
