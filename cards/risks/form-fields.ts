import { type Text, text } from '../../src/kernel/text.ts';
import {
  type Action,
  checker,
  type Element,
  form,
  input,
  multiSelect,
  type Option,
  panel,
  para,
  select,
  submit,
} from '../kit/elements.ts';
import type { FormValues, FormView } from './form.ts';
import { assetWord, fieldWord, sourceChoice } from './text.ts';

/** The questions of the declaration form. */
const OTHER: Option = {
  value: 'other',
  label: text('其他（请在下面“更多”里写明）', 'Other (please name it under "More" below)'),
};
const labels = (words: Readonly<Record<string, Text>>): readonly Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const choose = text('请选择', 'Please choose');

const asked = (
  name: keyof typeof fieldWord,
  options: readonly Option[],
  value: string | undefined,
): readonly Element[] => [
  // A select has no label of its own that could carry the star of a required field.
  para(text(`${fieldWord[name]['zh-CN']} *`, `${fieldWord[name]['en-US']} *`)),
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

const stepOther = (label: Text, value: string | undefined, required: boolean): Element =>
  input({ name: 'stepOther', label, max: 40, required, ...(value ? { value } : {}) });
const several = (
  name: 'triple' | 'assets',
  options: readonly Option[],
  values: readonly string[] = [],
): readonly Element[] => [
  para(fieldWord[name]),
  multiSelect({ name, placeholder: text('不涉及就不选', 'Leave empty if none'), options, values }),
];
const OTHER_STEP = text('其他环节（上面选“其他”时填写）', 'Other step (when "Other" is chosen above)');
const POWER = text('职权事项（不填则按环节带出）', 'Power item (taken from the step if left empty)');
const CONFIRMED = text('同一环节三年内有已查实的情形', 'A confirmed case on this step within three years');

/** Not needed to submit; folded so that the phone shows six questions. */
const optional = ({ steps, majors, values: v }: FormView): Element =>
  panel(text('更多（可不填）', 'More (optional)'), [
    steps.length > 0 && stepOther(OTHER_STEP, v.stepOther, false),
    ...several('triple', majors, v.triple),
    ...several('assets', labels(assetWord), v.assets),
    input({ name: 'power', label: POWER, max: 40, ...(v.power ? { value: v.power } : {}) }),
    input({
      name: 'cause',
      label: fieldWord.cause,
      max: 200,
      lines: 2,
      ...(v.cause ? { value: v.cause } : {}),
    }),
    checker({ name: 'confirmedCase', label: CONFIRMED, checked: v.confirmedCase ?? false }),
  ]);

/** Where the place has no steps yet, the step is typed. */
const stepField = ({ steps, values }: FormView): readonly Element[] =>
  steps.length === 0
    ? [stepOther(fieldWord.step, values.stepOther, true)]
    : asked(
        'step',
        [...steps.map((s): Option => ({ value: s.id, label: text(s.name, s.name) })), OTHER],
        values.step,
      );

/** Six required questions, the folded rest, and the button that sends them. */
export const questions = (v: FormView, action: Action): Element =>
  form('risk', [
    ...asked('source', labels(sourceChoice), v.values.source),
    ...stepField(v),
    ...writing(v.values),
    ...asked('likelihood', v.anchors.likelihood, v.values.likelihood),
    ...asked('harm', v.anchors.harm, v.values.harm),
    optional(v),
    submit(text('下一步：看等级', 'Next: see the grade'), 'next', action),
  ]);
