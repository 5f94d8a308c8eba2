import type { Question, Tally } from '../../src/kernel/importing.ts';
import { joinTexts, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card, type HeaderColour } from '../kit/card.ts';
import { button, type Element, fact, form, input, note, para, row, select, submit } from '../kit/elements.ts';

type Status = 'checked' | 'applied' | 'cancelled' | 'undone';
export type ImportView = {
  readonly id: string;
  readonly rev: number;
  readonly file: string;
  readonly status: Status;
  readonly by: string;
  /** Local date and time of the check, or of the import once it was applied. */
  readonly at: string;
  readonly sheets: readonly { readonly label: Text; readonly tally: Tally }[];
  readonly willChange: number;
  readonly unknownSheets: readonly string[];
  readonly skipped: readonly string[];
  readonly questions: readonly (Question & { readonly answer: string | undefined })[];
  readonly notes: readonly Text[];
  readonly canUndo: boolean;
  readonly undone:
    | { readonly restored: number; readonly left: number; readonly kept: readonly string[] }
    | undefined;
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

const counts = ({ fresh, changed, unchanged, errors }: Tally): Text =>
  text(
    `新增 ${fresh}，变动 ${changed}，不变 ${unchanged}，有误 ${errors}`,
    `${fresh} new, ${changed} changed, ${unchanged} unchanged, ${errors} faulty`,
  );

const errorsOf = (v: ImportView): number => v.sheets.reduce((n, s) => n + s.tally.errors, 0);
const isOpen = (v: ImportView): boolean => v.questions.some((q) => q.needed && q.answer === undefined);

function nextStep(v: ImportView): Text | undefined {
  const errors = errorsOf(v);
  if (v.status !== 'checked') return undefined;
  if (isOpen(v)) return text('请先选好以下各项。', 'Please answer the following first.');
  if (v.willChange === 0) return text('没有需要导入的变动。', 'There is nothing to import.');
  if (errors === 0)
    return text(`确认后导入 ${v.willChange} 行。`, `Confirming imports ${v.willChange} rows.`);
  return text(
    `确认后导入 ${v.willChange} 行；有误的 ${errors} 行不导入，列在错误清单中，改好后再发即可。`,
    `Confirming imports ${v.willChange} rows; the ${errors} faulty ones stay out and are listed in the error file: mend them and send them again.`,
  );
}

const undoButton = (on: { id: string; rev: number }): Element =>
  button(text('撤销本次导入', 'Undo this import'), { do: 'imports.undo', ...on }, 'danger', {
    confirm: {
      title: text('撤销本次导入', 'Undo this import'),
      text: text(
        '恢复到导入之前；之后又改动过的内容保持不变。',
        'Everything goes back to before the import; what was changed since stays.',
      ),
    },
  });

function buttons(v: ImportView) {
  const on = { id: v.id, rev: v.rev };
  if (v.status === 'applied') return v.canUndo && undoButton(on);
  if (v.status !== 'checked') return undefined;
  return row(
    v.willChange > 0 &&
      !isOpen(v) &&
      button(text('确认导入', 'Confirm'), { do: 'imports.confirm', ...on }, 'primary_filled'),
    button(text('取消', 'Cancel'), { do: 'imports.cancel', ...on }),
  );
}

function questionFields(q: ImportView['questions'][number], max: number): readonly Element[] {
  const value = q.answer === undefined ? {} : { value: q.answer };
  if (!q.options) return [input({ name: q.key, label: q.ask, max, lines: 2, ...value })];
  return [
    para(q.ask),
    select({ name: q.key, placeholder: text('请选择', 'Please choose'), options: q.options, ...value }),
  ];
}

/** Questions on one card: the rest comes when these are answered. */
const ASKED = 6;
function questions(v: ImportView): Element | false {
  if (v.status !== 'checked' || v.questions.length === 0) return false;
  const open = v.questions.filter((q) => q.answer === undefined);
  const shown = [...open, ...v.questions.filter((q) => q.answer !== undefined)].slice(0, ASKED);
  const inOrder = v.questions.filter((q) => shown.includes(q));
  const left = v.questions.length - inOrder.length;
  return form('questions', [
    ...inOrder.flatMap((q) => questionFields(q, 200)),
    left > 0 && note(text(`答完后还有 ${left} 项。`, `${left} more follow when these are answered.`)),
    submit(
      text('按以上选择重新核对', 'Check again with these'),
      'answer',
      { do: 'imports.answer', id: v.id, rev: v.rev },
      isOpen(v) ? 'primary_filled' : 'default',
    ),
  ]);
}

function undone({ restored, left, kept }: NonNullable<ImportView['undone']>): Text {
  const names = kept.length > 0 ? `：${kept.join('；')}${left > kept.length ? ' …' : ''}` : '';
  return text(
    `已恢复 ${restored} 项；${left} 项之后另有变动，保持不变${names}。`,
    `${restored} restored; ${left} were changed later and stay${names}.`,
  );
}

/** One import: its numbers by sheet, what it still asks, and what can be done with it now. */
export function importCard(v: ImportView): Card {
  const next = nextStep(v);
  return card(
    {
      audience: 'private',
      title: titles[v.status],
      colour: colours[v.status],
      waits: v.status === 'checked',
    },
    [
      v.file !== '' && fact(text('文件', 'File'), same(v.file)),
      ...v.sheets
        .filter((s) => Object.values(s.tally).some((n) => n > 0))
        .map((s) => fact(s.label, counts(s.tally))),
      v.skipped.length > 0 &&
        note(
          text(
            `汇总表由系统计算，已略过：${v.skipped.join('、')}`,
            `Tables of counts are computed, passed over: ${v.skipped.join(', ')}`,
          ),
        ),
      v.unknownSheets.length > 0 &&
        para(
          text(
            `没有认出的工作表：${v.unknownSheets.join('、')}`,
            `Sheets not recognised: ${v.unknownSheets.join(', ')}`,
          ),
        ),
      v.undone && para(undone(v.undone)),
      v.notes.length > 0 && note(joinTexts(v.notes, text('\n', '\n'))),
      next && para(next),
      questions(v),
      buttons(v),
      note(text(`${v.by} · ${v.at}`, `${v.by} · ${v.at}`)),
    ],
  );
}
