import { refusals } from '../../../cards/imports/text.ts';
import type { Acting, Capability, ChatWord, Command, Outcome } from '../../kernel/capability.ts';
import { show } from '../organization/index.ts';
import type { Kinds } from './check.ts';
import { answer, cancel, confirm, openScreen, sendTemplate, undo } from './importing.ts';
import { type OnImport, onImport } from './inputs.ts';
import { importKind, importPartKind } from './model.ts';
import { check } from './receiving.ts';
import { errorsView, importView, openView, templateView } from './view.ts';
import { type ReadTables, readTables, type WriteTables, writeTables } from './workbook.ts';

export type { Table } from './recognise.ts';
export {
  type FileFault,
  type ReadTables,
  readTables,
  type SheetToWrite,
  type WriteTables,
  writeTables,
} from './workbook.ts';

const command = (run: (acting: Acting, input: OnImport) => Promise<Outcome>): Command<OnImport> => ({
  input: onImport,
  action: 'admin.office',
  run,
});

/**
 * 导入: files in, from the header to the batch that can be undone. `kinds`: what the other capabilities take, in their
 * import order. `read`, `write`: where workbooks are read and written; threads of their own keep large ones from holding
 * up everybody.
 */
export function imports(
  kinds: Kinds,
  read: ReadTables = readTables,
  write: WriteTables = writeTables,
): Capability {
  const screen = openScreen(openView(kinds));
  /** 导入 explains; a file sent to the bot in private is checked at once. */
  const word: ChatWord = {
    words: ['导入', 'import'],
    takesFiles: true,
    action: 'admin.office',
    run: (acting) => (acting.file ? check(acting, kinds, acting.file, read) : show(acting, screen)),
  };
  return {
    name: 'imports',
    kinds: [importKind, importPartKind],
    commands: {
      'imports.open': command((acting) => show(acting, screen)),
      'imports.template': command((acting, { option }) => sendTemplate(acting, screen, option ?? 'all')),
      'imports.answer': command((acting, input) => answer(acting, kinds, input)),
      'imports.confirm': command((acting, input) => confirm(acting, kinds, input)),
      'imports.cancel': command((acting, input) => cancel(acting, kinds, input)),
      'imports.undo': command((acting, input) => undo(acting, kinds, input)),
    },
    words: [word],
    cards: { 'imports.open': openView(kinds), 'imports.import': importView(kinds) },
    files: { 'imports.template': templateView(kinds), 'imports.errors': errorsView(kinds, write) },
    refusals,
  };
}
