import { shorten } from '../../../cards/kit/clean.ts';
import type { ConfirmView } from '../../../cards/risks/confirm.ts';
import type { MineView } from '../../../cards/risks/mine.ts';
import type { StatusView } from '../../../cards/risks/status.ts';
import {
  assetWord,
  hintWord,
  leaderWord,
  levelWord,
  ownerWord,
  similarTo,
  sourceWord,
} from '../../../cards/risks/text.ts';
import type { World } from '../../kernel/capability.ts';
import { stepWord } from '../../kernel/chain.ts';
import { gradeOf, gradeReason, gradeWord, tripleMajorWord } from '../../kernel/grade.ts';
import type { Organization, Person } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { joinTexts, listComma, same, type Text, text } from '../../kernel/text.ts';
import { gradeFacts, isUntouched } from './declare.ts';
import { subjectsOf } from './holders.ts';
import type { RiskBody, RiskDoc } from './model.ts';

import { twinOf } from './own.ts';
import { ownerChoices } from './responsible.ts';
import { chainFor, dueOf } from './route.ts';

const arrow = text(' → ', ' → ');
const LAST: readonly Text[] = [text('公示', 'publicity'), text('入目录', 'catalogue')];
const CHANGE_LAST: Readonly<Record<'correct' | 'retire', Text>> = {
  correct: text('更新目录', 'catalogue updated'),
  retire: text('退出目录', 'retired'),
};

/** Who answers for it, as a post; for post-level risks the post itself. */
export const ownerOf = (body: RiskBody, org: Organization): Text =>
  body.ownerPost !== undefined && org.posts.has(body.ownerPost)
    ? same(org.posts.get(body.ownerPost)?.name ?? '')
    : body.level === 'post'
      ? same(org.posts.get(body.place.post ?? '')?.name ?? '')
      : ownerWord[body.level];

/** The leader's role by grade, with the name: for private cards only (domain.md §2.4, §7.2). */
export function leaderOf(body: RiskBody, org: Organization): Text {
  const { place } = body;
  const grade = body.leader ?? body.grade;
  const unit = org.units.get(place.unit);
  const division = place.division === undefined ? undefined : org.divisions.get(place.division);
  const top = unit?.kind === 'affiliated' ? org.active(unit.leader) : org.principal();
  const person =
    grade === 1 ? top : grade === 2 ? org.branchLeaderOf(place) : org.active(division?.head ?? unit?.leader);
  const role = leaderWord[grade];
  return person
    ? text(`${role['zh-CN']}（${person.name}）`, `${role['en-US']} (${person.enName ?? person.name})`)
    : role;
}

const labelled = (zh: string, en: string, value: Text): Text =>
  text(`${zh}：${value['zh-CN']}`, `${en}: ${value['en-US']}`);
function tagsOf(body: RiskBody): Text {
  const majors = joinTexts(
    body.tripleMajor.map((m) => tripleMajorWord[m]),
    listComma,
  );
  const assets = joinTexts(
    body.assets.map((a) => assetWord[a]),
    listComma,
  );
  const parts = [
    levelWord[body.level],
    sourceWord[body.source],
    labelled('环节', 'step', same(body.stepName)),
    ...(body.powerItem === body.stepName ? [] : [labelled('职权', 'power', same(body.powerItem))]),
    ...(body.tripleMajor.length > 0 ? [labelled('三重一大', 'major matters', majors)] : []),
    ...(body.assets.length > 0 ? [labelled('涉及', 'touches', assets)] : []),
  ];
  return joinTexts(parts, text(' · ', ' · '));
}

async function hintTexts(world: World, doc: RiskDoc): Promise<readonly Text[]> {
  const { hints, area, powerItem, replaces } = doc.body;
  const twin = hints.includes('similar')
    ? await twinOf(world, {
        id: doc.id,
        area: area ?? powerItem,
        content: doc.sealed?.content ?? '',
        replaces: replaces?.id,
      })
    : undefined;
  // Another unit's post is not everybody's to read before publicity.
  const near = twin?.body.place.unit === doc.body.place.unit ? twin : undefined;
  return hints.map((h) =>
    h === 'similar' && near ? similarTo(world.org.placeName(near.body.place)) : hintWord[h],
  );
}

/** The way it will take, and the last day of its first step. */
function nextOf(world: World, body: RiskBody): Text {
  const chain = chainFor(body, world);
  const ends = body.replaces ? [CHANGE_LAST[body.replaces.how]] : LAST;
  const way = joinTexts([...chain.map((s) => stepWord[s.name]), ...ends], arrow);
  const due = dueOf(world, chain, 0);
  const until =
    due === undefined ? text('', '') : text(`第一步最迟 ${due} 办完。`, ` The first step is due by ${due}.`);
  return text(
    `提交后：${way['zh-CN']}。${until['zh-CN']}`,
    `After submitting: ${way['en-US']}.${until['en-US']}`,
  );
}

/** The rule's sentence, and that a reviewer rated it otherwise when one did. */
const reasonOf = (body: RiskBody, byRule: Text): Text =>
  body.reviewer && body.reviewer.grade !== body.self.grade
    ? text(
        `${byRule['zh-CN']}审核时已调整为${gradeWord[body.grade]['zh-CN']}。`,
        `${byRule['en-US']} A reviewer changed it to ${gradeWord[body.grade]['en-US']}.`,
      )
    : byRule;

export async function confirmView(world: World, doc: RiskDoc): Promise<ConfirmView> {
  const { body, sealed } = doc;
  const [facts, rules] = [gradeFacts(body), world.settings.grading];
  return {
    id: doc.id,
    rev: doc.rev,
    placeName: world.org.placeName(body.place),
    grade: body.grade,
    reason: reasonOf(body, gradeReason(facts, gradeOf(facts, rules), rules)),
    content: sealed?.content ?? '',
    manifestation: sealed?.manifestation ?? '',
    tags: tagsOf(body),
    owner: ownerOf(body, world.org),
    leader: leaderOf(body, world.org),
    owners: [
      ...(body.level === 'post' ? [] : [{ value: '', label: ownerWord[body.level] }]),
      ...ownerChoices(body, world.org).map((p) => ({ value: p.id, label: same(p.name) })),
    ],
    ownerPost: body.ownerPost ?? body.place.post ?? '',
    leaderGrade: body.leader ?? body.grade,
    hints: await hintTexts(world, doc),
    title: sealed?.title ?? '',
    measure: sealed?.measure ?? '',
    next: nextOf(world, body),
    again: body.status === 'returned',
  };
}

const changeWord = (body: RiskBody): Text | undefined =>
  body.replaces &&
  (body.replaces.how === 'correct'
    ? text('这是对已入目录风险点的更正', 'A correction of a risk in the catalogue')
    : text('申请退出目录', 'A request to retire it'));

const DONE = text('（已办）', ' (done)');
const NOW = text('（现在）', ' (now)');
/** Every step in order, those behind and the present one marked in words. */
function progressOf(body: RiskBody): Text {
  const ended = body.status === 'effective' || body.status === 'merged' || body.status === 'retired';
  const mark = (i: number): Text =>
    ended || body.status === 'approved' || i < body.step
      ? DONE
      : body.status === 'inReview' && i === body.step
        ? NOW
        : text('', '');
  const steps = body.chain.map((s, i) => joinTexts([stepWord[s.name], mark(i)]));
  const ends = body.replaces ? [CHANGE_LAST[body.replaces.how]] : LAST;
  const marked = ends.map((e, i) =>
    joinTexts([e, ended ? DONE : body.status === 'approved' && i === 0 ? NOW : text('', '')]),
  );
  return joinTexts(
    [
      joinTexts([text('提交', 'Submitted'), body.submittedAt === undefined ? text('', '') : DONE]),
      ...steps,
      ...marked,
    ],
    arrow,
  );
}

function waitsOf({ body }: RiskDoc): Text | undefined {
  const due = body.due ?? '';
  const step = body.chain[body.step];
  if (body.status === 'returned')
    return text(`等填报人修改，最迟 ${due}。`, `Waiting for the declarer to revise it by ${due}.`);
  if (body.status !== 'inReview' || !step) return undefined;
  return step.holders.length === 0
    ? text(
        '这一步暂时没有审核人，领导小组办公室会安排。',
        'This step has no reviewer at present; the office of the leading group will see to it.',
      )
    : text(
        `等待${stepWord[step.name]['zh-CN']}，最迟 ${due}。`,
        `Waiting: ${stepWord[step.name]['en-US']}, due by ${due}.`,
      );
}

/** May this person ask to correct or retire it? */
export const mayMaintain = (viewer: Person, body: RiskBody, org: Organization): boolean =>
  body.status === 'effective' &&
  may(viewer, 'risk.maintain', org, {
    place: body.place,
    declarer: body.declarer,
    subjects: subjectsOf(body.place, org),
  });

const GOES_ON: readonly RiskBody['status'][] = ['draft', 'inReview', 'returned', 'approved', 'effective'];

export function statusView(
  { org }: Pick<World, 'org'>,
  doc: RiskDoc,
  viewer: Person | undefined,
): StatusView {
  const { body, sealed } = doc;
  const own = viewer?.id === body.declarer;
  const waits = waitsOf(doc);
  const change = changeWord(body);
  const untouched = own && isUntouched(body);
  return {
    id: doc.id,
    rev: doc.rev,
    status: body.status,
    placeName: org.placeName(body.place),
    title: sealed?.title ?? body.stepName,
    content: sealed?.content ?? '',
    measure: sealed?.measure ?? '',
    grade: body.grade,
    ...(GOES_ON.includes(body.status) ? { progress: progressOf(body) } : {}),
    ...(waits ? { waits } : {}),
    ...(change ? { change } : {}),
    may: {
      edit: untouched && body.replaces?.how !== 'retire',
      withdraw: untouched,
      revise: own && body.status === 'returned',
      correct: viewer !== undefined && mayMaintain(viewer, body, org),
    },
  };
}

const PAGE = 10;
/** Characters of the content in a list: two lines on a phone beside the button. */
const EXCERPT = 32;
export function mineView({ org }: Pick<World, 'org'>, risks: readonly RiskDoc[], asked: number): MineView {
  const pages = Math.max(1, Math.ceil(risks.length / PAGE));
  const page = Math.min(Math.max(0, asked), pages - 1);
  const rows = risks.slice(page * PAGE, page * PAGE + PAGE).map(({ id, rev, body, sealed }) => ({
    id,
    rev,
    title: sealed?.title ?? body.stepName,
    content: shorten(sealed?.content ?? '', EXCERPT),
    placeName: org.placeName(body.place),
    status: body.status,
    grade: body.grade,
    ...(body.status === 'returned' && body.due !== undefined ? { due: body.due } : {}),
    ...(body.replaces
      ? { change: body.replaces.how === 'correct' ? text('更正', 'correction') : text('退出', 'retirement') }
      : {}),
  }));
  return { rows, total: risks.length, page, pages };
}
