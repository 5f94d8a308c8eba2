import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { type Action, button, note, para, pick, row } from '../kit/elements.ts';
import { methodWord } from './text.ts';

/** One question on the way unit → division → post. Feishu has no company-wide picker, and each option counts toward 200. */
export type PickView = {
  readonly what: 'unit' | 'division' | 'post';
  readonly method: 'leader' | 'peer';
  /** Where one stands already, '' at the beginning. */
  readonly within: string;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  /** 0-based. */
  readonly page: number;
  readonly pages: number;
  /** What choosing sends. */
  readonly choose: Action;
  /** The same question, other page. */
  readonly turn: Action;
  /** Take the level reached so far instead of going on. */
  readonly whole?: { readonly name: string; readonly action: Action };
};

const question: Readonly<Record<PickView['what'], Text>> = {
  unit: text('请选择单位', 'Choose a unit'),
  division: text('请选择部门', 'Choose a division'),
  post: text('请选择岗位', 'Choose a post'),
};

export function pickCard(v: PickView): Card {
  const title = text(
    `${methodWord[v.method]['zh-CN']}：${question[v.what]['zh-CN']}`,
    `${methodWord[v.method]['en-US']}: ${question[v.what]['en-US']}`,
  );
  const more = v.pages > 1;
  return card({ audience: 'private', title, colour: 'blue' }, [
    v.within !== '' && para(text(v.within, v.within)),
    v.options.length > 0
      ? pick({
          placeholder: question[v.what],
          options: v.options.map((o) => ({ value: o.value, label: text(o.name, o.name) })),
          action: v.choose,
        })
      : para(text('名册里这里还没有可选的岗位。', 'The register has nothing to choose here yet.')),
    more && note(text(`第 ${v.page + 1} 页，共 ${v.pages} 页`, `Page ${v.page + 1} of ${v.pages}`)),
    more &&
      row(
        v.page > 0 && button(text('上一页', 'Previous'), { ...v.turn, page: v.page - 1 }),
        v.page + 1 < v.pages && button(text('下一页', 'Next'), { ...v.turn, page: v.page + 1 }),
      ),
    v.whole &&
      button(
        text(`不选岗位，为“${v.whole.name}”整体提`, `For "${v.whole.name}" as a whole`),
        v.whole.action,
        'default',
        { fill: true },
      ),
    button(text('重新开始', 'Start again'), { do: 'risks.start', id: 'new', rev: 0 }, 'text'),
  ]);
}
