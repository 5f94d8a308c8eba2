import { chainOf } from '../src/capabilities/risks/holders.ts';
import type { RiskBody, RiskStatus, RiskTexts } from '../src/capabilities/risks/model.ts';
import { openStep } from '../src/capabilities/risks/open-step.ts';
import { loadSettings } from '../src/config.ts';
import type { Grade } from '../src/kernel/grade.ts';
import { organization, type PersonId } from '../src/kernel/people.ts';
import { plusDays } from '../src/kernel/time.ts';
import { workCalendar } from '../src/kernel/workdays.ts';
import { bureau } from './bureau.ts';

/** Monday 2026-11-23 10:00 in Shanghai: working hours, so that messages leave at once. */
export const START = '2026-11-23T02:00:00.000Z';
/** Risks under review in every register, whatever its size: what waits for people doesn't grow with history. */
export const IN_REVIEW = 900;
/** Of them past their last day, and due until the next working day. */
const OVERDUE = 100;
const SOON = 200;

const settings = loadSettings();
const given = { now: START, org: organization(bureau), settings, calendar: workCalendar() };

/** Short, so that a risk has some 1 KB of facts and text; the ledger's line adds sums and the seal to it. */
export const texts: RiskTexts = {
  title: '大额支付审批程序缺项',
  content: '可能因资料不全而提前付款。',
  manifestation: '缺少验收单即提交支付。',
  measure: '第二人按清单复核并签名。',
  comments: {},
};

function baseBody(i: number): RiskBody {
  const post = bureau.posts[i % bureau.posts.length];
  if (!post) throw new Error('a bureau without posts');
  const grade = ((i % 3) + 1) as Grade;
  const declarer = post.holders[0] ?? '';
  const at = START;
  return {
    status: 'inReview',
    level: 'post',
    place: { level: 'post', unit: post.unit, division: post.division, post: post.id },
    postKind: post.kind,
    declarer,
    method: 'self',
    source: 'process',
    stepId: `${post.id}S`,
    powerItem: '大额支付',
    stepName: '支付审批',
    area: `领域${i % 500}`,
    tripleMajor: [],
    assets: ['money'],
    confirmedCase: false,
    self: { likelihood: 'middle', harm: 'middle', grade, by: declarer, at },
    grade,
    hints: [],
    textHash: i.toString(16).padStart(64, '0'),
    chain: [],
    step: 0,
    overdueTold: [],
    signers: [],
    recused: [],
    returns: 0,
    submittedAt: at,
    lastBy: declarer,
    trail: [{ key: 't1', what: 'submitted', by: declarer, at }],
  };
}

/** A risk whose first step is open; the first ones are overdue or due soon. */
function openBody(i: number): RiskBody {
  const base = baseBody(i);
  const chain = chainOf(base, base.grade, { org: given.org, chains: settings.review.chains });
  const opened = openStep({ ...base, chain }, 0, given);
  const day = START.slice(0, 10);
  if (i < OVERDUE) return { ...opened, due: plusDays(day, -4) };
  return i < SOON ? { ...opened, due: day } : { ...opened, due: plusDays(day, 9) };
}

const CLOSED: readonly RiskStatus[] = ['effective', 'effective', 'effective', 'retired'];

/** A risk that went its whole way. */
function closedBody(i: number): RiskBody {
  const base = baseBody(i);
  const chain = chainOf(base, base.grade, { org: given.org, chains: settings.review.chains });
  const signers = chain.map((s) => ({ person: s.holders[0] ?? '', step: s.name, at: START }));
  const trail = signers.map((s, n) => ({
    key: `t${n + 2}`,
    what: 'approvedStep' as const,
    by: s.person,
    at: s.at,
    step: s.step,
  }));
  const status = CLOSED[i % CLOSED.length] ?? 'effective';
  return {
    ...base,
    status,
    final: base.self,
    chain,
    signers,
    trail: [...base.trail, ...trail],
    effectiveAt: START,
  };
}

/** The i-th risk of a register: the first `IN_REVIEW` wait for their first reviewer. */
export const bodyOf = (i: number): RiskBody => (i < IN_REVIEW ? openBody(i) : closedBody(i));
export const idOf = (i: number): string => `R-${String(i).padStart(7, '0')}`;
export const messageOf = (i: number): string => `om_review${i}`;
export const reviewerOf = (i: number): PersonId => openBody(i).chain[0]?.holders[0] ?? '';

/** The card on which the reviewer looks at the i-th risk. */
export const copyOf = (i: number) => ({
  kind: 'copy',
  id: `m-${i}`,
  rev: 0,
  body: {
    card: 'risks.review',
    about: `risk:${idOf(i)}`,
    person: reviewerOf(i),
    state: 'live',
    message: messageOf(i),
    sentAt: START,
  },
});
