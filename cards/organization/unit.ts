import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, columns, fact, type Option, panel, para, row } from '../kit/elements.ts';
import { option, PAGE_OPTIONS, pickPaged } from './paged.ts';

export type Choice = { readonly id: string; readonly label: string };
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
export const choices = (list: readonly Choice[]): readonly Option[] => list.map((c) => option(c.id, c.label));

/** Officers shown with a button each; more than this is no real unit. */
const MAX_OFFICERS = 6;

/** One unit: leaders, discipline officers, and the way to its divisions. */
export function unitCard(v: UnitView): Card {
  const on = { id: v.id, rev: v.rev };
  return card(
    { audience: 'private', title: same(v.name), subtitle: text('谁是谁', 'Who is who'), colour: 'blue' },
    [
      fact(text('主要负责人', 'Leader'), named(v.leader)),
      fact(text('分管领导', 'Branch leader'), named(v.branchLeader)),
      fact(text('单位群', 'Group'), named(v.chat)),
      fact(text('纪检干部', 'Discipline officers'), v.officers.length === 0 ? unset : same('')),
      ...v.officers.slice(0, MAX_OFFICERS).map((o) =>
        columns(
          { weight: 3, elements: [para(same(o.label))] },
          {
            weight: 1,
            elements: [
              button(text('撤销', 'Revoke'), {
                do: 'organization.revokeOfficer',
                id: o.grant,
                rev: 0,
                to: v.id,
              }),
            ],
          },
        ),
      ),
      ...pickPaged({
        placeholder: text('进入部门', 'Open a division'),
        options: v.divisions.map((d) => option(d.id, d.name, text(`${d.posts} 个岗位`, `${d.posts} posts`))),
        action: { do: 'organization.division', id: '-', rev: 0 },
        page: 0,
        turn: { do: 'organization.unit', ...on },
      }),
      panel(
        text('调整分管领导', 'Change the branch leader'),
        pickPaged({
          placeholder: text('选择分管领导', 'Choose the branch leader'),
          options: choices(v.branchChoices.slice(0, PAGE_OPTIONS)),
          action: { do: 'organization.setUnitBranch', ...on },
          page: 0,
          turn: { do: 'organization.unit', ...on },
        }),
      ),
      panel(
        text('增加纪检干部', 'Add a discipline officer'),
        pickPaged({
          placeholder: text('从本单位人员中选择', 'Choose among the unit’s people'),
          options: choices(v.officerChoices),
          action: { do: 'organization.addOfficer', ...on },
          page: v.page,
          turn: { do: 'organization.unit', ...on },
        }),
        v.page > 0,
      ),
      row(button(text('全部单位', 'All units'), { do: 'organization.units', id: '-', rev: 0 })),
    ],
  );
}
