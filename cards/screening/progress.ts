import { joinTexts, listComma, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, note, type Option, para, pick, table } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { campaignTitle, stageWord } from './text.ts';

export type Counts = {
  /** Everybody who is asked. */
  readonly people: number;
  readonly started: number;
  readonly answered: number;
  readonly done: number;
};
export type ScreeningProgressView = {
  readonly campaign: string;
  readonly rev: number;
  readonly year: number;
  readonly stage: keyof typeof stageWord;
  readonly scope: Text;
  readonly total: Counts;
  readonly rows: readonly { readonly name: string; readonly counts: Counts }[];
  /** Of everybody asked, those on leadership posts (S3). */
  readonly leaders: Pick<Counts, 'people' | 'answered'>;
  /** Answers by kind. */
  readonly kinds: readonly { readonly label: Text; readonly count: number }[];
  /** Names of who has not started, only for those who lead the division. */
  readonly notStarted: readonly string[];
  readonly notStartedCount: number;
  readonly division?: string;
  readonly mayRemind: boolean;
  readonly scopes: readonly Option[];
};

const share = ({ answered, people }: Counts): string =>
  people === 0 ? '–' : `${Math.floor((answered * 100) / people)}%`;
/** Three columns fit a phone: whom, how many answered of all, how many of these are settled. */
const columns = [
  { name: 'name', display_name: '范围 Scope', data_type: 'text' as const },
  { name: 'answered', display_name: '已答/应答 Done', data_type: 'text' as const },
  {
    name: 'done',
    display_name: '确认 OK',
    data_type: 'number' as const,
    horizontal_align: 'right' as const,
  },
];
const sumLine = (c: Counts): Text =>
  text(
    `应答 ${c.people} 人：已答 ${c.answered}（${share(c)}），其中已确认 ${c.done}；已开始未答完 ${c.started - c.answered}；未开始 ${c.people - c.started}`,
    `${c.people} asked: ${c.answered} answered (${share(c)}), ${c.done} of them confirmed; ${c.started - c.answered} begun; ${c.people - c.started} not started`,
  );
const leadersLine = ({ people, answered }: ScreeningProgressView['leaders']): Element | false =>
  people > 0 &&
  para(
    text(
      `其中领导岗位 ${people} 人：已答 ${answered}`,
      `${people} of them on leadership posts: ${answered} answered`,
    ),
  );
const names = (v: ScreeningProgressView, max: number): Text =>
  joinTexts(
    v.notStarted.slice(0, max).map((n) => same(shorten(n, 12))),
    listComma,
  );

const rowsTable = (v: ScreeningProgressView, max: number): Element | false =>
  v.rows.length > 0 &&
  table(
    columns,
    v.rows.slice(0, max).map(({ name, counts }) => ({
      name: shorten(name, 20),
      answered: `${counts.answered}/${counts.people}`,
      done: counts.done,
    })),
  );

function kindsLine({ kinds }: ScreeningProgressView): Element | false {
  const parts = kinds
    .filter((k) => k.count > 0)
    .map(({ label, count }) => text(`${label['zh-CN']} ${count} 项`, `${label['en-US']}: ${count}`));
  return parts.length > 0 && para(joinTexts(parts, text(' · ', ' · ')));
}

const ONCE = text(
  '提醒记入各人下一次摘要，不另发消息；三个工作日内至多一次。',
  'A reminder is a line in their next digest, at most once in three working days.',
);
const reminding = (v: ScreeningProgressView): readonly (Element | false)[] => [
  v.mayRemind &&
    v.notStartedCount > 0 &&
    button(
      text(`提醒这 ${v.notStartedCount} 人`, `Remind these ${v.notStartedCount}`),
      { do: 'screening.remind', id: v.campaign, rev: v.rev, item: v.division ?? '' },
      'primary',
    ),
  v.mayRemind && note(ONCE),
];

const scopePick = (v: ScreeningProgressView): Element | false =>
  v.scopes.length > 1 &&
  pick({
    placeholder: text('选择单位或部门', 'Choose a unit or division'),
    options: v.scopes.slice(0, 60),
    action: { do: 'screening.progress', id: v.campaign, rev: v.rev },
  });

const draw = (v: ScreeningProgressView, max: number): Card =>
  card(
    {
      audience: 'private',
      title: campaignTitle(v.year),
      subtitle: joinTexts([v.scope, stageWord[v.stage]], text(' · ', ' · ')),
      colour: 'blue',
    },
    [
      para(sumLine(v.total)),
      leadersLine(v.leaders),
      rowsTable(v, max),
      kindsLine(v),
      v.notStarted.length > 0 && fact(text('未开始', 'Not started'), names(v, max)),
      ...reminding(v),
      scopePick(v),
    ],
  );

/** How far a campaign is, by unit or division: numbers from the indexes, no ranking. */
export const screeningProgressCard = (v: ScreeningProgressView): Card =>
  fitting([() => draw(v, 40), () => draw(v, 12), () => draw(v, 3)]);
