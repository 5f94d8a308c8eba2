import { describe, expect, it } from 'vitest';
import {
  answerBody,
  isOpen,
  obstacleToNoChange,
  obstacleToNone,
  stateOf,
} from '../../src/capabilities/screening/answers.ts';
import { responsibleFor } from '../../src/capabilities/screening/duties.ts';
import { confirmersOf, isAsked, itemsOf, needsConfirmation } from '../../src/capabilities/screening/items.ts';
import { drawn, lotOf, sampleSize } from '../../src/capabilities/screening/lot.ts';
import type { AnswerBody, CampaignBody } from '../../src/capabilities/screening/model.ts';
import { readPlan } from '../../src/capabilities/screening/planning.ts';
import {
  answering,
  DEFAULT_DAYS,
  lastDeclareDay,
  nextMove,
  nextStage,
  planDates,
} from '../../src/capabilities/screening/stages.ts';
import { organization } from '../../src/kernel/people.ts';
import { workCalendar } from '../../src/kernel/workdays.ts';
import { screeningBureau } from './bureau.ts';
import { planForm } from './campaign.ts';

const calendar = workCalendar();
const org = organization(screeningBureau);
const who = (id: string) => {
  const person = org.people.get(`ou_${id}`);
  if (!person) throw new Error(`nobody called ${id}`);
  return person;
};
const dates = planDates('2026-11-23', DEFAULT_DAYS, calendar);
const campaign: CampaignBody = {
  stage: 'planned',
  year: 2026,
  confirmed: true,
  days: DEFAULT_DAYS,
  dates,
  units: [],
  samplePercent: 5,
  by: 'ou_admin',
  movedAt: {},
};
const clock = { workStart: '08:30', zone: 'Asia/Shanghai' };

describe('stages', () => {
  it('begin on working days, also over National Day and a make-up Saturday', () => {
    const days = { deployed: 1, declaring: 5, reviewing: 3, publicising: 5 };
    expect(planDates('2026-09-26', days, calendar)).toEqual({
      deployed: '2026-09-28',
      declaring: '2026-09-29',
      reviewing: '2026-10-12',
      publicising: '2026-10-15',
      frozen: '2026-10-22',
    });
  });
  it('end their declaring on the last working day before the review', () =>
    expect(lastDeclareDay(campaign, calendar)).toBe('2026-12-08'));
  it('follow one another and stop at the freeze', () => {
    expect(nextStage('planned')).toBe('deployed');
    expect(nextStage('frozen')).toBeUndefined();
    expect(nextMove({ ...campaign, stage: 'frozen' }, clock)).toBeUndefined();
  });
  it('begin at the start of work, and never without the office’s confirmation', () => {
    expect(nextMove(campaign, clock)).toEqual({ stage: 'deployed', at: '2026-11-23T00:30:00.000Z' });
    expect(nextMove({ ...campaign, confirmed: false }, clock)).toBeUndefined();
  });
  it('take answers while declaring, late ones in review', () =>
    expect(
      ['deployed', 'declaring', 'reviewing', 'publicising'].map((s) => answering(s as 'deployed')),
    ).toEqual(['closed', 'open', 'late', 'closed']));
});

describe('the plan’s form', () => {
  const given = { today: '2026-11-23', calendar, units: ['U0', 'U1'], bases: ['B1'] };
  it('is read with its dates', () => {
    const read = readPlan(planForm({ units: ['U1', 'U7'], basis: 'B1' }), given);
    expect(read).toMatchObject({ plan: { year: 2026, units: ['U1'], basis: 'B1', dates, samplePercent: 5 } });
  });
  it.each([
    [{ start: '2026-11-20' }, 'badPlan'],
    [{ start: '2026-02-30' }, 'badPlan'],
    [{ declaring: '0' }, 'badPlan'],
    [{ declaring: '61' }, 'badPlan'],
    [{ declaring: '三' }, 'badPlan'],
    [{ sample: '101' }, 'badPlan'],
    [{ basisText: ' ' }, 'noBasis'],
    [{ basisText: '', basis: 'B9' }, 'noBasis'],
  ])('refuses %j', (more, fault) => expect(readPlan(planForm(more), given)).toEqual({ fault }));
});

describe('who is asked for what', () => {
  it('posts, the division headed, the unit led; somebody without any is asked too', () => {
    expect(itemsOf('ou_cook', org).map((i) => i.key)).toEqual(['P9', 'P10']);
    expect(itemsOf('ou_head', org).map((i) => [i.key, i.kind])).toEqual([['d~D1', 'leadership']]);
    expect(itemsOf('ou_unithead', org)[0]?.place).toEqual({ level: 'unit', unit: 'U1' });
    expect(itemsOf('ou_porter', org)).toEqual([{ key: '-', kind: 'ordinary' }]);
  });
  it('nobody who left, nobody outside of the chosen units', () => {
    expect(isAsked({ units: [] }, who('gone'), org)).toBe(false);
    expect(isAsked({ units: ['U0'] }, who('buyer'), org)).toBe(false);
    expect(isAsked({ units: ['U1'] }, who('buyer'), org)).toBe(true);
  });
  it('the head confirms for the division, somebody above for the head, never the person', () => {
    const first = (id: string) => itemsOf(`ou_${id}`, org)[0] ?? { key: '-', kind: 'ordinary' as const };
    expect(confirmersOf(who('clerk3'), first('clerk3'), org)).toEqual(['ou_head']);
    expect(confirmersOf(who('head'), first('head'), org)).toEqual(['ou_branch']);
    expect(confirmersOf(who('sectionhead'), first('sectionhead'), org)).toEqual(['ou_unithead']);
    expect(confirmersOf(who('unithead'), first('unithead'), org)).toEqual(['ou_branch']);
    expect(needsConfirmation(first('porter'))).toBe(false);
    expect(needsConfirmation(first('clerk3'))).toBe(true);
  });
});

describe('answers', () => {
  const [item = { key: 'P9', kind: 'ordinary' as const }, second = item] = itemsOf('ou_cook', org);
  const at = { campaign: 'C-1', person: 'ou_cook', unit: 'U1', division: 'D3', now: 'n', late: false };
  const given = (state: AnswerBody['state']): Pick<AnswerBody, 'state'> => ({ state });
  const table = (a?: AnswerBody['state'], b?: AnswerBody['state']) => (key: string) =>
    key === 'P9' ? a && given(a) : b && given(b);

  it('are open until given, and again when the head asks', () =>
    expect([undefined, given('given'), given('waiting'), given('askedAgain')].map(isOpen)).toEqual([
      true,
      false,
      false,
      true,
    ]));
  it('make up where a person stands', () => {
    const items = [item, second];
    expect(stateOf(items, table(), false)).toBe('sent');
    expect(stateOf(items, table(), true)).toBe('started');
    expect(stateOf(items, table('given'), false)).toBe('started');
    expect(stateOf(items, table('given', 'askedAgain'), true)).toBe('started');
    expect(stateOf(items, table('given', 'waiting'), true)).toBe('answered');
    expect(stateOf(items, table('given', 'confirmed'), true)).toBe('done');
  });
  it('gather what was handed in, and let a plain word replace it', () => {
    const first = answerBody(undefined, { item, kind: 'added', risks: ['R-1'] }, at);
    const more = answerBody(first, { item, kind: 'changed', risks: ['R-2', 'R-1'] }, at);
    expect(more.risks).toEqual(['R-1', 'R-2']);
    expect(answerBody(more, { item, kind: 'noChange', risks: ['R-9'] }, at).risks).toEqual(['R-9']);
    expect(answerBody(undefined, { item, kind: 'none', holders: [] }, at).state).toBe('waiting');
    expect(answerBody(undefined, { item, kind: 'none' }, { ...at, late: true })).toMatchObject({
      state: 'given',
      late: true,
      unit: 'U1',
    });
  });
  it('«no change» needs something to be unchanged, «none» that there is nothing', () => {
    expect(obstacleToNoChange({ item, answer: undefined, entries: 0, raised: 0 })).toBe('noEntries');
    expect(obstacleToNoChange({ item, answer: undefined, entries: 1, raised: 0 })).toBeUndefined();
    expect(obstacleToNone({ item, answer: undefined, entries: 1, raised: 0 })).toBe('hasEntries');
    expect(obstacleToNone({ item, answer: undefined, entries: 0, raised: 1 })).toBe('hasRaised');
    expect(obstacleToNone({ item, answer: undefined, entries: 0, raised: 0 })).toBeUndefined();
  });
});

describe('the sample', () => {
  it('is at least one of any, and its share otherwise', () =>
    expect([0, 1, 20, 21, 2400].map((n) => sampleSize(n, 5))).toEqual([0, 1, 1, 2, 120]));
  it('is the same for ever and of another order in another campaign', () => {
    const people = Array.from({ length: 200 }, (_, i) => `ou_${i}|P${i}`);
    const order = (c: string) =>
      [...people].sort((a, b) => (lotOf(`${c}|${a}`) < lotOf(`${c}|${b}`) ? -1 : 1));
    expect(order('C-1')).toEqual(order('C-1'));
    expect(order('C-1').slice(0, 10)).not.toEqual(order('C-2').slice(0, 10));
    expect(lotOf('C-1|ou_1|P1')).toMatch(/^[0-9a-f]{8}$/);
  });
  it('spreads evenly: every tenth of the range gets its share of a thousand', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 1000; i += 1) {
      const t = Math.floor((drawn(`C-1|ou_${i}|P${i}`) / 2 ** 32) * 10);
      tenths[t] = (tenths[t] ?? 0) + 1;
    }
    expect(Math.min(...tenths)).toBeGreaterThan(70);
    expect(Math.max(...tenths)).toBeLessThan(130);
  });
});

describe('responsibility follows the grade', () => {
  const bureau = { level: 'post', unit: 'U0', division: 'D1', post: 'P1' } as const;
  const affiliated = { level: 'post', unit: 'U1', division: 'D2', post: 'P4' } as const;
  it.each([
    [bureau, 1, 'ou_chief'],
    [affiliated, 1, 'ou_unithead'],
    [bureau, 2, 'ou_branch'],
    [affiliated, 3, 'ou_sectionhead'],
  ] as const)('%j grade %i: %s', (place, grade, person) =>
    expect(responsibleFor({ place, grade }, org).person).toBe(person),
  );
});
