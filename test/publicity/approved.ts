import type { RiskBody, RiskTexts } from '../../src/capabilities/risks/index.ts';
import type { Change } from '../../src/kernel/capability.ts';
import type { Grade } from '../../src/kernel/grade.ts';
import type { Place } from '../../src/kernel/people.ts';
import type { TestBot } from '../support/bot.ts';

export const BUYER_POST: Place = { level: 'post', unit: 'U1', division: 'D2', post: 'P2' };
export const textsOf = (title: string): RiskTexts => ({
  title,
  content: '编写采购需求时可能设置倾向性条件',
  manifestation: '可能指定品牌或设置与履约无关的门槛',
  measure: '需求由两人分别编写、交叉复核',
  comments: {},
});

/** A risk that the officer of the unit has signed as the last one. */
export function approvedBody(
  now: string,
  more: { grade?: Grade; place?: Place; declarer?: string; signer?: string } = {},
): RiskBody {
  const { grade = 3, place = BUYER_POST, declarer = 'ou_buyer', signer = 'ou_officer2' } = more;
  return {
    status: 'approved',
    level: place.level,
    place,
    postKind: 'key',
    declarer,
    method: 'self',
    source: 'process',
    powerItem: '采购文件编制',
    stepName: '需求与评分标准编写',
    tripleMajor: [],
    assets: ['money'],
    confirmedCase: false,
    self: { likelihood: 'low', harm: 'middle', grade, by: declarer, at: now },
    grade,
    hints: [],
    textHash: 'h',
    chain: [{ name: 'discipline', holders: [signer], wentUp: false }],
    step: 0,
    overdueTold: [],
    signers: [{ person: signer, step: 'discipline', at: now }],
    recused: [],
    returns: 0,
    submittedAt: now,
    approvedAt: now,
    trail: [],
  };
}

/** Approves risks in one commit, as the last signature of a batch does. Ids are `R-<title>`. */
export async function approve(
  bot: TestBot,
  titles: readonly string[],
  more: Parameters<typeof approvedBody>[1] & { words?: string } = {},
): Promise<void> {
  await bot.app.apply(
    `approve:${titles.join()}:${bot.now()}`,
    async (world): Promise<Change> => ({
      events: titles.map((t) => ({
        type: 'risk.approved',
        about: `risk:R-${t}`,
        by: 'ou_officer2',
        at: world.now,
      })),
      put: titles.map((t) => ({
        kind: 'risk',
        id: `R-${t}`,
        rev: 0,
        body: approvedBody(world.now, more),
        sealed: textsOf(more.words ?? t),
      })),
    }),
  );
}
export const riskOf = async (bot: TestBot, title: string) =>
  bot.store.get<RiskBody, RiskTexts>({ kind: 'risk', id: `R-${title}` });
