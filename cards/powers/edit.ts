import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import {
  button,
  checker,
  form,
  input,
  multiSelect,
  note,
  type Option,
  para,
  row,
  select,
  submit,
} from '../kit/elements.ts';
import { tagWord } from '../organization/text.ts';
import { disclosureWord, powerTypeWord, powerWords as words } from './text.ts';

export type EditView = {
  readonly id: string;
  readonly rev: number;
  readonly name: string;
  readonly place: string;
  readonly type: string | undefined;
  readonly owner: string | undefined;
  readonly days: number | undefined;
  readonly disclosure: string | undefined;
  readonly form: string;
  readonly discretion: string;
  readonly records: string;
  readonly standardised: boolean;
  readonly recorded: boolean;
  readonly policies: readonly string[];
  readonly posts: readonly Option[];
  readonly policyChoices: readonly Option[];
};

const choices = (list: Readonly<Record<string, Text>>): readonly Option[] =>
  Object.entries(list).map(([value, label]) => ({ value, label }));
const choose = text('请选择', 'Please choose');
const given = (value: string | undefined) => (value === undefined || value === '' ? {} : { value });

const who = (v: EditView) => [
  para(text('类型', 'Type')),
  select({ name: 'type', placeholder: choose, options: choices(powerTypeWord), ...given(v.type) }),
  ...(v.posts.length === 0
    ? []
    : [
        para(text('责任岗位', 'Responsible post')),
        select({ name: 'owner', placeholder: choose, options: v.posts, ...given(v.owner) }),
      ]),
  input({
    name: 'days',
    label: text('办理时限（工作日）', 'Time limit (working days)'),
    max: 3,
    ...given(v.days === undefined ? undefined : String(v.days)),
  }),
];
const openness = (v: EditView) => [
  para(text('公开范围', 'Disclosure')),
  select({
    name: 'disclosure',
    placeholder: choose,
    options: choices(disclosureWord),
    ...given(v.disclosure),
  }),
  input({
    name: 'form',
    label: text('公开形式', 'Form of disclosure'),
    placeholder: text('如：单位公示栏，办结后公开', 'for example: notice board, after completion'),
    max: 100,
    ...given(v.form),
  }),
];
const kept = (v: EditView) => [
  checker({
    name: 'standardised',
    label: text('已有固定流程', 'A fixed process is in use'),
    checked: v.standardised,
  }),
  checker({
    name: 'recorded',
    label: text('全过程有记录可查', 'Records are kept throughout'),
    checked: v.recorded,
  }),
  input({
    name: 'records',
    label: text('记录在哪里', 'Where the records are'),
    placeholder: text(
      '如：审批单、会议纪要，存综合科',
      'for example: approval forms and minutes, general office',
    ),
    max: 200,
    ...given(v.records),
  }),
  input({
    name: 'discretion',
    label: text('自由裁量的范围', 'Room for discretion'),
    max: 300,
    lines: 2,
    ...given(v.discretion),
  }),
];

/** The form of a power item. Its name and steps come from the organisation and are not changed here. */
export const editCard = (v: EditView): Card =>
  card(
    {
      audience: 'private',
      title: words.edit,
      subtitle: same(shorten(`${v.name} · ${v.place}`, 50)),
      colour: 'blue',
    },
    [
      form('item', [
        ...who(v),
        ...(v.policyChoices.length === 0
          ? []
          : [
              para(text('适用制度', 'Governing policies')),
              multiSelect({
                name: 'policies',
                placeholder: choose,
                options: v.policyChoices,
                values: v.policies,
              }),
            ]),
        ...openness(v),
        ...kept(v),
        submit(words.save, 'save', { do: 'powers.save', id: v.id, rev: v.rev }),
      ]),
      row(button(words.backToItem, { do: 'powers.item', id: v.id, rev: 0 })),
      note(
        text(
          '制度自身已写明适用的事项不必再选。请勿填写个人信息。',
          'Policies that name this item themselves need no choice. No personal data, please.',
        ),
      ),
    ],
  );

export type StepView = {
  readonly id: string;
  readonly rev: number;
  readonly step: string;
  readonly name: string;
  readonly item: string;
  readonly no: number;
  readonly days: number | undefined;
  readonly tags: readonly string[];
  readonly input?: string;
  readonly output?: string;
};
const line = (name: string, label: Text, max: number, value: string | undefined) =>
  input({ name, label, max, ...given(value) });
/** Number in the flow and time limit of one step. */
export const stepCard = (v: StepView): Card =>
  card(
    {
      audience: 'private',
      title: text('环节顺序与时限', 'Number and time limit of a step'),
      subtitle: same(shorten(`${v.item} · ${v.name}`, 50)),
      colour: 'blue',
    },
    [
      form('step', [
        input({
          name: 'no',
          label: text('第几步', 'Number in the flow'),
          max: 2,
          required: true,
          value: String(v.no),
        }),
        input({
          name: 'days',
          label: text('办理时限（工作日）', 'Time limit (working days)'),
          max: 3,
          ...given(v.days === undefined ? undefined : String(v.days)),
        }),
        para(text('标签（可不选）', 'Tags (optional)')),
        multiSelect({ name: 'tags', placeholder: choose, options: choices(tagWord), values: v.tags }),
        line('input', text('输入（收到什么）', 'Input'), 60, v.input),
        line('output', text('输出（交出什么）', 'Output'), 60, v.output),
        line('why', text('为什么调整（记入流程版本）', 'Why (kept with the version)'), 200, undefined),
        submit(words.save, 'save', { do: 'powers.saveStep', id: v.id, rev: v.rev, step: v.step }),
      ]),
      row(button(words.backToItem, { do: 'powers.item', id: v.id, rev: 0 })),
    ],
  );
