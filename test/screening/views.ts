import { type ItemView, type ScreenView, screenCard } from '../../cards/screening/campaign.ts';
import { screeningDeskCard } from '../../cards/screening/desk.ts';
import { awayCard, differCard, noneCard } from '../../cards/screening/forms.ts';
import { deploymentCard } from '../../cards/screening/notice.ts';
import {
  noneRunningCard,
  type PlanFormView,
  type PlanView,
  planCard,
  planFormCard,
} from '../../cards/screening/plan.ts';
import { pledgeCard } from '../../cards/screening/pledge.ts';
import { screeningProgressCard } from '../../cards/screening/progress.ts';
import { sampleCard } from '../../cards/screening/sample.ts';
import { same, text } from '../../src/kernel/text.ts';

/** One view of each card of the annual screening, as small as it can be and as full as it gets. */
export const item = (n: number, more: Partial<ItemView> = {}): ItemView => ({
  key: `P${n}`,
  name: `政府采购中心 · 采购实施科 · 采购项目经办${n}`,
  level: 'post',
  kind: 'key',
  steps: ['需求与评分标准编写', '采购文件审核'],
  entries: [
    { id: 'R-1', rev: 3, title: '采购需求可能带倾向性', grade: 2, inForce: true },
    { id: 'R-2', rev: 1, title: '评审专家抽取可能走过场', grade: 1, inForce: false },
  ],
  changes: 0,
  raised: [],
  ...more,
});
const basis = same('关于开展廉政风险防控工作的意见（2026 年 1 号）');
export const screen = (more: Partial<ScreenView> = {}): ScreenView => ({
  ...{ campaign: 'C-1', rev: 1, year: 2026, basis, until: '2026-12-08', open: 'open' },
  items: [item(1)],
  shown: 'P1',
  unchangeable: 1,
  heads: false,
  toConfirm: 0,
  ...more,
});
const answered = { as: 'noChange', state: 'given' } as const;
const form = { campaign: 'C-1', rev: 2, item: 'P1', place: '财务处 · 资金支付', confirmed: true };
const planForm: PlanFormView = {
  ...{ id: 'C-1', rev: 0, start: '2026-11-23', sample: 5 },
  days: { deployed: 2, declaring: 10, reviewing: 21, publicising: 10 },
  bases: [{ value: 'B-1', label: same('廉政风险防控指导意见') }],
  units: [{ value: 'U1', label: same('政府采购中心') }],
  chosen: [],
};
export const plan: PlanView = {
  ...{ id: 'C-1', rev: 1, year: 2026, stage: 'planned', confirmed: false, basis },
  dates: [
    { stage: 'deployed', from: '2026-11-23' },
    { stage: 'declaring', from: '2026-11-25' },
    { stage: 'frozen', from: '2027-01-25' },
  ],
  ...{ people: 20, posts: 10, units: 2, allUnits: true, sample: 5 },
  withoutGroup: ['公务用车服务中心'],
  guessed: 2027,
};
const counts = (people: number, started: number, answers: number, done: number) => ({
  people,
  started,
  answered: answers,
  done,
});
export const confirmItem = (n: number, reason: string) => ({
  ...{ id: `C-1|ou_x|P${n}`, rev: 1, person: '王晓', kind: 'none' as const, reason },
  place: same('财务处 · 资金支付'),
});

export const screeningCards = {
  'screening.card': () => screenCard(screen()),
  'screening.card.two': () =>
    screenCard(
      screen({
        items: [
          item(1, { answer: { as: 'none', state: 'askedAgain' }, entries: [] }),
          item(2, { answer: answered }),
        ],
        heads: true,
        toConfirm: 2,
      }),
    ),
  'screening.card.raised': () =>
    screenCard(
      screen({
        items: [
          item(1, {
            raised: [{ id: 'R-9', rev: 1, title: '验收签字可能流于形式', grade: 3, inForce: false }],
          }),
        ],
      }),
    ),
  'screening.card.done': () => {
    const { shown: _shown, ...rest } = screen({ items: [item(1, { answer: answered })] });
    return screenCard(rest);
  },
  'screening.card.closed': () =>
    screenCard(screen({ open: 'closed', items: [item(1, { answer: answered })] })),
  'screening.none': () => noneCard(form),
  'screening.away': () => awayCard(form),
  'screening.differ': () => differCard({ ...form, risk: 'R-9', title: '验收签字可能流于形式' }),
  'screening.planForm': () => planFormCard(planForm),
  'screening.planForm.cloned': () =>
    planFormCard({ ...planForm, bases: [], units: [], clonedFrom: 2025, basisText: '依据' }),
  'screening.plan': () => planCard(plan),
  'screening.plan.running': () =>
    planCard({ ...plan, stage: 'declaring', confirmed: true, withoutGroup: [] }),
  'screening.noneRunning': () => noneRunningCard(undefined),
  'screening.lastFrozen': () => noneRunningCard({ id: 'C-1', year: 2026, signed: 17 }),
  'screening.deployment': () =>
    deploymentCard({
      ...{ year: 2026, unit: '政府采购中心', basis, people: 10, posts: 7 },
      declare: { from: '2026-11-25', until: '2026-12-08' },
      ...{ review: '2026-12-09', publicise: '2027-01-08', frozen: '2027-01-25' },
    }),
  'screening.desk': () =>
    screeningDeskCard({
      items: [
        confirmItem(1, '岗位职责已并入结算中心，不再经手审批。'),
        { ...confirmItem(2, ''), kind: 'away', away: 'leave' },
      ],
      total: 2,
      views: [{ id: 'C-1|ou_y|R-9', rev: 1, title: '验收签字', person: '李明', reason: '已由系统留痕' }],
    }),
  'screening.desk.empty': () => screeningDeskCard({ items: [], total: 0, views: [] }),
  'screening.progress': () =>
    screeningProgressCard({
      ...{ campaign: 'C-1', rev: 3, year: 2026, stage: 'declaring', scope: same('采购实施科') },
      total: counts(20, 12, 11, 7),
      rows: [
        { name: '局机关', counts: counts(10, 6, 5, 3) },
        { name: '政府采购中心', counts: counts(10, 6, 6, 4) },
      ],
      leaders: { people: 2, answered: 1 },
      kinds: [{ label: text('没有变化', 'no change'), count: 4 }],
      ...{ notStarted: ['王晓', '李明'], notStartedCount: 2, division: 'D2', mayRemind: true },
      scopes: [
        { value: '*', label: text('全局', 'Whole bureau') },
        { value: 'u:U1', label: same('政府采购中心') },
      ],
    }),
  'screening.sample': () =>
    sampleCard({
      ...{ year: 2026, percent: 5, statements: 40, total: 2, page: 0, pages: 1 },
      items: [
        { id: 'C-1|ou_x|P1', rev: 1, place: '财务处 · 资金支付', at: '2026-11-25', titles: ['大额支付'] },
        { id: 'C-1|ou_y|P2', rev: 2, place: '采购实施科', at: '2026-11-26', titles: [], checked: 'again' },
      ],
    }),
  'screening.responsibility': () =>
    pledgeCard({
      ...{ campaign: 'C-1', year: 2026, titles: ['采购需求可能带倾向性'] },
      duties: [
        { role: 'own', grade: 2, count: 1 },
        { role: 'head', grade: 3, count: 6 },
      ],
    }),
  'screening.responsibility.signed': () =>
    pledgeCard({
      ...{ campaign: 'C-1', year: 2026, titles: [], signedAt: '2027-01-25 09:50' },
      duties: [{ role: 'principal', grade: 1, count: 12 }],
    }),
} as const;
