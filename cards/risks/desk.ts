import type { Grade } from '../../src/kernel/grade.ts';
import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, checker, type Element, form, hr, note, para, pick, row, submit } from '../kit/elements.ts';
import { gradeColour, gradeShort } from './text-review.ts';

export type DeskRow = {
  readonly id: string;
  readonly rev: number;
  readonly grade: Grade;
  readonly title: string;
  /** What it says; the head of a list must be able to tell two of one title apart. */
  readonly content: string;
  readonly post: string;
  readonly due?: Text;
  /** The quality rules found something: worth opening. */
  readonly hint: boolean;
  /** 「李四 代 张三」, 「已签 3/5」. */
  readonly remarks: readonly Text[];
};
/** Not in the list that is approved together: opened and decided by itself. */
export type ApartRow = {
  readonly id: string;
  readonly title: string;
  readonly grade: Grade;
  readonly why: Text;
};
export type ReturnedRow = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly due?: Text;
};
export type DeskView = {
  readonly counts: Readonly<Record<Grade, number>>;
  readonly overdue: number;
  /** ≤ 10 rows, gravest first. */
  readonly rows: readonly DeskRow[];
  readonly apart: readonly ApartRow[];
  /** Of those, how many had no room. */
  readonly moreApart: number;
  /** Ids held back on earlier pages. */
  readonly later: readonly string[];
  readonly returned: readonly ReturnedRow[];
  /** How everything of the same division (or unit, or bureau) is graded: calibration, for reviewers only. */
  readonly spread?: {
    readonly of: 'division' | 'unit' | 'bureau';
    readonly counts: Readonly<Record<Grade, number>>;
  };
  /** From 0. */
  readonly page: number;
  readonly pages: number;
};

/** Letters of a title on one row of a phone with two lines. */
const TITLE_MAX = 24;
const POST_MAX = 20;
/** The beginning of the content: a line and a half. */
const CONTENT_MAX = 30;
/** In an option of a select one line must do. */
const OPTION_MAX = 14;

const rowText = (r: DeskRow, n: number): Text => {
  const title = shorten(r.title, TITLE_MAX);
  const post = shorten(r.post, POST_MAX);
  // A full stop before the dot that follows would stand there twice.
  const content = shorten(r.content, CONTENT_MAX).replace(/[。.]$/, '');
  const zh = [
    gradeShort[r.grade]['zh-CN'],
    ...r.remarks.map((t) => t['zh-CN']),
    title,
    post,
    content,
    r.due?.['zh-CN'] ?? '',
    r.hint ? '有提示，建议打开' : '',
  ];
  const en = [
    gradeShort[r.grade]['en-US'],
    ...r.remarks.map((t) => t['en-US']),
    title,
    post,
    content,
    r.due?.['en-US'] ?? '',
    r.hint ? 'has hints, better open it' : '',
  ];
  const join = (parts: readonly string[]): string => `${n}. ${parts.filter((p) => p !== '').join(' · ')}`;
  return text(join(zh), join(en));
};

const optionText = (r: DeskRow, n: number): Text => {
  const [title, content] = [shorten(r.title, OPTION_MAX), shorten(r.content, OPTION_MAX)];
  return same(`${n}. ${content === '' ? title : `${title}：${content}`}`);
};

const title = (v: DeskView): Text => {
  const { 1: one, 2: two, 3: three } = v.counts;
  const n = one + two + three;
  if (n === 0 && v.returned.length === 0) return text('等待他人加签', 'Waiting for a signature');
  if (n === 0) return text(`待修改 ${v.returned.length} 条`, `${v.returned.length} to change`);
  return text(
    `待审 ${n} 条：一级 ${one} / 二级 ${two} / 三级 ${three}`,
    `${n} to review: ${one} of grade 1, ${two} of grade 2, ${three} of grade 3`,
  );
};

const laterOf = (v: DeskView) => (v.later.length > 0 ? { later: v.later.join(',') } : {});

const listForm = (v: DeskView): Element => {
  const items = v.rows.map((r) => `${r.id}:${r.rev}`).join(',');
  const n = v.rows.length;
  const sure = {
    title: text('同意未勾选的条目？', 'Approve what is not ticked?'),
    text: text(
      `本页共 ${n} 条，未勾选的进入下一环节，不能撤回。`,
      `${n} on this page; those not ticked go to the next step. This cannot be undone.`,
    ),
  };
  const action = { do: 'review.approveRest', id: '-', rev: 0, items, ...laterOf(v) };
  return form('rest_form', [
    ...v.rows.map((r, i) => checker({ name: `hold_${i}`, label: rowText(r, i + 1) })),
    submit(text('其余条目一并同意', 'Approve the rest'), 'approve_rest', action, 'primary_filled', sure),
  ]);
};

const turn = (v: DeskView, label: Text, page: number): Element =>
  button(label, { do: 'review.desk', id: '-', rev: 0, page, ...laterOf(v) });
const paging = (v: DeskView): readonly (Element | false)[] => [
  row(
    v.page > 0 && turn(v, text('上一页', 'Previous'), v.page - 1),
    v.page + 1 < v.pages && turn(v, text('下一页', 'Next'), v.page + 1),
  ),
  note(
    text(
      `第 ${v.page + 1} 页，共 ${v.pages} 页；只同意本页所列条目。`,
      `Page ${v.page + 1} of ${v.pages}; only what this page lists is approved.`,
    ),
  ),
];

/** The page's rows in one form: ticked ones are held back, one button approves the rest. */
const batch = (v: DeskView): readonly (Element | false)[] => [
  para(text('勾选需要暂留的条目，其余一并同意：', 'Tick what you hold back; the rest is approved together:')),
  listForm(v),
  pick({
    placeholder: text('打开一条查看、退回或调整等级', 'Open one to read, return or change its grade'),
    options: v.rows.map((r, i) => ({ value: r.id, label: optionText(r, i + 1) })),
    action: { do: 'review.pick', id: '-', rev: 0 },
  }),
  ...(v.pages > 1 ? paging(v) : []),
];

/** What can't be approved with the list, with one select to open it. */
const apart = (v: DeskView): readonly (Element | false)[] => {
  if (v.apart.length === 0) return [];
  const line = (r: ApartRow): Text => {
    const title = shorten(r.title, TITLE_MAX);
    const grade = gradeShort[r.grade];
    return text(
      `${grade['zh-CN']} · ${title} · ${r.why['zh-CN']}`,
      `${grade['en-US']} · ${title} · ${r.why['en-US']}`,
    );
  };
  return [
    v.rows.length > 0 && hr,
    para(text('须单独打开的：', 'To be opened one by one:'), { size: 'heading' }),
    ...v.apart.map((r) => para(line(r))),
    v.moreApart > 0 &&
      note(text(`另有 ${v.moreApart} 条，办理后列出。`, `${v.moreApart} more come up later.`)),
    pick({
      placeholder: text('打开一条办理', 'Open one of them'),
      options: v.apart.map((r) => ({ value: r.id, label: same(shorten(r.title, OPTION_MAX)) })),
      action: { do: 'review.pick', id: '-', rev: 0 },
    }),
  ];
};

const own = (v: DeskView): readonly (Element | false)[] =>
  v.returned.length === 0
    ? []
    : [
        v.rows.length > 0 && hr,
        para(
          text(`退回给您修改的 ${v.returned.length} 条`, `${v.returned.length} returned to you for changes`),
          { size: 'heading' },
        ),
        ...v.returned.flatMap((r) => [
          para(
            text(
              [r.title, r.due?.['zh-CN'] ?? ''].filter((p) => p).join(' · '),
              [r.title, r.due?.['en-US'] ?? ''].filter((p) => p).join(' · '),
            ),
          ),
          row(button(text('去修改', 'Change it'), { do: 'risks.show', id: r.id, rev: r.rev }, 'primary')),
        ]),
      ];

/** No risk point waits: calm and short; it must not deny what waits on other cards. */
export const emptyDesk = (): Card =>
  card({ audience: 'private', title: text('待办已清', 'Nothing waits for you'), colour: 'green' }, [
    para(
      text(
        '没有等您审核或修改的风险点，有新的会在工作时间通知您。请您答复的异议、复查和评估另有卡片。',
        'No risk point waits for your review or change; new ones are announced in working hours. Objections, re-checks and ratings that wait for you have cards of their own.',
      ),
    ),
  ]);

const SPREAD_OF = {
  division: text('本部门', 'The division'),
  unit: text('本单位', 'The unit'),
  bureau: text('全局', 'The bureau'),
} as const;
const spreadLine = ({ spread }: DeskView): Element | false => {
  if (!spread) return false;
  const { 1: one, 2: two, 3: three } = spread.counts;
  const of = SPREAD_OF[spread.of];
  return note(
    text(
      `${of['zh-CN']}一级 ${one} / 二级 ${two} / 三级 ${three}（含在审），供掌握评级尺度。`,
      `${of['en-US']}: ${one} of grade 1, ${two} of grade 2, ${three} of grade 3 (with those under review), to keep the measure even.`,
    ),
  );
};

/** All that waits for one person. A single item without returned ones is shown as its own review card instead. */
export function deskCard(v: DeskView): Card {
  if (v.rows.length + v.apart.length + v.returned.length === 0) return emptyDesk();
  const gravest = v.rows[0]?.grade ?? v.apart[0]?.grade;
  return card(
    {
      audience: 'private',
      title: title(v),
      ...(v.overdue > 0
        ? { subtitle: text(`其中已逾期 ${v.overdue} 条`, `${v.overdue} of them overdue`) }
        : {}),
      colour: gravest ? gradeColour[gravest] : 'orange',
      // Where others are to sign first there is nothing to do yet: the next item may send a new card.
      waits: v.counts[1] + v.counts[2] + v.counts[3] + v.returned.length > 0,
    },
    [...(v.rows.length > 0 ? batch(v) : []), v.rows.length > 0 && spreadLine(v), ...apart(v), ...own(v)],
  );
}
