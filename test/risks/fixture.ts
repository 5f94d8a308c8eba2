import { readFileSync } from 'node:fs';
import { chainOf } from '../../src/capabilities/risks/holders.ts';
import type { RiskBody, RiskDoc, RiskTexts } from '../../src/capabilities/risks/model.ts';
import { type Given, openStep } from '../../src/capabilities/risks/open-step.ts';
import type { GivenBy } from '../../src/capabilities/risks/review.ts';
import type { World } from '../../src/kernel/capability.ts';
import {
  type Organization,
  type OrganizationData,
  organization,
  type PersonId,
  type Place,
} from '../../src/kernel/people.ts';
import { type Settings, settingsSchema } from '../../src/kernel/settings.ts';
import { localDate } from '../../src/kernel/time.ts';
import { workCalendar } from '../../src/kernel/workdays.ts';
import type { Reader } from '../../src/store/store.ts';
import { smallBureau } from '../support/bureau.ts';

/** Monday 2026-11-23 09:00 in Shanghai. */
export const NOW = '2026-11-23T01:00:00.000Z';
export const settings: Settings = settingsSchema.parse(
  JSON.parse(readFileSync('config/default.json', 'utf8')),
);
export const P1: Place = { level: 'post', unit: 'U0', division: 'D1', post: 'P1' };

const calendar = workCalendar();
const made = new WeakMap<OrganizationData, Organization>();
const orgOf = (data: OrganizationData): Organization => {
  const org = made.get(data) ?? organization(data);
  made.set(data, org);
  return org;
};
const emptyReader: Reader = {
  get: async () => undefined,
  list: async () => ({ items: [] }),
  tally: async () => ({}),
  outbox: async () => [],
  history: async function* () {},
};
export const worldAt = (
  now: string = NOW,
  data: OrganizationData = smallBureau,
  read: Reader = emptyReader,
): World => ({
  now,
  today: localDate(now, settings.zone),
  org: orgOf(data),
  settings,
  calendar,
  read,
  newId: (prefix) => `${prefix}-1`,
});
export const givenFor = (by: PersonId, now: string = NOW, data: OrganizationData = smallBureau): GivenBy => {
  const world = worldAt(now, data);
  const person = world.org.people.get(by);
  if (!person) throw new Error(`nobody called ${by}`);
  return { ...world, by: person };
};

export const texts: RiskTexts = {
  title: '大额支付审批程序缺项',
  content: '在大额资金支付审批环节，可能因资料不全而提前付款。',
  manifestation: '缺少合同或验收单即提交支付；一人完成经办和复核。',
  rootCause: '岗位之间缺少复核。',
  measure: '支付前由第二人按清单复核并签名。',
  comments: {},
};

/** A risk of the clerk on post P1 whose first step is open since `given.now`. */
export function riskBody(more: Partial<RiskBody> = {}, given: Given = worldAt()): RiskBody {
  const grade = more.grade ?? 2;
  const base: RiskBody = {
    status: 'inReview',
    level: 'post',
    place: P1,
    postKind: 'key',
    declarer: 'ou_clerk',
    method: 'self',
    source: 'process',
    stepId: 'S1',
    powerItem: '大额支付',
    stepName: '支付审批',
    tripleMajor: [],
    assets: ['money'],
    confirmedCase: false,
    self: { likelihood: 'middle', harm: 'middle', grade, by: 'ou_clerk', at: given.now },
    grade,
    hints: [],
    textHash: 'h',
    chain: [],
    step: 0,
    overdueTold: [],
    signers: [],
    recused: [],
    returns: 0,
    submittedAt: given.now,
    lastBy: 'ou_clerk',
    trail: [{ key: 't1', what: 'submitted', by: 'ou_clerk', at: given.now }],
    ...more,
  };
  const chain = chainOf(base, grade, { org: given.org, chains: given.settings.review.chains });
  return openStep({ ...base, chain }, 0, given);
}
export const riskDoc = (body: RiskBody = riskBody(), more: Partial<RiskDoc> = {}): RiskDoc => ({
  kind: 'risk',
  id: 'R-1',
  rev: 1,
  schema: 1,
  body,
  sealed: texts,
  at: NOW,
  by: 'ou_clerk',
  ...more,
});
