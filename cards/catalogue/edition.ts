import type { Grade } from '../../src/kernel/grade.ts';
import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card, type HeaderColour } from '../kit/card.ts';
import { button, fact, form, input, note, para, pick, row, submit, table } from '../kit/elements.ts';
import { statusWord, editionWords as words } from './edition-text.ts';

type Status = keyof typeof statusWord;
type Counts = Readonly<Record<Grade, number>>;
export type EditionLine = {
  readonly id: string;
  readonly no: string;
  readonly status: Status;
  readonly counts: Counts;
  readonly date: string;
};
export type EditionsView = {
  readonly editions: readonly EditionLine[];
  readonly mayCompile: boolean;
  readonly hasCurrent: boolean;
};
export type EditionView = EditionLine & {
  readonly rev: number;
  readonly places: number;
  readonly hash: string;
  readonly compiler: Text;
  readonly approver?: Text;
  readonly reason?: string;
  readonly numbers?: {
    readonly fresh: number;
    readonly changed: number;
    readonly retired: number;
    readonly unchanged: number;
  };
  readonly may: {
    readonly submit: boolean;
    readonly approve: boolean;
    readonly discard: boolean;
    readonly file: boolean;
  };
  readonly asked: boolean;
};
/** Hexadecimal digits of the hash on a card; the whole of it stands in the file. */
const HASH_SHOWN = 16;
/** Letters of a reason for sending a draft back. */
export const MAX_REASON = 200;
const colour: Readonly<Record<Status, HeaderColour>> = {
  draft: 'orange',
  returned: 'grey',
  frozen: 'green',
  superseded: 'grey',
};

const sum = (c: Counts): number => c[1] + c[2] + c[3];
const countText = (c: Counts): Text =>
  text(
    `风险点 ${sum(c)}：一级（高）${c[1]} · 二级（中）${c[2]} · 三级（低）${c[3]}`,
    `${sum(c)} risk points: high ${c[1]} · middle ${c[2]} · low ${c[3]}`,
  );

/** All editions, newest first, and where a new one begins. */
export function editionsCard(v: EditionsView): Card {
  const columns = [
    { name: 'no', display_name: '版本 Edition', data_type: 'text' as const },
    { name: 'status', display_name: '状态 State', data_type: 'text' as const },
    { name: 'n', display_name: '风险 Risks', data_type: 'number' as const },
  ];
  const rows = v.editions.map((e) => ({
    no: `${e.no}（${e.date}）`,
    status: `${statusWord[e.status]['zh-CN']} ${statusWord[e.status]['en-US']}`,
    n: sum(e.counts),
  }));
  return card({ audience: 'private', title: words.title, colour: 'turquoise' }, [
    rows.length === 0 ? para(words.none) : table(columns, rows),
    rows.length > 0 &&
      pick({
        placeholder: words.choose,
        options: v.editions.map((e) => ({
          value: e.id,
          label: text(`${e.no} ${statusWord[e.status]['zh-CN']}`, `${e.no} ${statusWord[e.status]['en-US']}`),
        })),
        action: { do: 'edition.choose', id: '-', rev: 0 },
      }),
    row(
      v.mayCompile &&
        button(words.compile, { do: 'edition.compile', id: '-', rev: 0 }, 'primary_filled', {
          confirm: { title: words.compile, text: words.compileAsk },
        }),
      v.hasCurrent && button(words.changes, { do: 'edition.difference', id: 'now', rev: 0 }),
      button(text('返回目录', 'Back to the catalogue'), { do: 'catalogue.mine', id: '-', rev: 0 }),
    ),
  ]);
}

const numbersText = (n: NonNullable<EditionView['numbers']>): Text =>
  text(
    `与上一版相比：新增 ${n.fresh}，变动 ${n.changed}，停用 ${n.retired}，不变 ${n.unchanged}`,
    `Since the previous edition: ${n.fresh} new, ${n.changed} changed, ${n.retired} retired, ${n.unchanged} unchanged`,
  );

const returnForm = (v: EditionView) =>
  form('return', [
    input({ name: 'reason', label: words.reason, max: MAX_REASON, lines: 2 }),
    submit(words.sendBack, 'sendBack', { do: 'edition.return', id: v.id, rev: v.rev }, 'default'),
  ]);

/** One edition: what it says, who made and approved it, and what this viewer can do with it. */
export function editionCard(v: EditionView): Card {
  const on = { id: v.id, rev: v.rev };
  return card(
    {
      audience: 'private',
      title: text(`岗位风险等级目录 ${v.no} 版`, `Post risk-grade catalogue, edition ${v.no}`),
      subtitle: statusWord[v.status],
      colour: colour[v.status],
      waits: v.may.approve,
    },
    [
      para(countText(v.counts)),
      para(text(`目录条目 ${v.places}`, `${v.places} entries`)),
      v.numbers && para(numbersText(v.numbers)),
      fact(words.compiler, v.compiler),
      v.approver && fact(words.approver, v.approver),
      v.reason !== undefined && fact(words.reason, same(v.reason)),
      v.status === 'draft' && v.asked && !v.may.approve && para(words.waits),
      row(
        v.may.approve &&
          button(words.approve, { do: 'edition.approve', ...on }, 'primary_filled', {
            confirm: { title: words.approve, text: words.approveAsk },
          }),
        v.may.submit && button(words.submit, { do: 'edition.submit', ...on }, 'primary_filled'),
        button(words.difference, { do: 'edition.difference', ...on }),
        v.may.file && button(words.file, { do: 'edition.file', ...on }),
        v.may.discard && button(words.discard, { do: 'edition.discard', ...on }, 'danger'),
        button(words.back, { do: 'edition.list', id: '-', rev: 0 }),
      ),
      v.may.approve && returnForm(v),
      note(
        text(`校验码 SHA-256：${v.hash.slice(0, HASH_SHOWN)}…`, `SHA-256: ${v.hash.slice(0, HASH_SHOWN)}…`),
      ),
    ],
  );
}
