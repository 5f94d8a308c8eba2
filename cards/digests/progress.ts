import { joinTexts, listComma, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { fact, note, type Option, para, pick } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import type { GradeNumbers } from './summary.ts';
import { SHOWN_STATUSES, statusWord, progressWords as words } from './text.ts';

export type ProgressRow = { readonly name: Text; readonly counts: GradeNumbers };
export type ProgressView = {
  readonly division: string;
  readonly unit: string;
  readonly rows: readonly ProgressRow[];
  /** Names of posts without any risk point. */
  readonly without: readonly string[];
  readonly people: number;
  readonly started: number;
  /** Names, only for those who lead the division: empty for other viewers. */
  readonly notStarted: readonly string[];
  readonly overdue: number;
  readonly divisions: readonly Option[];
};

const list = (names: readonly string[], max: number): Text => {
  const shown = joinTexts(
    names.slice(0, max).map((n) => same(shorten(n, 20))),
    listComma,
  );
  const left = names.length - Math.min(max, names.length);
  return left > 0 ? joinTexts([shown, text(` 等 ${names.length} 个`, ` and ${left} more`)]) : shown;
};

/** 采购项目经办：审核中 1、已生效 2. Posts without any are listed apart. */
function rowText({ name, counts }: ProgressRow): Text | undefined {
  const has = SHOWN_STATUSES.filter((s) => counts[s] > 0);
  if (has.length === 0) return undefined;
  const parts = joinTexts(
    has.map((s) => text(`${statusWord[s]['zh-CN']} ${counts[s]}`, `${counts[s]} ${statusWord[s]['en-US']}`)),
    listComma,
  );
  const label = text(shorten(name['zh-CN'], 20), shorten(name['en-US'], 20));
  return text(`${label['zh-CN']}：${parts['zh-CN']}`, `${label['en-US']}: ${parts['en-US']}`);
}

/** How far a division is, for its head: by post, without a ranking of people. */
export function progressCard(v: ProgressView): Card {
  const rows = v.rows.map(rowText).filter((t) => t !== undefined);
  const draw = (max: number): Card =>
    card(
      {
        audience: 'private',
        title: words.title,
        subtitle: text(shorten(`${v.unit} · ${v.division}`, 40), shorten(`${v.unit} · ${v.division}`, 40)),
        colour: 'blue',
      },
      [
        v.rows.length === 0 && para(words.noPosts),
        ...rows.slice(0, max).map((t) => para(t)),
        rows.length > max &&
          note(text(`另有 ${rows.length - max} 个岗位。`, `${rows.length - max} more posts.`)),
        v.rows.length > 0 &&
          (v.without.length > 0 ? fact(words.without, list(v.without, max)) : para(words.complete)),
        para(words.people(v.started, v.people)),
        v.notStarted.length > 0 && fact(words.notStarted, list(v.notStarted, max)),
        fact(words.overdue, text(`${v.overdue} 条`, `${v.overdue}`)),
        v.divisions.length > 1 &&
          pick({
            placeholder: words.choose,
            options: v.divisions.slice(0, 60),
            action: { do: 'digests.progress', id: '-', rev: 0 },
          }),
      ],
    );
  return fitting([() => draw(30), () => draw(10), () => draw(0)]);
}
