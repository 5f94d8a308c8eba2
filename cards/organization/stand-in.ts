import { inPlaceOf, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import {
  button,
  datePicker,
  type Element,
  fact,
  form,
  hr,
  input,
  note,
  para,
  row,
  select,
  submit,
} from '../kit/elements.ts';
import { type Choice, choices } from './unit.ts';

export type StandInView = {
  readonly id: string;
  readonly rev: number;
  readonly person: string;
  readonly absent: string;
  readonly basis: string;
  readonly from: string;
  readonly to: string;
  readonly state: 'ahead' | 'running' | 'over' | 'ended';
  readonly mayEnd: boolean;
};
export type StandInsView = {
  readonly items: readonly StandInView[];
  /** Others that there was no room for. */
  readonly more: number;
  /** The office admin may name a stand-in for somebody else. */
  readonly admin: boolean;
  readonly choices: readonly Choice[];
  readonly today: string;
};

/** Letters of a name or employee number that is typed. */
const NAME_MAX = 40;
export const BASIS_MAX = 100;

const stateWord: Readonly<Record<StandInView['state'], Text>> = {
  ahead: text('未开始', 'to come'),
  running: text('代理中', 'in force'),
  over: text('已到期', 'over'),
  ended: text('已提前结束', 'ended early'),
};

const lines = (v: StandInView): readonly Element[] => [
  para(inPlaceOf(same(v.person), same(v.absent)), { size: 'heading' }),
  fact(
    text('期间', 'Days'),
    text(
      `${v.from} 至 ${v.to}（${stateWord[v.state]['zh-CN']}）`,
      `${v.from} to ${v.to} (${stateWord[v.state]['en-US']})`,
    ),
  ),
  fact(text('依据', 'Basis'), same(v.basis)),
];

const endButton = (v: StandInView): Element | false =>
  v.mayEnd &&
  row(
    button(text('提前结束', 'End it'), { do: 'organization.endStandIn', id: v.id, rev: v.rev }, 'default', {
      confirm: {
        title: text('提前结束代理？', 'End it early?'),
        text: text('此后由本人办理，双方都会看到。', 'Then the person decides again; both will see it.'),
      },
    }),
  );

const rule = note(
  text(
    '代理期间可办理被代理人的待审事项，记录写明“某人 代 某人”。本人填报、涉及本人岗位、已回避或已在前一环节签署的事项不能代办；不得再转代理；到期自动失效。',
    "On these days the stand-in decides what waits for the absent person, and the record names both. Not for what one declared, what concerns one's own post, what one recused oneself from or signed before. It cannot be passed on and ends by itself.",
  ),
);

/** One stand-in, as both of them get it. */
export const standInCard = (v: StandInView): Card =>
  card(
    {
      audience: 'private',
      title: text('代理', 'Stand-in'),
      subtitle: stateWord[v.state],
      colour: v.state === 'running' || v.state === 'ahead' ? 'blue' : 'grey',
    },
    [...lines(v), endButton(v), rule],
  );

const naming = (v: StandInsView): Element =>
  form('stand_in_form', [
    v.admin &&
      input({
        name: 'absent',
        label: text(
          '被代理人（姓名或工号；为本人指定可不填）',
          'Who is away (name or number; empty: yourself)',
        ),
        max: NAME_MAX,
      }),
    v.choices.length > 0 &&
      select({
        name: 'to',
        placeholder: text('选择代理人', 'Choose the stand-in'),
        options: choices(v.choices),
      }),
    input({
      name: 'name',
      label: text('代理人不在列表中时填姓名或工号', 'Not in the list: name or employee number'),
      max: NAME_MAX,
    }),
    para(text('自何日、至何日（含当天）', 'First and last day'), { colour: 'grey' }),
    datePicker({ name: 'from', placeholder: text('自', 'From'), value: v.today, required: true }),
    datePicker({ name: 'until', placeholder: text('至', 'Until'), required: true }),
    input({
      name: 'basis',
      label: text('依据（如：年休假审批、出差通知）', 'Basis (such as approved leave, a posting)'),
      max: BASIS_MAX,
      required: true,
    }),
    submit(text('确定代理', 'Name the stand-in'), 'send_stand_in', {
      do: 'organization.nameStandIn',
      id: '-',
      rev: 0,
    }),
  ]);

/** 代理: what is in force for this person, and the form to name somebody. */
export const standInsCard = (v: StandInsView): Card =>
  card({ audience: 'private', title: text('代理', 'Stand-in'), colour: 'blue' }, [
    ...v.items.flatMap((s) => [...lines(s), endButton(s)]),
    v.more > 0 && note(text(`另有 ${v.more} 项未列出。`, `${v.more} more are not listed.`)),
    v.items.length > 0 && hr,
    para(text('外出或休假期间，请人代为办理待审事项：', 'Let somebody decide while you are away:')),
    naming(v),
    rule,
  ]);
