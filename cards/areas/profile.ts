import { text } from '../../src/kernel/text.ts';
import { both } from '../catalogue/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, note, para, row, table } from '../kit/elements.ts';
import { pager } from '../organization/paged.ts';
import { attentionWord, areaWords as words } from './text.ts';

type Measures = { readonly powers: number; readonly funds: number; readonly projects: number };
export type ProfileView = {
  readonly rows: readonly (Measures & {
    readonly name: string;
    readonly attention: keyof typeof attentionWord;
  })[];
  readonly page: number;
  readonly pages: number;
  readonly thresholds: Measures;
};
const columns = [
  { name: 'name', display_name: '单位 Unit', data_type: 'text' as const },
  { name: 'has', display_name: '权力/资金/项目', data_type: 'text' as const },
  { name: 'attention', display_name: '关注度', data_type: 'text' as const },
];

/** Units in the organisation's order, no ranking: powers, money and projects, and how much attention follows (S11). */
export const profileCard = (v: ProfileView): Card =>
  card({ audience: 'private', title: words.profiles, colour: 'turquoise' }, [
    para(
      text(
        '按权力事项数、主责领域资金（亿元）、在办项目数，给出开始排查前的关注度。',
        'Power items, money of the areas in charge (100 m yuan) and projects under way give the attention before screening begins.',
      ),
    ),
    table(
      columns,
      v.rows.map((r) => ({
        name: shorten(r.name, 14),
        has: `${r.powers} / ${Math.round(r.funds * 100) / 100} / ${r.projects}`,
        attention: both(attentionWord[r.attention]),
      })),
    ),
    ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'areas.profiles', id: '-', rev: 0 }),
    row(button(words.title, { do: 'areas.list', id: '-', rev: 0, page: 0 })),
    note(
      text(
        `达到两项为高，一项为中：权力 ${v.thresholds.powers} 项、资金 ${v.thresholds.funds} 亿元、项目 ${v.thresholds.projects} 个。说的是工作量，不是评价。`,
        `Two reached is high, one is middle: ${v.thresholds.powers} powers, ${v.thresholds.funds} × 100 m yuan, ${v.thresholds.projects} projects. It tells the load, not a verdict.`,
      ),
    ),
  ]);
