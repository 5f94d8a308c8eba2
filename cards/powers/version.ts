import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import {
  button,
  type Element,
  fact,
  form,
  input,
  note,
  type Option,
  para,
  pick,
  row,
  select,
  submit,
} from '../kit/elements.ts';
import { powerWords as words } from './text.ts';

/** 优化流程、行权标准、业务程序、工作纪律 (S89). */
export const improvementWord = {
  optimisation: text('优化工作流程', 'Workflow'),
  standard: text('严格行权标准', 'Standard of use'),
  procedure: text('严密业务程序', 'Procedure'),
  discipline: text('严肃工作纪律', 'Discipline'),
} as const;
export type ImprovementKey = keyof typeof improvementWord;
export type Improved = Readonly<Partial<Record<ImprovementKey, string>>>;
const changeWord = {
  added: text('新增', 'New'),
  changed: text('调整', 'Changed'),
  removed: text('取消', 'Removed'),
} as const;
const howWord = {
  begun: text('起始版本', 'first version'),
  edited: text('在卡片上修改', 'edited on a card'),
  imported: text('随表格导入', 'imported'),
} as const;

export type VersionLine = {
  readonly what: keyof typeof changeWord;
  readonly name: string;
  readonly detail: string;
};
export type VersionView = {
  readonly item: string;
  readonly name: string;
  readonly no: number;
  readonly rev: number;
  readonly how: keyof typeof howWord;
  readonly who: string;
  readonly at: string;
  readonly why: string;
  readonly improved: Improved;
  readonly policy: string | undefined;
  readonly lines: readonly VersionLine[];
  readonly versions: readonly number[];
  readonly mayEdit: boolean;
};
const KEYS = Object.keys(improvementWord) as readonly ImprovementKey[];
/** Changes and versions on one card. */
const SHOWN = 12;
const LISTED = 30;

const colour = { added: 'green', changed: 'orange', removed: 'grey' } as const;
const changeLine = ({ what, name, detail }: VersionLine): Element => {
  const said = (k: 'zh-CN' | 'en-US', open: string, close: string): string =>
    `${changeWord[what][k]}${k === 'zh-CN' ? '：' : ': '}${shorten(name, 30)}${detail === '' ? '' : `${open}${shorten(detail, 60)}${close}`}`;
  return para(text(said('zh-CN', '（', '）'), said('en-US', ' (', ')')), { colour: colour[what] });
};
const number = (no: number): Text => text(`第 ${no} 版`, `version ${no}`);

const buttons = (v: VersionView): Element =>
  row(
    v.mayEdit &&
      v.no > 1 &&
      button(text('填写修订说明', 'Describe the revision'), {
        ...{ do: 'powers.revision', id: v.item, rev: v.rev, no: v.no },
      }),
    button(words.backToItem, { do: 'powers.item', id: v.item, rev: 0 }),
  );

/** One version of a flow and what it changed against the one before (S87, S89). */
export const versionCard = (v: VersionView): Card =>
  card(
    {
      audience: 'private',
      title: text(`流程${number(v.no)['zh-CN']}`, `Flow, ${number(v.no)['en-US']}`),
      subtitle: same(shorten(v.name, 40)),
      colour: 'turquoise',
    },
    [
      para(
        text(
          `${v.at} · ${v.who} · ${howWord[v.how]['zh-CN']}`,
          `${v.at} · ${v.who} · ${howWord[v.how]['en-US']}`,
        ),
      ),
      v.why !== '' && fact(text('原因', 'Why'), same(shorten(v.why, 200))),
      v.no > 1 && v.lines.length === 0 && note(text('与上一版相同。', 'The same as the version before.')),
      ...v.lines.slice(0, SHOWN).map(changeLine),
      v.lines.length > SHOWN && note(text(`共 ${v.lines.length} 处变动`, `${v.lines.length} changes in all`)),
      ...KEYS.map((k) => {
        const said = v.improved[k];
        return said !== undefined && fact(improvementWord[k], same(shorten(said, 100)));
      }),
      v.policy !== undefined && fact(text('据此修订制度', 'Policy revised'), same(shorten(v.policy, 50))),
      v.versions.length > 1 &&
        pick({
          placeholder: text('查看其他版本', 'Another version'),
          options: v.versions.slice(-LISTED).map((no): Option => ({ value: String(no), label: number(no) })),
          action: { do: 'powers.versions', id: v.item, rev: 0 },
        }),
      buttons(v),
    ],
  );

export type RevisionView = {
  readonly item: string;
  readonly no: number;
  readonly rev: number;
  readonly name: string;
  readonly why: string;
  readonly improved: Improved;
  readonly policy: string | undefined;
  readonly policies: readonly Option[];
};
const given = (value: string | undefined) => (value === undefined || value === '' ? {} : { value });
const policyField = (v: RevisionView): readonly Element[] =>
  v.policies.length === 0
    ? []
    : [
        para(text('据此修订的制度', 'Policy revised because of it')),
        select({
          name: 'policy',
          placeholder: text('没有就不选', 'Leave empty if none'),
          options: v.policies,
          ...given(v.policy),
        }),
      ];

/** Why a flow was revised and what it improves; all of it optional. */
export const revisionCard = (v: RevisionView): Card =>
  card(
    {
      audience: 'private',
      title: text('修订说明（可不填）', 'About the revision (optional)'),
      subtitle: same(shorten(v.name, 40)),
      colour: 'blue',
    },
    [
      form('revision', [
        input({ name: 'why', label: text('原因', 'Why'), max: 200, lines: 2, ...given(v.why) }),
        ...KEYS.map((k) => input({ name: k, label: improvementWord[k], max: 100, ...given(v.improved[k]) })),
        ...policyField(v),
        submit(words.save, 'save', { do: 'powers.saveRevision', id: v.item, rev: v.rev, no: v.no }),
      ]),
      row(button(words.backToItem, { do: 'powers.item', id: v.item, rev: 0 })),
    ],
  );
