import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, columns, type Element, note, para, row } from '../kit/elements.ts';
import { type Entry, type EntryKey, entries, type MoreKey, moreEntries } from './entries.ts';

const start = { id: '-', rev: 0 };
const SUBTITLE = text('清风 · 廉政风险防控', 'Qingfeng · integrity-risk prevention');

/** A word at the left, as a button where there is one, and what it is for. */
const line = ({ do: name, label, what }: Entry, primary = false): Element =>
  columns(
    {
      weight: 1,
      elements: [
        name === undefined
          ? para(label)
          : button(label, { do: name, ...start }, primary ? 'primary' : 'default'),
      ],
    },
    { weight: 2, elements: [para(what)] },
  );

/** 帮助: at most eight entries, those of the reader's roles; everything else is behind 更多. */
export const helpCard = (keys: readonly EntryKey[]): Card =>
  card({ audience: 'private', title: text('帮助', 'Help'), subtitle: SUBTITLE, colour: 'wathet' }, [
    para(
      text(
        '您可以办理以下事项，点按钮或直接发送名称：',
        'You can do the following: tap a button or send its name.',
      ),
    ),
    ...keys.map((key, i) => line(entries[key], i === 0)),
    row(button(text('更多', 'More'), { do: 'help.more', ...start })),
    note(
      text(
        '请勿在这里填写涉密内容、他人身份信息或举报线索。',
        'Please write no state secrets, personal data of others or accusations here.',
      ),
    ),
  ]);

/** 更多: what is not on the first face, buttons first, then what is only sent as a word. */
export function moreCard(keys: readonly MoreKey[]): Card {
  const all = keys.map((key): Entry => moreEntries[key]);
  const byButton = all.filter((entry) => entry.do !== undefined);
  const byWord = all.filter((entry) => entry.do === undefined);
  return card(
    { audience: 'private', title: text('更多功能', 'More'), subtitle: SUBTITLE, colour: 'wathet' },
    [
      ...byButton.map((entry) => line(entry)),
      para(text('直接发送这些词：', 'Send one of these words:')),
      ...byWord.map((entry) => line(entry)),
      row(button(text('返回帮助', 'Back to help'), { do: 'help.open', ...start })),
      note(text('每个按钮上的词也可以直接发送。', 'The word on a button may be sent as well.')),
    ],
  );
}
