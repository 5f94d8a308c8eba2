import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { joinTexts, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, hr, note, type Option, para, pick, row } from '../kit/elements.ts';
import { editionWords } from './edition-text.ts';
import { shortGrade, catalogueWords as words } from './text.ts';

export type Counts = Readonly<Record<Grade, number>>;
export type CatalogueRowView = {
  /** Opens the row: a post's place key, or a unit's id in the view of the whole bureau. */
  readonly key: string;
  readonly name: Text;
  readonly kind?: Text;
  readonly counts: Counts;
  readonly grade: Grade | undefined;
  readonly leader?: Text;
};
export type CatalogueView = {
  /** Unit id, or `*` for the whole bureau. */
  readonly scope: string;
  readonly division: string;
  readonly name: Text;
  readonly asOf: string;
  readonly rows: readonly CatalogueRowView[];
  readonly page: number;
  readonly pages: number;
  /** Of the whole scope, not of the page. */
  readonly totals: Counts & { readonly places: number };
  readonly scopes: readonly Option[];
  readonly divisions: readonly Option[];
  readonly mayExport: boolean;
  readonly mayEditions?: boolean;
};

const sum = (c: Counts): number => c[1] + c[2] + c[3];

/** Names longer than this make three lines of a row on a phone. */
const NAME = 32;
const GRADES = [1, 2, 3] as const;

/** Rows are words: a table of eight columns hides most of them beside a phone's screen. */
const rowLine = (r: CatalogueRowView): Text => {
  const name = { zh: shorten(r.name['zh-CN'], NAME), en: shorten(r.name['en-US'], NAME) };
  const grade = r.grade === undefined ? text('', '') : gradeWord[r.grade];
  return text(`${grade['zh-CN']} ${name.zh}`.trim(), `${name.en}: ${grade['en-US']}`.replace(/: $/, ''));
};

/** 风险点 4：一级 1、三级 3 · 重点岗位 · 责任领导：主要领导 */
function detailLine(r: CatalogueRowView): Text {
  const has = GRADES.filter((g) => r.counts[g] > 0);
  const counts = text(
    `风险点 ${sum(r.counts)}${has.length > 0 ? `：${has.map((g) => `${shortGrade[g]['zh-CN']} ${r.counts[g]}`).join('、')}` : ''}`,
    `${sum(r.counts)} risk point(s)${has.length > 0 ? `: ${has.map((g) => `${r.counts[g]} ${shortGrade[g]['en-US']}`).join(', ')}` : ''}`,
  );
  const leader =
    r.leader &&
    text(`${words.leader['zh-CN']}：${r.leader['zh-CN']}`, `${words.leader['en-US']}: ${r.leader['en-US']}`);
  return joinTexts(
    [counts, r.kind, leader].filter((t) => t !== undefined),
    text(' · ', ' · '),
  );
}

/** 合计：岗位 12 · 风险点 37 · 一级 … — the sum of all rows of the scope, computed. */
export function totalLine(totals: CatalogueView['totals'], bureau: boolean): Text {
  const places = bureau
    ? text(`单位 ${totals.places}`, `${totals.places} units`)
    : text(`目录条目 ${totals.places}`, `${totals.places} entries`);
  const risks = text(`风险点 ${sum(totals)}`, `${sum(totals)} risk points`);
  const grades = text(
    `一级（高）${totals[1]} · 二级（中）${totals[2]} · 三级（低）${totals[3]}`,
    `high ${totals[1]} · middle ${totals[2]} · low ${totals[3]}`,
  );
  return joinTexts([
    joinTexts([words.total, text('：', ': ')]),
    joinTexts([places, risks, grades], text(' · ', ' · ')),
  ]);
}

/** The catalogue of a scope: one page of ten rows, totals of the whole, ways to other scopes, Excel. */
export function catalogueCard(v: CatalogueView): Card {
  const bureau = v.scope === '*';
  const to = (page: number, division = v.division) => ({
    do: 'catalogue.open',
    id: v.scope,
    rev: 0,
    page,
    division,
  });
  const open = v.rows.map(
    (r): Option => ({
      value: r.key,
      label: text(shorten(r.name['zh-CN'], 40), shorten(r.name['en-US'], 40)),
    }),
  );
  return card(
    {
      audience: 'private',
      title: words.title,
      subtitle: text(shorten(v.name['zh-CN'], 40), shorten(v.name['en-US'], 40)),
      colour: 'turquoise',
    },
    [
      para(words.asOf(v.asOf)),
      v.rows.length === 0 && para(words.empty),
      ...v.rows.flatMap((r) => [para(rowLine(r)), note(detailLine(r))]),
      v.rows.length > 0 && hr,
      v.rows.length > 0 && para(totalLine(v.totals, bureau)),
      v.pages > 1 && note(words.page(v.page + 1, v.pages)),
      open.length > 0 &&
        pick({
          placeholder: bureau ? words.chooseUnit : words.choosePost,
          options: open,
          action: bureau
            ? { do: 'catalogue.scope', id: '*', rev: 0 }
            : { do: 'catalogue.post', id: v.scope, rev: 0, page: v.page, division: v.division },
        }),
      v.divisions.length > 1 &&
        pick({
          placeholder: words.chooseDivision,
          options: v.divisions,
          action: { do: 'catalogue.division', id: v.scope, rev: 0 },
        }),
      v.scopes.length > 1 &&
        pick({
          placeholder: words.chooseUnit,
          options: v.scopes,
          action: { do: 'catalogue.scope', id: v.scope, rev: 0 },
        }),
      row(
        v.page > 0 && button(words.previous, to(v.page - 1)),
        v.page < v.pages - 1 && button(words.next, to(v.page + 1)),
        v.mayExport &&
          v.rows.length > 0 &&
          button(words.excel, { do: 'catalogue.export', id: v.scope, rev: 0 }, 'primary'),
        v.mayExport &&
          v.rows.length > 0 &&
          button(words.register, { do: 'catalogue.register', id: v.scope, rev: 0 }),
        v.mayEditions && button(editionWords.versions, { do: 'edition.list', id: '-', rev: 0 }),
      ),
      note(words.howGraded),
    ],
  );
}
