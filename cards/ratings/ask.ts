import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, form, multiSelect, note, type Option, para, row, submit } from '../kit/elements.ts';

export type AskView = {
  readonly risk: string;
  readonly rev: number;
  readonly title: string;
  readonly place: Text;
  readonly people: readonly Option[];
  readonly due: string;
  /** How the answers become a proposal. */
  readonly rule: 'median' | 'gravest';
};

const back = (v: Pick<AskView, 'risk' | 'rev'>) =>
  row(button(text('返回', 'Back'), { do: 'review.open', id: v.risk, rev: v.rev }, 'text'));
const ruleWord: Readonly<Record<AskView['rule'], Text>> = {
  median: text('取中间值，居中两个不同时取较高者', 'the middle one, of two the graver'),
  gravest: text('取最高者', 'the gravest one'),
};

/** Whoever reviews asks two to four people. */
export const askCard = (v: AskView): Card =>
  card(
    {
      audience: 'private',
      title: text('联合评估', 'Rate jointly'),
      subtitle: v.place,
      colour: 'blue',
      waits: true,
    },
    [
      para(same(v.title), { size: 'heading' }),
      ...(v.people.length < 2
        ? [para(text('没有足够的人可以参加评估。', 'There are not enough people who could rate it.'))]
        : [
            para(
              text(
                '请选择 2–4 人，各自评估几率和危害并写明理由；评完之前彼此看不到，本人的风险不请本人评。',
                "Choose two to four people. Each rates likelihood and harm with a reason, nobody sees another's before all have answered, nobody rates their own.",
              ),
            ),
            form('ask_form', [
              multiSelect({
                name: 'people',
                placeholder: text('参加评估的人', 'Who rates'),
                options: v.people,
                required: true,
              }),
              submit(text('请他们评估', 'Ask them'), 'send_ask', {
                do: 'ratings.ask',
                id: v.risk,
                rev: v.rev,
              }),
            ]),
          ]),
      note(
        text(
          `最迟 ${v.due} 评完；建议等级按设定：${ruleWord[v.rule]['zh-CN']}。等级仍由您决定。`,
          `Until ${v.due}; the proposal by config: ${ruleWord[v.rule]['en-US']}. The grade stays your decision.`,
        ),
      ),
      back(v),
    ],
  );

export type ResultLine = { readonly who: Text; readonly score: Text; readonly reason: string };
export type ResultView = {
  readonly id: string;
  readonly rev: number;
  readonly risk: string;
  readonly riskRev: number;
  readonly title: string;
  readonly place: Text;
  readonly open: boolean;
  readonly asked: number;
  readonly answered: number;
  /** Who has not answered yet; names only, never what the others gave. */
  readonly waiting: Text;
  readonly due: string;
  /** Empty while it is open. */
  readonly lines: readonly ResultLine[];
  readonly spread?: Text;
  readonly proposal?: { readonly words: Text; readonly likelihood: string; readonly harm: string };
  /** The viewer decides on the risk now. */
  readonly decides: boolean;
};

const CLOSE = {
  title: text('现在结束评估？', 'Close it now?'),
  text: text('还没有评的人不能再评。', 'Who has not rated yet cannot any more.'),
};
const going = (v: ResultView) => [
  para(text(`已评 ${v.answered} 人，共 ${v.asked} 人`, `${v.answered} of ${v.asked} have rated`)),
  note(text(`未评：${v.waiting['zh-CN']}；最迟 ${v.due}`, `Not yet: ${v.waiting['en-US']}; until ${v.due}`)),
  note(text('评完或结束之前，各人的评估不显示。', 'What each gave is not shown before all have answered.')),
  v.decides &&
    v.answered > 0 &&
    row(
      button(text('结束评估', 'Close'), { do: 'ratings.close', id: v.id, rev: v.rev }, 'default', {
        confirm: CLOSE,
      }),
    ),
];
const over = (v: ResultView) => [
  v.proposal &&
    para(text(`建议：${v.proposal.words['zh-CN']}`, `Proposal: ${v.proposal.words['en-US']}`), {
      size: 'heading',
    }),
  v.spread && note(v.spread),
  ...v.lines.flatMap((l) => [
    para(text(`${l.who['zh-CN']}：${l.score['zh-CN']}`, `${l.who['en-US']}: ${l.score['en-US']}`)),
    note(text(`理由：${l.reason}`, `Reason: ${l.reason}`)),
  ]),
  v.decides &&
    row(
      v.proposal &&
        button(
          text('按建议调整等级', 'Change the grade to it'),
          {
            do: 'review.gradeForm',
            id: v.risk,
            rev: v.riskRev,
            likelihood: v.proposal.likelihood,
            harm: v.proposal.harm,
          },
          'primary',
        ),
      button(text('再请人评估', 'Ask again'), { do: 'ratings.again', id: v.risk, rev: v.riskRev }),
    ),
];

/** How far it is, and when it is closed who gave what and why, for whoever decides. */
export const resultCard = (v: ResultView): Card =>
  card(
    {
      audience: 'private',
      title: v.open
        ? text('联合评估进行中', 'Joint rating under way')
        : text('联合评估结果', 'Result of the joint rating'),
      subtitle: v.place,
      colour: v.open ? 'wathet' : 'blue',
    },
    [para(same(v.title)), ...(v.open ? going(v) : over(v)), back({ risk: v.risk, rev: v.riskRev })],
  );
