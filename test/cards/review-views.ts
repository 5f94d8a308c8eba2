import type { Card } from '../../cards/kit/card.ts';
import { closedCard } from '../../cards/risks/closed.ts';
import { askSignerCard, objectAskedCard, opposeCard } from '../../cards/risks/cosign.ts';
import { type DeskView, deskCard, emptyDesk } from '../../cards/risks/desk.ts';
import { divertedCard } from '../../cards/risks/diverted.ts';
import { gradeChangeCard } from '../../cards/risks/grade-change.ts';
import { handOverCard, recuseCard } from '../../cards/risks/hand-over.ts';
import { historyCard } from '../../cards/risks/history.ts';
import { returnCard } from '../../cards/risks/return.ts';
import { reviewCard } from '../../cards/risks/review.ts';
import { deskWord } from '../../cards/risks/text-desk.ts';
import { deskView } from '../../src/capabilities/risks/desk-cards.ts';
import { historyView } from '../../src/capabilities/risks/history.ts';
import type { RiskBody, RiskTexts, TrailEntry } from '../../src/capabilities/risks/model.ts';
import { reviewView } from '../../src/capabilities/risks/review-view.ts';
import { stepWord } from '../../src/kernel/chain.ts';
import { degreeChoices } from '../../src/kernel/grade.ts';
import { organization, type Person } from '../../src/kernel/people.ts';
import { same, text } from '../../src/kernel/text.ts';
import { riskBody, riskDoc, settings, texts, worldAt } from '../risks/fixture.ts';
import { atGroup, groupBureau, voting } from '../risks/group.ts';

export const world = worldAt();
/** The same day with the head away and the clerk's colleague in his place. */
const absent = {
  ...world,
  org: organization(
    {
      ...groupBureau([
        { id: 'SI-1', absent: 'ou_head', person: 'ou_clerk2', from: '2026-11-23', to: '2026-11-27' },
      ]),
    },
    '2026-11-23',
  ),
  settings: voting('majority')(settings),
};
const seen = (body: RiskBody, viewer: string, sealed: RiskTexts = texts): Card => {
  const person = absent.org.people.get(viewer);
  if (!person) throw new Error(viewer);
  return reviewCard(reviewView(riskDoc(body, { sealed }), person, absent, 0));
};
const voted = [
  { member: 'ou_chief', by: 'ou_chief', at: world.now },
  { member: 'ou_m5', by: 'ou_m5', at: world.now },
];
const pending = { ...riskBody(), asked: { person: 'ou_member', by: 'ou_head', at: world.now } };
const askedFor: TrailEntry = {
  key: 't7',
  what: 'signerAsked',
  by: 'ou_head',
  at: world.now,
  to: 'ou_member',
};
const whyAsked: RiskTexts = { ...texts, comments: { t7: '涉及大额支付，请把关' } };
export const who = (id: string): Person => {
  const person = world.org.people.get(id);
  if (!person) throw new Error(`nobody called ${id}`);
  return person;
};
export const review = (body: RiskBody, viewer: string, sealed: RiskTexts = texts, others = 0): Card =>
  reviewCard(reviewView(riskDoc(body, { sealed }), who(viewer), world, others));

const place = same('局机关 · 财务处 · 资金支付');
const head = { id: 'R-1', rev: 3, title: texts.title, place };
export const returned: RiskBody = riskBody({
  grade: 1,
  hints: ['vague', 'similar'],
  returns: 1,
  reviewer: { likelihood: 'high', harm: 'middle', grade: 1, by: 'ou_head', at: world.now },
  trail: [
    { key: 't1', what: 'submitted', by: 'ou_clerk', at: world.now },
    { key: 't2', what: 'returned', by: 'ou_head', at: world.now, step: 'head', reason: 'vague' },
    { key: 't3', what: 'resubmitted', by: 'ou_clerk', at: world.now },
    { key: 't4', what: 'gradeChanged', by: 'ou_head', at: world.now, step: 'head', from: '2', to: '1' },
    { key: 't5', what: 'recused', by: 'ou_officer', at: world.now, step: 'discipline' },
  ],
});
export const commented: RiskTexts = {
  ...texts,
  comments: { t2: '请写明金额标准', t5: '申请人是近亲属' },
  returned: {
    title: texts.title,
    content: '加强管理。',
    manifestation: texts.manifestation,
    measure: texts.measure,
  },
};
/** A list as long as a page gets. */
export const fullDesk = (title = texts.title): DeskView => {
  const items = Array.from({ length: 23 }, (_, i) =>
    riskDoc(riskBody({ grade: i < 4 ? 1 : 2, hints: i === 1 ? ['vague'] : [] }), {
      id: `R-${i + 1}`,
      sealed: { ...texts, title: `${title}${i + 1}` },
    }),
  );
  const back = riskDoc({ ...riskBody(), status: 'returned', due: '2026-11-25' }, { id: 'R-99' });
  const view = deskView(
    { items, apart: [], returned: [back], total: 23, byGrade: { 1: 4, 2: 19, 3: 0 } },
    0,
    world,
    who('ou_head'),
  );
  return { ...view, spread: { of: 'division', counts: { 1: 7, 2: 21, 3: 33 } } };
};

/** A list with a vote, a stand-in's item, and everything that stands apart. */
export const mixedDesk = (title = texts.title): DeskView => {
  const view = fullDesk(title);
  const apart = (['discussed', 'cosign', 'waiting', 'later'] as const).flatMap((why, i) =>
    [0, 1].map((n) => ({
      id: `R-${40 + 2 * i + n}`,
      title: `${title}${40 + 2 * i + n}`,
      grade: 1 as const,
      why: deskWord[why],
    })),
  );
  const remarks = [text('李四 代 张三', 'Li Si for Zhang San'), text('已签 3/5', '3 of 5 signed')];
  return {
    ...view,
    rows: view.rows.map((r) => ({ ...r, remarks })),
    apart,
    moreApart: 3,
    later: ['R-46', 'R-47'],
  };
};

/** Every card of the reviewing half in its typical state, by the name of its golden file. */
export const reviewCards: Readonly<Record<string, () => Card>> = {
  'review.open': () => review(riskBody(), 'ou_head'),
  'review.changed': () => review(returned, 'ou_head', commented),
  'review.done': () =>
    review(
      {
        ...riskBody(),
        status: 'approved',
        trail: [{ key: 't9', what: 'approved', by: 'ou_officer', at: world.now }],
      },
      'ou_officer',
      texts,
      4,
    ),
  'review.closed': () =>
    closedCard(text('2026-11-23 09:00 head已转交审核', '2026-11-23 09:00: head handed the review over'), 0),
  'review.diverted': () =>
    divertedCard({
      place,
      spot: '大额支付 · 支付审批',
      at: '2026-11-23 09:00',
      channel: settings.reportChannel,
    }),
  'review.desk': () => deskCard(fullDesk()),
  'review.desk.empty': () => emptyDesk(),
  'review.return': () => returnCard({ ...head, due: '2026-11-26', days: 3, returns: 0 }),
  'review.grade': () =>
    gradeChangeCard({
      ...head,
      grade: 2,
      rating: text('自评', 'Self'),
      likelihood: 'middle',
      harm: 'middle',
      anchors: degreeChoices(settings.grading),
      officer: false,
    }),
  'review.hand': () => handOverCard({ ...head, people: [{ id: 'ou_branch', name: same('branch') }] }),
  'review.hand.nobody': () => handOverCard({ ...head, people: [] }),
  'review.recuse': () => recuseCard({ ...head, signed: [stepWord.branch] }),
  'review.standIn': () => seen(riskBody(), 'ou_clerk2'),
  'review.vote': () => seen(atGroup({ votes: voted }), 'ou_member'),
  'review.vote.discussed': () =>
    seen(atGroup({ discussed: { by: 'ou_m4', at: world.now, key: 't8' } }), 'ou_member', {
      ...texts,
      comments: { t8: '措施还不具体，请财务处说明' },
    }),
  'review.asked': () => review({ ...pending, trail: [...pending.trail, askedFor] }, 'ou_member', whyAsked),
  'review.waiting': () => review({ ...pending, trail: [...pending.trail, askedFor] }, 'ou_head', whyAsked),
  'review.ask': () =>
    askSignerCard({ ...head, people: [{ id: 'ou_member', name: same('member（局机关）') }] }),
  'review.ask.nobody': () => askSignerCard({ ...head, people: [] }),
  'review.object': () => objectAskedCard(head),
  'review.oppose': () => opposeCard(head),
  'review.desk.apart': () => deskCard(mixedDesk()),
  'review.history': () =>
    historyCard(historyView(riskDoc(returned, { sealed: commented }), who('ou_head'), world)),
};
