import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import {
  button,
  fact,
  form,
  multiSelect,
  note,
  type Option,
  para,
  pick,
  row,
  submit,
} from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { pickPaged } from '../organization/paged.ts';
import { backToOpen } from './back.ts';
import { type Scope, scopeWord, publicityWords as words } from './text.ts';

export type PendingRow = {
  readonly id: string;
  readonly unit: string;
  readonly items: number;
  readonly state: Text;
};
export type PendingView = PendingRow & {
  readonly rev: number;
  readonly counts: Text;
  readonly scope: Scope;
  readonly scopes: readonly Scope[];
  readonly groups: readonly string[];
  /** Groups to pick from, for the scope «chosen». */
  readonly choices: readonly Option[];
  readonly chosen: readonly string[];
  /** Waits for the office admin. */
  readonly held: boolean;
};

const scopeOptions = (scopes: readonly Scope[]): readonly Option[] =>
  scopes.map((value) => ({ value, label: scopeWord[value] }));

const pendingOption = (r: PendingRow): Option => ({
  value: r.id,
  label: text(
    `${shorten(r.unit, 14)}：${r.items} 项，${r.state['zh-CN']}`,
    `${shorten(r.unit, 14)}: ${r.items}, ${r.state['en-US']}`,
  ),
});
/** Notices that have not gone out yet, twenty a page. */
export const pendingListCard = (rows: readonly PendingRow[], page: number): Card =>
  card({ audience: 'private', title: words.pending, colour: rows.length > 0 ? 'orange' : 'blue' }, [
    ...(rows.length === 0
      ? [para(words.pendingNone)]
      : pickPaged({
          placeholder: words.choosePending,
          options: rows.map(pendingOption),
          action: { do: 'publicity.pendingOpen', id: '-', rev: 0 },
          page,
          turn: { do: 'publicity.pending', id: '-', rev: 0 },
        })),
    row(button(words.preset, { do: 'publicity.presets', id: '-', rev: 0, page: 0 }), backToOpen()),
  ]);

/** One notice before it goes out: where it will hang, and the choice of another scope. */
export function pendingCard(v: PendingView): Card {
  const on = { id: v.id, rev: v.rev };
  const draw = (max: number): Card =>
    card(
      {
        audience: 'private',
        title: words.pending,
        subtitle: same(shorten(v.unit, 40)),
        colour: 'orange',
        waits: v.held,
      },
      [
        fact(words.count, v.counts),
        fact(words.scope, scopeWord[v.scope]),
        fact(
          words.groups,
          v.groups.length > 0 ? same(v.groups.map((g) => shorten(g, max)).join('、')) : words.waitsGroup,
        ),
        note(v.state),
        v.scopes.length > 1 &&
          pick({
            placeholder: words.chooseScope,
            options: scopeOptions(v.scopes),
            action: { do: 'publicity.scope', ...on },
          }),
        v.scope === 'chosen' &&
          form('scope', [
            multiSelect({
              name: 'groups',
              placeholder: words.chooseGroups,
              options: v.choices,
              values: v.chosen,
            }),
            submit(words.setGroups, 'set', { do: 'publicity.groups', ...on }, 'default'),
          ]),
        note(words.limitedBy(scopeWord[v.scopes.at(-1) ?? 'unit'])),
        row(
          v.held && button(words.release, { do: 'publicity.release', ...on }, 'primary'),
          button(words.back, { do: 'publicity.pending', id: '-', rev: 0, page: 0 }),
        ),
      ],
    );
  return fitting([() => draw(20), () => draw(6), () => draw(1)]);
}

export type PresetsView = {
  readonly units: readonly {
    readonly id: string;
    readonly name: string;
    readonly scope: Scope | undefined;
  }[];
  readonly page: number;
  readonly pages: number;
};
/** Which scope each unit's notices have; twenty units a page. */
export const presetsCard = (v: PresetsView): Card => {
  const turn = (page: number) => ({ do: 'publicity.presets', id: '-', rev: 0, page });
  const said = (scope: Scope | undefined): Text => (scope ? scopeWord[scope] : words.defaultScope);
  return card({ audience: 'private', title: words.preset, colour: 'blue' }, [
    pick({
      placeholder: words.chooseUnit,
      options: v.units.map((u) => ({
        value: u.id,
        label: text(
          `${shorten(u.name, 20)}：${said(u.scope)['zh-CN']}`,
          `${shorten(u.name, 20)}: ${said(u.scope)['en-US']}`,
        ),
      })),
      action: { do: 'publicity.preset', id: '-', rev: 0 },
    }),
    v.pages > 1 &&
      row(
        v.page > 0 && button(words.previous, turn(v.page - 1)),
        v.page < v.pages - 1 && button(words.next, turn(v.page + 1)),
      ),
    note(words.presetHelp),
    row(backToOpen()),
  ]);
};

/** One unit's preset. «chosen» is picked for each notice, not for ever. */
export const presetCard = (v: {
  readonly unit: string;
  readonly name: string;
  readonly rev: number;
  readonly scope: Scope | undefined;
}): Card =>
  card({ audience: 'private', title: words.preset, subtitle: same(shorten(v.name, 40)), colour: 'blue' }, [
    fact(words.scope, v.scope ? scopeWord[v.scope] : words.defaultScope),
    pick({
      placeholder: words.chooseScope,
      options: scopeOptions(['division', 'unit', 'bureau']),
      action: { do: 'publicity.presetSet', id: v.unit, rev: v.rev },
    }),
    note(words.presetHelp),
    row(button(words.back, { do: 'publicity.presets', id: '-', rev: 0, page: 0 })),
  ]);
