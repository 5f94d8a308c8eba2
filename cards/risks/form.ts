import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import {
  type Action,
  button,
  checker,
  type Element,
  fact,
  form,
  hr,
  input,
  multiSelect,
  note,
  type Option,
  panel,
  para,
  select,
  submit,
} from '../kit/elements.ts';
import type { PlaceKeys } from './start.ts';
import { assetWord, fieldWord, methodWord, sourceChoice } from './text.ts';

export type FormValues = {
  readonly source?: string;
  readonly step?: string;
  readonly stepOther?: string;
  readonly content?: string;
  readonly manifestation?: string;
  readonly likelihood?: string;
  readonly harm?: string;
  readonly triple?: readonly string[];
  readonly assets?: readonly string[];
  readonly power?: string;
  readonly cause?: string;
  readonly confirmedCase?: boolean;
};
export type ReturnedView = {
  readonly reason: Text;
  readonly comment: string;
  readonly due: string;
  readonly example: Text;
};
export type FormView = {
  readonly id: string;
  readonly rev: number;
  readonly keys: PlaceKeys;
  readonly placeName: string;
  readonly kind: 'new' | 'edit' | 'returned' | 'correct';
  /** The risk in force that this one would correct. */
  readonly replaces?: string;
  readonly steps: readonly { readonly id: string; readonly name: string }[];
  readonly anchors: { readonly likelihood: readonly Option[]; readonly harm: readonly Option[] };
  readonly majors: readonly Option[];
  readonly values: FormValues;
  readonly returned?: ReturnedView;
  /** It is in review: sending the form in takes it back until it is confirmed again. */
  readonly pullsBack?: boolean;
};

const titles: Readonly<Record<FormView['kind'], Text>> = {
  new: text('填报廉政风险点', 'Declare an integrity risk'),
  edit: text('修改风险点', 'Edit the risk'),
  returned: text('请修改后重新提交', 'Please revise and resubmit'),
  correct: text('更正风险点', 'Correct the risk'),
};
const OTHER: Option = { value: 'other', label: text('其他（请在下面写明）', 'Other (please name it below)') };
const labels = (words: Readonly<Record<string, Text>>): readonly Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const choose = text('请选择', 'Please choose');

const asked = (
  name: keyof typeof fieldWord,
  options: readonly Option[],
  value: string | undefined,
): readonly Element[] => [
  para(fieldWord[name]),
  select({ name, placeholder: choose, options, required: true, ...(value === undefined ? {} : { value }) }),
];

const writing = (v: FormValues): readonly Element[] => [
  input({
    name: 'content',
    label: fieldWord.content,
    placeholder: text(
      '写清在哪一步、可能出什么问题，50 字以内',
      'Which step, and what could go wrong there; about 50 characters',
    ),
    max: 200,
    lines: 3,
    required: true,
    ...(v.content ? { value: v.content } : {}),
  }),
  input({
    name: 'manifestation',
    label: fieldWord.manifestation,
    placeholder: text(
      '写别人看得到的迹象，如记录缺失、先办后补，50 字以内',
      'What others could notice, such as missing records; about 50 characters',
    ),
    max: 200,
    lines: 2,
    required: true,
    ...(v.manifestation ? { value: v.manifestation } : {}),
  }),
];

/** Not needed to submit; folded so that the phone shows six questions. */
const optional = (v: FormView): Element =>
  panel(text('更多（可不填）', 'More (optional)'), [
    v.steps.length > 0 &&
      input({
        name: 'stepOther',
        label: text('其他环节（上面选“其他”时填写）', 'Other step (when "Other" is chosen above)'),
        max: 40,
        ...(v.values.stepOther ? { value: v.values.stepOther } : {}),
      }),
    para(fieldWord.triple),
    multiSelect({
      name: 'triple',
      placeholder: text('不涉及就不选', 'Leave empty if none'),
      options: v.majors,
      values: v.values.triple ?? [],
    }),
    para(fieldWord.assets),
    multiSelect({
      name: 'assets',
      placeholder: text('不涉及就不选', 'Leave empty if none'),
      options: labels(assetWord),
      values: v.values.assets ?? [],
    }),
    input({
      name: 'power',
      label: text('职权事项（不填则按环节带出）', 'Power item (taken from the step if left empty)'),
      max: 40,
      ...(v.values.power ? { value: v.values.power } : {}),
    }),
    input({
      name: 'cause',
      label: fieldWord.cause,
      max: 200,
      lines: 2,
      ...(v.values.cause ? { value: v.values.cause } : {}),
    }),
    checker({
      name: 'confirmedCase',
      label: text('同一环节三年内有已查实的情形', 'A confirmed case on this step within three years'),
      checked: v.values.confirmedCase ?? false,
    }),
  ]);

const returnedLines = (r: ReturnedView): readonly (Element | false)[] => [
  para(
    text(
      `退回原因：${r.reason['zh-CN']}。请在 ${r.due} 前修改。`,
      `Returned: ${r.reason['en-US']}. Please revise by ${r.due}.`,
    ),
    { colour: 'orange' },
  ),
  r.comment !== '' && fact(text('审核意见', 'Comment'), text(r.comment, r.comment)),
  note(text(`写法示例：${r.example['zh-CN']}`, `Example: ${r.example['en-US']}`)),
];
const PRIVACY = text(
  '写岗位和环节，不写人名、证件号、电话，不写涉密内容。卡片经飞书传送，平台和本单位管理员可能看到。',
  'Write about posts and steps: no names, ID or telephone numbers, nothing classified. Cards pass through Feishu; the platform and your administrators may see them.',
);

const KEEPS_DRAFT = text(
  '按“下一步”只保存草稿，确认后才提交。',
  '"Next" only keeps a draft; it is submitted when you confirm.',
);
const PULLS_BACK = text(
  '按“下一步”会先从审核中取回，确认后重新提交。',
  '"Next" takes it back from review first; confirm it to submit again.',
);

export function formCard(v: FormView): Card {
  const action: Action = {
    do: 'risks.draft',
    id: v.id,
    rev: v.rev,
    ...v.keys,
    ...(v.replaces === undefined ? {} : { replaces: v.replaces }),
  };
  const method =
    v.keys.method === 'leader' || v.keys.method === 'peer' ? methodWord[v.keys.method] : undefined;
  const steps = v.steps.map((s): Option => ({ value: s.id, label: text(s.name, s.name) }));
  return card(
    {
      audience: 'private',
      title: titles[v.kind],
      subtitle: method
        ? text(`${v.placeName}（${method['zh-CN']}）`, `${v.placeName} (${method['en-US']})`)
        : text(v.placeName, v.placeName),
      colour: v.kind === 'returned' ? 'orange' : 'blue',
      waits: v.kind === 'returned',
    },
    [
      ...(v.returned ? returnedLines(v.returned) : []),
      note(PRIVACY),
      form('risk', [
        ...asked('source', labels(sourceChoice), v.values.source),
        ...(steps.length > 0
          ? asked('step', [...steps, OTHER], v.values.step)
          : [
              input({
                name: 'stepOther',
                label: fieldWord.step,
                max: 40,
                required: true,
                ...(v.values.stepOther ? { value: v.values.stepOther } : {}),
              }),
            ]),
        ...writing(v.values),
        ...asked('likelihood', v.anchors.likelihood, v.values.likelihood),
        ...asked('harm', v.anchors.harm, v.values.harm),
        optional(v),
        submit(text('下一步：看等级', 'Next: see the grade'), 'next', action),
      ]),
      note(v.pullsBack ? PULLS_BACK : KEEPS_DRAFT),
      v.kind !== 'new' && hr,
      v.kind === 'new'
        ? button(text('换一个岗位', 'Another post'), { do: 'risks.start', id: 'new', rev: 0 }, 'text')
        : button(
            text('不改了，看现状', 'Leave it, show its state'),
            { do: 'risks.show', id: v.replaces ?? v.id, rev: v.rev },
            'text',
          ),
    ],
  );
}
