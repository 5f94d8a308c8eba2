import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../cards/kit/card.ts';
import type { RiskBody, RiskTexts } from '../../src/capabilities/risks/model.ts';
import { mayDeclareAt } from '../../src/capabilities/risks/places.ts';
import { type Organization, organization, type Person, type Place } from '../../src/kernel/people.ts';
import { placeOfDemoRisk, type DemoRisk as Row } from '../organization/bureau.ts';
import { seededOffice } from '../organization/office.ts';
import { pressables, type TestBot, testBot, wordsOn } from '../support/bot.ts';
import type { Shown } from '../support/messenger.ts';
import { type DemoRisk, demoRisks } from './samples.ts';

const SOURCE: Readonly<Record<string, string>> = {
  思想道德: 'ethics',
  岗位职责: 'duty',
  业务流程: 'process',
  制度机制: 'institution',
  外部环境: 'environment',
};
const METHOD = { 自己找: 'self', 领导提: 'leader', 群众帮: 'peer' } as const;
const SCALE = { 高: 'high', 中: 'middle', 低: 'low' } as const;
const MAJOR: Readonly<Record<string, string>> = {
  重大事项决策: 'decision',
  重要人事任免: 'appointment',
  重大项目安排: 'project',
  大额度资金使用: 'funds',
};
const ASSET: Readonly<Record<string, string>> = { 人: 'people', 财: 'money', 物: 'goods' };
const GRADE = { 一级: 1, 二级: 2, 三级: 3 } as const;
const known = (map: Readonly<Record<string, string>>, tags: readonly string[]): string[] =>
  tags.map((t) => map[t.replace('三重一大:', '')] ?? '').filter((t) => t !== '');

function formOf(risk: DemoRisk, place: Place, org: Organization): Record<string, unknown> {
  const step = org.stepsAt(place).find((s) => s.name === risk.process_step);
  return {
    source: SOURCE[risk.source],
    step: step?.id,
    content: risk.content,
    manifestation: risk.manifestation,
    likelihood: SCALE[risk.likelihood],
    harm: SCALE[risk.harm],
    triple: known(MAJOR, risk.tags),
    assets: known(ASSET, risk.tags),
    cause: risk.root_cause,
  };
}

/** Somebody who may declare it by the method that the data names. */
function declarerOf(place: Place, method: (typeof METHOD)[keyof typeof METHOD], org: Organization): Person {
  const able = (p: Person): boolean => p.active && mayDeclareAt(p, place, method, org);
  const found = org.data.people.find(
    (p) => able(p) && (method === 'self' || !mayDeclareAt(p, place, 'self', org)),
  );
  if (!found) throw new Error(`nobody may declare ${JSON.stringify(place)} as ${method}`);
  return found;
}

/** Chooses an option of the select that does `act`, turning pages until it is there. */
async function choose(bot: TestBot, who: string, on: Shown, act: string, option: string): Promise<void> {
  while (!JSON.stringify(on.card).includes(`"value":"${option}"`)) await bot.clicks(who, on, '下一页');
  await bot.clicks(who, on, act, { option });
}
const offers = (card: Card | undefined, act: string): boolean =>
  card !== undefined && pressables(card).some((p) => p.value.do === act);

/** From the word 填报 to the form of this place, card by card. */
async function openForm(
  bot: TestBot,
  who: string,
  place: Place,
  method: 'self' | 'leader' | 'peer',
): Promise<Shown> {
  const on = await bot.says(who, '填报');
  if (!on) throw new Error('no answer');
  if (offers(on.card, 'risks.draft')) {
    if (method === 'self') return on;
    await bot.clicks(who, on, 'risks.start');
  }
  const here = (value: Record<string, unknown>): boolean =>
    value.level === place.level && value.post === (place.post ?? '');
  if (method === 'self') {
    await bot.clicks(who, on, 'risks.form', { match: here });
    return on;
  }
  await bot.clicks(who, on, 'risks.pickUnit', { match: (v) => v.method === method });
  if (offers(on.card, 'risks.pickDivision') && !offers(on.card, 'risks.pickPost'))
    await choose(bot, who, on, 'risks.pickDivision', place.unit);
  if (place.level !== 'unit') await choose(bot, who, on, 'risks.pickPost', place.division ?? '');
  if (place.level === 'post') await choose(bot, who, on, 'risks.form', place.post ?? '');
  else await bot.clicks(who, on, 'risks.form', { match: here });
  return on;
}

describe('all demo risks through cards', () => {
  let bot: TestBot;
  let org: Organization;
  beforeAll(async () => {
    const office = await seededOffice();
    const { data } = (await office.world()).org;
    await office.close();
    org = organization(data);
    bot = await testBot({ data });
  });
  afterAll(() => bot.close());

  it.each(demoRisks.map((r) => [r.id, r] as const))('%s', async (_id, risk) => {
    const place = placeOfDemoRisk(risk as unknown as Row, org);
    const method = METHOD[risk.find_method as keyof typeof METHOD];
    const who = declarerOf(place, method, org).id;
    const on = await openForm(bot, who, place, method);
    const confirm = await bot.clicks(who, on, 'risks.draft', { form: formOf(risk, place, org) });
    expect(confirm.toast).toBeUndefined();
    const words = wordsOn(confirm.card);
    expect(words).toContain(`请确认：${risk.grade}`);
    expect(words).not.toContain('提醒：');
    const offered = {
      title: /"name":"title".*?"default_value":"(.*?)"/,
      measure: /"name":"measure".*?"default_value":"(.*?)"/,
    };
    const json = JSON.stringify(on.card);
    expect(offered.measure.exec(json)?.[1]).toBe(risk.measures[0]?.text.replaceAll('"', '\\"'));
    const sent = await bot.clicks(who, on, 'risks.confirm', {
      form: { title: risk.title, measure: risk.measures[0]?.text },
    });
    expect(sent.toast?.text['zh-CN']).toBe('已提交');
    const { items } = await bot.store.list<RiskBody, RiskTexts>('risk', {
      index: 'declarer',
      prefix: `${who}|inReview`,
      limit: 50,
    });
    const kept = items.find((d) => d.sealed?.title === risk.title);
    expect(kept?.body).toMatchObject({ grade: GRADE[risk.grade], place, method, hints: [], step: 0 });
    expect(kept?.body.chain.length).toBeGreaterThan(1);
  });

  it('then has all sixty in review', async () => {
    const counts = await bot.store.tally('risk', { index: 'status' });
    expect(counts).toEqual({ inReview: 60 });
  });
});
