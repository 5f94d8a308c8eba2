import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { type Action, button, type Element, fact, note, type Option, para } from '../kit/elements.ts';
import { questions } from './form-fields.ts';
import type { PlaceKeys } from './start.ts';
import { methodWord } from './text.ts';

export type FormValues = {
  readonly source?: string;
  readonly step?: string;
  readonly stepOther?: string;
  readonly content?: string;
  readonly manifestation?: string;
  readonly likelihood?: string;
  readonly harm?: string;
  readonly triple?: readonly string[];
  readonly assets?: readonly string[];
  readonly power?: string;
  readonly cause?: string;
  readonly confirmedCase?: boolean;
};
export type ReturnedView = {
  readonly reason: Text;
  readonly comment: string;
  readonly due: string;
  readonly example: Text;
};
export type FormView = {
  readonly id: string;
  readonly rev: number;
  readonly keys: PlaceKeys;
  readonly placeName: string;
  /** What the post is for, as the office wrote it. */
  readonly duty?: string;
  readonly kind: 'new' | 'edit' | 'returned' | 'correct';
  /** The risk in force that this one would correct. */
  readonly replaces?: string;
  readonly steps: readonly { readonly id: string; readonly name: string }[];
  readonly anchors: { readonly likelihood: readonly Option[]; readonly harm: readonly Option[] };
  readonly majors: readonly Option[];
  readonly values: FormValues;
  readonly returned?: ReturnedView;
  /** It is in review: sending the form in takes it back until it is confirmed again. */
  readonly pullsBack?: boolean;
};

const titles: Readonly<Record<FormView['kind'], Text>> = {
  new: text('填报廉政风险点', 'Declare an integrity risk'),
  edit: text('修改风险点', 'Edit the risk'),
  returned: text('请修改后重新提交', 'Please revise and resubmit'),
  correct: text('更正风险点', 'Correct the risk'),
};
const returnedLines = (r: ReturnedView): readonly (Element | false)[] => [
  para(
    text(
      `退回原因：${r.reason['zh-CN']}。请在 ${r.due} 前修改。`,
      `Returned: ${r.reason['en-US']}. Please revise by ${r.due}.`,
    ),
    { colour: 'orange' },
  ),
  r.comment !== '' && fact(text('审核意见', 'Comment'), text(r.comment, r.comment)),
  note(text(`写法示例：${r.example['zh-CN']}`, `Example: ${r.example['en-US']}`)),
];
const PRIVACY = text(
  '写岗位和环节，不写人名、证件号、电话，不写涉密内容。卡片经飞书传送，平台和本单位管理员可能看到。',
  'Write about posts and steps: no names, ID or telephone numbers, nothing classified. Cards pass through Feishu; the platform and your administrators may see them.',
);

const KEEPS_DRAFT = text(
  '按“下一步”只保存草稿，确认后才提交。',
  '"Next" only keeps a draft; it is submitted when you confirm.',
);
const PULLS_BACK = text(
  '按“下一步”会先从审核中取回，确认后重新提交。',
  '"Next" takes it back from review first; confirm it to submit again.',
);

/** 平面镜、显微镜、放大镜、多棱镜 (S36): what to look at, in the order of the questions. */
const GUIDE = text(
  '照职责（平面镜）→ 查表现（显微镜）→ 论危害（放大镜）→ 找根源（多棱镜，在“更多”里）',
  'Duty (mirror) → how it shows (microscope) → harm (magnifier) → root cause (prism, under "More")',
);
const MAX_DUTY = 120;
const guide = (v: FormView): readonly (Element | false)[] => [
  v.duty !== undefined && fact(text('岗位职责', 'Duty'), same(shorten(v.duty, MAX_DUTY))),
  note(GUIDE),
];

const START: Action = { do: 'risks.start', id: 'new', rev: 0 };
const leave = (v: FormView): Element | undefined =>
  v.kind === 'new'
    ? button(text('换一个岗位', 'Another post'), START, 'text')
    : v.kind === 'returned'
      ? undefined
      : button(
          text('不改了，看现状', 'Leave it, show its state'),
          { do: 'risks.show', id: v.replaces ?? v.id, rev: v.rev },
          'text',
        );
const subtitleOf = ({ keys, placeName }: FormView): Text => {
  const method = keys.method === 'leader' || keys.method === 'peer' ? methodWord[keys.method] : undefined;
  return method
    ? text(`${placeName}（${method['zh-CN']}）`, `${placeName} (${method['en-US']})`)
    : same(placeName);
};

export function formCard(v: FormView): Card {
  const { id, rev, keys, replaces } = v;
  const action: Action = {
    do: 'risks.draft',
    id,
    rev,
    ...keys,
    ...(replaces === undefined ? {} : { replaces }),
  };
  const returned = v.kind === 'returned';
  return card(
    {
      audience: 'private',
      title: titles[v.kind],
      subtitle: subtitleOf(v),
      colour: returned ? 'orange' : 'blue',
      waits: returned,
    },
    [
      ...(v.returned ? returnedLines(v.returned) : []),
      ...guide(v),
      note(PRIVACY),
      questions(v, action),
      note(v.pullsBack ? PULLS_BACK : KEEPS_DRAFT),
      leave(v),
    ],
  );
}
