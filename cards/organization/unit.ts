import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { type Action, button, type Element, fact, type Option, panel, para, row } from '../kit/elements.ts';
import { branchPanel, line } from './line.ts';
import { option, pickPaged } from './paged.ts';

export type Choice = { readonly id: string; readonly label: string; readonly remark?: Text };
export type UnitView = {
  readonly id: string;
  readonly rev: number;
  readonly name: string;
  readonly leader: string | undefined;
  readonly branchLeader: string | undefined;
  readonly officers: readonly { readonly grant: string; readonly label: string }[];
  readonly chat: string | undefined;
  readonly divisions: readonly { readonly id: string; readonly name: string; readonly posts: number }[];
  readonly branchChoices: readonly Choice[];
  readonly officerChoices: readonly Choice[];
  readonly page: number;
};

export const unset: Text = text('（未设）', '(none)');
export const named = (value: string | undefined): Text => (value === undefined ? unset : same(value));
export const choices = (list: readonly Choice[]): readonly Option[] =>
  list.map((c) => option(c.id, c.label, c.remark));

/** Officers shown with a button each; more than this is no real unit. */
const MAX_OFFICERS = 6;

const officerLines = (v: UnitView): readonly Element[] =>
  v.officers
    .slice(0, MAX_OFFICERS)
    .map((o) =>
      line(
        [para(same(o.label))],
        button(text('撤销', 'Revoke'), { do: 'organization.revokeOfficer', id: o.grant, rev: 0, to: v.id }),
      ),
    );

const divisionPick = (v: UnitView, turn: Action) =>
  pickPaged({
    placeholder: text('进入部门', 'Open a division'),
    options: v.divisions.map((d) => option(d.id, d.name, text(`${d.posts} 个岗位`, `${d.posts} posts`))),
    action: { do: 'organization.division', id: '-', rev: 0 },
    page: v.page,
    turn,
  });

const officerPanel = (v: UnitView, turn: Action): Element =>
  panel(
    text('增加纪检干部', 'Add a discipline officer'),
    pickPaged({
      placeholder: text('从本单位人员中选择', "Choose among the unit's people"),
      options: choices(v.officerChoices),
      action: { ...turn, do: 'organization.addOfficer' },
      page: v.page,
      turn,
    }),
    v.page > 0,
  );

/** One unit: leaders, discipline officers, and the way to its divisions. Its lists turn pages together. */
export function unitCard(v: UnitView): Card {
  const turn: Action = { do: 'organization.unit', id: v.id, rev: v.rev };
  return card(
    { audience: 'private', title: same(v.name), subtitle: text('谁是谁', 'Who is who'), colour: 'blue' },
    [
      fact(text('主要负责人', 'Leader'), named(v.leader)),
      fact(text('分管领导', 'Branch leader'), named(v.branchLeader)),
      fact(text('单位群', 'Group'), named(v.chat)),
      fact(text('纪检干部', 'Discipline officers'), v.officers.length === 0 ? unset : same('')),
      ...officerLines(v),
      ...divisionPick(v, turn),
      branchPanel(choices(v.branchChoices), { ...turn, do: 'organization.setUnitBranch' }, turn),
      officerPanel(v, turn),
      row(button(text('全部单位', 'All units'), { do: 'organization.units', id: '-', rev: 0 })),
    ],
  );
}
