import { joinTexts, listComma, same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, fact, hr, note, para, pick, row } from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { backToOpen } from './back.ts';
import {
  type ItemState,
  itemStateWord,
  type Outcome,
  outcomeWord,
  periodText,
  type Scope,
  scopeWord,
  publicityWords as words,
} from './text.ts';

/** One line of the ledger that anybody with a copy can check. */
export type LedgerMark = { readonly seq: number; readonly hash?: string; readonly at: string };
export type RecordView = {
  readonly id: string;
  readonly rev: number;
  readonly unit: string;
  readonly scope: Scope;
  readonly groups: readonly string[];
  readonly opensOn: string;
  readonly closesOn: string;
  readonly days: number;
  readonly end: string;
  readonly closedAt?: string;
  readonly items: number;
  readonly states: readonly { readonly state: ItemState; readonly n: number }[];
  readonly objections: Readonly<Record<Outcome | 'open', number>>;
  readonly opening?: LedgerMark;
  readonly closing?: LedgerMark;
};

export const raisedIn = (o: RecordView['objections']): number => o.upheld + o.partly + o.rejected + o.open;

/** 异议 3 件：采纳 1、不采纳 2 — by number only. */
export function objectionCounts(o: RecordView['objections']): Text {
  const parts = (['upheld', 'partly', 'rejected', 'open'] as const)
    .filter((k) => o[k] > 0)
    .map((k) => {
      const label = k === 'open' ? words.unanswered : outcomeWord[k];
      return text(`${label['zh-CN']} ${o[k]}`, `${label['en-US']} ${o[k]}`);
    });
  const all = text(`${raisedIn(o)} 件`, `${raisedIn(o)}`);
  return parts.length === 0 ? all : joinTexts([all, joinTexts(parts, listComma)], text('：', ': '));
}

export const stateCounts = (states: RecordView['states']): Text =>
  joinTexts(
    states.map(({ state, n }) =>
      text(`${itemStateWord[state]['zh-CN']} ${n} 项`, `${itemStateWord[state]['en-US']}: ${n}`),
    ),
    text('；', '; '),
  );

const markText = ({ seq, hash, at }: LedgerMark): Text =>
  text(`第 ${seq} 条，${at}${hash ? `，${hash}` : ''}`, `no. ${seq}, ${at}${hash ? `, ${hash}` : ''}`);

/** The proof that a notice hung: where, from when to when, what came of it, and the ledger lines that say so. */
export function recordCard(v: RecordView): Card {
  const draw = (max: number): Card =>
    card(
      {
        audience: 'private',
        title: words.recordTitle,
        subtitle: same(shorten(`${v.unit} · ${v.id}`, 60)),
        colour: v.closedAt === undefined ? 'blue' : 'green',
      },
      [
        fact(words.period, periodText(v.opensOn, v.closesOn, v.days, v.end)),
        fact(words.scope, scopeWord[v.scope]),
        fact(words.groups, same(v.groups.map((g) => shorten(g, max)).join('、') || '-')),
        fact(words.count, text(`${v.items} 项`, `${v.items} item(s)`)),
        fact(words.state, stateCounts(v.states)),
        fact(words.objections, objectionCounts(v.objections)),
        v.closedAt !== undefined && fact(words.closedAt, same(v.closedAt)),
        hr,
        v.opening && fact(words.opening, markText(v.opening)),
        v.closing && fact(words.closing, markText(v.closing)),
        note(words.recordHelp),
        row(
          button(words.recordFile, { do: 'dossier.noticeFile', id: v.id, rev: v.rev }, 'primary'),
          button(words.all, { do: 'publicity.page', id: v.id, rev: v.rev, page: 0 }),
          button(words.records, { do: 'publicity.records', id: '-', rev: 0 }),
        ),
      ],
    );
  return fitting([() => draw(30), () => draw(8), () => draw(1)]);
}

export type RecordRow = {
  readonly id: string;
  readonly unit: string;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly items: number;
};
/** The newest closed notices. */
export const recordsCard = (rows: readonly RecordRow[]): Card =>
  card({ audience: 'private', title: words.records, colour: 'blue' }, [
    rows.length === 0
      ? para(words.noRecords)
      : pick({
          placeholder: words.chooseRecord,
          options: rows.map((r) => ({
            value: r.id,
            label: text(
              `${shorten(r.unit, 12)} ${r.opensOn} 至 ${r.closesOn}（${r.items} 项）`,
              `${shorten(r.unit, 12)} ${r.opensOn} to ${r.closesOn} (${r.items})`,
            ),
          })),
          action: { do: 'publicity.record', id: '-', rev: 0 },
        }),
    note(words.recordsHelp),
    row(backToOpen()),
  ]);
