import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import {
  button,
  datePicker,
  type Element,
  fact,
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
import { basisWord, campaignTitle, stageLabel, stageWord } from './text.ts';

export const TIMED_STAGES = ['deployed', 'declaring', 'reviewing', 'publicising'] as const;
type Timed = (typeof TIMED_STAGES)[number];
const lengthWord: Readonly<Record<Timed, Text>> = {
  deployed: text('部署（看通知、做准备）', 'Deployment (notice and preparation)'),
  declaring: text('填报', 'Declaring'),
  reviewing: text('逐级审核', 'Review'),
  publicising: text('公示和答复异议', 'Publicity and objections'),
};
export type PlanFormView = {
  readonly id: string;
  readonly rev: number;
  readonly start: string;
  readonly days: Readonly<Record<Timed, number>>;
  readonly sample: number;
  readonly bases: readonly Option[];
  readonly basis?: string;
  readonly basisText?: string;
  readonly units: readonly Option[];
  readonly chosen: readonly string[];
  /** Settings come from this year's campaign. */
  readonly clonedFrom?: number;
};

/** Options of the unit list: each costs two of a card's 200 tagged objects. */
const MAX_UNITS = 60;
const MAX_BASES = 15;
const numberInput = (name: string, label: Text, value: number): Element =>
  input({ name, label, value: String(value), max: 2, required: true });
const basisFields = (v: PlanFormView): readonly (Element | false)[] => [
  v.bases.length > 0 &&
    select({
      name: 'basis',
      placeholder: text('选择依据文件', 'Choose the basis document'),
      options: v.bases.slice(0, MAX_BASES),
      ...(v.basis === undefined ? {} : { value: v.basis }),
    }),
  input({
    name: 'basisText',
    label:
      v.bases.length > 0
        ? text('或填写依据文件名称、文号', 'or its title and number')
        : text('依据文件名称、文号', 'Basis document: title and number'),
    max: 100,
    required: v.bases.length === 0,
    ...(v.basisText === undefined ? {} : { value: v.basisText }),
  }),
];
const fields = (v: PlanFormView): readonly (Element | false)[] => [
  ...basisFields(v),
  datePicker({
    name: 'start',
    placeholder: text('部署日期', 'Deployment day'),
    value: v.start,
    required: true,
  }),
  note(text('以下为各阶段工作日数：', 'Working days of each stage:')),
  ...TIMED_STAGES.map((s) => numberInput(s, lengthWord[s], v.days[s])),
  numberInput('sample', text('“没有变化”抽查比例（%）', 'Sample of «no change» (%)'), v.sample),
  v.units.length > 0 &&
    multiSelect({
      name: 'units',
      placeholder: text('范围：不选即全部单位', 'Audience: none chosen means all units'),
      options: v.units.slice(0, MAX_UNITS),
      values: v.chosen,
    }),
];

/** The office's wizard, first card: what a campaign is made of. */
export const planFormCard = (v: PlanFormView): Card =>
  card({ audience: 'private', title: text('新建年度排查', 'Plan an annual screening'), colour: 'blue' }, [
    v.clonedFrom !== undefined &&
      note(text(`已带入 ${v.clonedFrom} 年度的设置。`, `Settings of ${v.clonedFrom} are filled in.`)),
    form('plan', [
      ...fields(v),
      submit(text('下一步：核对日期', 'Next: check the dates'), 'next', {
        do: 'screening.plan',
        id: v.id,
        rev: v.rev,
      }),
    ]),
  ]);

export type PlanView = {
  readonly id: string;
  readonly rev: number;
  readonly year: number;
  readonly stage: keyof typeof stageWord;
  readonly confirmed: boolean;
  readonly basis: Text;
  readonly dates: readonly { readonly stage: keyof typeof stageLabel; readonly from: string }[];
  readonly people: number;
  readonly posts: number;
  readonly units: number;
  readonly allUnits: boolean;
  readonly sample: number;
  /** Units whose group isn't bound: they get no notice. */
  readonly withoutGroup: readonly string[];
  /** A year without published holidays: counted by plain weekends. */
  readonly guessed?: number;
};
const datesLine = (v: PlanView): readonly Element[] =>
  v.dates.map(({ stage, from }) => fact(stageLabel[stage], text(`${from} 起`, `from ${from}`)));
const audience = (v: PlanView): Text =>
  text(
    `${v.allUnits ? '全部' : ''} ${v.units} 个单位，${v.people} 人，${v.posts} 个岗位`,
    `${v.allUnits ? 'all ' : ''}${v.units} units, ${v.people} people, ${v.posts} posts`,
  );
const plannedRow = (v: PlanView): Element => {
  const on = { id: v.id, rev: v.rev };
  return row(
    !v.confirmed &&
      button(text('确认计划', 'Confirm'), { do: 'screening.confirmPlan', ...on }, 'primary_filled', {
        confirm: {
          title: text('确认这个计划？', 'Confirm this plan?'),
          text: text(
            '到部署日会在各单位群发一次通知，之后按日期自动推进。',
            "On the deployment day each unit's group gets one notice; then it moves on its dates.",
          ),
        },
      }),
    button(text('修改', 'Edit'), { do: 'screening.editPlan', ...on }),
    button(text('作废', 'Drop'), { do: 'screening.dropPlan', ...on }, 'text'),
  );
};
const runningRow = (v: PlanView): Element => {
  const on = { id: v.id, rev: v.rev };
  return row(
    button(text('进度', 'Progress'), { do: 'screening.progress', ...on }, 'primary'),
    button(text('我的排查', 'My own'), { do: 'screening.open', ...on, item: '' }),
  );
};

/** The plan before it starts, and the campaign while it goes on: for the office. */
export const planCard = (v: PlanView): Card =>
  card(
    {
      audience: 'private',
      title: campaignTitle(v.year),
      subtitle: stageWord[v.stage],
      colour: v.confirmed ? 'blue' : 'orange',
    },
    [
      fact(basisWord, v.basis),
      ...datesLine(v),
      fact(text('范围', 'Audience'), audience(v)),
      fact(text('抽查', 'Sample'), text(`“没有变化”的 ${v.sample}%`, `${v.sample}% of «no change»`)),
      v.withoutGroup.length > 0 &&
        para(
          text(
            `未绑定单位群，收不到部署通知：${shorten(v.withoutGroup.join('、'), 200)}`,
            `No bound group, so no notice: ${shorten(v.withoutGroup.join(', '), 200)}`,
          ),
          { colour: 'orange' },
        ),
      v.guessed !== undefined &&
        note(
          text(
            `${v.guessed} 年放假安排尚未公布，暂按周末计算。`,
            `The holidays of ${v.guessed} are not published yet; plain weekends are counted.`,
          ),
        ),
      v.stage === 'planned' &&
        v.confirmed &&
        para(text('计划已确认，将按以上日期自动推进。', 'Confirmed; it moves on at these dates.'), {
          colour: 'green',
        }),
      v.stage === 'planned' ? plannedRow(v) : runningRow(v),
    ],
  );

export type LastView = { readonly id: string; readonly year: number; readonly signed: number };
/** Nothing goes on: the office may plan one, and look back at the last. */
export const noneRunningCard = (last: LastView | undefined): Card =>
  card({ audience: 'private', title: text('年度排查', 'Annual screening'), colour: 'wathet' }, [
    para(text('目前没有计划或进行中的排查。', 'No screening is planned or under way.')),
    last !== undefined &&
      fact(
        text('最近一次', 'The last one'),
        text(
          `${last.year} 年度，已定版；责任清单已签收 ${last.signed} 份`,
          `${last.year}, frozen; ${last.signed} responsibility lists signed`,
        ),
      ),
    row(
      last !== undefined &&
        button(
          text(`沿用 ${last.year} 年度设置新建`, `Plan with the settings of ${last.year}`),
          { do: 'screening.newPlan', id: 'new', rev: 0, item: 'clone' },
          'primary',
        ),
      button(
        text('新建排查', 'Plan a screening'),
        { do: 'screening.newPlan', id: 'new', rev: 0, item: '' },
        last === undefined ? 'primary' : 'default',
      ),
      last !== undefined &&
        button(text('上次进度', 'Its progress'), { do: 'screening.progress', id: last.id, rev: 0 }),
    ),
  ]);
