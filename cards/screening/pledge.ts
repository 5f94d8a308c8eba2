import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, para } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';

export type DutyRole = 'own' | 'head' | 'branch' | 'principal';
export const dutyWord: Readonly<Record<DutyRole, Text>> = {
  own: text('本岗位直接负责', 'of my own post'),
  head: text('部门负责人责任', 'as head'),
  branch: text('分管领导责任', 'as branch leader'),
  principal: text('主要领导责任', 'as principal leader'),
};
export type PledgeView = {
  readonly campaign: string;
  readonly year: number;
  readonly duties: readonly { readonly role: DutyRole; readonly grade: Grade; readonly count: number }[];
  /** Titles of one's own, gravest first. */
  readonly titles: readonly string[];
  readonly signedAt?: string;
};

function draw(v: PledgeView, max: number): Card {
  const total = v.duties.reduce((n, d) => n + d.count, 0);
  return card(
    {
      audience: 'private',
      title: text(`${v.year} 年廉政风险防控责任清单`, `Responsibility list ${v.year}`),
      colour: v.signedAt === undefined ? 'orange' : 'green',
    },
    [
      para(text(`您名下共 ${total} 项责任：`, `${total} in your name:`)),
      ...v.duties.map((d) =>
        para(
          text(
            `${dutyWord[d.role]['zh-CN']} · ${gradeWord[d.grade]['zh-CN']} · ${d.count} 条`,
            `${gradeWord[d.grade]['en-US']} ${dutyWord[d.role]['en-US']}: ${d.count}`,
          ),
        ),
      ),
      ...v.titles.slice(0, max).map((t) => note(same(shorten(t, 40)))),
      v.titles.length > max &&
        note(text(`另有 ${v.titles.length - max} 条。`, `${v.titles.length - max} more.`)),
      v.signedAt !== undefined &&
        para(text(`已于 ${v.signedAt} 签收。`, `Signed on ${v.signedAt}.`), { colour: 'green' }),
      v.signedAt === undefined &&
        total > 0 &&
        button(text('签收', 'Sign'), { do: 'screening.sign', id: v.campaign, rev: 0 }, 'primary_filled', {
          confirm: {
            title: text('签收责任清单？', 'Sign the list?'),
            text: text(
              '本人知悉以上风险点的防控责任，并按等级要求检查。',
              'I know the responsibility for these risks and check them as their grade asks.',
            ),
          },
        }),
    ],
  );
}
/** What one person answers for this year, by role and grade; signed by one tap (S103). */
export const pledgeCard = (v: PledgeView): Card => fitting([() => draw(v, 12), () => draw(v, 2)]);
