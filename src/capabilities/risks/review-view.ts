import { shorten } from '../../../cards/kit/clean.ts';
import type { Field, ReviewView } from '../../../cards/risks/review.ts';
import {
  levelName,
  methodName,
  returnReasonWord,
  reviewHintWord,
  sourceName,
  trailWord,
  words,
} from '../../../cards/risks/text-review.ts';
import type { World } from '../../kernel/capability.ts';
import { gradeOf, gradeReason, gradeWord, scoreText } from '../../kernel/grade.ts';
import type { Person, PersonId } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { inPlaceOf, joinTexts, same, type Text, text } from '../../kernel/text.ts';
import { localDate, localDateTime } from '../../kernel/time.ts';
import { ballotOf } from './ballot.ts';
import { gradeFacts } from './declare.ts';
import { handsNow, policyObject } from './holders.ts';
import type { Rating, RiskBody, RiskDoc, RiskTexts } from './model.ts';
import { nameOf } from './names.ts';
import { askedText, ballotText, discussedText, signsOf, standingText } from './signs-view.ts';

/** May this viewer read the name of whoever suggested the risk for somebody else's post? */
export const mayNameDeclarer = (risk: RiskBody, viewer: Person, world: World): boolean =>
  risk.method !== 'peer' || may(viewer, 'risk.suggester', world.org, policyObjectOf(risk, world));
export const policyObjectOf = (risk: RiskBody, world: World) =>
  policyObject(risk, world.org, world.settings.review.chains);
/** Like nameOf, but the suggester stays unnamed for those who may not know. */
export const namedFor = (id: PersonId | 'system', risk: RiskBody, viewer: Person, world: World): Text =>
  id === risk.declarer && !mayNameDeclarer(risk, viewer, world)
    ? text('提出人', 'the suggester')
    : nameOf(id, world);

/** Who acted, and for whom: 「李四 代 张三」. */
export function actedBy(
  act: { readonly by: PersonId | 'system'; readonly for?: PersonId },
  risk: RiskBody,
  viewer: Person,
  world: World,
): Text {
  const by = namedFor(act.by, risk, viewer, world);
  return act.for === undefined ? by : inPlaceOf(by, nameOf(act.for, world));
}

/** Whoever acted on it, or had it taken from him, may hear who acted last; a stranger hears nothing. */
const tookPart = (risk: RiskBody, viewer: Person): boolean =>
  risk.trail.some(
    (t) => t.by === viewer.id || [t.from, t.to].some((ids) => ids?.split(',').includes(viewer.id)),
  );

/** 「2026-11-23 09:30 王某 审核同意」: what happened last, for stale cards and second taps. */
export function lastAct(risk: RiskBody, viewer: Person, world: World): Text {
  const last = risk.trail.at(-1);
  const known = tookPart(risk, viewer) || may(viewer, 'risk.view', world.org, policyObjectOf(risk, world));
  if (!last || !known) return text('该风险点已由他人办理。', 'It is with others now.');
  const at = localDateTime(last.at, world.settings.zone);
  const mine = last.by === viewer.id && last.for === undefined;
  const who = mine ? text('您', 'you') : actedBy(last, risk, viewer, world);
  const what = trailWord[last.what];
  return text(`${at} ${who['zh-CN']}已${what['zh-CN']}`, `${at}: ${who['en-US']} ${what['en-US']}`);
}

const FIELDS: readonly Field[] = ['title', 'content', 'manifestation', 'rootCause', 'measure'];
type Earlier = NonNullable<RiskTexts['returned']>;
const changesOf = (texts: RiskTexts | undefined, before: Earlier | undefined): ReviewView['changes'] =>
  FIELDS.flatMap((field) => {
    const from = before?.[field] ?? '';
    const to = texts?.[field] ?? '';
    return before && from !== to ? [{ field, from: shorten(from, EARLIER_SHOWN) || '—', to: to || '—' }] : [];
  });

/** Letters of an earlier text or comment: enough to compare with the new one, within 30 KB beside it. */
const EARLIER_SHOWN = 120;

/** Reason and words of the last return, for the one who looks at what became of it; of a retirement, its reason. */
function demandOf({ body, sealed }: RiskDoc): Text | undefined {
  const asked = body.replaces?.how === 'retire' ? sealed?.comments[body.trail[0]?.key ?? ''] : undefined;
  if (asked) return text(`退出理由：${asked}`, `Reason to retire: ${asked}`);
  const last = body.trail.findLast((t) => t.what === 'returned');
  if (!last?.reason || !sealed?.returned) return undefined;
  const reason = returnReasonWord[last.reason];
  const comment = shorten(sealed.comments[last.key] ?? '', EARLIER_SHOWN);
  const zh = [reason['zh-CN'], comment].filter((p) => p !== '').join('；');
  const en = [reason['en-US'], comment].filter((p) => p !== '').join('; ');
  return text(`退回时的要求：${zh}`, `Asked for: ${en}`);
}

/** `几率高、危害中，一级（高）` */
export const rated = (r: Rating, { settings }: Pick<World, 'settings'>): Text =>
  joinTexts([scoreText(settings.grading, r), gradeWord[r.grade]], text('，', ', '));

export function ratingOf(risk: RiskBody, world: World): Text {
  const [facts, rules] = [gradeFacts(risk), world.settings.grading];
  const self = gradeReason(facts, gradeOf(facts, rules), rules);
  if (!risk.reviewer) return text(`自评：${self['zh-CN']}`, `Self-rating: ${self['en-US']}`);
  const by = nameOf(risk.reviewer.by, world);
  const now = rated(risk.reviewer, world);
  return text(
    `自评：${self['zh-CN']}审核评定（${by['zh-CN']}）：${now['zh-CN']}。`,
    `Self-rating: ${self['en-US']} Reviewer (${by['en-US']}): ${now['en-US']}.`,
  );
}

/** Until when, and by how many working days it is late; the same words on the desk. */
export function dueText(risk: RiskBody, world: World): Text | undefined {
  if (risk.due === undefined) return undefined;
  const late = world.calendar.workdaysBetween(risk.due, localDate(world.now, world.settings.zone));
  return late > 0
    ? text(
        `应于 ${risk.due} 前办理，已逾期 ${late} 个工作日`,
        `due ${risk.due}, ${late} working day(s) overdue`,
      )
    : text(`请于 ${risk.due} 前办理`, `due ${risk.due}`);
}

const factsOf = (risk: RiskBody, viewer: Person, world: World): ReviewView['facts'] => [
  { label: text('来源', 'Source'), value: sourceName[risk.source] },
  { label: text('层级', 'Level'), value: levelName[risk.level] },
  { label: text('查找方式', 'Found by'), value: methodName[risk.method] },
  ...(mayNameDeclarer(risk, viewer, world)
    ? [{ label: text('填报人', 'Declared by'), value: nameOf(risk.declarer, world) }]
    : []),
  ...(risk.submittedAt
    ? [
        {
          label: text('提交时间', 'Submitted'),
          value: same(localDateTime(risk.submittedAt, world.settings.zone)),
        },
      ]
    : []),
];

const textsOf = (texts: RiskTexts | undefined): ReviewView['texts'] =>
  FIELDS.filter((f) => f !== 'title').flatMap((field) => {
    const value = texts?.[field];
    return value ? [{ field, value }] : [];
  });

function actionsOf(risk: RiskBody, viewer: Person, world: World): ReviewView['actions'] {
  const on = policyObjectOf(risk, world);
  const holds = risk.status === 'inReview' && may(viewer, 'risk.review', world.org, on);
  const there = ['inReview', 'returned', 'approved'].includes(risk.status) && viewer.id !== risk.declarer;
  const ballot = holds ? ballotOf(risk, world) : undefined;
  return {
    decide: holds && !risk.asked,
    waits: holds && risk.asked !== undefined,
    answer: risk.status === 'inReview' && may(viewer, 'risk.cosign', world.org, on),
    // One member alone neither returns nor hands on what the group decides; after a discussion it can be returned.
    vote: ballot !== undefined,
    mayReturn: !ballot || risk.discussed !== undefined,
    divert: !holds && there && may(viewer, 'risk.divert', world.org, on),
    history: true,
  };
}

/** What this viewer should know before deciding: for whom, after what discussion, with what answer. */
function remarks(doc: RiskDoc, viewer: Person, world: World): readonly Text[] {
  const hand = handsNow(doc.body, world.org, world.settings.review.chains).find(
    (h) => h.person === viewer.id,
  );
  return [
    standingText(hand, world),
    ballotText(doc.body, world),
    discussedText(doc, world),
    ...askedText(doc, viewer, world),
  ].filter((t): t is Text => t !== undefined);
}

/**
 * What this viewer sees of a risk now. `others`: items that wait for the viewer besides this one. `inForce`: the texts
 * that a correction would replace.
 */
export function reviewView(
  doc: RiskDoc,
  viewer: Person,
  world: World,
  others: number,
  inForce?: RiskTexts,
): ReviewView {
  const { body, sealed } = doc;
  const actions = actionsOf(body, viewer, world);
  const { decide, answer } = actions;
  const due = body.status === 'inReview' ? dueText(body, world) : undefined;
  const demand = demandOf(doc);
  return {
    id: doc.id,
    rev: doc.rev,
    grade: body.grade,
    title: sealed?.title ?? `${body.powerItem} · ${body.stepName}`,
    place: same(world.org.placeName(body.place)),
    spot: `${body.powerItem} · ${body.stepName}`,
    facts: factsOf(body, viewer, world),
    texts: textsOf(sealed),
    rating: ratingOf(body, world),
    hints: body.hints.map((h) => reviewHintWord[h]),
    changes: decide ? changesOf(sealed, sealed?.returned ?? inForce) : [],
    changesTitle: sealed?.returned ? words.changedSinceReturn : words.changedInForce,
    ...(decide && demand ? { demand } : {}),
    signs: signsOf(doc, world),
    ...(due ? { due } : {}),
    ...(body.replaces
      ? { replaces: body.replaces.how === 'correct' ? words.correction : words.retirement }
      : {}),
    remarks: body.status === 'inReview' ? remarks(doc, viewer, world) : [],
    ...(decide || answer ? {} : { result: lastAct(body, viewer, world) }),
    actions,
    others,
  };
}
