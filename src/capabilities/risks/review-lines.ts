import type { LineRenderer } from '../../kernel/capability.ts';
import { type StepName, stepWord } from '../../kernel/chain.ts';
import { gradeWord } from '../../kernel/grade.ts';
import { type Text, text } from '../../kernel/text.ts';
import type { RiskBody, RiskDoc } from './model.ts';
import { loadRisk } from './review-cards.ts';

/** A line about one risk: its title and post, never a person. undefined when it is no longer true. */
const line =
  (words: (risk: RiskBody, params: Readonly<Record<string, unknown>>) => Text | undefined): LineRenderer =>
  async (world, id, params) => {
    const doc: RiskDoc | undefined = await loadRisk(world, id);
    const said = doc?.sealed && words(doc.body, params);
    if (!doc?.sealed || !said) return undefined;
    const { title } = doc.sealed;
    const post =
      doc.body.place.post === undefined ? undefined : world.org.posts.get(doc.body.place.post)?.name;
    const place = post ?? world.org.placeName(doc.body.place);
    return text(`“${title}”（${place}）：${said['zh-CN']}`, `"${title}" (${place}): ${said['en-US']}`);
  };

const inReview = (risk: RiskBody, words: (step: Text) => Text): Text | undefined => {
  const step = risk.status === 'inReview' ? risk.chain[risk.step] : undefined;
  return step && words(stepWord[step.name]);
};

/** What the declarer hears about the way of a risk; an overtaken stage says nothing. */
const progress: Readonly<Record<string, (risk: RiskBody) => Text | undefined>> = {
  step: (r) => inReview(r, (s) => text(`已进入${s['zh-CN']}`, `now at: ${s['en-US']}`)),
  grade: (r) =>
    r.reviewer &&
    text(`等级审核评定为${gradeWord[r.grade]['zh-CN']}`, `graded in review: ${gradeWord[r.grade]['en-US']}`),
  approved: (r) =>
    r.status === 'approved'
      ? text('审核完成，将进入公示', 'review complete; publicity comes next')
      : undefined,
  published: (r) => (r.status === 'approved' ? text('已进入公示', 'in publicity') : undefined),
  effective: (r) =>
    r.status === 'effective'
      ? text('公示期满，已列入目录', 'publicity is over; it is in the catalogue')
      : undefined,
  reopened: (r) =>
    inReview(r, () => text('有异议成立，重新审核', 'an objection was upheld; under review again')),
  amended: () => text('按异议答复作了修正', 'amended after an objection'),
  correct: () => text('更正已审核通过并生效', 'the correction was approved and is in force'),
  retire: () => text('退出目录的申请已审核通过', 'the retirement was approved'),
};

const isLate = (risk: RiskBody, params: Readonly<Record<string, unknown>>): boolean =>
  risk.due !== undefined && risk.due === params.due;

const isStep = (value: unknown): value is StepName =>
  typeof value === 'string' && Object.hasOwn(stepWord, value);
/** For the office admin: true as long as the chain still has the step unsigned. */
const ofStep =
  (words: (step: Text) => Text): LineRenderer =>
  (world, id, params) =>
    line((r, { step }) =>
      isStep(step) && r.status === 'inReview' && r.chain.slice(r.step).some((s) => s.name === step)
        ? words(stepWord[step])
        : undefined,
    )(world, id, params);

export const reviewLines: Readonly<Record<string, LineRenderer>> = {
  'risks.progress': line((r, { what }) => (typeof what === 'string' ? progress[what]?.(r) : undefined)),
  'risks.returnedAgain': line((r, { times }) =>
    r.status === 'returned'
      ? text(
          `第 ${Number(times)} 次退回修改，请予指导`,
          `returned ${Number(times)} times; please help with it`,
        )
      : undefined,
  ),
  'risks.overdue': line((r, p) =>
    isLate(r, p) ? text(`应于 ${r.due} 前办理，请抓紧`, `was due ${r.due}; please see to it`) : undefined,
  ),
  'risks.overdueBelow': line((r, p) =>
    isLate(r, p)
      ? inReview(r, (s) =>
          text(
            `${s['zh-CN']}应于 ${r.due} 前完成，尚未办理，请关注`,
            `${s['en-US']} was due ${r.due} and is still open`,
          ),
        )
      : undefined,
  ),
  'risks.returnOverdue': line((r, p) =>
    isLate(r, p) && r.status === 'returned'
      ? text(
          `退回修改应于 ${r.due} 前完成，尚未提交，请提醒`,
          `its changes were due ${r.due}; please remind the declarer`,
        )
      : undefined,
  ),
  'risks.movedUp': line((r) =>
    r.assigned === 'escalated'
      ? text('逾期未办，已转由上级办理', 'overdue; the next level has it now')
      : undefined,
  ),
  'risks.stepWentUp': ofStep((s) =>
    text(
      `${s['zh-CN']}缺少本级人员，已转由上级办理，请核对人员设置`,
      `${s['en-US']} had nobody of its own and went up; please check who holds it`,
    ),
  ),
  'risks.stepStuck': ofStep((s) =>
    text(`${s['zh-CN']}无人可以办理，请改派`, `${s['en-US']} can be held by nobody; please re-route it`),
  ),
  'risks.stepEscalated': ofStep((s) =>
    text(`${s['zh-CN']}逾期未办，已转由上级办理`, `${s['en-US']} was overdue and moved up`),
  ),
};
