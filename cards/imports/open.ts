import { joinTexts, listComma, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { button, type Element, note, type Option, para, pick, row } from '../kit/elements.ts';

const templates = (offers: readonly Option[]): Element =>
  pick({
    placeholder: text('取模板：选择要导入的内容', 'Get a template: choose what to import'),
    options: [{ value: 'all', label: text('全部模板', 'All templates') }, ...offers],
    action: { do: 'imports.template', id: '-', rev: 0 },
  });

/** How to bring tables in. `offers`: what there are templates for. */
export const importOpenCard = (offers: readonly Option[]): Card =>
  card({ audience: 'private', title: text('导入 Excel', 'Import from Excel'), colour: 'blue' }, [
    para(
      text(
        `可以导入：${
          joinTexts(
            offers.map((o) => o.label),
            listComma,
          )['zh-CN']
        }。\n1. 用现有的正式表格，或取模板填写；列的先后、叫法不限，按表头识别。\n2. 把 .xlsx 文件直接发到这个单聊。\n3. 先核对：多少行可以导入、哪些行有误（另发错误清单）；您确认后才生效，七天内可以整批撤销。`,
        `You can import: ${
          joinTexts(
            offers.map((o) => o.label),
            listComma,
          )['en-US']
        }.\n1. Use the official table you have, or a template. Columns are known by their headers, in any order.\n2. Send the .xlsx file to this chat.\n3. It is checked first: how many rows can be taken, which are faulty (in an error file). It takes effect when you confirm and can be undone as a whole for seven days.`,
      ),
    ),
    templates(offers),
    row(button(text('返回管理', 'Back'), { do: 'organization.admin', id: '-', rev: 0 })),
    note(
      text(
        '一个文件可有多张表（如每单位一张加汇总表，汇总表自动略过）；空着的格子不改动原有内容，导入不删除任何内容。请勿填写身份证号、电话、涉密内容。文件不超过 5 MB、20000 行。',
        'A file may have several sheets (one per unit and a summary, which is passed over). Empty cells change nothing; an import removes nothing. No ID or phone numbers, nothing classified. At most 5 MB and 20,000 rows.',
      ),
    ),
  ]);

export type UnknownView = {
  readonly offers: readonly Option[];
  readonly sheets: readonly {
    readonly sheet: string;
    readonly like?: {
      readonly label: Text;
      readonly found: readonly string[];
      readonly missing: readonly string[];
    };
  }[];
};
const quoted = (list: readonly string[]): string => list.slice(0, 6).join('、');
function guess({ sheet, like }: UnknownView['sheets'][number]): Text {
  if (!like) return text(`“${sheet}”：没有认出表头。`, `"${sheet}": no header was recognised.`);
  const more = like.missing.length > 0;
  return text(
    `“${sheet}”：最像“${like.label['zh-CN']}”（认出 ${quoted(like.found)}）${more ? `，还缺 ${quoted(like.missing)}` : ''}。`,
    `"${sheet}": most like "${like.label['en-US']}" (found ${quoted(like.found)})${more ? `; missing ${quoted(like.missing)}` : ''}.`,
  );
}

/** A file whose headers say nothing: what it may be, and the templates. */
export const unknownFileCard = (v: UnknownView): Card =>
  card({ audience: 'private', title: text('没有认出这份表格', 'Table not recognised'), colour: 'orange' }, [
    para(
      text(
        '没有导入任何内容。表头应在前十行之内，列名与模板相同或相近即可。',
        'Nothing was imported. The header must be among the first ten lines, with names like those of the template.',
      ),
    ),
    ...v.sheets.map((s) => para(guess(s))),
    v.sheets.length === 0 && para(same('—')),
    templates(v.offers),
  ]);
