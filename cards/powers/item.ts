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
const orUnset = (value: string, max: number): Text => (value === '' ? unset : same(shorten(value, max)));

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

const facts = (v: ItemView, max: number): readonly (Element | false)[] => [
  fact(text('类型', 'Type'), v.type ?? unset),
  fact(text('责任岗位', 'Responsible post'), v.owner === undefined ? unset : same(shorten(v.owner, 40))),
  fact(text('办理时限', 'Time limit'), daysText(v.days)),
  fact(
    text('公开', 'Disclosure'),
    joinTexts(
      [v.disclosure ?? unset, ...(v.form === '' ? [] : [same(shorten(v.form, max))])],
      text('，', ', '),
    ),
  ),
  fact(text('自由裁量', 'Discretion'), orUnset(v.discretion, max)),
  fact(
    text('记录', 'Records'),
    v.recorded ? (v.records === '' ? text('有', 'kept') : same(shorten(v.records, max))) : unset,
  ),
  fact(text('流程规范化', 'Standardised'), v.standardised ? text('是', 'yes') : text('否', 'no')),
  v.tripleMajor.length > 0 && fact(text('三重一大', 'Major matters'), joinTexts(v.tripleMajor, listComma)),
];

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
