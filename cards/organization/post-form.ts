import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, form, input, note, row, submit } from '../kit/elements.ts';

export type PostFormView = {
  readonly id: string;
  readonly rev: number;
  readonly name: string;
  readonly duty: string;
  readonly authority: string;
  readonly basis: string;
};

/** Duty, statutory authority and legal basis of a post (S61). */
export const postFormCard = (v: PostFormView): Card =>
  card(
    {
      audience: 'private',
      title: text('职责与权限', 'Duty and authority'),
      subtitle: same(shorten(v.name, 40)),
      colour: 'blue',
    },
    [
      form('post', [
        input({
          name: 'duty',
          label: text('职责定位', 'Duty'),
          placeholder: text('这一岗位做什么，一两句话', 'what the post does, a sentence or two'),
          max: 500,
          lines: 3,
          value: v.duty,
        }),
        input({
          name: 'authority',
          label: text('法定权限', 'Statutory authority'),
          placeholder: text('依法可以审核、决定什么', 'what it may check or decide'),
          max: 300,
          lines: 2,
          value: v.authority,
        }),
        input({
          name: 'basis',
          label: text('法律依据', 'Legal basis'),
          placeholder: text('法规或文件名称和条款', 'law or document with its article'),
          max: 300,
          lines: 2,
          value: v.basis,
        }),
        submit(text('保存', 'Save'), 'save', { do: 'organization.savePost', id: v.id, rev: v.rev }),
      ]),
      row(button(text('返回岗位', 'Back to the post'), { do: 'organization.post', id: v.id, rev: 0 })),
      note(text('写岗位，不写人名和个人信息。', 'Write about the post: no names, no personal data.')),
    ],
  );
