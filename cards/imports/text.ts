import { type Text, text } from '../../src/kernel/text.ts';

/** Every refusal of the import in words. */
export const refusals = {
  stale: text(
    '这张卡片刚刚有过变动，请看最新内容后再点。',
    'This has just changed. Please look at the fresh card and tap again.',
  ),
  gone: text('这一项已不存在。', 'This no longer exists.'),
  unanswered: text(
    '请先在卡片上选好需要确定的几项，再确认导入。',
    'Please answer what the card asks first, then confirm.',
  ),
  notXlsx: text(
    '这不是可以读取的 .xlsx 文件。请使用模板另存为 .xlsx 后重发。',
    'This is not a readable .xlsx file. Please save the template as .xlsx and send it again.',
  ),
  fileTooBig: text('文件超过 5 MB，请拆成几个文件发送。', 'The file is larger than 5 MB. Please split it.'),
  fileUnpacksTooBig: text(
    '文件解开后过大，未读取。请只保留需要导入的工作表。',
    'The file unpacks to too much; it was not read. Please keep only the sheets to import.',
  ),
  tooManyRows: text(
    '文件超过 20000 行，请拆成几个文件发送。',
    'The file has more than 20,000 rows. Please split it.',
  ),
  noRows: text(
    '没有读到可以导入的行。请检查工作表名称和表头，或使用模板。',
    'No rows to import were found. Please check sheet names and headers, or use the template.',
  ),
  notReceived: text('文件没有取回，请重新发送一次。', 'The file could not be fetched. Please send it again.'),
  importClosed: text('这次导入已经结束。', 'This import is already closed.'),
  importMoved: text(
    '核对之后登记内容有了变动，数字已更新，请再看一遍后确认。',
    'The register has changed since the check; the numbers are updated. Please look again and confirm.',
  ),
  undoLate: text(
    '导入超过 7 天，不能整批撤销，请逐项调整。',
    'Imports older than 7 days can no longer be undone as a whole.',
  ),
  undoChanged: text(
    '导入之后这些内容都已另有变动，没有可以撤销的行。',
    'Everything in this import was changed later; there is nothing left to undo.',
  ),
} as const satisfies Record<string, Text>;

/** Toasts after something was done. */
export const said = {
  imported: text('已导入。', 'Imported.'),
  cancelled: text('已取消，没有改动任何内容。', 'Cancelled; nothing was changed.'),
  undone: text('已撤销本次导入。', 'The import was undone.'),
  templateSent: text('模板已发送，请稍候。', 'The template is on its way.'),
  answered: text('已按您的选择重新核对。', 'Checked again with your answers.'),
} as const satisfies Record<string, Text>;
