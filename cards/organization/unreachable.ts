import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, columns, note, para } from '../kit/elements.ts';
import { pageOf, pager } from './paged.ts';

export type UnreachableView = {
  readonly people: readonly {
    readonly id: string;
    readonly label: string;
    readonly unit: string;
    readonly code: number;
  }[];
  readonly page: number;
};
const PER_PAGE = 8;

/** In words what a code of Feishu says about a person (feishu.md §3.6). */
export const whyOf = (code: number): Text =>
  code === 230053
    ? text('本人停止接收机器人消息，请当面告知', "has switched the bot's messages off; please talk to them")
    : text(
        '不在应用的可用范围内，请在飞书后台调整',
        "is outside the app's availability; change it in the Feishu console",
      );

/** People whom no message reaches, and what to do about it. */
export function unreachableCard({ people, page }: UnreachableView): Card {
  const shown = pageOf(people, page, PER_PAGE);
  return card(
    {
      audience: 'private',
      title: text('无法送达的人', 'People out of reach'),
      colour: people.length > 0 ? 'orange' : 'green',
    },
    [
      para(
        people.length === 0
          ? text('所有人都能收到消息。', 'Everybody can be reached.')
          : text(`共 ${people.length} 人。`, `${people.length} people.`),
      ),
      ...shown.items.map((p) => {
        const why = whyOf(p.code);
        return columns(
          {
            weight: 3,
            elements: [
              para(text(`${p.label} · ${p.unit}`, `${p.label} · ${p.unit}`)),
              note(text(`${why['zh-CN']}（${p.code}）`, `${why['en-US']} (${p.code})`)),
            ],
          },
          {
            weight: 1,
            elements: [
              button(text('再试', 'Try again'), { do: 'organization.retryPerson', id: p.id, rev: 0 }),
            ],
          },
        );
      }),
      ...pager(shown, { do: 'organization.unreachable', id: '-', rev: 0 }),
      button(text('返回管理', 'Back'), { do: 'organization.admin', id: '-', rev: 0 }),
    ],
  );
}
