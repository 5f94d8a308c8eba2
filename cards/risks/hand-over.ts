import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, form, input, note, para, row, select, submit } from '../kit/elements.ts';
import { words } from './text-review.ts';

export type HandOverView = {
  readonly id: string;
  readonly rev: number;
  readonly title: string;
  readonly place: Text;
  /** Who can take it: the same step's others and those above. */
  readonly people: readonly { readonly id: string; readonly name: Text }[];
};
const REASON_MAX = 500;
/** Options cost tagged objects; nobody chooses among more. */
const PEOPLE_MAX = 40;

const back = (v: Pick<HandOverView, 'id' | 'rev'>) =>
  row(button(words.back, { do: 'review.open', id: v.id, rev: v.rev }, 'text'));

export const handOverCard = (v: HandOverView): Card =>
  card(
    {
      audience: 'private',
      title: text('转交审核', 'Hand the review over'),
      subtitle: v.place,
      colour: 'blue',
      waits: true,
    },
    [
      para(text(v.title, v.title), { size: 'heading' }),
      ...(v.people.length === 0
        ? [
            para(
              text(
                '目前没有可以接手的人员。如需回避，请用“申请回避”。',
                'Nobody can take it at the moment. To stay out of it, use "Recuse".',
              ),
            ),
          ]
        : [
            form('hand_form', [
              select({
                name: 'to',
                placeholder: text('转交给', 'Hand over to'),
                options: v.people.slice(0, PEOPLE_MAX).map((p) => ({ value: p.id, label: p.name })),
                required: true,
              }),
              input({
                name: 'reason',
                label: text('转交理由', 'Reason'),
                max: REASON_MAX,
                lines: 2,
                required: true,
              }),
              submit(words.handOver, 'send_hand', { do: 'review.handOver', id: v.id, rev: v.rev }),
            ]),
          ]),
      note(
        text('办理期限不变，转交会记入履历。', 'The deadline stays; the hand-over stands in the history.'),
      ),
      back(v),
    ],
  );

export const recuseCard = (v: Omit<HandOverView, 'people'> & { readonly signed: readonly Text[] }): Card =>
  card({ audience: 'private', title: words.recuse, subtitle: v.place, colour: 'blue', waits: true }, [
    para(text(v.title, v.title), { size: 'heading' }),
    para(
      text(
        '与该事项有利害关系、近亲属关系或其他可能影响公正的情形时，请申请回避。',
        'Recuse yourself when you have an interest in it, a near relative is concerned, or fairness could be doubted.',
      ),
    ),
    v.signed.length > 0 &&
      para(
        text(
          `您此前签过：${v.signed.map((s) => s['zh-CN']).join('、')}。提交后这些签字作废，从该环节起重新审核。`,
          `You signed before: ${v.signed.map((s) => s['en-US']).join(', ')}. These signatures become void and the review goes on from that step.`,
        ),
      ),
    form('recuse_form', [
      input({
        name: 'reason',
        label: text('回避理由（仅纪检干部可见）', 'Reason (only discipline officers see it)'),
        max: REASON_MAX,
        lines: 2,
        required: true,
      }),
      submit(words.recuse, 'send_recuse', { do: 'review.recuse', id: v.id, rev: v.rev }),
    ]),
    note(
      text(
        '提交后由他人或上级审核，您不再能查看该风险点。',
        'Others or the next level then review it; you can no longer open it.',
      ),
    ),
    back(v),
  ]);
