import type { PostKind } from '../../src/kernel/grade.ts';
import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, note, panel, para, pick, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { line } from './line.ts';
import { pickPaged } from './paged.ts';
import { kindWord } from './text.ts';
import { type Choice, choices } from './unit.ts';

export type PostView = {
  readonly id: string;
  readonly rev: number;
  readonly division: string;
  readonly place: string;
  readonly name: string;
  readonly kind: PostKind;
  readonly duty: string | undefined;
  readonly authority: string | undefined;
  readonly basis: string | undefined;
  /** `since`: undefined when it was never told. */
  readonly holders: readonly (Choice & { readonly active: boolean; readonly since: string | undefined })[];
  readonly former: readonly {
    readonly label: string;
    readonly from: string | undefined;
    readonly to: string;
  }[];
  readonly steps: readonly string[];
  readonly choices: readonly Choice[];
  readonly page: number;
  readonly mayEdit: boolean;
  /** The office goes back to the division, everybody else to the own posts. */
  readonly admin: boolean;
};

const MAX_HOLDERS = 8;
const MAX_STEPS = 10;
const MAX_LABEL = 40;

const holderWords = (h: PostView['holders'][number]): Text => {
  const since = h.since === undefined ? same('') : text(`，自 ${h.since}`, `, since ${h.since}`);
  const gone = h.active ? same('') : text('，已离职或停用', ', inactive');
  const label = shorten(h.label, MAX_LABEL);
  return text(`${label}${since['zh-CN']}${gone['zh-CN']}`, `${label}${since['en-US']}${gone['en-US']}`);
};
const holderLine = (v: PostView, h: PostView['holders'][number]): Element =>
  v.mayEdit
    ? line(
        [para(holderWords(h))],
        button(text('移出', 'Remove'), { do: 'organization.removeHolder', id: v.id, rev: v.rev, to: h.id }),
      )
    : para(holderWords(h));

/** Who held the post before, from when to when. */
const formerPanel = (v: PostView): Element | false =>
  v.former.length > 0 &&
  panel(
    text('曾任人员', 'Former holders'),
    v.former.map((f) =>
      para(
        text(
          `${shorten(f.label, MAX_LABEL)}：${f.from ?? '起始未登记'} 至 ${f.to}`,
          `${shorten(f.label, MAX_LABEL)}: ${f.from ?? 'not recorded'} to ${f.to}`,
        ),
      ),
    ),
  );

const moreHolders = (n: number): Element | false =>
  n > 0 && note(text(`另有 ${n} 人，请用导入维护。`, `${n} more; use the import.`));

function editPanels(v: PostView): readonly (Element | false)[] {
  const on = { id: v.id, rev: v.rev };
  const kinds = (['leadership', 'key', 'ordinary'] as const).map((k) => ({ value: k, label: kindWord[k] }));
  return [
    panel(
      text('增加在岗人员', 'Add a holder'),
      [
        v.choices.some((c) => c.remark !== undefined) &&
          note(
            text(
              '标明“负责审核”的人员任职后不再审核本岗位的风险点，相应环节自动转给同级其他人或上一级。',
              'Whoever “reviews here” no longer reviews this post’s risk points as its holder: the step goes to another of the same office or the next level by itself.',
            ),
          ),
        ...pickPaged({
          placeholder: text('选择人员', 'Choose a person'),
          options: choices(v.choices),
          action: { do: 'organization.addHolder', ...on },
          page: v.page,
          turn: { do: 'organization.post', ...on },
        }),
      ],
      v.page > 0,
    ),
    v.admin &&
      panel(text('调整岗位类别', 'Change the kind'), [
        pick({
          placeholder: text('选择类别', 'Choose the kind'),
          options: kinds,
          action: { do: 'organization.setKind', ...on },
        }),
      ]),
  ];
}

const written = (label: Text, value: string | undefined, max: number): Element =>
  fact(label, value === undefined ? text('未填', 'not given') : same(shorten(value, max)));

function draw(v: PostView, max: number): Card {
  const steps = v.steps.slice(0, MAX_STEPS).map((s) => para(same(shorten(s, Math.min(max, 60)))));
  return card({ audience: 'private', title: same(v.name), subtitle: same(v.place), colour: 'blue' }, [
    fact(text('岗位类别', 'Kind'), kindWord[v.kind]),
    written(text('职责定位', 'Duty'), v.duty, max),
    written(text('法定权限', 'Authority'), v.authority, max),
    written(text('法律依据', 'Legal basis'), v.basis, max),
    v.holders.length === 0 && para(text('目前无人在岗。', 'Nobody holds this post at present.')),
    ...v.holders.slice(0, MAX_HOLDERS).map((h) => holderLine(v, h)),
    moreHolders(v.holders.length - MAX_HOLDERS),
    formerPanel(v),
    ...(v.mayEdit ? editPanels(v) : []),
    panel(text(`权力事项与环节（${v.steps.length}）`, `Power items and steps (${v.steps.length})`), steps),
    row(
      v.mayEdit &&
        button(text('填写职责与权限', 'Write duty and authority'), {
          do: 'organization.postForm',
          id: v.id,
          rev: v.rev,
        }),
      v.admin
        ? button(text('返回部门', 'Back to the division'), {
            do: 'organization.division',
            id: v.division,
            rev: 0,
          })
        : button(text('返回岗位', 'Back to the posts'), { do: 'organization.posts', id: '-', rev: 0 }),
    ),
  ]);
}

/** One post: kind, duty, authority, legal basis (S61), holders and since when, steps. */
export const postCard = (v: PostView): Card => fitting([() => draw(v, 200), () => draw(v, 30)]);
