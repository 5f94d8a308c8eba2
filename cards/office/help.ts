import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, columns, note, para } from '../kit/elements.ts';
import { type EntryKey, entries } from './entries.ts';

/** 帮助: at most eight entries, those of the reader's roles. */
export const helpCard = (keys: readonly EntryKey[]): Card =>
  card(
    {
      audience: 'private',
      title: text('帮助', 'Help'),
      subtitle: text('清风 · 廉政风险防控', 'Qingfeng · integrity-risk prevention'),
      colour: 'wathet',
    },
    [
      para(
        text(
          '您可以办理以下事项，点按钮或直接发送名称：',
          'You can do the following: tap a button or send its name.',
        ),
      ),
      ...keys.map((key, i) => {
        const { do: name, label, what } = entries[key];
        return columns(
          {
            weight: 1,
            elements: [button(label, { do: name, id: '-', rev: 0 }, i === 0 ? 'primary' : 'default')],
          },
          { weight: 3, elements: [para(what)] },
        );
      }),
      note(text('发送“公示”可看正在公示的风险点。', 'Send “publicity” to see what is in publicity.')),
      note(
        text(
          '请勿在这里填写涉密内容、他人身份信息或举报线索。',
          'Please write no state secrets, personal data of others or accusations here.',
        ),
      ),
    ],
  );
