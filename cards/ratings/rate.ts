import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, fact, form, input, note, type Option, para, row, select, submit } from '../kit/elements.ts';
import { MAX_REASON } from './text.ts';

export type RateView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly place: Text;
  readonly spot: string;
  readonly content: string;
  readonly manifestation: string;
  readonly measure: string;
  readonly anchors: { readonly likelihood: readonly Option[]; readonly harm: readonly Option[] };
  readonly due: string;
  readonly others: number;
};

const DECLINE = {
  title: text('不参加这一项评估？', 'Not rate this one?'),
  text: text('与该事项有利害关系时请回避。', 'Stay out of it when you have an interest in the matter.'),
};

/** One risk to rate, without what anybody else gave, the declarer included: each looks for themselves. */
export const rateCard = (v: RateView): Card =>
  card(
    {
      audience: 'private',
      title: text('请评估一个风险点', 'Please rate a risk'),
      subtitle: v.place,
      colour: 'blue',
      waits: true,
    },
    [
      para(same(v.title), { size: 'heading' }),
      fact(text('环节', 'Step'), same(v.spot)),
      fact(text('风险内容', 'Content'), same(v.content)),
      fact(text('表现形式', 'How it shows'), same(v.manifestation)),
      fact(text('防控措施', 'Measure'), same(v.measure)),
      note(text('不考虑措施，按发生时的情况评：', 'Rate it as it is without the measure:')),
      form('rate_form', [
        select({
          name: 'likelihood',
          placeholder: text('发生几率', 'Likelihood'),
          options: v.anchors.likelihood,
          required: true,
        }),
        select({
          name: 'harm',
          placeholder: text('危害程度', 'Harm'),
          options: v.anchors.harm,
          required: true,
        }),
        input({ name: 'reason', label: text('理由', 'Reason'), max: MAX_REASON, lines: 2, required: true }),
        submit(text('提交评估', 'Submit'), 'send_rate', { do: 'ratings.give', id: v.id, rev: v.rev }),
      ]),
      note(
        v.others > 0
          ? text(
              `最迟 ${v.due}；之后还有 ${v.others} 项。`,
              `Until ${v.due}; ${v.others} more after this one.`,
            )
          : text(
              `最迟 ${v.due}；评完之前彼此看不到。`,
              `Until ${v.due}; nobody sees another's before all have rated.`,
            ),
      ),
      row(
        button(
          text('不便评估', 'I would rather not'),
          { do: 'ratings.decline', id: v.id, rev: v.rev },
          'text',
          {
            confirm: DECLINE,
          },
        ),
      ),
    ],
  );

export const nothingToRate = (): Card =>
  card({ audience: 'private', title: text('没有待评估的风险点', 'Nothing to rate'), colour: 'green' }, [
    para(text('谢谢。有新的评估会发给您。', 'Thank you. You get a card when there is one.')),
  ]);
