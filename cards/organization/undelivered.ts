import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, type Element, note, para } from '../kit/elements.ts';
import { line } from './line.ts';
import { pageOf, pager } from './paged.ts';
import { whyOf } from './unreachable.ts';

export type UndeliveredView = {
  readonly rows: readonly {
    readonly id: string;
    readonly to: string;
    readonly what: string;
    readonly at: string;
    readonly unknown: boolean;
    readonly error: string;
  }[];
  readonly page: number;
};
const PER_PAGE = 6;

/** What kind of message it was, by the capability that sends it. */
const kindWord: Readonly<Record<string, Text>> = {
  risks: text('风险点', 'risk point'),
  review: text('审核', 'review'),
  publicity: text('公示', 'publicity'),
  screening: text('年度排查', 'annual screening'),
  digests: text('提醒与汇总', 'reminders and summaries'),
  catalogue: text('目录与台账', 'catalogue and register'),
  ratings: text('联合评估', 'joint rating'),
  rechecks: text('复查', 're-checks'),
  handover: text('岗位交接', 'hand-over of posts'),
  imports: text('导入', 'import'),
  dossier: text('一事一档', 'file of a matter'),
  completeness: text('查漏', 'gaps'),
};
const otherWord = text('其他消息', 'another message');
/** Feishu's own code stands first in the error: the known ones in words, the others as they came, to be quoted. */
function whyText({ what, error }: UndeliveredView['rows'][number]): Text {
  const kind = kindWord[what.slice(0, what.indexOf('.'))] ?? otherWord;
  const code = Number(/^(230013|230053)\b/.exec(error)?.[1]);
  if (!code) return text(`${kind['zh-CN']}：${error}`, `${kind['en-US']}: ${error}`);
  const why = whyOf(code);
  return text(`${kind['zh-CN']}：${why['zh-CN']}（${code}）`, `${kind['en-US']}: ${why['en-US']} (${code})`);
}

const rowLine = (r: UndeliveredView['rows'][number]): Element =>
  line(
    [
      para(same(`${r.to} · ${r.at}`)),
      note(
        r.unknown
          ? text(
              '结果不明：可能已经送达，重发前请先核对。',
              'Outcome unknown: it may have arrived. Please check before sending again.',
            )
          : whyText(r),
      ),
    ],
    button(text('重发', 'Resend'), { do: 'organization.resend', id: r.id, rev: 0 }),
  );

const countLine = (n: number): Text =>
  n === 0
    ? text('没有未送达的消息。', 'No undelivered messages.')
    : text(
        `共 ${n} 条。重发会按当前内容重新生成。`,
        `${n} in all. Sending again draws them from the present state.`,
      );

/** Messages that did not arrive, with a button each to send them again. */
export function undeliveredCard({ rows, page }: UndeliveredView): Card {
  const shown = pageOf(rows, page, PER_PAGE);
  const colour = rows.length > 0 ? 'orange' : 'green';
  return card({ audience: 'private', title: text('未送达消息', 'Undelivered messages'), colour }, [
    para(countLine(rows.length)),
    ...shown.items.map(rowLine),
    ...pager(shown, { do: 'organization.undelivered', id: '-', rev: 0 }),
    button(text('返回管理', 'Back'), { do: 'organization.admin', id: '-', rev: 0 }),
  ]);
}
