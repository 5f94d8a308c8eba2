import { type Grade, gradeWord } from '../../src/kernel/grade.ts';
import { type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { form, input, note, type Option, para, pick, select, submit } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { dossierWords as words } from './text.ts';

export type SearchHit = {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly grade: Grade;
  readonly status: Text;
};
export type SearchView = {
  readonly asked: {
    readonly words: string;
    readonly grade: string;
    readonly status: string;
    readonly unit: string;
    readonly area: string;
  };
  readonly units: readonly Option[];
  readonly statuses: readonly Option[];
  readonly areas: readonly Option[];
  /** undefined: nothing was asked yet. */
  readonly found?: {
    readonly hits: readonly SearchHit[];
    readonly total: number;
    readonly page: number;
    readonly pages: number;
    /** Items that were looked at, when there were more. */
    readonly capped?: number;
  };
};
/** Letters of what one searches for. */
export const MAX_WORDS = 60;

const any = (label: Text): Option => ({ value: 'any', label });
const grades: readonly Option[] = ([1, 2, 3] as const).map((g) => ({
  value: String(g),
  label: gradeWord[g],
}));
const filter = (name: string, all: Text, options: readonly Option[], value: string) =>
  options.length > 0 &&
  select({ name, placeholder: all, options: [any(all), ...options], value: value === '' ? 'any' : value });

const hitLine = (h: SearchHit, max: number): Text => {
  const [title, place] = [shorten(h.title, max), shorten(h.place, max)];
  return text(
    `${title}（${place}）· ${gradeWord[h.grade]['zh-CN']} · ${h.status['zh-CN']}`,
    `${title} (${place}) · ${gradeWord[h.grade]['en-US']} · ${h.status['en-US']}`,
  );
};

/** The words travel in the form, not in a button, so paging keeps them and nothing typed is stored. */
const searchForm = ({ asked, found, ...v }: SearchView) =>
  form('search', [
    input({
      name: 'words',
      label: words.words,
      placeholder: words.placeholder,
      value: asked.words,
      max: MAX_WORDS,
    }),
    filter('grade', words.anyGrade, grades, asked.grade),
    filter('status', words.anyStatus, v.statuses, asked.status),
    filter('unit', words.anyUnit, v.units, asked.unit),
    filter('area', words.anyArea, v.areas, asked.area),
    submit(words.find, 'find', { do: 'dossier.search', id: '-', rev: 0, page: 0 }),
    found !== undefined &&
      found.page > 0 &&
      submit(
        words.previous,
        'previous',
        { do: 'dossier.search', id: '-', rev: 0, page: found.page - 1 },
        'default',
      ),
    found !== undefined &&
      found.page < found.pages - 1 &&
      submit(words.next, 'next', { do: 'dossier.search', id: '-', rev: 0, page: found.page + 1 }, 'default'),
  ]);

const draw = (v: SearchView, max: number): Card => {
  const { found } = v;
  return card({ audience: 'private', title: words.title, colour: 'blue' }, [
    found && para(found.total === 0 ? words.none : words.found(found.total)),
    ...(found?.hits ?? []).map((h, i) => {
      const said = hitLine(h, max);
      return para(text(`${i + 1}. ${said['zh-CN']}`, `${i + 1}. ${said['en-US']}`));
    }),
    found && found.pages > 1 && note(words.page(found.page + 1, found.pages)),
    found?.capped !== undefined && note(words.capped(found.capped)),
    found &&
      found.hits.length > 0 &&
      pick({
        placeholder: words.open,
        options: found.hits.map((h, i) => ({
          value: h.id,
          label: text(`${i + 1}. ${shorten(h.title, max)}`, `${i + 1}. ${shorten(h.title, max)}`),
        })),
        action: { do: 'dossier.open', id: '-', rev: 0 },
      }),
    searchForm(v),
  ]);
};

/** Results among what this person may see, ten a page, and the form to ask again. */
export const searchCard = (v: SearchView): Card =>
  fitting([() => draw(v, 40), () => draw(v, 12), () => draw(v, 1)]);
