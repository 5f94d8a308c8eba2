import { GRADES, type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, form, input, note, type Option, para, row, select, submit } from '../kit/elements.ts';
import { words } from './text-review.ts';

export type GradeView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly place: Text;
  readonly grade: Grade;
  readonly rating: Text;
  /** What is rated now; missing when it was rated on another scale. */
  readonly likelihood?: string;
  readonly harm?: string;
  /** Degrees of the scale in use with their anchors, gravest first. */
  readonly anchors: { readonly likelihood: readonly Option[]; readonly harm: readonly Option[] };
  /** A discipline officer may sign a grade below the table. */
  readonly officer: boolean;
};
const REASON_MAX = 500;

export const gradeChangeCard = (v: GradeView): Card =>
  card(
    {
      audience: 'private',
      title: text('调整等级', 'Change the grade'),
      subtitle: v.place,
      colour: 'orange',
      waits: true,
    },
    [
      para(text(v.title, v.title), { size: 'heading' }),
      note(
        text(
          `现为${gradeWord[v.grade]['zh-CN']}。${v.rating['zh-CN']}`,
          `Now ${gradeWord[v.grade]['en-US']}. ${v.rating['en-US']}`,
        ),
      ),
      form('grade_form', [
        note(text('发生几率', 'Likelihood')),
        select({
          name: 'likelihood',
          placeholder: text('发生几率', 'Likelihood'),
          options: v.anchors.likelihood,
          ...(v.likelihood === undefined ? {} : { value: v.likelihood }),
          required: true,
        }),
        note(text('危害程度', 'Harm')),
        select({
          name: 'harm',
          placeholder: text('危害程度', 'Harm'),
          options: v.anchors.harm,
          ...(v.harm === undefined ? {} : { value: v.harm }),
          required: true,
        }),
        note(
          text(
            '等级（不选则按评级表和下限规则确定）',
            'Grade (left empty: by the table and the floor rules)',
          ),
        ),
        select({
          name: 'grade',
          placeholder: text('按评级表', 'By the table'),
          options: GRADES.map((g) => ({ value: String(g), label: gradeWord[g] })),
        }),
        input({
          name: 'reason',
          label: text('调整理由', 'Reason'),
          max: REASON_MAX,
          lines: 3,
          required: true,
        }),
        submit(words.grade, 'send_grade', { do: 'review.grade', id: v.id, rev: v.rev }),
      ]),
      note(
        v.officer
          ? text(
              '低于评级表的等级由您签署，理由将留存。',
              'You sign a grade below the table; the reason is kept.',
            )
          : text(
              '低于评级表或下限规则的等级，须由纪检干部签署。',
              "A grade below the table or a floor rule needs a discipline officer's signature.",
            ),
      ),
      row(button(words.back, { do: 'review.open', id: v.id, rev: v.rev }, 'text')),
    ],
  );
