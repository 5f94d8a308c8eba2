import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { note, para, table } from '../kit/elements.ts';

export type ReadingsView = {
  readonly id: string;
  /** Newest first. */
  readonly rows: readonly { readonly at: string; readonly name: string; readonly how: keyof typeof HOW }[];
};

const HOW = { shown: '查看 read', file: '导出 file', listed: '列表 list' } as const;

/** Who was shown a matter that was not theirs, for auditors and discipline officers. */
export const readingsCard = ({ id, rows }: ReadingsView): Card =>
  card({ audience: 'private', title: text('查阅记录', 'Readings'), subtitle: same(id), colour: 'grey' }, [
    rows.length === 0
      ? para(text('没有他人查阅的记录。', 'Nobody else has read it.'))
      : table(
          [
            { name: 'at', display_name: '时间 Time', data_type: 'text', width: '45%' },
            { name: 'name', display_name: '人员 Person', data_type: 'text', width: '30%' },
            { name: 'how', display_name: '方式 How', data_type: 'text', width: '25%' },
          ],
          rows.map(({ at, name, how }) => ({ at, name, how: HOW[how] })),
        ),
    note(
      text(
        '只列最近的查阅，全部记在账本中。本人查看自己填报的事项不记。',
        "The newest only; all of them are in the ledger. Looking at one's own matter is not recorded.",
      ),
    ),
  ]);
