import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, columns, type Element, note, para, row } from '../kit/elements.ts';
import { statusWord } from './text.ts';

export type MineRow = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  /** The beginning of what was written: two risks of one step have the same title. */
  readonly content: string;
  readonly placeName: string;
  readonly status: keyof typeof statusWord;
  readonly grade: Grade;
  /** The day by which the declarer must act. */
  readonly due?: string;
  readonly change?: Text;
};
export type MineView = {
  readonly rows: readonly MineRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
};

const lineOf = (r: MineRow): Text => {
  const due = r.due === undefined ? text('', '') : text(`，${r.due} 前修改`, `, revise by ${r.due}`);
  const change = r.change ? text(`（${r.change['zh-CN']}）`, ` (${r.change['en-US']})`) : text('', '');
  return text(
    `${statusWord[r.status]['zh-CN']}${change['zh-CN']} · ${gradeWord[r.grade]['zh-CN']} · ${r.placeName}${due['zh-CN']}`,
    `${statusWord[r.status]['en-US']}${change['en-US']} · ${gradeWord[r.grade]['en-US']} · ${r.placeName}${due['en-US']}`,
  );
};
const wordsOf = (r: MineRow): readonly Element[] => [
  para(same(r.title)),
  ...(r.content === '' ? [] : [note(same(r.content))]),
  note(lineOf(r)),
];
const openWord = (status: MineRow['status']): Text =>
  status === 'draft'
    ? text('继续填', 'Resume')
    : status === 'returned'
      ? text('去修改', 'Revise')
      : text('查看', 'Open');

/** One's own risks, those that wait for oneself first. */
export const mineCard = (v: MineView): Card =>
  card(
    {
      audience: 'private',
      title: text(`我的风险点：共 ${v.total} 条`, `My risks: ${v.total}`),
      colour: 'blue',
    },
    [
      v.total === 0 &&
        para(
          text(
            '还没有填报过。选一个经手的环节，大约三分钟。',
            'Nothing declared yet. Choose a step you handle; it takes about three minutes.',
          ),
        ),
      ...v.rows.map((r) =>
        columns(
          { weight: 4, elements: wordsOf(r) },
          {
            weight: 2,
            elements: [
              button(
                openWord(r.status),
                { do: 'risks.show', id: r.id, rev: r.rev },
                r.status === 'returned' ? 'primary' : 'default',
              ),
            ],
          },
        ),
      ),
      v.pages > 1 && note(text(`第 ${v.page + 1} 页，共 ${v.pages} 页`, `Page ${v.page + 1} of ${v.pages}`)),
      row(
        v.page > 0 &&
          button(text('上一页', 'Previous'), { do: 'risks.mine', id: 'new', rev: 0, page: v.page - 1 }),
        v.page + 1 < v.pages &&
          button(text('下一页', 'Next'), { do: 'risks.mine', id: 'new', rev: 0, page: v.page + 1 }),
        button(
          text('填报', 'Declare'),
          { do: 'risks.start', id: 'new', rev: 0 },
          v.total === 0 ? 'primary' : 'default',
        ),
      ),
    ],
  );
