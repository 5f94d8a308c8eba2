import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { plusDays } from '../../src/kernel/time.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, para, pick, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { type What, whatWord, listWords as words } from './text.ts';

export type ListedRow = {
  /** The risk point to open; an objection has none here. */
  readonly id?: string;
  readonly title: string;
  readonly place: string;
  readonly grade?: Grade;
  readonly state: Text;
};
export type ListView = {
  readonly what: What;
  readonly scopeId: string;
  readonly scope: Text;
  /** `to` is the first day that is no longer counted. */
  readonly period?: { readonly from: string; readonly to: string };
  readonly rows: readonly ListedRow[];
  /** What the reader may see of it. */
  readonly visible: number;
  /** The whole number, where the reader may know it. */
  readonly total?: number;
  readonly capped?: number;
  readonly page: number;
  readonly pages: number;
};

const countText = (v: ListView): Text => {
  if (v.total === undefined) return words.visible(v.visible);
  return v.total === v.visible ? words.total(v.total) : words.fewer(v.visible, v.total);
};

function line(r: ListedRow, no: number, max: number): Text {
  const [title, place] = [shorten(r.title, max), shorten(r.place, max)];
  const say = (lang: 'zh-CN' | 'en-US'): string =>
    [`${no}. ${title}（${place}）`, r.grade === undefined ? '' : gradeWord[r.grade][lang], r.state[lang]]
      .filter((s) => s !== '')
      .join(' · ');
  return text(say('zh-CN'), say('en-US'));
}

/** The private list behind a number: what this reader may see of it, ten a page. `first`: number of the first row. */
export function listCard(v: ListView, first: number): Card {
  const period = v.period ?? {};
  const turn = (page: number) => ({
    do: 'digests.list',
    id: v.scopeId,
    rev: 0,
    what: v.what,
    page,
    ...period,
  });
  const openable = v.rows.flatMap((r, i) => (r.id === undefined ? [] : [{ ...r, id: r.id, no: first + i }]));
  const draw = (max: number): Card =>
    card(
      {
        audience: 'private',
        title: whatWord[v.what],
        subtitle: text(shorten(v.scope['zh-CN'], 40), shorten(v.scope['en-US'], 40)),
        colour: 'blue',
      },
      [
        v.period && note(words.period(v.period.from, plusDays(v.period.to, -1))),
        para(v.visible === 0 && v.total !== 0 ? words.none : countText(v), { size: 'heading' }),
        v.capped !== undefined && note(words.capped(v.capped)),
        ...v.rows.map((r, i) => para(line(r, first + i, max))),
        openable.length > 0 &&
          pick({
            placeholder: words.open,
            options: openable.map((r) => ({
              value: r.id,
              label: text(`${r.no}. ${shorten(r.title, max)}`, `${r.no}. ${shorten(r.title, max)}`),
            })),
            action: { do: 'dossier.open', id: '-', rev: 0 },
          }),
        v.pages > 1 && note(words.page(v.page + 1, v.pages)),
        row(
          v.page > 0 && button(words.previous, turn(v.page - 1)),
          v.page < v.pages - 1 && button(words.next, turn(v.page + 1)),
          button(words.back, { do: 'digests.summary', id: v.scopeId, rev: 0 }),
        ),
      ],
    );
  return fitting([() => draw(40), () => draw(12), () => draw(1)]);
}
