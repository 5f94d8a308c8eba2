import type { PostKind } from '../../src/kernel/grade.ts';
import { same, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, type Element, fact, note, panel, para, pick, row } from '../kit/elements.ts';
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
  readonly holders: readonly (Choice & { readonly active: boolean })[];
  readonly steps: readonly string[];
  readonly choices: readonly Choice[];
  readonly page: number;
};

const MAX_HOLDERS = 8;
const MAX_STEPS = 10;

const holderLine = (v: PostView, h: PostView['holders'][number]): Element =>
  line(
    [para(h.active ? same(h.label) : text(`${h.label}，已离职或停用`, `${h.label}, inactive`))],
    button(text('移出', 'Remove'), { do: 'organization.removeHolder', id: v.id, rev: v.rev, to: h.id }),
  );

const moreHolders = (n: number): Element | false =>
  n > 0 && note(text(`另有 ${n} 人，请用导入维护。`, `${n} more; use the import.`));

function editPanels(v: PostView): readonly Element[] {
  const on = { id: v.id, rev: v.rev };
  const kinds = (['leadership', 'key', 'ordinary'] as const).map((k) => ({ value: k, label: kindWord[k] }));
  return [
    panel(
      text('增加在岗人员', 'Add a holder'),
      pickPaged({
        placeholder: text('选择人员', 'Choose a person'),
        options: choices(v.choices),
        action: { do: 'organization.addHolder', ...on },
        page: v.page,
        turn: { do: 'organization.post', ...on },
      }),
      v.page > 0,
    ),
    panel(text('调整岗位类别', 'Change the kind'), [
      pick({
        placeholder: text('选择类别', 'Choose the kind'),
        options: kinds,
        action: { do: 'organization.setKind', ...on },
      }),
    ]),
  ];
}

/** One post: kind, holders, steps. */
export function postCard(v: PostView): Card {
  const steps = v.steps.slice(0, MAX_STEPS).map((s) => para(same(shorten(s, 60))));
  return card({ audience: 'private', title: same(v.name), subtitle: same(v.place), colour: 'blue' }, [
    fact(text('岗位类别', 'Kind'), kindWord[v.kind]),
    v.duty !== undefined && fact(text('职责', 'Duty'), same(shorten(v.duty, 200))),
    v.holders.length === 0 && para(text('目前无人在岗。', 'Nobody holds this post at present.')),
    ...v.holders.slice(0, MAX_HOLDERS).map((h) => holderLine(v, h)),
    moreHolders(v.holders.length - MAX_HOLDERS),
    ...editPanels(v),
    panel(text(`权力事项与环节（${v.steps.length}）`, `Power items and steps (${v.steps.length})`), steps),
    row(
      button(text('返回部门', 'Back to the division'), {
        do: 'organization.division',
        id: v.division,
        rev: 0,
      }),
    ),
  ]);
}
