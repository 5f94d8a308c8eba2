import { joinTexts, listComma, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, hr, note, para, pick, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { pager } from '../organization/paged.ts';
import { type Marks, marksText } from './list.ts';
import { gapWord, unset, powerWords as words } from './text.ts';

export type FlowStep = {
  readonly id: string;
  readonly no: number;
  readonly name: string;
  readonly owner: string | undefined;
  readonly days: number | undefined;
  readonly input: string;
  readonly output: string;
  readonly marks: Marks;
};
export type ItemView = {
  readonly id: string;
  readonly rev: number;
  readonly unit: string;
  readonly division: string;
  readonly place: string;
  readonly name: string;
  readonly type: Text | undefined;
  readonly owner: string | undefined;
  readonly days: number | undefined;
  readonly disclosure: Text | undefined;
  readonly form: string;
  readonly discretion: string;
  readonly records: string;
  readonly standardised: boolean;
  readonly recorded: boolean;
  readonly tripleMajor: readonly Text[];
  readonly policies: readonly { readonly title: string; readonly status: Text }[];
  /** One page of the flow. */
  readonly flow: readonly FlowStep[];
  readonly page: number;
  readonly pages: number;
  readonly checks: { readonly policy: boolean; readonly records: boolean; readonly owner: boolean };
  readonly mayEdit: boolean;
  /** 以制度规定流程、以流程优化管理、以管理完善制度 (S91), counted. */
  readonly loop: { readonly version: number; readonly risks: number; readonly revised: number };
};

const gravest = (m: Marks): 'red' | 'orange' | 'blue' | 'grey' =>
  m[1] > 0 ? 'red' : m[2] > 0 ? 'orange' : m[3] > 0 ? 'blue' : 'grey';
const daysText = (days: number | undefined): Text =>
  days === undefined ? unset : text(`${days} 个工作日`, `${days} working days`);

const inOut = ({ input, output }: FlowStep): Text =>
  text(
    `输入：${shorten(input, 24) || '未填'} → 输出：${shorten(output, 24) || '未填'}`,
    `In: ${shorten(input, 24) || 'not given'} → out: ${shorten(output, 24) || 'not given'}`,
  );

/** One step of the vertical flow: number and name, who and how long, its risk marks in words. */
const flowStep = (s: FlowStep, last: boolean): readonly (Element | false)[] => [
  para(same(`${s.no}. ${shorten(s.name, 40)}`), { size: 'heading' }),
  note(
    text(
      `责任岗位：${s.owner === undefined ? '未明确' : shorten(s.owner, 24)} · 时限：${daysText(s.days)['zh-CN']}`,
      `Post: ${s.owner === undefined ? 'not named' : shorten(s.owner, 24)} · time limit: ${daysText(s.days)['en-US']}`,
    ),
  ),
  para(text(`风险点：${marksText(s.marks)['zh-CN']}`, `Risk points: ${marksText(s.marks)['en-US']}`), {
    colour: gravest(s.marks),
  }),
  (s.input !== '' || s.output !== '') && note(inOut(s)),
  !last && note(same('↓')),
];

const yes = (label: Text, is: boolean): Text =>
  text(`${label['zh-CN']}：${is ? '有' : '待补'}`, `${label['en-US']}: ${is ? 'yes' : 'missing'}`);
const checksText = (c: ItemView['checks']): Text =>
  joinTexts(
    [yes(words.hasPolicy, c.policy), yes(words.hasRecords, c.records), yes(words.hasOwner, c.owner)],
    text(' · ', ' · '),
  );

const policyLines = (v: ItemView): readonly Element[] =>
  v.policies.length === 0
    ? [para(text(`制度：${gapWord['zh-CN']}`, `Policies: ${gapWord['en-US']}`), { colour: 'orange' })]
    : v.policies
        .slice(0, 5)
        .map((p) =>
          fact(
            words.policies,
            text(
              `${shorten(p.title, 50)}（${p.status['zh-CN']}）`,
              `${shorten(p.title, 50)} (${p.status['en-US']})`,
            ),
          ),
        );

type Entry = { readonly label: Text; readonly value: Text | undefined };
const filled = (value: string, max: number): Text | undefined =>
  value === '' ? undefined : same(shorten(value, max));
const disclosed = (v: ItemView, max: number): Text | undefined => {
  const parts = [v.disclosure, filled(v.form, max)].filter((t) => t !== undefined);
  return parts.length > 0 ? joinTexts(parts, text('，', ', ')) : undefined;
};
const entries = (v: ItemView, max: number): readonly Entry[] => [
  { label: text('类型', 'Type'), value: v.type },
  { label: text('责任岗位', 'Responsible post'), value: filled(v.owner ?? '', 40) },
  { label: text('办理时限', 'Time limit'), value: v.days === undefined ? undefined : daysText(v.days) },
  { label: text('公开', 'Disclosure'), value: disclosed(v, max) },
  { label: text('自由裁量', 'Discretion'), value: filled(v.discretion, max) },
  {
    label: text('记录', 'Records'),
    value: v.recorded ? (filled(v.records, max) ?? text('有', 'kept')) : undefined,
  },
  {
    label: text('流程规范化', 'Standardised'),
    value: v.standardised ? text('是', 'yes') : text('否', 'no'),
  },
  ...(v.tripleMajor.length > 0
    ? [{ label: text('三重一大', 'Major matters'), value: joinTexts(v.tripleMajor, listComma) }]
    : []),
];

/** What is given, a line each; what is not, by name on one line. */
function facts(v: ItemView, max: number): readonly (Element | false)[] {
  const all = entries(v, max);
  const missing = all.filter((e) => e.value === undefined).map((e) => e.label);
  const names = joinTexts(missing, listComma);
  return [
    ...all.map(({ label, value }) => value !== undefined && fact(label, value)),
    missing.length > 0 && note(text(`未填：${names['zh-CN']}`, `Not given: ${names['en-US']}`)),
  ];
}

const loopText = ({ policies, loop }: ItemView): Text =>
  text(
    `闭环：制度 ${policies.length} 项 → 流程第 ${loop.version} 版 → 风险点 ${loop.risks} 个 → 据此修订制度 ${loop.revised} 次`,
    `Loop: ${policies.length} policies → flow version ${loop.version} → ${loop.risks} risk points → ${loop.revised} policy revisions`,
  );

const buttons = (v: ItemView): Element =>
  row(
    v.loop.version > 1 && button(words.versions, { do: 'powers.versions', id: v.id, rev: 0 }),
    v.mayEdit && button(words.edit, { do: 'powers.edit', id: v.id, rev: v.rev }, 'primary'),
    button(words.back, { do: 'powers.open', id: v.unit, rev: 0, division: v.division, gaps: 0 }),
  );

const draw = (v: ItemView, max: number): Card =>
  card(
    {
      audience: 'private',
      title: same(shorten(v.name, 40)),
      subtitle: same(shorten(v.place, 40)),
      colour: 'turquoise',
    },
    [
      para(checksText(v.checks)),
      ...policyLines(v),
      ...facts(v, max),
      note(loopText(v)),
      hr,
      ...v.flow.flatMap((s, i) => flowStep(s, i === v.flow.length - 1)),
      ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'powers.item', id: v.id, rev: 0 }),
      v.mayEdit &&
        v.flow.length > 0 &&
        pick({
          placeholder: text('调整环节顺序与时限', 'Set number and time limit of a step'),
          options: v.flow.map((s) => ({ value: s.id, label: same(shorten(`${s.no}. ${s.name}`, 30)) })),
          action: { do: 'powers.step', id: v.id, rev: v.rev },
        }),
      buttons(v),
      note(text('风险数按已入目录的风险点计算。', 'Risk counts are those in the catalogue.')),
    ],
  );

/** One power item: the three checks, what governs it, and its marked flow from top to bottom. */
export const itemCard = (v: ItemView): Card => fitting([() => draw(v, 100), () => draw(v, 30)]);
