import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card, type HeaderColour } from '../kit/card.ts';
import { button, fact, note, para, row } from '../kit/elements.ts';

type Tally = {
  readonly fresh: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly errors: number;
};
type Status = 'checked' | 'applied' | 'cancelled' | 'undone';
export type ImportView = {
  readonly id: string;
  readonly rev: number;
  readonly file: string;
  readonly status: Status;
  readonly by: string;
  /** Local date and time of the check, or of the import once it was applied. */
  readonly at: string;
  readonly tally: Readonly<Record<'posts' | 'steps' | 'roles', Tally>>;
  readonly willChange: number;
  readonly unknownSheets: readonly string[];
  readonly canUndo: boolean;
  readonly undone: { readonly restored: number; readonly left: number } | undefined;
};

const colours: Readonly<Record<Status, HeaderColour>> = {
  checked: 'blue',
  applied: 'green',
  cancelled: 'grey',
  undone: 'grey',
};
const titles: Readonly<Record<Status, Text>> = {
  checked: text('导入核对（尚未生效）', 'Import check (not in force yet)'),
  applied: text('导入已生效', 'Import applied'),
  cancelled: text('导入已取消', 'Import cancelled'),
  undone: text('导入已撤销', 'Import undone'),
};
const sheetWord = {
  posts: text('岗位', 'Posts'),
  steps: text('权力事项与环节', 'Power items and steps'),
  roles: text('角色', 'Roles'),
} as const;

const counts = ({ fresh, changed, unchanged, errors }: Tally): Text =>
  text(
    `新增 ${fresh}，变动 ${changed}，不变 ${unchanged}，有误 ${errors}`,
    `${fresh} new, ${changed} changed, ${unchanged} unchanged, ${errors} faulty`,
  );

const errorsOf = (v: ImportView): number =>
  v.tally.posts.errors + v.tally.steps.errors + v.tally.roles.errors;

function nextStep(v: ImportView): Text | undefined {
  const errors = errorsOf(v);
  if (v.status !== 'checked') return undefined;
  if (v.willChange === 0) return text('没有需要导入的变动。', 'There is nothing to import.');
  if (errors === 0)
    return text(`确认后导入 ${v.willChange} 行。`, `Confirming imports ${v.willChange} rows.`);
  return text(
    `确认后导入 ${v.willChange} 行；有误的 ${errors} 行不导入，已另发错误清单，改好后再发即可。`,
    `Confirming imports ${v.willChange} rows; the ${errors} faulty ones stay out. They are in the error sheet sent to you: mend them and send them again.`,
  );
}

function buttons(v: ImportView) {
  const on = { id: v.id, rev: v.rev };
  if (v.status === 'applied')
    return (
      v.canUndo &&
      button(text('撤销本次导入', 'Undo this import'), { do: 'organization.importUndo', ...on }, 'danger', {
        confirm: {
          title: text('撤销本次导入', 'Undo this import'),
          text: text(
            '恢复到导入之前；之后又改动过的内容保持不变。',
            'Everything goes back to before the import; what was changed since stays.',
          ),
        },
      })
    );
  if (v.status !== 'checked') return undefined;
  return row(
    v.willChange > 0 &&
      button(text('确认导入', 'Confirm'), { do: 'organization.importConfirm', ...on }, 'primary_filled'),
    button(text('取消', 'Cancel'), { do: 'organization.importCancel', ...on }),
  );
}

/** One import: its numbers by sheet, and what can be done with it now. */
export function importCard(v: ImportView): Card {
  const next = nextStep(v);
  const sheets = (['posts', 'steps', 'roles'] as const).filter((k) =>
    Object.values(v.tally[k]).some((n) => n > 0),
  );
  return card(
    {
      audience: 'private',
      title: titles[v.status],
      colour: colours[v.status],
      waits: v.status === 'checked',
    },
    [
      v.file !== '' && fact(text('文件', 'File'), same(v.file)),
      ...sheets.map((k) => fact(sheetWord[k], counts(v.tally[k]))),
      v.unknownSheets.length > 0 &&
        para(
          text(
            `没有认出的工作表：${v.unknownSheets.join('、')}`,
            `Sheets not recognised: ${v.unknownSheets.join(', ')}`,
          ),
        ),
      v.undone &&
        para(
          text(
            `已恢复 ${v.undone.restored} 项；${v.undone.left} 项之后另有变动，保持不变。`,
            `${v.undone.restored} restored; ${v.undone.left} were changed later and stay.`,
          ),
        ),
      next && para(next),
      buttons(v),
      note(text(`${v.by} · ${v.at}`, `${v.by} · ${v.at}`)),
    ],
  );
}
