import { GRADES, type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, para, pick, row } from '../kit/elements.ts';

export type ListRow = {
  readonly id: string;
  readonly grade: Grade;
  readonly title: string;
  readonly post: string;
  readonly last: string;
  readonly late: boolean;
};
export type ListView = {
  readonly total: number;
  readonly overdue: number;
  readonly byGrade: Readonly<Record<Grade, number>>;
  /** ≤ 10. */
  readonly rows: readonly ListRow[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Measures of the viewer's own that wait to be put right. */
  readonly rectify: number;
};

/** Letters on one row of a phone. */
const TITLE_MAX = 24;
const OPTION_MAX = 16;
const rowText = (r: ListRow, n: number): Text => {
  const due = r.late
    ? text(`应于 ${r.last} 前办理，已逾期`, `due ${r.last}, overdue`)
    : text(`${r.last} 前`, `by ${r.last}`);
  const parts = [
    gradeWord[r.grade],
    same(shorten(r.title, TITLE_MAX)),
    same(shorten(r.post, TITLE_MAX)),
    due,
  ];
  return joinTexts([same(`${n}. `), joinTexts(parts, text(' · ', ' · '))]);
};

const rectifyRow = (n: number) =>
  n > 0 &&
  row(button(text(`我的整改（${n}）`, `To put right (${n})`), { do: 'rechecks.rectify', id: '-', rev: 0 }));

/** Nothing is due. */
const emptyList = (rectify: number): Card =>
  card(
    {
      audience: 'private',
      title: text('没有到期的复查', 'No re-check is due'),
      colour: 'green',
      ...(rectify > 0 ? { waits: true } : {}),
    },
    [
      para(
        text(
          '已生效的风险点按等级定期复查，到期后在每日摘要中告知您。',
          'Risks in force are re-checked by grade; your digest tells you when some are due.',
        ),
      ),
      rectifyRow(rectify),
    ],
  );

/** All re-checks that are due for one person. */
export function listCard(v: ListView): Card {
  const [first] = v.rows;
  if (!first) return emptyList(v.rectify);
  const counts = GRADES.filter((g) => v.byGrade[g] > 0).map((g) =>
    text(`${gradeWord[g]['zh-CN']} ${v.byGrade[g]}`, `${gradeWord[g]['en-US']} ${v.byGrade[g]}`),
  );
  return card(
    {
      audience: 'private',
      title: text(`到期复查 ${v.total} 条`, `${v.total} re-check(s) due`),
      ...(v.overdue > 0
        ? { subtitle: text(`其中已逾期 ${v.overdue} 条`, `${v.overdue} of them overdue`) }
        : {}),
      colour: v.overdue > 0 ? 'red' : 'orange',
      waits: true,
    },
    [
      para(joinTexts(counts, text(' / ', ' / '))),
      ...v.rows.map((r, i) => para(rowText(r, i + 1))),
      row(
        button(
          text('逐条办理', 'One after the other'),
          { do: 'rechecks.open', id: first.id, rev: 0 },
          'primary',
        ),
        v.page > 0 &&
          button(text('上一页', 'Previous'), { do: 'rechecks.list', id: '-', rev: 0, page: v.page - 1 }),
        v.page + 1 < v.pages &&
          button(text('下一页', 'Next'), { do: 'rechecks.list', id: '-', rev: 0, page: v.page + 1 }),
      ),
      pick({
        placeholder: text('只办其中一条', 'Open one of them'),
        options: v.rows.map((r, i) => ({
          value: r.id,
          label: same(`${i + 1}. ${shorten(r.title, OPTION_MAX)}`),
        })),
        action: { do: 'rechecks.open', id: '-', rev: 0 },
      }),
      rectifyRow(v.rectify),
      note(
        text(
          '每条须写明看到的情况；办完一条自动转到下一条。',
          'Each needs what you saw; the next one follows by itself.',
        ),
      ),
    ],
  );
}
