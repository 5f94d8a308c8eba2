import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, form, input, multiSelect, note, type Option, row, submit, table } from '../kit/elements.ts';
import type { TableColumn, Tagged } from '../kit/types.ts';

export type Cell = { readonly count: number; readonly signed: boolean };
export type CellsView = {
  readonly id: string;
  readonly unit: string;
  readonly division: string;
  readonly name: string;
  readonly place: string;
  readonly levels: readonly Text[];
  readonly rows: readonly { readonly source: Text; readonly cells: readonly Cell[] }[];
  /** Empty cells one may sign; none for who may not. */
  readonly open: readonly Option[];
  readonly maySign: boolean;
};

const tagOf = ({ count, signed }: Cell): readonly Tagged[] =>
  count > 0
    ? [{ text: `有 ${count}`, color: 'green' }]
    : signed
      ? [{ text: '无 none', color: 'neutral' }]
      : [{ text: '空 empty', color: 'orange' }];
const both = (t: Text): string => `${t['zh-CN']} ${t['en-US']}`;
/** 思想 Ethics: the beginning of both names, so that the levels beside it stay on a phone. */
const begun = (t: Text): string => `${t['zh-CN'].slice(0, 2)} ${t['en-US'].split(' ')[0] ?? ''}`;

function matrix(v: CellsView) {
  const columns: readonly TableColumn[] = [
    { name: 'source', display_name: '来源 Source', data_type: 'text' },
    ...v.levels.map((l, i): TableColumn => ({ name: `l${i}`, display_name: both(l), data_type: 'options' })),
  ];
  const rows = v.rows.map(({ source, cells }) => ({
    source: begun(source),
    ...Object.fromEntries(cells.map((c, i) => [`l${i}`, tagOf(c)])),
  }));
  return table(columns, rows);
}

/** One power item: level × source, each cell with risks, signed as none, or empty (S56). */
export const cellsCard = (v: CellsView): Card =>
  card(
    {
      audience: 'private',
      title: same(shorten(v.name, 40)),
      subtitle: same(shorten(v.place, 40)),
      colour: 'turquoise',
    },
    [
      matrix(v),
      v.maySign &&
        v.open.length > 0 &&
        form('blank', [
          multiSelect({
            name: 'cells',
            placeholder: text('没有风险点的空白格', 'Cells without a risk'),
            options: v.open,
          }),
          input({
            name: 'reason',
            label: text('没有，因为', 'None, because'),
            placeholder: text('一句话说明', 'in one sentence'),
            max: 200,
            lines: 2,
          }),
          submit(text('签认', 'Sign'), 'sign', {
            ...{ do: 'completeness.sign', id: v.unit, rev: 0, division: v.division, item: v.id },
          }),
        ]),
      row(
        button(text('填报风险点', 'Declare a risk'), { do: 'risks.start', id: 'new', rev: 0 }),
        button(text('返回查漏', 'Back'), {
          do: 'completeness.open',
          id: v.unit,
          rev: 0,
          division: v.division,
        }),
      ),
      note(
        text(
          '有：已有风险点。无：已签认没有。空：请填报风险点，或签认没有的理由（本年度有效）。',
          'A number: risk points there are. None: signed. Empty: declare a risk, or sign why there is none (for this year).',
        ),
      ),
    ],
  );
