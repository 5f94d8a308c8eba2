import { same, type Text, text } from '../../src/kernel/text.ts';
import { both } from '../catalogue/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, fact, note, para, pick, row, table } from '../kit/elements.ts';
import { pager } from '../organization/paged.ts';
import { budgetText, stateWord, wayWord, areaWords as words } from './text.ts';

export type ProjectView = {
  readonly name: string;
  readonly unit: string;
  readonly area?: string;
  readonly way: keyof typeof wayWord;
  readonly agent?: string;
  /** 万元 */
  readonly budget: number;
  readonly from?: string;
  readonly to?: string;
  readonly state: keyof typeof stateWord;
  readonly targets: { readonly quality?: string; readonly saving?: number; readonly clean: boolean };
};
export type ProjectsView = {
  readonly rows: readonly (ProjectView & { readonly id: string })[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly live: number;
  readonly delegated: number;
  readonly budget: number;
};
const columns = [
  { name: 'name', display_name: '项目 Project', data_type: 'text' as const },
  {
    name: 'budget',
    display_name: '预算 万元',
    data_type: 'number' as const,
    horizontal_align: 'right' as const,
  },
  { name: 'state', display_name: '状态 State', data_type: 'text' as const },
];

/** The year's construction projects (S8, S13). */
export const projectsCard = (v: ProjectsView): Card =>
  card({ audience: 'private', title: words.projects, colour: 'turquoise' }, [
    v.total === 0
      ? para(words.none)
      : para(
          text(
            `进行中 ${v.live} 个（代建 ${v.delegated} 个），预算合计 ${budgetText(v.budget)['zh-CN']}；台账共 ${v.total} 个。`,
            `${v.live} under way (${v.delegated} delegated), budgets ${budgetText(v.budget)['en-US']} together; ${v.total} in the register.`,
          ),
        ),
    v.rows.length > 0 &&
      table(
        columns,
        v.rows.map((r) => ({ name: shorten(r.name, 24), budget: r.budget, state: both(stateWord[r.state]) })),
      ),
    ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'areas.projects', id: '-', rev: 0 }),
    v.rows.length > 0 &&
      pick({
        placeholder: text('查看一个项目', 'Open a project'),
        options: v.rows.map((r) => ({ value: r.id, label: same(shorten(r.name, 24)) })),
        action: { do: 'areas.project', id: '-', rev: 0 },
      }),
    row(button(words.title, { do: 'areas.list', id: '-', rev: 0, page: 0 })),
    v.total === 0 && note(words.howToFill),
  ]);

const period = (v: ProjectView): Text =>
  text(`${v.from ?? '未定'} 至 ${v.to ?? '未定'}`, `${v.from ?? 'open'} to ${v.to ?? 'open'}`);

/** One project and its three targets: quality, saving, integrity (S15). */
export const projectCard = (v: ProjectView): Card =>
  card(
    {
      audience: 'private',
      title: same(shorten(v.name, 40)),
      subtitle: stateWord[v.state],
      colour: 'turquoise',
    },
    [
      fact(text('建设单位', 'Unit'), same(shorten(v.unit, 40))),
      fact(text('建设方式', 'Way'), wayWord[v.way]),
      v.agent !== undefined && fact(text('代建单位', 'Delegated agent'), same(shorten(v.agent, 40))),
      fact(text('预算', 'Budget'), budgetText(v.budget)),
      (v.from !== undefined || v.to !== undefined) && fact(text('工期', 'Period'), period(v)),
      v.targets.quality !== undefined &&
        fact(text('质量目标', 'Quality'), same(shorten(v.targets.quality, 60))),
      v.targets.saving !== undefined &&
        fact(text('节约率目标', 'Saving'), text(`${v.targets.saving}%`, `${v.targets.saving}%`)),
      fact(
        text('廉洁目标', 'Integrity'),
        v.targets.clean ? text('零违纪违法', 'no violation') : text('未设定', 'not set'),
      ),
      row(button(text('返回项目', 'Back'), { do: 'areas.projects', id: '-', rev: 0, page: 0 })),
    ],
  );
