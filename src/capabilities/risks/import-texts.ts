import { cleanText } from '../../../cards/kit/clean.ts';
import { fieldWord } from '../../../cards/risks/text.ts';
import { fault, type RawRow, RowFault } from '../../kernel/importing.ts';
import type { Organization } from '../../kernel/people.ts';
import type { Settings } from '../../kernel/settings.ts';
import { text } from '../../kernel/text.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Lookup } from '../organization/index.ts';
import { divertOf, hasPersonalData } from './divert.ts';
import { type Draft, MAX } from './draft.ts';
import { splitBoth } from './import-words.ts';
import { saysNothing } from './quality.ts';
import { look } from './screen.ts';

/** What the judging of a row needs from outside. */
export type Judging = {
  readonly org: Organization;
  readonly settings: Settings;
  readonly today: LocalDate;
  readonly find: Lookup;
  /** Names of the directory that stand in a text. */
  readonly namesIn: (texts: readonly string[]) => readonly string[];
};

/** Shorter names are parts of ordinary words too often (screen.ts). */
const NAME_MIN = 3;
/** Looks for the directory's names in a text by its own pieces, not name by name: a bureau has 1,500. */
export function nameFinder(org: Organization): Judging['namesIn'] {
  const long = new Set(org.data.people.map((p) => p.name).filter((n) => n.length >= NAME_MIN));
  const starts = new Set([...long].map((n) => n.slice(0, 2)));
  const lengths = [...new Set([...long].map((n) => n.length))];
  return (texts) => {
    const found = new Set<string>();
    for (const said of texts)
      for (let i = 0; i + NAME_MIN <= said.length; i += 1) {
        if (!starts.has(said.slice(i, i + 2))) continue;
        for (const name of lengths.map((l) => said.slice(i, i + l))) if (long.has(name)) found.add(name);
      }
    return [...found];
  };
}

/** Cells that name people or posts by design; everything else is free text. */
const NAMING = new Set([
  'no',
  'unit',
  'division',
  'post',
  'subject',
  'person',
  'owner',
  'leader',
  'reviewer',
  'kind',
]);
const DROP_ALL = {
  secret: text(
    '疑似带有密级标志，涉密内容不能进入本系统；原文没有保存，请从表中删去',
    'seems to be marked as classified, which has no place here; the text was not kept, please remove it',
  ),
  accusation: text(
    '像是反映具体人员的问题，不属于岗位风险点；原文没有保存，请通过信访举报渠道反映',
    'seems to be about a person, not a risk of a post; the text was not kept, please use the report channel',
  ),
} as const;

/** The same look as at a form: what must not enter is not kept either (domain.md §6.1, §6.3, §6.5). */
export function screenRow(
  { cells }: RawRow,
  { settings, namesIn }: Pick<Judging, 'settings' | 'namesIn'>,
  naming: ReadonlySet<string> = NAMING,
): void {
  const { secretMarks } = settings.quality;
  const fields = Object.keys(cells).filter((f) => hasPersonalData(cells[f] ?? ''));
  const free = Object.fromEntries(Object.entries(cells).filter(([f]) => !naming.has(f)));
  const seen = look(free, { secretMarks, names: namesIn(Object.values(free)) });
  if (seen && !('field' in seen)) throw new RowFault(DROP_ALL[seen.what], 'row');
  // Anything can be typed into a cell for names, and errors quote those.
  const others = Object.keys(cells).flatMap((f) => (naming.has(f) ? [cells[f] ?? ''] : []));
  const kind = divertOf(others, { secretMarks, names: [] });
  if (kind === 'secret' || kind === 'accusation') throw new RowFault(DROP_ALL[kind], 'row');
  if (fields.length > 0)
    throw new RowFault(
      text(
        '像是有证件号、电话或银行卡号；该格内容没有保存，请删去号码后重发',
        'seems to hold an ID, telephone or bank card number; that cell was not kept, please remove the number',
      ),
      { fields },
    );
  if (seen)
    fault('文字里像是有人名，请改成岗位或“经办人”', 'seems to name a person; please write the post instead');
}

const named = (field: keyof typeof MAX): string => fieldWord[field]['zh-CN'];
/** A text within its length that says something; '' when it is empty or says nothing. */
export function said(value: string, field: keyof typeof MAX, { settings }: Judging): string {
  const clean = cleanText(value);
  const length = [...clean].length;
  if (length > MAX[field])
    fault(
      `“${named(field)}”有 ${length} 字，最多 ${MAX[field]} 字，请精简`,
      `"${fieldWord[field]['en-US']}" has ${length} characters, at most ${MAX[field]}`,
    );
  return saysNothing(clean, settings.quality) ? '' : clean;
}

export type Texts = { readonly title: string; readonly measure: string } & Pick<
  Draft,
  'content' | 'manifestation' | 'powerItem' | 'stepName'
>;
export function textsOf({ cells }: RawRow, given: Judging): Texts {
  const at = (field: string): string => cells[field] ?? '';
  const both = splitBoth(at('both'));
  const power = said(at('power'), 'power', given);
  const step = said(at('step'), 'stepOther', given);
  // Some forms have one text only: it is the content, whatever its column is called.
  const long = [...cleanText(at('title'))].length > MAX.title;
  const title = long ? '' : said(at('title'), 'title', given);
  const shown = said(at('manifestation') || both.manifestation, 'manifestation', given);
  const written = said(at('content') || both.content || (long ? at('title') : ''), 'content', given);
  const content = written || shown || title;
  if (content === '') fault('没有写明风险内容（不能为空或只写“无”）', 'the risk itself is not described');
  const measure = said(at('measure') || at('process') || at('rule'), 'measure', given);
  if (measure === '') fault('没有防控措施，请至少填一项', 'there is no measure; at least one is needed');
  const stepName = step || power || title || [...content].slice(0, MAX.stepOther).join('');
  const manifestation = written === '' && shown !== '' ? '' : shown;
  return {
    title: title || stepName,
    measure,
    content,
    manifestation,
    stepName,
    powerItem: power || stepName,
  };
}
