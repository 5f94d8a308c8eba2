import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, fact, hr, para, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { pageOf, pager } from '../organization/paged.ts';
import { backToOpen } from './back.ts';
import { countLine, itemElements, type NoticeView } from './notice.ts';
import { periodText, publicityWords as words } from './text.ts';

/** Items on one page of the private list: full texts of five stay well under 30 KB. */
export const PAGE = 5;

/** The whole notice, private, page by page with the texts in full. `page` counts from 0. */
export function noticeListCard(v: NoticeView, page: number): Card {
  const pages = Math.max(1, Math.ceil(v.items.length / PAGE));
  const at = Math.min(Math.max(0, page), pages - 1);
  const items = v.items.slice(at * PAGE, at * PAGE + PAGE);
  const turn = (to: number) => ({ do: 'publicity.page', id: v.id, rev: v.rev, page: to });
  const draw = (max: number) =>
    card(
      {
        audience: 'private',
        title: words.listTitle,
        subtitle: text(shorten(v.unit, 40), shorten(v.unit, 40)),
        colour: v.open ? 'blue' : 'grey',
      },
      [
        fact(words.period, periodText(v.opensOn, v.closesOn, v.days, v.end)),
        fact(words.count, countLine(v.items.map((i) => i.grade))),
        ...items.flatMap((item, i) => [hr, ...itemElements(item, at * PAGE + i + 1, max)]),
        hr,
        pages > 1 && para(text(`第 ${at + 1} 页，共 ${pages} 页`, `Page ${at + 1} of ${pages}`)),
        row(
          at > 0 && button(words.previous, turn(at - 1)),
          at < pages - 1 && button(words.next, turn(at + 1)),
          v.open && button(words.object, { do: 'publicity.object', id: v.id, rev: v.rev }, 'primary'),
          backToOpen(),
        ),
      ],
    );
  return fitting([() => draw(150), () => draw(60), () => draw(12), () => draw(1)]);
}

export type OpenNotice = {
  readonly id: string;
  readonly rev: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly count: number;
};

/** Notices of one card: each with a button of its own. */
const OPEN_PAGE = 10;

/** Notices that are open in one's own unit. */
export const openNoticesCard = (
  unit: string,
  notices: readonly OpenNotice[],
  tools: { readonly records: boolean; readonly office: boolean },
  page = 0,
): Card => {
  const paged = pageOf(notices, page, OPEN_PAGE);
  return card(
    {
      audience: 'private',
      title: words.openTitle,
      subtitle: text(shorten(unit, 40), shorten(unit, 40)),
      colour: 'blue',
    },
    [
      notices.length === 0 && para(words.noneOpen),
      ...paged.items.flatMap((n) => [
        fact(
          words.period,
          text(
            `${n.opensOn} 至 ${n.closesOn}，${n.count} 项`,
            `${n.opensOn} to ${n.closesOn}, ${n.count} item(s)`,
          ),
        ),
        button(words.all, { do: 'publicity.page', id: n.id, rev: n.rev, page: 0 }),
      ]),
      ...pager(paged, { do: 'publicity.open', id: '-', rev: 0 }),
      (tools.records || tools.office) &&
        row(
          tools.records && button(words.records, { do: 'publicity.records', id: '-', rev: 0 }),
          tools.office && button(words.pending, { do: 'publicity.pending', id: '-', rev: 0, page: 0 }),
          tools.office && button(words.preset, { do: 'publicity.presets', id: '-', rev: 0, page: 0 }),
        ),
    ],
  );
};
